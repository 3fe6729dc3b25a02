"""Which European service a unit goes by: low price, selected-category parcel, or local."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from makewhole.errors import FeeUnknown
from makewhole.fees.asked import Asked
from makewhole.fees.cards import Entry
from makewhole.fees.rate_cards import RateCards
from makewhole.fees.sizing import size_of
from makewhole.fees.unknown import NameUnknown

STORES = frozenset({"UK", "DE", "FR", "IT", "ES"})
LOCAL, LOW_PRICE = "local_and_pan_eu_standard", "low_price"
SELECTED = "selected_categories_parcels"
_SPOKEN = {
    "local": LOCAL, "standard": LOCAL, "pan_eu": LOCAL, LOCAL: LOCAL, "low_price": LOW_PRICE,
    "selected": SELECTED, "selected_categories": SELECTED, SELECTED: SELECTED,
    "efn": "efn_and_remote", "remote": "efn_and_remote", "efn_and_remote": "efn_and_remote",
    "pan_eu_oversize": "pan_eu_oversize_surcharge",
    "pan_eu_oversize_surcharge": "pan_eu_oversize_surcharge",
}  # fmt: skip
_PARCELS = ("small_parcel", "standard_parcel")


def choose_service(asked: Asked, cards: RateCards) -> tuple[str, str | None]:
    """The service whose table is read, and a note where the one asked for does not hold the unit.

    Low price when the price with VAT is at or under the limit and the table has the row; a parcel
    of a listed category by that service; all else local.

    Errors: NameUnknown.
    """
    if asked.marketplace not in STORES:
        return "", None
    if asked.service is not None:
        name = _SPOKEN.get(asked.service.strip().lower().replace(" ", "_").replace("-", "_"))
        if name is None:
            raise NameUnknown("service", asked.service, sorted(set(_SPOKEN.values())))
        if name == LOW_PRICE and not _low_price_has(asked, cards):
            return LOCAL, "Low price has no row for this size and weight; the local rate holds."
        return name, None
    if _is_low_price(asked, cards) and _low_price_has(asked, cards):
        return LOW_PRICE, None
    if _is_selected(asked, cards):
        return SELECTED, None
    return LOCAL, None


def same_category(one: str, other: str) -> bool:
    """Whether two spellings name one category.

    >>> same_category("linen_and_rugs", "Linen and rugs")
    True
    """
    return _folded(one) == _folded(other)


def _is_low_price(asked: Asked, cards: RateCards) -> bool:
    if asked.price is None:
        return False
    version = _version(asked, cards, LOW_PRICE)
    limits = version["price_at_or_below"]
    special = asked.category is not None and any(
        same_category(each, asked.category) for each in version["special_categories"]
    )
    general: dict[str, Any] = limits["general"]
    limit = limits["special_categories"].get(asked.marketplace) if special else None
    limit = limit or general.get(asked.marketplace) or general["EUR"]
    return asked.price <= Decimal(limit)


def _low_price_has(asked: Asked, cards: RateCards) -> bool:
    try:
        span = cards.span("fulfilment", asked.marketplace, LOW_PRICE, asked.day)
    except FeeUnknown:
        return False
    tier, weight = _tier(asked, cards, span.some.size_version)
    held = [rows for (_, name, _), rows in span.pieces.items() if name == tier]
    return any(band.at(weight) for bands in held for band in bands)


def _is_selected(asked: Asked, cards: RateCards) -> bool:
    if asked.category is None:
        return False
    version = _version(asked, cards, SELECTED)
    if not any(same_category(each, asked.category) for each in version["categories"]):
        return False
    if asked.tier is not None:
        return asked.tier in version["classes"]["standard"]
    local = cards.span("fulfilment", asked.marketplace, LOCAL, asked.day)
    return _tier(asked, cards, local.some.size_version)[0] in _PARCELS


def _tier(asked: Asked, cards: RateCards, size_version: str) -> tuple[str, Decimal]:
    weight = asked.weight or Decimal(0)
    if asked.tier is not None or asked.sides is None:
        return asked.tier or "", weight
    try:
        size = size_of(asked.sides, weight, cards.size_tiers(size_version, asked.marketplace))
    except FeeUnknown:
        return "", weight
    return size.tier.tier, size.fee_weight


def _version(asked: Asked, cards: RateCards, service: str) -> Entry:
    span = cards.span("fulfilment", asked.marketplace, service, asked.day)
    return cards.versions[span.version]


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace(",", " ").split())
