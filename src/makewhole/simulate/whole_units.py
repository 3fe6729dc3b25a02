"""Currencies without hundredths: a world is played in hundredths and told in whole units.

A price played as 12.49 is one of 1249 yen. Everything is put right at the end, in one place, so
that the scenes need not know of it.
"""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from makewhole.money import cents
from makewhole.simulate.rows import Reports
from makewhole.simulate.world import World

_HUNDREDTHS = 100
_MONEY = {
    "amount", "per_unit", "total", "cost", "fee", "price", "rate", "referral", "fulfilment",
    "order_amount", "refunded", "safet_amount", "product_sales", "promotional_rebates",
    "selling_fees", "fba_fees", "other",
}  # fmt: skip
_HAPPENED = ("amount", "fee", "principal", "total")


def tell_in_whole_units(world: World) -> None:
    """Turn the hundredths of a world's money into units, where its currency has no hundredths."""
    if cents(world.store.currency) != 1:
        return
    lines = [line for one in world.reports.settlements for line in one.lines]
    rows = {id(row): row for row in (*_rows(world.reports), *lines)}
    for row in rows.values():
        if getattr(row, "currency", "") in ("", world.store.currency):
            _turn(row)
    for told in world.happened:
        told.update({name: str(_whole(Decimal(told[name]))) for name in _HAPPENED if name in told})


def _rows(reports: Reports) -> list[Any]:
    held = [getattr(reports, field.name) for field in fields(reports)]
    return [row for rows in held if isinstance(rows, list) for row in rows]


def _turn(row: Any) -> None:
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name in _MONEY and isinstance(value, Decimal):
            setattr(row, field.name, _whole(value))


def _whole(amount: Decimal) -> Decimal:
    return (amount * _HUNDREDTHS).quantize(Decimal(1))
