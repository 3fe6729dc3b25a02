"""Rate cards read a second time: US fulfilment fee, referral fee, refund administration fee.

Plain look-ups over the rate cards of the policy room, one unit at a time, written from the cards'
own description. Where a card leaves a choice open every reading is given, and the dearest one is
what a charge is held against; where it has no figure, or a weak one, the answer is None.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from makewhole.money import round_half_up

Sides = tuple[Decimal, Decimal, Decimal]
_DIVISOR = Decimal(139)
_OUNCES = Decimal(16)
_POUND = Decimal(1)


@cache
def _card(name: str) -> Mapping[str, Any]:
    text = files("makewhole.policy").joinpath("fees", f"{name}.yaml").read_text(encoding="utf-8")
    held: Mapping[str, Any] = yaml.safe_load(text)
    return held


def _number(figure: Any) -> Decimal:
    return Decimal(str(figure))


def _version(card: Mapping[str, Any], day: date) -> Mapping[str, Any] | None:
    for one in card["versions"]:
        if one["from"] <= day and (one.get("to") is None or day <= one["to"]):
            held: Mapping[str, Any] = one
            return held
    return None


@cache
def fulfilment_fees(
    sides: Sides, weight_lb: Decimal, price: Decimal, day: date
) -> tuple[Decimal, ...]:
    """Every reading of the US fulfilment fee of one unit shipped on a day, surcharge included."""
    card = _card("us_fulfilment")
    version = _version(card, day)
    if version is None:
        return ()
    tables = version.get("classes") or next(
        one for one in card["versions"] if one["id"] == version["same_as"])["classes"]  # fmt: skip
    tier, weights = _tier(version["size_tiers"], sides, weight_lb)
    confidence = version.get("confidence_by_tier", {}).get(tier, version["confidence"])
    if tier is None or confidence == "low":
        return ()
    fees = [
        _rate(tables["standard"][tier], weight, column)
        for weight in weights for column in _bands(version["price_bands"], price)
    ]  # fmt: skip
    return tuple(round_half_up(fee) + _surcharge(card, fee, day) for fee in fees if fee is not None)


def _tier(version_id: str, sides: Sides, weight: Decimal) -> tuple[str | None, list[Decimal]]:
    """The first tier all of whose limits hold, and the weights it may be charged by."""
    card = _card("us_size_tiers")
    version = next(one for one in card["versions"] if one["id"] == version_id)
    longest, median, shortest = sorted(sides, reverse=True)
    for tier in version["tiers"]:
        floor = Decimal(0) if tier["id"] in ("small_standard", "large_standard") else Decimal(2)
        dimensional = longest * max(median, floor) * max(shortest, floor) / _DIVISOR
        facts = {
            "longest": longest, "median": median, "shortest": shortest, "unit_weight": weight,
            "greater_weight": max(weight, dimensional),
            "length_plus_girth": longest + 2 * (median + shortest),
        }  # fmt: skip
        if all(facts[name] <= _number(limit) for name, limit in tier["limits"].items()):
            if tier["fee_weight"] == "unit":
                return (None, []) if dimensional > 150 >= weight else (tier["id"], [weight])
            light = tier["id"] == "large_standard" and weight <= _POUND
            return tier["id"], [facts["greater_weight"]] + ([weight] if light else [])
    return None, []


def _bands(bands: list[Mapping[str, Any]], price: Decimal) -> Iterable[int]:
    """The price bands a price may lie in: both of them where it stands exactly on an edge."""
    for place, band in enumerate(bands):
        low = band.get("from", band.get("above"))
        high = band.get("below", band.get("up_to"))
        if (low is None or price >= _number(low)) and (high is None or price <= _number(high)):
            yield place


def _rate(table: Mapping[str, Any], pounds: Decimal, column: int) -> Decimal | None:
    weight = pounds * _OUNCES if table["unit"] == "oz" else pounds
    for bound, *fees in table["rows"]:
        if weight <= _number(bound):
            return _number(fees[column])
    beyond = table.get("beyond")
    if not beyond:
        return None
    over = max(Decimal(0), weight - _number(beyond["first"])) / _number(beyond["step"])
    per_step = beyond["per_step"]
    step = per_step[column] if isinstance(per_step, list) else per_step
    return _number(beyond["base"][column]) + over.to_integral_value(ROUND_CEILING) * _number(step)


def _surcharge(card: Mapping[str, Any], fee: Decimal, day: date) -> Decimal:
    total = Decimal(0)
    for one in card["surcharges"]:
        if one["from"] <= day and (one["to"] is None or day <= one["to"]):
            total += round_half_up(fee * _number(one["percent"]) / 100)
    return total


@cache
def referral_fee(category: str, base: Decimal, day: date) -> Decimal | None:
    """The US referral fee of one unit; None for a category without a good rate."""
    card = _card("us_referral")
    version = _version(card, day)
    if version is None:
        return None
    held = version
    if "same_as" in version:
        held = next(one for one in card["versions"] if one["id"] == version["same_as"])
    rate = {**held["categories"], **version.get("override", {})}.get(category)
    if rate is None or held.get("confidence_by_category", {}).get(category) == "low":
        return None
    minimum = _number(rate.get("minimum", card["minimum_default"]))
    return round_half_up(max(_percentage(rate, base), minimum))


def _percentage(rate: Mapping[str, Any], base: Decimal) -> Decimal:
    if rate["mode"] == "flat":
        return base * _number(rate["percent"]) / 100
    total, below = Decimal(0), Decimal(0)
    for bound, percent in rate["bands"]:
        reached = bound is None or base <= _number(bound)
        if rate["mode"] == "threshold" and reached:
            return base * _number(percent) / 100
        if rate["mode"] == "marginal":
            top = base if reached else _number(bound)
            total += (top - below) * _number(percent) / 100
            below = top
            if reached:
                break
    return total


def refund_cap(store: str, currency: str) -> Decimal | None:
    """The most Amazon keeps of one unit's referral fee on a refund; None where it was not read."""
    caps = _card("us_refund_admin")["versions"][0]["cap"]
    area = "US" if store == "US" else "EU" if currency == "EUR" and store != "UK" else None
    return _number(caps[area]["amount"]) if area else None


def near(day: date) -> list[date]:
    """A day and its neighbours: the ship day is one of them where only the posting is known."""
    return [day - timedelta(days=1), day, day + timedelta(days=1)]


def aged_band(day: date, first: int, last: int | None) -> tuple[Decimal, Decimal] | None:
    """The US aged inventory surcharge of a cubic foot in a printed age band, and its least a unit.

    None where no card holds on that day, the band is not wholly one of the card's, or sources
    differ on it. Below the youngest band of the card nothing is charged.
    """
    version = _version(_card("us_aged_inventory"), day)
    if version is None or version["confidence"] == "low":
        return None
    doubtful = min((one["from_day"] for one in version.get("disputed", [])), default=None)
    if last is not None and last < version["bands"][0]["from_day"]:
        return Decimal(0), Decimal(0)
    for band in version["bands"]:
        ends = band["to_day"]
        if band["from_day"] <= first and (ends is None or (last is not None and last <= ends)):
            if doubtful is not None and band["from_day"] >= doubtful:
                return None
            return _number(band["per_cubic_foot"]), _number(band.get("minimum_per_unit", 0))
    return None
