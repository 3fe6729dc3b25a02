"""What comes first: money that is about to be lost, then the most money.

Days left are taken in bands, since a day more or less within a month decides nothing. Within a
band the larger share of its own currency's money comes first: currencies are never compared.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

_BANDS = (0, 3, 7, 14, 30)  # days left: today, this half week, this week, a fortnight, a month

_Thing = TypeVar("_Thing")


def band(due: date | None, today: date) -> int:
    """How near a day is: 0 is today or past, 6 is none at all."""
    if due is None:
        return len(_BANDS) + 1
    left = (due - today).days
    return next((number for number, limit in enumerate(_BANDS) if left <= limit), len(_BANDS))


class Urgency(NamedTuple):
    """What the order goes by: the last day, the money at stake, a name no other thing shares."""

    due: date | None
    currency: str | None
    amount: Decimal | int
    name: str


def most_urgent_first(
    things: Iterable[_Thing], today: date, urgency: Callable[[_Thing], Urgency]
) -> list[_Thing]:
    """Things by nearness of their day, then by money, then by name."""
    listed = [(urgency(thing), thing) for thing in things]
    # of many thousand things few differ in their day or their amount
    bands = {day: band(day, today) for day in {each.due for each, _thing in listed}}
    if len({each.currency for each, _thing in listed}) == 1:
        # shares of one sum stand in the order of the amounts themselves
        ranked = [
            (bands[due], -amount, name, thing) for (due, _currency, amount, name), thing in listed
        ]
    else:
        shares = _shares([each for each, _thing in listed])
        ranked = [
            (bands[due], -shares[currency, amount], name, thing)
            for (due, currency, amount, name), thing in listed
        ]
    ranked.sort(key=itemgetter(0, 1, 2))
    return [thing for *_rank, thing in ranked]


def _shares(found: list[Urgency]) -> dict[tuple[str | None, Decimal | int], Any]:
    """The share of each amount in all of its currency's money; nothing has one where it is none."""
    totals: dict[str | None, Decimal | int] = defaultdict(int)
    for each in found:
        totals[each.currency] += each.amount
    # a share orders things and is no money: binary fractions compare three times as fast
    return {
        (currency, amount): float(amount / totals[currency]) if totals[currency] else 0.0
        for currency, amount in {(each.currency, each.amount) for each in found}
    }
