"""The fulfilment fee of one unit, and the size tier it rests on."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from makewhole.fees.asked import Asked, check_names, read_measures, read_price
from makewhole.fees.explaining import explain_fulfilment, explain_size
from makewhole.fees.fee import Fee, weakness
from makewhole.fees.measures import WEIGHTS, Number, in_unit, whole
from makewhole.fees.overmax import overmax_handling
from makewhole.fees.pieces import ZERO
from makewhole.fees.priced import Priced, price
from makewhole.fees.rate_cards import RateCards, rate_cards
from makewhole.fees.readings import readings
from makewhole.fees.sizing import Size, size_of
from makewhole.fees.unknown import InputMissing
from makewhole.terms import marketplace_code

_ONE = Decimal(1)
_FINE = Decimal("0.000001")


def fulfilment(
    marketplace: str,
    day: date,
    *,
    sides: Sequence[Number] | None = None,
    side_unit: str | None = None,
    weight: Number | None = None,
    weight_unit: str | None = None,
    price_of_unit: Number | None = None,
    tier: str | None = None,
    goods: str = "standard",
    category: str | None = None,
    service: str | None = None,
    column: str | None = None,
    currency: str | None = None,
    units: Number = _ONE,
    with_overmax: bool = False,
    day_is_known: bool = True,
    cards: RateCards | None = None,
) -> Fee:
    """The fulfilment fee on the day a unit shipped.

    Units: sides in inches and weight in pounds for the US, centimetres and grams elsewhere, unless
    their units are given. `price_of_unit` is the listing price of one unit without tax and shipping
    (Europe: with VAT). `tier` in place of the sides; `service` and `column` only for Europe.

    Example: 14 x 10 x 6 in, 2 lb, 24.99 USD on 2026-09-01: large_standard by 6.0432 lb,
    6.97 + 13 x 0.08 = 8.01, surcharge 3.5% = 0.28, total 8.29.

    Errors: FeeUnknown, in one of its kinds.
    """
    held = cards or rate_cards()
    store = marketplace_code(marketplace)
    check_names(held, store, goods, currency)
    measured, weighed, is_foreign = read_measures(
        store, sides=sides, side_unit=side_unit, weight=weight, weight_unit=weight_unit
    )
    asked = Asked(
        store, day, measured, weighed, tier, goods, read_price(price_of_unit), category, service,
        column, is_foreign,
    )  # fmt: skip
    return _fee(
        price(asked, held),
        held,
        units if units is _ONE else whole("number of units", units),
        with_overmax=with_overmax,
        day_is_known=day_is_known,
    )


def size_tier(
    marketplace: str,
    day: date,
    *,
    sides: Sequence[Number],
    side_unit: str | None = None,
    weight: Number | None = None,
    weight_unit: str | None = None,
    cards: RateCards | None = None,
) -> tuple[Size, list[str]]:
    """The size tier of a unit on a day, and how it was found, in words.

    Errors: FeeUnknown, in one of its kinds.
    """
    held = cards or rate_cards()
    size = size_on(
        held, marketplace, day, sides=sides, side_unit=side_unit, weight=weight,
        weight_unit=weight_unit,
    )  # fmt: skip
    return size, explain_size(size, held.tiers_on(marketplace_code(marketplace), day))


def size_on(
    held: RateCards,
    marketplace: str,
    day: date,
    *,
    sides: Sequence[Number],
    side_unit: str | None = None,
    weight: Number | None = None,
    weight_unit: str | None = None,
) -> Size:
    """The size of a unit by the tiers of a day.

    Errors: FeeUnknown, in one of its kinds.
    """
    store = marketplace_code(marketplace)
    check_names(held, store, "standard", None)
    if weight is None:
        raise InputMissing("weight", "the tier depends on it")
    measured, weighed, _ = read_measures(
        store, sides=sides, side_unit=side_unit, weight=weight, weight_unit=weight_unit
    )
    assert measured is not None and weighed is not None
    return size_of(measured, weighed, held.tiers_on(store, day))


def weights(size: Size) -> dict[str, Decimal]:
    """Dimensional weight and weight for the fee, in pounds and in grams."""
    unit = size.tier.weight_unit
    return {
        f"{name}_{other}": in_unit(value, unit, other, WEIGHTS).quantize(_FINE)
        for other in ("lb", "g")
        for name, value in (("dim_weight", size.dim_weight), ("fee_weight", size.fee_weight))
    }


def _fee(
    found: Priced, cards: RateCards, units: Decimal, *, with_overmax: bool, day_is_known: bool
) -> Fee:
    parts: dict[str, Decimal | str] = {}
    surcharge = found.surcharge
    handling = overmax_handling(found, cards) if cards.handling else ZERO
    extra = handling if with_overmax else ZERO
    if handling:
        parts["overmax"] = handling * units
    for what, each in found.surcharges:
        if what.is_own_line and what.is_claimable:
            parts[what.surcharge] = each * units
    doubt = weakness(found.piece)
    if with_overmax and handling:
        doubt = "the overmax handling fee is known from secondary sources only"
    # in order and unnamed: a third of the time it takes to make one
    return Fee(
        partial(_explained, found, cards),
        partial(readings, found, cards, day_is_known=day_is_known),
        found.asked.day,
        found.piece,
        found.fee * units,
        (found.fee + surcharge + extra) * units,
        parts,
        surcharge * units,
        found.fee,
        units,
        found.tier,
        doubt,
        found.size,
    )


def _explained(found: Priced, cards: RateCards, fee: Fee) -> list[str]:
    lines = explain_fulfilment(found, cards)
    if "overmax" in fee.parts:
        lines.append(f"Overmax handling of {fee.parts['overmax']} would explain a higher charge")
    if fee.units != 1:
        lines.append(f"{fee.units} units: {fee.amount} + {fee.surcharge} = {fee.total}")
    if len(fee.readings) > 1:
        lines += [f"Reading, {each.name}: {each.tier} {each.total}" for each in fee.readings]
    return lines
