"""What a fulfilment fee is asked for: inputs read, changed into the card's units and checked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from makewhole.fees.compiling import currency as card_currency
from makewhole.fees.compiling import frame
from makewhole.fees.measures import (
    LENGTHS,
    WEIGHTS,
    Number,
    check_density,
    in_unit,
    not_negative,
    number,
    positive,
    sorted_sides,
    unit_of,
)
from makewhole.fees.rate_cards import RateCards
from makewhole.fees.sizing import Sides
from makewhole.fees.unknown import CardMissing, NameUnknown
from makewhole.money import STORE_CURRENCY

GOODS = ("standard", "apparel", "dangerous_goods")
_METRIC = ("cm", "mm", "m", "g", "kg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
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


@lru_cache(maxsize=1 << 16)
def read_measures(
    marketplace: str,
    *,
    sides: tuple[Number, ...] | None,
    side_unit: str | None,
    weight: Number | None,
    weight_unit: str | None,
) -> tuple[Sides | None, Decimal | None, bool]:
    """Sides and weight in the card's units, and whether they came in the other system.

    Errors: MeasureNotPositive, UnitUnknown, UnitMixedUp, InputMissing.
    """
    length, mass = frame(marketplace)
    side_from = unit_of(side_unit or length, LENGTHS)
    weight_from = unit_of(weight_unit or mass, WEIGHTS)
    measured = None if sides is None else sorted_sides(sides, side_from, length)
    weighed = None
    if weight is not None:
        weighed = in_unit(positive("weight", weight), weight_from, mass, WEIGHTS)
    if measured is not None and weight is not None and sides is not None:
        first, second, third = map(number, sides)
        check_density((first, second, third), side_from, number(weight), weight_from)
    is_foreign = (measured is not None and _other_system(side_from, length)) or (
        weighed is not None and _other_system(weight_from, mass)
    )
    return measured, weighed, is_foreign


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


def _currency(cards: RateCards, marketplace: str) -> str:
    for card in cards.cards.values():
        if card.body.get("fee") == "fba_fulfilment" and marketplace in card.marketplaces():
            return card_currency(card, marketplace)
    return STORE_CURRENCY[marketplace]


def _other_system(given: str, wanted: str) -> bool:
    return (given in _METRIC) != (wanted in _METRIC)
