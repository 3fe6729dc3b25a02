"""What is in force on a day, found without looking through all that ever was."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from makewhole.fees.pieces import DAY, FOREVER

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class InForce(Generic[_T]):
    """Entries by the days they hold: those of `held[n]` from `starts[n]` to before the next."""

    starts: tuple[date, ...]
    held: tuple[tuple[_T, ...], ...]

    def on(self, day: date) -> tuple[_T, ...]:
        """The entries that hold on a day, in the order they were given."""
        place = bisect_right(self.starts, day)
        return self.held[place - 1] if place else ()


def in_force(entries: Iterable[tuple[date, date, _T]]) -> InForce[_T]:
    """Entries with their first and last day, both inclusive.

    >>> from datetime import date
    >>> end = date(2026, 1, 31)
    >>> held = in_force([(date(2026, 1, 1), end, "a"), (end, FOREVER, "b")])
    >>> held.on(date(2025, 12, 31)), held.on(date(2026, 1, 31)), held.on(date(2026, 2, 1))
    ((), ('a', 'b'), ('b',))
    """
    known = list(entries)
    starts = sorted(
        {first for first, _, _ in known} | {last + DAY for _, last, _ in known if last < FOREVER}
    )
    return InForce(
        tuple(starts),
        tuple(tuple(e for first, last, e in known if first <= day <= last) for day in starts),
    )
