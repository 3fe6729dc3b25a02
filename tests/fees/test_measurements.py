"""Amazon's measures against the seller's: every sign found where planted, and only there."""

from datetime import date
from decimal import Decimal

from makewhole import fees
from makewhole.engine import open_engine

_HISTORY = {
    "item": "VARCHAR", "marketplace": "VARCHAR", "seen_on": "DATE", "side_1": "DECIMAL(18,6)",
    "side_2": "DECIMAL(18,6)", "side_3": "DECIMAL(18,6)", "weight": "DECIMAL(18,6)",
    "longest": "DECIMAL(18,6)", "median": "DECIMAL(18,6)", "shortest": "DECIMAL(18,6)",
    "amazon_weight": "DECIMAL(18,6)", "price": "DECIMAL(18,6)", "units": "BIGINT",
}  # fmt: skip
_OWN = (3, 12, 9, "1.4")  # in any order: 12 x 9 x 3 in, 1.4 lb
_SAME = (12, 9, 3, "1.4")


def _row(item: str, measured: tuple[object, ...], *, month: int = 5) -> tuple[object, ...]:
    return (item, "US", date(2026, month, 1), *_OWN, *measured, 20, 100)


def test_each_kind_of_difference_is_found_and_ranked_by_the_money_at_stake() -> None:
    with open_engine() as engine:
        fees.load_relations(engine)
        rows = [
            _row("same", _SAME), _row("margin", ("12.1", "9.1", "3.05", "1.42")),
            _row("inches", ("30.48", "22.86", "7.62", "1.4")),
            _row("ounces", (12, 9, 3, "22.4")), _row("swapped", (9, 12, 3, "1.4")),
            _row("jump", _SAME, month=4), _row("jump", (12, 9, 6, "1.4")),
        ]  # fmt: skip
        engine.load("measure_history", _HISTORY, rows)
        found = fees.remeasure(engine, date(2026, 5, 1))
    signs = {each.item: each.signs for each in found}
    assert signs == {
        "inches": ("larger", "length_unit"),
        "ounces": ("heavier", "weight_unit"),
        "swapped": ("larger", "sides_swapped"),
        "jump": ("jump", "larger"),
    }
    stakes = [each.at_stake for each in found]
    assert stakes == sorted(stakes, key=lambda each: -(each or 0))
    assert found[0].item == "inches" and found[0].amazon_tier == "small_bulky"
    jump = next(each for each in found if each.item == "jump")
    # 12 x 9 x 6 / 139 = 4.6619 lb: 6.97 + 7 x 0.08 = 7.53 and 3.5% = 7.79; the unit's own: 6.31
    assert (jump.own_fee, jump.amazon_fee) == (Decimal("6.31"), Decimal("7.79"))
    assert jump.at_stake == Decimal("148.00")
