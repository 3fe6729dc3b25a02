"""The size tier of one packed unit: sides sorted, dimensional weight, first tier that fits."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from makewhole.fees.measures import Sides
from makewhole.fees.pieces import ZERO, Tier
from makewhole.fees.unknown import NotComputable, RateMissing

# The dimensional weight is kept to six places: finer than any scale, and the same in every engine.
_PLACES = Decimal("0.000001")


class Size(NamedTuple):
    """One unit measured: sides in the card's length unit (longest first), weights in its own."""

    sides: Sides
    unit_weight: Decimal
    tier: Tier
    dim_weight: Decimal
    fee_weight: Decimal


def size_of(sides: Sides, unit_weight: Decimal, tiers: Sequence[Tier]) -> Size:
    """The first tier whose every limit holds, with the weights that go with it.

    Errors: NotComputable where the rules leave such a unit without a tier.
    """
    longest, median, shortest = sides
    around = longest + 2 * (median + shortest)
    least, dim = None, ZERO
    for tier in tiers:
        if tier.least_side != least:
            least, dim = tier.least_side, dim_weight(sides, tier)
        if _fits(tier, sides, around, weights=(unit_weight, dim)):
            if tier.gap is not None:
                raise NotComputable("fulfilment", f"a {tier.tier} unit", tier.gap)
            is_by_unit = tier.is_by_unit_weight or dim < unit_weight
            return Size(sides, unit_weight, tier, dim, unit_weight if is_by_unit else dim)
    last = tiers[-1]
    raise RateMissing("fulfilment", last.size_version, "this size", "no tier takes a unit so large")


def dim_weight(sides: Sides, tier: Tier) -> Decimal:
    """Volume over the divisor; short sides count as at least the tier's least side.

    Example: 72 x 24 x 0.5 in as extra-large: 72 x 24 x 2 / 139 = 24.863309 lb
    """
    least = tier.least_side
    longest, median, shortest = sides
    volume = (
        longest * (median if median > least else least) * (shortest if shortest > least else least)
    )
    return (volume / tier.divisor).quantize(_PLACES, ROUND_HALF_UP)


def _fits(tier: Tier, sides: Sides, around: Decimal, *, weights: tuple[Decimal, Decimal]) -> bool:
    # limits are inclusive; no limit is None
    longest, median, shortest = sides
    unit, dim = weights
    return (
        (tier.longest is None or longest <= tier.longest)
        and (tier.median is None or median <= tier.median)
        and (tier.shortest is None or shortest <= tier.shortest)
        and (tier.greater_weight is None or unit <= tier.greater_weight >= dim)
        and (tier.unit_weight is None or unit <= tier.unit_weight)
        and (tier.dim_weight is None or dim <= tier.dim_weight)
        and (tier.length_plus_girth is None or around <= tier.length_plus_girth)
        and (tier.dim_weight_over is None or dim > tier.dim_weight_over)
    )


def why_not(tier: Tier, size: Size) -> str:
    """The limits of a tier that a unit passes, in words.

    Example: "longest side 18.01 in is above 18"
    """
    dim = dim_weight(size.sides, tier)
    greater = max(dim, size.unit_weight)
    length, weight = tier.length_unit, tier.weight_unit
    found = [
        ("longest side", size.sides[0], tier.longest, length),
        ("median side", size.sides[1], tier.median, length),
        ("shortest side", size.sides[2], tier.shortest, length),
        ("length plus girth", size.sides[0] + 2 * (size.sides[1] + size.sides[2]),
         tier.length_plus_girth, length),
        ("unit weight", size.unit_weight, tier.unit_weight, weight),
        ("dimensional weight", dim, tier.dim_weight, weight),
        ("weight", greater, tier.greater_weight, weight),
    ]  # fmt: skip
    passed = [
        f"{name} {shown(value)} {unit} is above {shown(limit)}"
        for name, value, limit, unit in found
        if limit is not None and value > limit
    ]
    return ", ".join(passed) or "it is not passed by any limit"


def shown(value: Decimal) -> str:
    """A figure without trailing zeros, at most four places.

    >>> shown(Decimal("6.043165468")), shown(Decimal("20"))
    ('6.0432', '20')
    """
    rounded = (
        value.quantize(Decimal("0.0001"), ROUND_HALF_UP) if value != value.to_integral() else value
    )
    return f"{rounded.normalize() + ZERO:f}"
