"""Size tiers as rows: limits in the card's units, gaps in the rules as rows of their own."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from makewhole.fees.cards import Card, Entry
from makewhole.fees.compiling import days, frame
from makewhole.fees.pieces import ZERO, Tier

_LIMITS = (
    "longest", "median", "shortest", "length_plus_girth", "unit_weight", "dim_weight",
    "greater_weight",
)  # fmt: skip


def size_tiers(card: Card) -> Iterator[Tier]:
    """The tiers of a file of size tiers.

    Europe tests for special oversize first; the same is said by holding every other tier to those
    limits too. A rule that leaves units without a tier becomes a row with `gap`, before the last.
    """
    special = _special(card.body)
    for version in card.versions:
        yield from _version(card, version, special, card.body.get("not_computable", []))


def own_tiers(card: Card) -> Iterator[Tier]:
    """The tiers that a fulfilment file brings itself (Canada), for all its days."""
    if "tiers" in card.body:
        first = min(days(version)[0] for version in card.versions)
        yield from _version(card, {**card.body["tiers"], "id": card.name, "from": first}, {}, [])


def service_tiers(card: Card, version: Entry) -> Iterator[Tier]:
    """The tiers that a version's own tables bring (European parcels of selected categories)."""
    tables = version["classes"]["standard"]
    tiers = [
        {"id": name, "limits": table["limits"], "fee_weight": version.get("fee_weight", "greater")}
        for name, table in tables.items()
    ]
    dimensional = {"divisor": 5000, "unit": "kg, from cm"}
    body = {**version, "tiers": tiers, "dimensional_weight": dimensional}
    yield from _version(card, body, {}, [])


def _version(card: Card, version: Entry, special: Entry, open_rules: list[Entry]) -> Iterator[Tier]:
    tiers = list(version["tiers"])
    last = tiers[-1] if not tiers[-1]["limits"] else None
    rows: list[tuple[Entry, Entry, str | None]] = []
    for tier in tiers:
        if last is not None and tier is last:
            for rule in open_rules:
                rows.append((tier, _gap_limits(rule, special), str(rule["why"])))
        own = dict(tier["limits"])
        rows.append((tier, own if tier is last else _narrowed(own, special), None))
    for marketplace in card.marketplaces(version if "marketplace" in version else None):
        for rank, (tier, limits, gap) in enumerate(rows):
            yield _row(version, tier, limits, marketplace=marketplace, rank=rank, gap=gap)


def _row(
    version: Entry, tier: Entry, limits: Entry, *, marketplace: str, rank: int, gap: str | None
) -> Tier:
    dimensional = version["dimensional_weight"]
    exempt = tier["id"] in dimensional.get("minimum_not_for", [])
    first, last = days(version)
    length_unit, weight_unit = frame(marketplace)
    # kilograms from centimetres by 5000 are grams by 5
    kilograms = "kg" in str(dimensional.get("unit", ""))
    divisor = Decimal(dimensional["divisor"]) / (1000 if kilograms else 1)
    confidence = version.get("confidence_by_tier", {}).get(tier["id"], version["confidence"])
    return Tier(
        size_version=version["id"], marketplace=marketplace, valid_from=first, valid_to=last,
        rank=rank, tier=tier["id"], **{name: _limit(limits.get(name)) for name in _LIMITS},
        dim_weight_over=_limit(limits.get("dim_weight_over")),
        is_by_unit_weight=tier["fee_weight"] == "unit",
        least_side=ZERO if exempt else Decimal(dimensional.get("minimum_width_height", 0)),
        divisor=divisor, length_unit=length_unit, weight_unit=weight_unit, gap=gap,
        confidence=confidence,
    )  # fmt: skip


def _limit(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _special(body: Entry) -> Entry:
    return {
        name.removesuffix("_above"): limit
        for name, limit in body.get("special_first", {}).items()
        if name.endswith("_above")
    }


def _narrowed(own: Entry, special: Entry) -> Entry:
    both = {name: min(own.get(name, limit), limit) for name, limit in special.items()}
    return {**own, **both}


def _gap_limits(rule: Entry, special: Entry) -> Entry:
    limits: Entry = {"dim_weight_over": rule["dim_weight_above"]}
    if rule.get("unless_special_first"):
        limits |= special
    if "unit_weight_up_to" in rule:
        limits["unit_weight"] = rule["unit_weight_up_to"]
    return limits
