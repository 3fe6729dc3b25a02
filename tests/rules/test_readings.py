"""No fee claim is above the smallest difference that any open reading leaves."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.cases import Case, load_cases
from tests.rules.cases import _rows as filled

from makewhole import fees
from makewhole.audit.audit import Audit, run_audit
from makewhole.audit.finding import Finding
from makewhole.engine import Engine, open_engine
from makewhole.errors import FeeUnknown

_AS_OF = date(2026, 11, 15)
_CENT = Decimal("0.01")
# Days on which cards and surcharges begin, with their neighbours, and days between.
_TURNS = (date(2026, 1, 15), date(2026, 4, 17), date(2026, 10, 15))
_DAYS = [turn + timedelta(n) for turn in _TURNS for n in (-2, -1, 0, 1, 2)] + [date(2026, 7, 1)]
# Band edges and their neighbours; light large-standard sizes, whose weight is open; others.
_PRICES = ["9.99", "10.00", "10.01", "25.00", "49.99", "50.00", "50.01"]
_SIZES = [("14", "10", "6", "0.9"), ("17", "9", "4", "1.0"), ("17", "9", "4", "1.2"),
          ("10", "8", "0.7", "0.5"), ("30", "20", "10", "22"), ("72", "24", "4", "30")]  # fmt: skip
_CATEGORIES = ["home_and_kitchen", "clothing_and_accessories", "watches", "grocery_and_gourmet"]


@st.composite
def _sale(draw: st.DrawFn) -> dict[str, Any]:
    """One order item of a SKU of its own, with charges around what the cards give."""
    return {
        "day": draw(st.sampled_from(_DAYS)),
        "ships": draw(st.sampled_from([None, -1, 0, 1])),
        "price": Decimal(draw(st.sampled_from(_PRICES))),
        "promotion": Decimal(draw(st.sampled_from(["0", "0", "-1.00", "-5.00"]))),
        "units": draw(st.integers(1, 3)),
        "size": draw(st.sampled_from(_SIZES)),
        "category": draw(st.sampled_from(_CATEGORIES)),
        "pick": draw(st.integers(0, 3)),
        "above": Decimal(draw(st.integers(-3, 40))) / 100,
        "refunded": Decimal(draw(st.sampled_from(["0", "0", "0.5", "1"]))),
        "short": Decimal(draw(st.integers(-3, 60))) / 100,
    }


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine("duckdb") as held:
        yield held


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_sale(), min_size=20, max_size=40))
def test_a_fee_is_claimed_above_every_open_reading_alone(
    engine: Engine, sales: list[dict[str, Any]]
) -> None:
    charges = [_charged(sale) for sale in sales]
    body = _body(sales, charges)
    days = load_cases(engine, (Case("readings", "all", body, filled(body)),))
    run_audit(engine, days)
    claims = ("fee_fulfilment_dimension", "fee_referral", "fee_commission_not_credited")
    found = {
        (one.claim_type, one.msku): one
        for one in Audit(engine, _AS_OF, ExitStack()).findings()
        if one.claim_type in claims and one.decision != "rejected"
    }
    for place, (sale, charge) in enumerate(zip(sales, charges, strict=True)):
        for claim_type, most in zip(claims, _most(sale, charge), strict=True):
            asked = _amount(found.get((claim_type, f"SKU-X{place}")))
            assert asked == most, (claim_type, sale, charge)


def _amount(found: Finding | None) -> Decimal:
    return Decimal(0) if found is None or found.amount is None else found.amount


def _fulfilment(sale: dict[str, Any]) -> list[Decimal]:
    """Every reading of the fulfilment fee of one unit; none where nothing may be claimed on it."""
    if sale["category"] == "clothing_and_accessories":
        return []
    length, width, height, weight = sale["size"]
    ships = sale["ships"]
    try:
        fee = fees.fulfilment(
            "US", sale["day"] + timedelta(ships or 0), sides=(length, width, height),
            weight=weight, price_of_unit=sale["price"], day_is_known=ships is not None,
        )  # fmt: skip
    except FeeUnknown:
        return []
    return [each.total for each in fee.readings] if fee.is_claimable else []


def _referral(sale: dict[str, Any]) -> list[Decimal]:
    """The referral fee of one unit, with and without promotions in its base."""
    made = []
    for base in (sale["price"], sale["price"] + sale["promotion"] / sale["units"]):
        try:
            fee = fees.referral("US", sale["day"], category=sale["category"], price_of_unit=base)
        except FeeUnknown:
            return []
        if not fee.is_claimable:
            return []
        made += [each.total for each in fee.readings]
    return made


def _charged(sale: dict[str, Any]) -> dict[str, Decimal]:
    """Near one of the readings, so that most lie at the edge of what may be claimed."""
    charged = {}
    for name, readings in (("fulfilment", _fulfilment(sale)), ("referral", _referral(sale))):
        near = sorted(readings)[sale["pick"] % len(readings)] if readings else Decimal(5)
        charged[name] = max(near * sale["units"] + sale["above"], _CENT)
    back = (charged["referral"] * sale["refunded"]).quantize(_CENT)
    charged["given"] = max(back - min(back / 5, Decimal(5)).quantize(_CENT) - sale["short"], _CENT)
    return charged


def _most(sale: dict[str, Any], charged: dict[str, Decimal]) -> list[Decimal]:
    """What may be asked at most of each fee: what every reading leaves, above its tolerance."""
    units = sale["units"]
    by_size = _left(charged["fulfilment"], _fulfilment(sale), units, _CENT * units)
    by_price = _left(charged["referral"], _referral(sale), units, _CENT * 2)
    if not sale["refunded"]:
        return [by_size, by_price, Decimal(0)]
    back = fees.refund(
        "US", sale["day"] + timedelta(5), referral_fees=[charged["referral"]],
        refunded_share=sale["refunded"], units=units,
    )  # fmt: skip
    back_whole = Decimal(back.parts["credit"]) + Decimal(back.parts["admin_fee"])
    least = back_whole - max(each.total for each in back.readings)
    owed = least - charged["given"]
    return [by_size, Decimal(0), owed if owed > _CENT * 2 else Decimal(0)]


def _left(charged: Decimal, readings: list[Decimal], units: int, tolerance: Decimal) -> Decimal:
    left = min((charged - each * units for each in readings), default=Decimal(0))
    return left if left > tolerance else Decimal(0)


def _body(sales: list[dict[str, Any]], charges: list[dict[str, Decimal]]) -> dict[str, Any]:
    lines, shipments = [], []
    for place, (sale, charge) in enumerate(zip(sales, charges, strict=True)):
        own = {"settlement_id": "S1", "order_id": f"1-{place}", "msku": f"SKU-X{place}",
               "fulfillment_id": "AFN"}  # fmt: skip
        sold = {**own, "posted_date": sale["day"], "transaction_type": "Order"}
        lines += [
            {**sold, "amount_type": "ItemPrice", "amount_description": "Principal",
             "amount": sale["price"] * sale["units"], "quantity_purchased": sale["units"]},
            {**sold, "amount_type": "ItemFees", "amount_description": "FBAPerUnitFulfillmentFee",
             "amount": -charge["fulfilment"]},
            {**sold, "amount_type": "ItemFees", "amount_description": "Commission",
             "amount": -charge["referral"]},
        ]  # fmt: skip
        if sale["promotion"]:
            lines.append({**sold, "amount_type": "Promotion", "amount_description": "Principal",
                          "amount": sale["promotion"]})  # fmt: skip
        if sale["refunded"]:
            later = {**own, "posted_date": sale["day"] + timedelta(5), "transaction_type": "Refund"}
            lines += [
                {**later, "amount_type": "ItemPrice", "amount_description": "Principal",
                 "amount": -sale["price"] * sale["units"] * sale["refunded"]},
                {**later, "amount_type": "ItemFees", "amount_description": "Commission",
                 "amount": charge["given"]},
            ]  # fmt: skip
        if sale["ships"] is not None:
            shipments.append({"order_id": own["order_id"], "msku": own["msku"],
                              "fnsku": f"X{place}",
                              "shipment_date": sale["day"] + timedelta(sale["ships"])})  # fmt: skip
    sized = [
        dict(zip(("length_in", "width_in", "height_in", "weight_lb"), sale["size"], strict=True))
        for sale in sales
    ]
    return {
        "as_of": _AS_OF, "store": "US",
        "settlement_lines": lines, "fulfilled_shipments": shipments,
        "measurements": [{"fnsku": f"X{n}", **each} for n, each in enumerate(sized)],
        "costs": [{"fnsku": f"X{n}", "cost": "1", "referral_category": each["category"]}
                  for n, each in enumerate(sales)],
    }  # fmt: skip
