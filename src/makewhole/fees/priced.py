"""The fulfilment fee of one unit: size, card, straight piece, surcharge; each rounded once."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from makewhole.fees.asked import Asked
from makewhole.fees.europe import STORES as EUROPE
from makewhole.fees.europe import choose_service
from makewhole.fees.pieces import ZERO, Piece, Surcharge, Tier
from makewhole.fees.rate_cards import RateCards, Span
from makewhole.fees.sizing import Size, shown, size_of
from makewhole.fees.unknown import InputMissing, InputUnreadable, NameUnknown, RateMissing
from makewhole.money import cents, round_half_up

# Which weight the larger-of rule takes is open for light units of this tier (US).
OPEN_TIER, OPEN_UP_TO = "large_standard", Decimal(1)


class Priced(NamedTuple):
    """One unit priced. `size` is None where the tier was given instead of the sides."""

    asked: Asked
    span: Span
    tier: str
    size: Size | None
    fee_weight: Decimal
    piece: Piece
    fee: Decimal
    surcharges: tuple[tuple[Surcharge, Decimal], ...]
    surcharge: Decimal  # those within the fee's own total
    note: str | None


class _Terms(NamedTuple):
    """What is in force for one store, service and class of goods on one day."""

    span: Span
    tiers: tuple[Tier, ...]
    surcharges: tuple[Surcharge, ...]
    cent: Decimal


def price(asked: Asked, cards: RateCards) -> Priced:
    """The fee of one unit.

    Errors: FeeUnknown, in one of its kinds.
    """
    if asked.weight is None:
        raise InputMissing("weight", "the rate depends on it")
    if asked.sides is None and asked.tier is None:
        raise InputMissing("size", "the tier depends on it; give the sides, or the tier itself")
    is_europe = asked.marketplace in EUROPE
    service, note = choose_service(asked, cards) if is_europe else ("", None)
    terms = _terms(cards, (asked.marketplace, service, asked.goods), asked.day)
    span, cent = terms.span, terms.cent
    size = _size(asked, terms.tiers)
    tier = asked.tier or (size.tier.tier if size else "")
    weight = _fee_weight(asked, size)
    key = ("standard" if is_europe else asked.goods, tier, _column(asked, span))
    piece = cards.piece(span, key, asked.day, measure=weight, selector=_selector(asked, span))
    fee = round_half_up(piece.amount(weight), cent)
    added, surcharge = [], ZERO
    for each in terms.surcharges:
        extra = round_half_up(fee * each.share + each.per_unit, cent)
        added.append((each, extra))
        if not each.is_own_line:
            surcharge += extra
    return Priced(asked, span, tier, size, weight, piece, fee, tuple(added), surcharge, note)


@lru_cache(maxsize=4096)  # many units are asked of one day
def _terms(cards: RateCards, whose: tuple[str, str, str], day: date) -> _Terms:
    store, service, goods = whose
    span = cards.span("fulfilment", store, service, day)
    tiers = cards.size_tiers(span.some.size_version, store)
    added = cards.surcharges_on(store, day, goods)
    return _Terms(span, tiers, added, cents(span.some.currency))


def is_weight_open(size: Size) -> bool:
    """Whether sources differ on the weight: large standard, 1 lb or less, volume heavier (US)."""
    return (
        size.tier.tier == OPEN_TIER
        and size.unit_weight <= OPEN_UP_TO
        and size.dim_weight > size.unit_weight
    )


def _size(asked: Asked, tiers: tuple[Tier, ...]) -> Size | None:
    if asked.tier is not None:
        return _size_as_given(asked, asked.tier, tiers)
    if not tiers:
        raise InputMissing("tier", "the sources give no limits to work it out from the sides")
    assert asked.sides is not None and asked.weight is not None
    return size_of(asked.sides, asked.weight, tiers)


def _size_as_given(asked: Asked, name: str, tiers: tuple[Tier, ...]) -> Size | None:
    """The size where the tier was given; it must not gainsay the weight, nor the sides."""
    assert asked.weight is not None
    own = next((each for each in tiers if each.tier == name and each.gap is None), None)
    if own is None:
        return None
    for limit in (own.greater_weight, own.unit_weight):
        if limit is not None and asked.weight > limit:
            why = f"no unit of that tier weighs more than {shown(limit)} {own.weight_unit}"
            raise RateMissing("fulfilment", own.size_version, f"{name} of that weight", why)
    if asked.sides is None:
        return None
    size = size_of(asked.sides, asked.weight, tiers)
    if size.tier.tier != name:
        raise InputUnreadable("tier", name, f"what sides and weight give ({size.tier.tier})")
    return size


def _fee_weight(asked: Asked, size: Size | None) -> Decimal:
    assert asked.weight is not None
    if size is None or asked.by_unit_weight:
        return asked.weight
    return size.fee_weight


def _column(asked: Asked, span: Span) -> str:
    known = span.columns
    if known == ("",):
        return ""
    wanted = asked.column or (asked.marketplace if asked.marketplace in known else known[0])
    if wanted not in known:
        raise NameUnknown("column", wanted, known)
    return wanted


def _selector(asked: Asked, span: Span) -> Decimal | None:
    if span.is_banded and asked.price is None:
        raise InputMissing("price", f"the card {span.version} has a column for each price band")
    return asked.price if span.is_banded else None
