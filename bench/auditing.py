"""All rules over the books of a large ledger, against reading and sorting the same columns once."""

import sys
from pathlib import Path

from bench.contestants import fill_home
from bench.ledger_file import write_ledger, write_reimbursements
from bench.measure import in_turn, show


def measure(folder: Path, rows: int, times: int) -> None:
    """One ledger of so many rows, a reimbursement for every fiftieth."""
    ledger = write_ledger(folder / f"ledger-{rows}.csv", rows)
    payments = write_reimbursements(folder / f"reimbursements-{rows // 50}.tsv", rows // 50)
    home = str(folder / f"home-{rows}")
    fill_home(home, str(ledger), str(payments))
    python = [sys.executable, "-m", "bench.contestants"]
    runs = in_turn(
        {
            "makewhole: every rule, from the books": [*python, "audit_home", home],
            "DuckDB: read and sort the same columns": [*python, "read_and_sort", home],
            "pandas: lost units alone, from the files": [
                sys.executable,
                "-m",
                "bench.by_pandas",
                str(ledger),
                str(payments),
            ],
        },
        times,
    )
    title = f"Auditing {rows:,} ledger rows and {rows // 50:,} reimbursements"
    show(title, runs, "DuckDB: read and sort the same columns")
