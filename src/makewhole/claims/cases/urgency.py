"""What comes first: money that is about to be lost, then the most money.

Days left are taken in bands, since a day more or less within a month decides nothing. Within a
band the larger share of its own currency's money comes first: currencies are never compared.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

_BANDS = (0, 3, 7, 14, 30)  # days left: today, this half week, this week, a fortnight, a month

_Thing = TypeVar("_Thing")


def band(due: date | None, today: date) -> int:
    """How near a day is: 0 is today or past, 6 is none at all."""
    if due is None:
        return len(_BANDS) + 1
    left = (due - today).days
    return next((number for number, limit in enumerate(_BANDS) if left <= limit), len(_BANDS))


def most_urgent_first(
    things: Iterable[_Thing],
    today: date,
    *,
    due: Callable[[_Thing], date | None],
    money: Callable[[_Thing], tuple[str | None, Decimal | int]],
    name: Callable[[_Thing], str],
) -> list[_Thing]:
    """Things by nearness of their day, then by money, then by name."""
    listed = list(things)
    totals: dict[str | None, Decimal] = defaultdict(Decimal)
    for thing in listed:
        currency, amount = money(thing)
        totals[currency] += amount
    # of many thousand things few differ in their day or their amount
    bands = {day: band(day, today) for day in {due(thing) for thing in listed}}
    shares = {
        (currency, amount): -(amount / totals[currency]) if totals[currency] else Decimal(0)
        for currency, amount in {money(thing) for thing in listed}
    }
    return sorted(listed, key=lambda thing: (bands[due(thing)], shares[money(thing)], name(thing)))
