"""Every way to read the fulfilment rules where they leave a choice open."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from makewhole.errors import FeeUnknown
from makewhole.fees.asked import Asked
from makewhole.fees.fee import Reading
from makewhole.fees.pieces import DAY, ZERO
from makewhole.fees.priced import Priced, is_weight_open, price
from makewhole.fees.rate_cards import RateCards

_CENT = Decimal("0.01")
# Figures changed from another system of units are not trusted within these of a limit.
_LENGTH_MARGIN = {"in": Decimal("0.01"), "cm": Decimal("0.0254")}
_WEIGHT_MARGIN = {"lb": Decimal("0.01"), "g": Decimal("4.5359237")}


def readings(taken: Priced, cards: RateCards, *, day_is_known: bool = True) -> list[Reading]:
    """The reading taken, then each other one, alone or together, that gives another total.

    Open are: which weight a light large-standard unit pays by; a price exactly at a band's edge;
    both neighbours of a day that is only the posting date; figures within a hundredth of a limit
    that came in another system of units; the German column while the programme is not known.
    """
    found = [Reading("as computed", taken.tier, taken.fee + taken.surcharge)]
    for name, asked in _others(taken, cards, day_is_known):
        try:
            other = price(asked, cards)
        except FeeUnknown:
            continue
        total = other.fee + other.surcharge
        if all((each.tier, each.total) != (other.tier, total) for each in found):
            found.append(Reading(name, other.tier, total))
    return found


def _others(taken: Priced, cards: RateCards, day_is_known: bool) -> Iterator[tuple[str, Asked]]:
    asked = taken.asked
    for when, dated in _days(asked, day_is_known):
        base = taken if dated is asked else _priced_somehow(dated, cards)
        if base is None:
            continue
        for how, weighed in _weights(base):
            for where, priced in _prices(base, weighed):
                if priced is not asked:  # which is the reading taken
                    yield ", ".join(each for each in (when, how, where) if each), priced
    yield from _near_limits(taken, asked)
    if asked.marketplace == "DE" and asked.column is None:
        yield "seller in the Central Europe programme", asked._replace(column="DE_CEP")


def _priced_somehow(asked: Asked, cards: RateCards) -> Priced | None:
    """The fee by the weight taken, or else by the unit weight: a card may lack one of the two."""
    for each in (asked, asked._replace(by_unit_weight=True)):
        try:
            return price(each, cards)
        except FeeUnknown:
            continue
    return None


def _days(asked: Asked, day_is_known: bool) -> Iterator[tuple[str, Asked]]:
    yield "", asked
    if not day_is_known and asked.day not in (date.min, date.max):
        yield "shipped the day before", asked._replace(day=asked.day - DAY)
        yield "shipped the day after", asked._replace(day=asked.day + DAY)


def _weights(base: Priced) -> Iterator[tuple[str, Asked]]:
    if not base.asked.by_unit_weight:
        yield "", base.asked
    if base.size is not None and base.asked.marketplace == "US" and is_weight_open(base.size):
        yield "by unit weight (one pound or less)", base.asked._replace(by_unit_weight=True)


def _prices(base: Priced, asked: Asked) -> Iterator[tuple[str, Asked]]:
    yield "", asked
    if asked.price is not None and _is_edge(base, asked.price):
        yield "price in the band below", asked._replace(price=asked.price - _CENT)
        yield "price in the band above", asked._replace(price=asked.price + _CENT)


def _is_edge(base: Priced, given: Decimal) -> bool:
    return any(
        given in (one.at_least, one.over, one.at_most, one.under)
        for key, bands in base.span.pieces.items()
        if key[1] == base.tier
        for one in (band.pieces[0] for band in bands)
    )


def _near_limits(taken: Priced, asked: Asked) -> Iterator[tuple[str, Asked]]:
    size = taken.size
    if not asked.is_foreign or size is None or asked.sides is None or asked.weight is None:
        return
    length, weight = _LENGTH_MARGIN[size.tier.length_unit], _WEIGHT_MARGIN[size.tier.weight_unit]
    for name, sign in (("a hundredth smaller", -1), ("a hundredth larger", 1)):
        sides = tuple(max(side + sign * length, _CENT) for side in asked.sides)
        yield (
            name,
            asked._replace(
                sides=(sides[0], sides[1], sides[2]),
                weight=max(asked.weight + sign * weight, asked.weight / 2, ZERO),
            ),
        )
