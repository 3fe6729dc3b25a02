"""Importing a large ledger against DuckDB's own bare copy of the same file to Parquet."""

import sys
from pathlib import Path

from bench.ledger_file import write_ledger
from bench.measure import in_turn, show


def measure(folder: Path, rows: int, times: int) -> None:
    """Ours, DuckDB's copy, and reading every byte."""
    file = str(write_ledger(folder / f"ledger-{rows}.csv", rows))
    python = [sys.executable, "-m", "bench.contestants"]
    runs = in_turn(
        {
            "makewhole: typed, provenance, rejects": [*python, "read_only", file],
            "DuckDB: copy as text, rejects on": [*python, "bare_copy", file],
            "reading every byte": [*python, "read_all_bytes", file],
        },
        times,
    )
    show(f"Importing a ledger of {rows:,} rows", runs, "DuckDB: copy as text, rejects on")
