"""What a fulfilment fee is asked for: inputs read, changed into the card's units and checked."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from makewhole.fees.compiling import currency as card_currency
from makewhole.fees.compiling import frame
from makewhole.fees.measures import (
    LENGTHS,
    WEIGHTS,
    Number,
    Sides,
    in_unit,
    is_plausible,
    mixed_up,
    not_negative,
    positive,
    sorted_sides,
    unit_of,
)
from makewhole.fees.rate_cards import GOODS, RateCards
from makewhole.fees.unknown import CardMissing, NameUnknown
from makewhole.money import STORE_CURRENCY

_METRIC = ("cm", "mm", "m", "g", "kg")


class Asked(NamedTuple):
    """One question, in the card's units. `is_foreign` tells that a measure came in another system
    of units, so that a figure at a limit is not to be trusted to the last hundredth."""

    marketplace: str
    day: date
    sides: Sides | None = None
    weight: Decimal | None = None
    tier: str | None = None
    goods: str = "standard"
    price: Decimal | None = None
    category: str | None = None
    service: str | None = None
    column: str | None = None
    is_foreign: bool = False
    by_unit_weight: bool = False


def read_measures(
    marketplace: str,
    *,
    sides: Sequence[Number] | None,
    side_unit: str | None,
    weight: Number | None,
    weight_unit: str | None,
) -> tuple[Sides | None, Decimal | None, bool]:
    """Sides and weight in the card's units, and whether they came in the other system.

    Errors: MeasureNotPositive, UnitUnknown, UnitMixedUp, InputMissing.
    """
    length, mass = frame(marketplace)
    side_from = length if side_unit is None else unit_of(side_unit, LENGTHS)
    weight_from = mass if weight_unit is None else unit_of(weight_unit, WEIGHTS)
    measured = None if sides is None else sorted_sides(sides, side_from, length)
    if weight is None:
        return measured, None, measured is not None and _other_system(side_from, length)
    weighed = in_unit(positive("weight", weight), weight_from, mass, WEIGHTS)
    if measured is None or sides is None:
        return None, weighed, _other_system(weight_from, mass)
    if not is_plausible(measured, length, weighed, mass):
        raise mixed_up(sides, side_from, weight, weight_from)
    return measured, weighed, _other_system(side_from, length) or _other_system(weight_from, mass)


def check_names(cards: RateCards, marketplace: str, goods: str, currency: str | None) -> None:
    """Refuses a store without cards, a currency its cards are not in, a class of goods unknown.

    Errors: CardMissing, NameUnknown.
    """
    if goods not in GOODS:
        raise NameUnknown("class of goods", goods, GOODS)
    if marketplace not in STORE_CURRENCY:
        raise CardMissing("fulfilment", marketplace, currency)
    if currency is not None and currency.upper() != _currency(cards, marketplace):
        raise CardMissing("fulfilment", marketplace, currency.upper())


def read_price(price: Number | None) -> Decimal | None:
    """The listing price of one unit; zero is a price.

    Errors: MeasureNotPositive.
    """
    return None if price is None else not_negative("price", price)


@cache
def _currency(cards: RateCards, marketplace: str) -> str:
    for card in cards.cards.values():
        if card.body.get("fee") == "fba_fulfilment" and marketplace in card.marketplaces():
            return card_currency(card, marketplace)
    return STORE_CURRENCY[marketplace]


def _other_system(given: str, wanted: str) -> bool:
    return given != wanted and (given in _METRIC) != (wanted in _METRIC)
