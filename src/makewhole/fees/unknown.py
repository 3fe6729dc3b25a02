"""Why a fee cannot be computed: one class per cause, each with its plain message.

FeeUnknown
├── MeasureNotPositive    a side, weight, price or count that cannot be
├── UnitUnknown           a unit of length or weight that is none of ours
├── UnitMixedUp           a weight that fits the size in another unit only
├── InputMissing          a figure the fee depends on was not given
├── InputUnreadable       a figure, size or weight that is not written as one
├── NameUnknown           a tier, category, service, class or column the card does not have
├── CardMissing           no card for the marketplace, or none in the currency
├── DayOutsideCards       before the first card, after the last, or between two
├── RateMissing           the card is there, the rate is known to be left out of it
└── NotComputable         the sources leave the figure open
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from makewhole.errors import FeeUnknown


class MeasureNotPositive(FeeUnknown):
    """A side, weight, price or count that cannot be."""

    def __init__(self, what: str, value: Decimal, least: str = "more than zero") -> None:
        self.what, self.value = what, value
        super().__init__(
            f"The {what} given is {value}; it must be {least}. No fee was computed. "
            "Measure the packed unit again and give the figure with its unit."
        )


class UnitUnknown(FeeUnknown):
    """A unit of length or weight that is none of ours."""

    def __init__(self, unit: str, known: Iterable[str]) -> None:
        self.unit = unit
        super().__init__(
            f'"{unit}" is not a unit used here ({", ".join(known)}). No fee was computed. '
            "Give the measure in one of these."
        )


class UnitMixedUp(FeeUnknown):
    """A weight that no packed unit of that size can have, though it could in another unit."""

    def __init__(self, weight: str, size: str, density: str, plausible: Iterable[str]) -> None:
        self.weight, self.size, self.plausible = weight, size, tuple(plausible)
        in_other = " or ".join(self.plausible) or "no unit used here"
        super().__init__(
            f"A weight of {weight} with sides of {size} is {density}, which no goods are. "
            f"The figure would be plausible in {in_other}. No fee was computed. "
            "Check the units of the weight and of the sides."
        )


class InputMissing(FeeUnknown):
    """A figure the fee depends on was not given."""

    def __init__(self, what: str, why: str) -> None:
        self.what = what
        super().__init__(f"The {what} was not given, and {why}. No fee was computed. Add it.")


class InputUnreadable(FeeUnknown):
    """A figure, size or weight that is not written as one."""

    def __init__(self, what: str, given: object, expected: str) -> None:
        self.what, self.given = what, given
        super().__init__(
            f'The {what} "{given}" cannot be read: it is not {expected}. No fee was computed. '
            "Write it that way."
        )


class NameUnknown(FeeUnknown):
    """A tier, category, service, class or column that the card does not have."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name, self.known = what, name, tuple(known)
        listed = ", ".join(self.known) or "none"
        super().__init__(
            f'"{name}" is not a {what} of this rate card (it has: {listed}). No fee was computed.'
        )


class CardMissing(FeeUnknown):
    """There is no card for the marketplace, or none in the currency."""

    def __init__(self, fee: str, marketplace: str, currency: str | None = None) -> None:
        self.fee, self.marketplace, self.currency = fee, marketplace, currency
        what = f" in {currency}" if currency else ""
        super().__init__(
            f"There is no rate card for the {fee} fee of {marketplace}{what}. It cannot be "
            "computed, and nothing is claimed on it. `makewhole policy gaps` lists what is missing."
        )


class DayOutsideCards(FeeUnknown):
    """A day before the first card, after the last one known to hold, or between two."""

    def __init__(
        self, fee: str, marketplace: str, day: date, spans: list[tuple[date, date | None]]
    ):
        self.fee, self.marketplace, self.day, self.spans = fee, marketplace, day, spans
        listed = ", ".join(f"{a} to {b or 'today'}" for a, b in spans)
        super().__init__(
            f"No rate card for the {fee} fee of {marketplace} is known to hold on {day} (cards: "
            f"{listed}). It cannot be computed, and nothing is claimed on it."
        )


class RateMissing(FeeUnknown):
    """The card of the day is there; this rate is known to be left out of it."""

    def __init__(self, fee: str, version: str, what: str, why: str) -> None:
        self.fee, self.version, self.what, self.why = fee, version, what, why
        super().__init__(
            f"The card {version} holds no {fee} rate for {what}: {why}. It cannot be computed, "
            "and no other rate is taken in its place."
        )


class NotComputable(FeeUnknown):
    """The sources leave the figure open, so no amount is given."""

    def __init__(self, fee: str, what: str, why: str) -> None:
        self.fee, self.what, self.why = fee, what, why
        super().__init__(f"The {fee} fee of {what} cannot be computed: {why}.")
