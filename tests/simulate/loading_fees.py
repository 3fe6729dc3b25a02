"""The rows of reports that each show one fee as the canonical tables."""

from collections.abc import Iterator
from typing import Any

from makewhole.money import STORE_CURRENCY
from makewhole.simulate.rows import Reports

Row = dict[str, Any]


def fee_tables(r: Reports) -> Iterator[tuple[str, list[Row]]]:
    """The tables of reports that each show one fee."""
    yield (
        "aged_fees",
        [
            {
                "snapshot_date": x.day,
                "msku": x.sku,
                "fnsku": x.fnsku,
                "asin": x.asin,
                "title": x.title,
                "condition": "New",
                "item_volume": x.volume,
                "volume_unit": x.volume_unit,
                "country": x.country,
                "charged_units": x.units,
                "charged_amount": x.amount,
                "currency": x.currency,
                "age_tier": x.tier,
                "rate": x.rate,
                "part": 0,
            }
            for x in r.aged
        ],
    )
    yield (
        "inbound_problems",
        [
            {
                "reported_date": x.day,
                "shipment_id": x.shipment_id,
                "fulfillment_center": x.center,
                "msku": x.sku,
                "fnsku": x.fnsku,
                "asin": x.asin,
                "problem_type": x.kind,
                "problem_units": x.units,
                "expected_units": x.expected,
                "received_units": x.received,
                "currency": x.currency,
                "fee_total": x.fee,
            }
            for x in r.problems
        ],
    )
    yield (
        "placement_fees",
        [
            {
                "transaction_date": x.day,
                "shipment_id": x.shipment_id,
                "plan_id": x.plan_id,
                "country": x.country or None,
                "fnsku": x.fnsku,
                "asin": x.asin,
                "received_units": x.units,
                "rate": x.rate,
                "charged_amount": x.amount,
                "currency": STORE_CURRENCY.get("UK" if x.country == "GB" else x.country),
            }
            for x in r.placements
        ],
    )
    yield (
        "other_fees",
        [
            {
                "charge_date": x.day,
                "kind": kind,
                "msku": x.sku,
                "fnsku": x.fnsku or None,
                "order_id": x.order_id or None,
                "units": x.units,
                "shipped_units": x.shipped,
                "returned_units": x.returned,
                "rate": x.rate,
                "charged_amount": x.amount,
                "currency": x.currency,
            }
            for kind, rows in (
                ("low_inventory", r.low_stock),
                ("returns_processing", r.returns_fees),
            )
            for x in rows
        ],
    )
