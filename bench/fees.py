"""Every settlement line classified and every fee rule, against sorting the same lines once."""

import sys
from pathlib import Path

from bench.contestants import FEES_AS_OF, fill_home
from bench.measure import in_turn, show
from makewhole.simulate.bulk import MOST, write_bulk
from makewhole.simulate.play import Size

_SIZE = Size(60, 12, 2000)
_LINES = 120_000  # settlement lines of one such account, nearly
_FLOOR = "DuckDB: read and sort the same lines"


def measure(folder: Path, rows: int, times: int) -> None:
    """One account of about so many settlement lines, a fifth as many order items."""
    copies = min(max(rows // _LINES, 1), MOST)
    account, home = folder / f"fees-{copies}", str(folder / f"fees-home-{copies}")
    if not (account / "truth.jsonl").exists():
        write_bulk(account, 3, "US", FEES_AS_OF, size=_SIZE, copies=copies)
    fill_home(home, str(account / "reports"))
    python = [sys.executable, "-m", "bench.contestants"]
    floor = [*python, "read_and_sort", home, "settlement_lines", "order_id, msku, posted_date"]
    runs = in_turn(
        {"makewhole: all fee rules, every line classified": [*python, "fees_home", home],
         _FLOOR: floor},
        times,
    )  # fmt: skip
    show(f"Fees of about {copies * _LINES:,} settlement lines", runs, _FLOOR)
