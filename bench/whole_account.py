"""A whole account, every kind of report and event in it: reading its folder, and auditing it.

Reading is held against DuckDB's bare copy of the same delimited files to Parquet, the audit against
reading and sorting the large tables once. The account is one simulated world, copied.
"""

import sys
from pathlib import Path

from bench.contestants import FEES_AS_OF
from bench.copied_world import CopiedWorld
from bench.measure import in_turn, show
from makewhole.simulate.play import Size

_WORLD = CopiedWorld("whole", 5, Size(25, 6), "ledger_events", 1_376)
_COPY, _SORT = "DuckDB: copy as text, rejects on", "DuckDB: read and sort the large tables"
# What a bare copy cannot read: a table below other lines.
_UNREAD = "CustomTransaction.csv"


def measure(folder: Path, rows: int, times: int) -> None:
    """One account of about so many ledger rows, five times as many rows in all."""
    reports, home, held = _WORLD.write(folder, rows)
    files = [str(path) for path in delimited(reports)]
    python = [sys.executable, "-m", "bench.contestants"]
    reading = {
        "makewhole: typed, provenance, rejects": [*python, "read_only", *files],
        _COPY: [*python, "bare_copy", *files],
    }
    show(f"Reading a whole account of {held}", in_turn(reading, times), _COPY)
    day = FEES_AS_OF.isoformat()
    auditing = {
        "makewhole: every rule, from the books": [*python, "audit_home", home, "2GB", day],
        _SORT: [*python, "read_and_sort_all", home],
    }
    show(f"Auditing it, from the books ({held})", in_turn(auditing, times), _SORT)


def delimited(reports: Path) -> list[Path]:
    """The files of a folder that begin with their headings."""
    found = [path for path in reports.rglob("*") if path.suffix in (".txt", ".csv")]
    return sorted(path for path in found if path.name != _UNREAD)
