"""One rule, `fc_lost`, over the books of a large ledger: of many SKUs, and of ten that have all."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.contestants import fill_home
from bench.ledger_file import write_ledger, write_reimbursements
from bench.measure import in_turn, show


def measure(folder: Path, rows: int, times: int) -> None:
    """One ledger of so many rows, a reimbursement for every fiftieth; many SKUs, and ten."""
    python = [sys.executable, "-m", "bench.contestants", "lost_home"]
    commands: dict[str, Sequence[str]] = {}
    for name, skus in (("200,000 SKUs", 200_000), ("10 SKUs", 10)):
        ledger = write_ledger(folder / f"ledger-{rows}-{skus}.csv", rows, skus)
        payments = write_reimbursements(folder / f"paid-{rows // 50}-{skus}.tsv", rows // 50, skus)
        home = str(folder / f"home-{rows}-{skus}")
        fill_home(home, str(ledger), str(payments))
        commands[f"makewhole: fc_lost, {name}"] = [*python, home]
    title = f"fc_lost over {rows:,} ledger rows and {rows // 50:,} reimbursements"
    show(title, in_turn(commands, times), "makewhole: fc_lost, 200,000 SKUs")
