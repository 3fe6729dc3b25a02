"""Standard size or oversize: the two groups storage and removal go by."""

from collections.abc import Sequence
from datetime import date

from makewhole.fees.fulfilment import size_on
from makewhole.fees.measures import Number
from makewhole.fees.rate_cards import RateCards
from makewhole.fees.unknown import InputMissing

STANDARD, OVERSIZE = "standard", "oversize"
_STANDARD_TIERS = ("small_standard", "large_standard")
_STANDARD_ENDINGS = ("_envelope", "_parcel")


def group_of_tier(tier: str) -> str:
    """The group of a size tier: standard for the two US standard tiers, envelopes and parcels.

    >>> group_of_tier("large_standard"), group_of_tier("small_bulky"), group_of_tier("small_parcel")
    ('standard', 'oversize', 'standard')
    """
    is_standard = tier in _STANDARD_TIERS or tier.endswith(_STANDARD_ENDINGS)
    return STANDARD if is_standard else OVERSIZE


def group_of(
    cards: RateCards,
    marketplace: str,
    day: date,
    *,
    tier: str | None,
    sides: Sequence[Number] | None,
    side_unit: str | None,
    weight: Number | None,
    weight_unit: str | None,
) -> str:
    """The group of a unit, from its tier or from its sides and weight.

    Errors: InputMissing; FeeUnknown where the tier cannot be worked out.
    """
    if tier is not None:
        return group_of_tier(tier)
    if sides is None or weight is None:
        raise InputMissing("size group", "neither the tier nor sides and weight tell it")
    size = size_on(
        cards, marketplace, day, sides=sides, side_unit=side_unit, weight=weight,
        weight_unit=weight_unit,
    )  # fmt: skip
    return group_of_tier(size.tier.tier)
