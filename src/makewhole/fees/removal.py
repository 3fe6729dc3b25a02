"""The fee of a removal or disposal order, per unit."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from makewhole.fees.compiling import frame
from makewhole.fees.explaining import explain_size, piece_text
from makewhole.fees.fee import Fee
from makewhole.fees.fulfilment import size_on
from makewhole.fees.lookup import made, span_of, tidy
from makewhole.fees.measures import WEIGHTS, Number, in_unit, positive, unit_of, whole
from makewhole.fees.rate_cards import RateCards, rate_cards
from makewhole.fees.size_group import STANDARD, group_of_tier
from makewhole.fees.sizing import Size, shown
from makewhole.fees.unknown import InputMissing
from makewhole.money import cents, round_half_up

_SPECIAL = "oversize_or_special_handling"
_ONE = Decimal(1)
# Amazon may treat these as special handling whatever their size; its list was not read.
_MAY_BE_SPECIAL = (
    "apparel", "clothing", "clothing_and_accessories", "shoes", "footwear", "watches", "jewelry",
    "jewellery", "dangerous_goods",
)  # fmt: skip


def removal(
    marketplace: str,
    order_day: date,
    *,
    weight: Number | None = None,
    weight_unit: str | None = None,
    sides: Sequence[Number] | None = None,
    side_unit: str | None = None,
    size_group: str | None = None,
    tier: str | None = None,
    special_handling: bool = False,
    category: str | None = None,
    units: Number = _ONE,
    currency: str | None = None,
    cards: RateCards | None = None,
) -> Fee:
    """The fee of the day the order was created; removal and disposal share one table.

    Units: weight in pounds unless its unit is given; with sides, the shipping weight is worked out.

    Example: standard, 3.2 lb, order of 2025-11-01: 2.89 + 2 x 1.06 = 5.01.

    Errors: FeeUnknown, in one of its kinds.
    """
    held = cards or rate_cards()
    span = span_of(held, "removal", marketplace, order_day, currency)
    store = span.some.marketplace
    if weight is None:
        raise InputMissing("weight", "the rate depends on it")
    unit = frame(store)[1]
    heavy = in_unit(
        positive("weight", weight), unit_of(weight_unit or unit, WEIGHTS), unit, WEIGHTS
    )
    measured = partial(_weighed, heavy, unit)
    if sides is not None:
        size = size_on(
            held, store, order_day, sides=sides, side_unit=side_unit, weight=weight,
            weight_unit=weight_unit,
        )  # fmt: skip
        heavy, tier = size.fee_weight, tier or size.tier.tier
        measured = partial(_measured, held, size, order_day)
    group = _group(size_group, tier, special_handling)
    many = whole("number of units", units)
    piece = held.piece(span, ("standard", group, ""), order_day, measure=heavy)
    one = round_half_up(piece.amount(heavy), cents(piece.currency))
    doubt = None
    if group == STANDARD and tidy(category or "") in _MAY_BE_SPECIAL:
        doubt = "such goods may count as special handling, and Amazon's list was not read"
    return made(
        piece, order_day, partial(_lines, measured, group, heavy), amount=one * many,
        unit_amount=one, units=many, tier=tier or group, doubt=doubt,
    )  # fmt: skip


def _lines(measured: Callable[[], list[str]], group: str, heavy: Decimal, found: Fee) -> list[str]:
    row = piece_text(found.piece, heavy, frame(found.marketplace)[1])
    many = [f"{found.units} units: {found.amount}"] if found.units != 1 else []
    return [*measured(), f"Size group: {group}", f"Rate row: {row} {found.currency}", *many]


def _weighed(heavy: Decimal, unit: str) -> list[str]:
    return [f"Shipping weight: {shown(heavy)} {unit}, as given"]


def _measured(cards: RateCards, size: Size, day: date) -> list[str]:
    tier = size.tier
    why = "unit weight" if tier.is_by_unit_weight else "the larger of unit and dimensional weight"
    weight = f"Shipping weight: {shown(size.fee_weight)} {tier.weight_unit}, {why}"
    return [*explain_size(size, cards.tiers_on(tier.marketplace, day)), weight]


def _group(size_group: str | None, tier: str | None, special_handling: bool) -> str:
    if special_handling:
        return _SPECIAL
    if size_group is not None:
        named = tidy(size_group)
        return _SPECIAL if named in ("oversize", "special_handling", "special") else named
    if tier is None:
        raise InputMissing("size group", "neither the tier nor the sides tell it")
    return STANDARD if group_of_tier(tier) == STANDARD else _SPECIAL
