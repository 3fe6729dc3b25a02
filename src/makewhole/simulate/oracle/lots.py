"""Setting units off against each other: the one loop that every paragraph uses.

An `Ask` is a whole number of units that wants something back (lost, short, refunded), a `Gift` one
that gives (found, paid, returned). Each unit of a gift is used once. Nothing is optimised: for each
gift in its order, each ask in its order is served while both last.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar


@dataclass(slots=True, eq=False)
class Ask:
    """Units that ask: `left` is what nothing has been set off against yet."""

    row: Any
    day: date
    id: str
    left: int


@dataclass(slots=True, eq=False)
class Gift:
    """Units that give: `left` is what has not been used yet."""

    row: Any
    day: date
    id: str
    left: int


Lot = TypeVar("Lot", Ask, Gift)


def oldest(lots: Iterable[Lot]) -> list[Lot]:
    """Lots by their day, then by their id as text."""
    return sorted(lots, key=lambda lot: (lot.day, lot.id))


def set_off(
    gifts: Sequence[Gift],
    asks: Sequence[Ask],
    fits: Callable[[Gift, Ask], bool] = lambda gift, ask: True,
) -> None:
    """Take each gift off the asks it fits, both in the order given, until one is used up."""
    for gift in gifts:
        for ask in asks:
            if gift.left and ask.left and fits(gift, ask):
                taken = min(gift.left, ask.left)
                gift.left -= taken
                ask.left -= taken


def on_or_before(gift: Gift, ask: Ask) -> bool:
    """Whether the ask is of the gift's day or older: a payment never pays for a later loss."""
    return ask.day <= gift.day
