"""Every settlement line classified and every fee rule, against sorting the same lines once."""

import random
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from bench.copied_world import CopiedWorld
from bench.measure import in_turn, show
from makewhole import fees
from makewhole.simulate.play import Size

_WORLD = CopiedWorld("fees", 3, Size(60, 12, 2000), "settlement_lines", 120_000)
_LOOK_UPS = 5000  # no two with the same arguments
_FLOOR = "DuckDB: read and sort the same lines"


def measure(folder: Path, rows: int, times: int) -> None:
    """One account of about so many settlement lines, a fifth as many order items."""
    _, home, held = _WORLD.write(folder, rows)
    python = [sys.executable, "-m", "bench.contestants"]
    floor = [*python, "read_and_sort", home, "settlement_lines", "order_id, msku, posted_date"]
    runs = in_turn(
        {"makewhole: all fee rules, every line classified": [*python, "fees_home", home],
         _FLOOR: floor},
        times,
    )  # fmt: skip
    sys.stdout.write(f"\nOne fulfilment fee looked up: {look_up(times):.0f} microseconds\n")
    show(f"Fees of {held}", runs, _FLOOR)


def look_up(times: int) -> float:
    """Processor time of one single look-up never asked before, in microseconds; the least of some.

    The first look-up of all, which reads the cards, is not counted.
    """
    dice = random.Random(1)
    fees.fulfilment("US", date(2026, 5, 1), sides=(12, 9, 3), weight=1, price_of_unit=25)
    best = float("inf")
    for _ in range(max(times, 3)):
        asked = [_unit(dice) for _ in range(_LOOK_UPS)]
        started = time.thread_time()
        for day, sides, weight, price in asked:
            fees.fulfilment("US", day, sides=sides, weight=weight, price_of_unit=price)
        best = min(best, time.thread_time() - started)
    return best / _LOOK_UPS * 1e6


def _unit(dice: random.Random) -> tuple[date, tuple[Decimal, ...], Decimal, Decimal]:
    one, two, three = (Decimal(dice.randint(100, most)) / 100 for most in (1800, 1400, 800))
    weight = (one * two * three * dice.randint(5, 50) / 1000).quantize(Decimal("0.01"))
    day = date(2026, dice.randint(1, 12), dice.randint(1, 28))
    return day, (one, two, three), weight + 1, Decimal(dice.randint(500, 9000)) / 100
