"""Monthly storage and the aged inventory surcharge: volume by a rate."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial

from makewhole.fees.fee import Fee
from makewhole.fees.lookup import made, span_of, tidy
from makewhole.fees.measures import (
    LENGTHS,
    Number,
    not_negative,
    positive,
    sorted_sides,
    unit_of,
    whole,
)
from makewhole.fees.pieces import Piece
from makewhole.fees.rate_cards import RateCards, rate_cards
from makewhole.fees.size_group import group_of
from makewhole.fees.sizing import shown
from makewhole.fees.unknown import InputMissing
from makewhole.money import cents, round_half_up
from makewhole.terms import marketplace_code

# exact by definition: a cubic foot is 12 x 12 x 12 in of 2.54 cm
CUBIC_FOOT_CM3 = Decimal("28316.846592")
CUBIC_METRE_CM3 = Decimal(1_000_000)
_IN_CUBIC_FEET = ("US", "UK")


def unit_volume(marketplace: str, sides: Sequence[Number], side_unit: str | None = None) -> Decimal:
    """The volume of one unit: cubic feet in the US and the UK, cubic metres in the euro stores.

    Errors: MeasureNotPositive, UnitUnknown, InputMissing.
    """
    store = marketplace_code(marketplace)
    unit = unit_of(side_unit or ("in" if store == "US" else "cm"), LENGTHS)
    if unit == "in" and store in _IN_CUBIC_FEET:
        one, two, three = sorted_sides(sides, "in", "in")
        return one * two * three / 1728
    one, two, three = sorted_sides(sides, unit, "cm")
    return one * two * three / (CUBIC_FOOT_CM3 if store in _IN_CUBIC_FEET else CUBIC_METRE_CM3)


def storage(
    marketplace: str,
    month: date,
    *,
    average_units: Number,
    sides: Sequence[Number] | None = None,
    side_unit: str | None = None,
    volume: Number | None = None,
    size_group: str | None = None,
    tier: str | None = None,
    weight: Number | None = None,
    weight_unit: str | None = None,
    goods: str = "standard",
    weeks_of_stock: Number | None = None,
    currency: str | None = None,
    cards: RateCards | None = None,
) -> Fee:
    """The storage fee of one product in the month of a day.

    Units: `average_units` on hand in that month; `volume` of one unit (cubic feet in the US and the
    UK, cubic metres in the euro stores) in place of the sides. With `weeks_of_stock` the rate with
    the utilization surcharge is taken (US): whether that is due at all is the asker's to know.

    Example: 12 x 12 x 12 in, 100 units, standard, November 2026: 100 cu ft x 2.40 = 240.00.

    Errors: FeeUnknown, in one of its kinds.
    """
    held = cards or rate_cards()
    fee = "storage" if weeks_of_stock is None else "storage_utilization"
    span = span_of(held, fee, marketplace, month, currency)
    store = span.some.marketplace
    if volume is None and sides is None:
        raise InputMissing("size", "the fee is by volume")
    one = (
        unit_volume(store, sides, side_unit)
        if sides is not None
        else positive("volume", volume or 0)
    )
    group = size_group or group_of(
        held, store, month, tier=tier, sides=sides, side_unit=side_unit, weight=weight,
        weight_unit=weight_unit,
    )  # fmt: skip
    units = not_negative("average number of units", average_units)
    season = _season(held, store, month.month)
    weeks = None if weeks_of_stock is None else not_negative("weeks of stock", weeks_of_stock)
    key = (_goods(goods, store, group), tidy(group), season)
    piece = held.piece(span, key, month, measure=one * units, selector=weeks)
    amount = round_half_up(piece.amount(one * units), cents(piece.currency))
    return made(
        piece, month, partial(_storage_lines, piece, one), amount=amount, units=units,
        tier=piece.tier, parts={"rate": piece.per_step, "volume": one},
    )  # fmt: skip


def aged(
    marketplace: str,
    snapshot: date,
    *,
    units: Number,
    age_days: Number,
    sides: Sequence[Number] | None = None,
    side_unit: str | None = None,
    volume: Number | None = None,
    category: str | None = None,
    currency: str | None = None,
    cards: RateCards | None = None,
) -> Fee:
    """The aged inventory surcharge of units of one age, at the snapshot of the 15th.

    Units: `volume` in cubic feet in place of the sides. Clothing, shoes, bags, jewellery and
    watches pay nothing in the bands that leave them out.

    Example: 10 units of 1 cu ft, 285 days old, June 2026: 10 x 5.45 = 54.50.

    Errors: FeeUnknown, in one of its kinds.
    """
    held = cards or rate_cards()
    span = span_of(held, "aged", marketplace, snapshot, currency)
    if volume is None and sides is None:
        raise InputMissing("size", "the fee is by volume")
    one = (
        unit_volume(span.some.marketplace, sides, side_unit)
        if sides is not None
        else positive("volume", volume or 0)
    )
    many = whole("number of units", units)
    age = not_negative("age", age_days)
    goods = "exempt" if _is_exempt(held, category) else "standard"
    piece = held.piece(span, (goods, "", ""), snapshot, measure=one, selector=age)
    amount = round_half_up(piece.amount(one) * many, cents(piece.currency))
    return made(piece, snapshot, partial(_aged_line, piece, one, age), amount=amount, units=many,
                parts={"rate": piece.per_step, "volume": one})  # fmt: skip


def _storage_lines(piece: Piece, one: Decimal, found: Fee) -> list[str]:
    name = "cu ft" if piece.marketplace in _IN_CUBIC_FEET else "m3"
    return [
        f"Volume of one unit: {shown(one)} {name}; {shown(found.units)} units on average",
        f"Rate {piece.goods} {piece.tier} {piece.card_column}: {shown(one * found.units)} {name} x "
        f"{shown(piece.per_step)} = {found.amount} {piece.currency}",
    ]


def _aged_line(piece: Piece, one: Decimal, age: Decimal, found: Fee) -> list[str]:
    least = f", at least {shown(piece.minimum)} a unit" if piece.minimum else ""
    return [
        f"{shown(found.units)} units x {shown(one)} cu ft x {shown(piece.per_step)} "
        f"at {shown(age)} days{least} = {found.amount} {piece.currency}"
    ]


@cache
def _season(cards: RateCards, marketplace: str, month: int) -> str:
    for card in cards.cards.values():
        if card.body.get("fee") == "fba_monthly_storage" and marketplace in card.marketplaces():
            for name, months in card.body["seasons"].items():
                if month in months:
                    return str(name)
    raise InputMissing("season", "no card names the seasons of this store")


def _goods(goods: str, marketplace: str, group: str) -> str:
    # Europe has a rate of its own for clothing of standard size only
    if goods == "apparel" and (marketplace == "US" or group != "standard"):
        return "standard"
    return goods


@cache
def _is_exempt(cards: RateCards, category: str | None) -> bool:
    if category is None:
        return False
    named = [
        each
        for card in cards.cards.values()
        if card.body.get("fee") == "fba_aged_inventory_surcharge"
        for key in ("exempt_categories", "exempt_referral_categories")
        for each in card.body[key]
    ]
    return tidy(category) in named
