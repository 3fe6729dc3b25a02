"""Charges that only a report of their own shows: each held against its own row, aged stock against
the rate card too.

A row equal to an earlier one in all that is printed of it is the same charge made twice. What a row
does not say is not made up: it is held against nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.money import STORE_CURRENCY, round_half_up
from makewhole.simulate.cards import aged_band
from makewhole.simulate.fee_rows import AgedRow, OtherFeeRow, PlacementRow, ProblemRow
from makewhole.simulate.oracle.account import Account
from makewhole.simulate.rows import MeasurementRow

_SMALL = Decimal("0.02")
_MARGIN = Decimal("0.02")
_LEAST_SHIPPED = {"US": 25}  # units of a month below which no returns fee is due

Overcharge = tuple[str, date, str, str, Decimal]  # claim type, day, FNSKU, SKU, sum


def overcharges(account: Account, measured: dict[str, MeasurementRow]) -> Iterable[Overcharge]:
    """All that these reports charge too high, each row by itself."""
    rows = account.reports
    for row, place in _placed(rows.aged):
        yield from _kept("fee_aged_inventory", row, _aged(account, measured, row, place))
    for row, place in _placed(rows.placements):
        if _currency(account, row) == account.currency and row.amount > 0:
            excess = row.amount if place else _above(row.amount, row.rate, row.units)
            yield from _kept("fee_inbound_placement", row, excess)
    for row, place in _placed(rows.problems, without="carton_id"):
        yield from _kept("fee_inbound_defect", row, _problem(account, row, place))
    for row, place in _placed(rows.low_stock):
        if row.currency == account.currency and row.amount > 0:
            twice = place > 0 and bool(row.order_id)
            excess = row.amount if twice else _above(row.amount, row.rate, row.units)
            yield from _kept("fee_low_inventory", row, excess)
    for row, place in _placed(rows.returns_fees):
        if row.currency == account.currency and row.amount > 0:
            excess = _returns(account, row, place)
            yield from _kept("fee_returns_processing", row, excess)


def _placed(rows: Iterable[Any], without: str = "") -> Iterable[tuple[Any, int]]:
    """Rows, and how many equal ones stood before each."""
    seen: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        key = tuple(getattr(row, name) for name in row.__dataclass_fields__ if name != without)
        yield row, seen[key]
        seen[key] += 1


def _kept(kind: str, row: Any, excess: Decimal | None) -> Iterable[Overcharge]:
    if excess is not None and excess > _SMALL:
        yield kind, row.day, row.fnsku, getattr(row, "sku", ""), excess


def _above(amount: Decimal, rate: Decimal | None, units: int) -> Decimal | None:
    if rate is None or rate <= 0 or units <= 0:
        return None
    return amount - round_half_up(rate * units)


def _currency(account: Account, row: PlacementRow) -> str | None:
    """These files print no currency: it is that of the country, else the store's."""
    if not row.country:
        return account.currency
    return STORE_CURRENCY.get("UK" if row.country == "GB" else row.country)


def _problem(account: Account, row: ProblemRow, place: int) -> Decimal | None:
    """The share of the fee for problem units above those expected, equal rows counted together."""
    if row.currency != account.currency or row.expected is None or row.units <= 0:
        return None
    beyond = min(row.units, max(0, row.units * (place + 1) - row.expected))
    return round_half_up(row.fee * beyond / row.units)


def _returns(account: Account, row: OtherFeeRow, place: int) -> Decimal | None:
    if place and (row.order_id or row.shipped is not None):
        return row.amount
    least = _LEAST_SHIPPED.get(account.store)
    if least is not None and row.shipped is not None and row.shipped < least:
        return row.amount
    if row.returned is not None and row.units > row.returned:
        return round_half_up(row.amount * (row.units - row.returned) / row.units)
    return _above(row.amount, row.rate, row.units)


def _aged(
    account: Account, measured: dict[str, MeasurementRow], row: AgedRow, place: int
) -> Decimal | None:
    """Charged less the card's rate of the declared volume, where volume or rate is too high."""
    if row.currency != account.currency or row.amount <= 0:
        return None
    if place:
        return row.amount
    band = _band(row) if account.store == "US" else None
    by_volume = row.volume_unit == "cubic feet" and row.units and row.rate is not None
    if band is None or not by_volume or row.units is None or row.rate is None:
        return None
    printed = row.units * row.rate * row.volume
    if abs(row.amount - printed) > max(_SMALL, row.amount * _MARGIN):
        return None
    rate, least = band
    volume = row.volume
    if row.sku in measured:
        one, two, three = measured[row.sku].sides
        declared = one * two * three / 1728
        volume = declared if volume > declared * (1 + _MARGIN) else volume
    if volume == row.volume and row.rate <= rate:
        return None
    return row.amount - round_half_up(max(row.units * volume * rate, row.units * least))


def _band(row: AgedRow) -> tuple[Decimal, Decimal] | None:
    """What the card holds of the band as printed: two days, or one that is passed ("365+")."""
    days = [int(text) for text in re.findall("[0-9]+", row.tier)]
    if not days or "month" in row.tier.lower():
        return None
    first, last = (days[0] + 1, None) if len(days) == 1 else (days[0], days[1])
    return aged_band(row.day, first, last)
