"""A simulated account's rows as the canonical tables, loaded straight into an engine."""

from collections.abc import Iterator
from typing import Any

from tests.simulate.loading_fees import fee_tables

from makewhole.books.tables import TABLES
from makewhole.engine import Engine
from makewhole.simulate.rows import Reports

_REPORT = {
    "ledger_events": "GET_LEDGER_DETAIL_VIEW_DATA",
    "reimbursements": "GET_FBA_REIMBURSEMENTS_DATA",
    "returns": "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA",
    "replacements": "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA",
    "settlements": "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2",
    "settlement_lines": "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2",
    "transactions": "DATE_RANGE_TRANSACTIONS",
    "removal_orders": "GET_FBA_FULFILLMENT_REMOVAL_ORDER_DETAIL_DATA",
    "removal_shipments": "GET_FBA_FULFILLMENT_REMOVAL_SHIPMENT_DETAIL_DATA",
    "inbound_shipments": "SC_SHIPPING_QUEUE",
    "inbound_items": "FULFILLMENT_INBOUND_V0",
    "fulfilled_shipments": "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_SALES_DATA",
    "storage_fees": "GET_FBA_STORAGE_FEE_CHARGES_DATA",
    "aged_fees": "GET_FBA_FULFILLMENT_LONGTERM_STORAGE_FEE_CHARGES_DATA",
    "inbound_problems": "GET_FBA_FULFILLMENT_INBOUND_NONCOMPLIANCE_DATA",
    "placement_fees": "SC_INBOUND_PLACEMENT_FEES",
    "costs": "SELLER_COSTS",
    "measurements": "SELLER_MEASUREMENTS",
    "tracking": "SELLER_TRACKING",
    "statements": "SELLER_STATEMENTS",
    "seller_returns": "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE",
    "fee_previews": "GET_FBA_ESTIMATED_FBA_FEES_TXT_DATA",
}

_OTHER_FEES = {
    "low_inventory": "SC_LOW_INVENTORY_LEVEL_FEE",
    "returns_processing": "SC_RETURNS_PROCESSING_FEE",
}

Row = dict[str, Any]


def load_accounts(engine: Engine, accounts: dict[str, Reports], prefix: str = "book_") -> None:
    """Fill the books' tables of an engine with accounts, as an import would have."""
    held = {name: dict(canonical(reports)) for name, reports in accounts.items()}
    files = []
    for number, (table, form) in enumerate(TABLES.items(), start=1):
        schema = {"account": "VARCHAR", **form.schema}
        loaded = []
        for account, tables in held.items():
            rows = tables.get(table, [])
            for line, row in enumerate(rows, start=2):
                full = {"source": number, "line": line, **row}
                loaded.append([account, *(full.get(column) for column in form.schema)])
            reports = [_REPORT[table]] if table in _REPORT else []
            if table == "other_fees":
                reports = sorted({_OTHER_FEES[row["kind"]] for row in rows})
            if rows:
                files += [
                    [account, number, table, report, len(rows), None, None, None]
                    for report in reports
                ]
        engine.load(f"{prefix}{table}", schema, loaded)
    form = {
        "account": "VARCHAR",
        "source": "BIGINT",
        "name": "VARCHAR",
        "report": "VARCHAR",
        "rows": "BIGINT",
        "first_day": "DATE",
        "last_day": "DATE",
        "imported_at": "TIMESTAMP",
    }
    engine.load(f"{prefix}files", form, files)


def canonical(r: Reports) -> Iterator[tuple[str, list[Row]]]:
    """Every table of an account: its rows by canonical column."""
    yield (
        "ledger_events",
        [
            {
                "event_date": x.day,
                "fnsku": x.fnsku,
                "asin": x.asin,
                "msku": x.msku,
                "title": x.title,
                "event_type": x.event,
                "reference_id": x.reference or None,
                "units": x.units,
                "fulfillment_center": x.center,
                "disposition": x.disposition,
                "reason": x.reason or None,
                "country": x.country,
                "reconciled_units": x.reconciled,
                "unreconciled_units": x.unreconciled,
            }
            for x in r.ledger
        ],
    )
    yield (
        "reimbursements",
        [
            {
                "approval_date": x.day,
                "reimbursement_id": x.id,
                "case_id": x.case_id or None,
                "order_id": x.order_id or None,
                "reason": x.reason,
                "msku": x.sku or None,
                "fnsku": x.fnsku or None,
                "asin": x.asin,
                "title": x.title,
                "condition": "NewItem",
                "currency": x.currency,
                "amount_per_unit": x.per_unit,
                "amount_total": x.total,
                "cash_units": x.cash,
                "inventory_units": x.inventory,
                "total_units": x.cash + x.inventory,
                "original_reimbursement_id": x.original_id or None,
                "original_reimbursement_type": x.original_type or None,
            }
            for x in r.reimbursements
        ],
    )
    yield (
        "returns",
        [
            {
                "return_date": x.day,
                "order_id": x.order_id or None,
                "msku": x.sku,
                "asin": x.asin,
                "fnsku": x.fnsku,
                "title": x.title,
                "units": x.units,
                "fulfillment_center": x.center,
                "disposition": x.disposition,
                "reason": x.reason,
                "status": x.status,
                "license_plate_number": x.plate,
            }
            for x in r.returns
        ],
    )
    yield (
        "replacements",
        [
            {
                "shipment_date": x.day,
                "msku": x.sku,
                "asin": x.asin,
                "fulfillment_center": x.center,
                "original_fulfillment_center": x.original_center,
                "units": x.units,
                "reason": x.reason,
                "replacement_order_id": x.replacement_order_id,
                "original_order_id": x.original_order_id,
            }
            for x in r.replacements
        ],
    )
    yield (
        "settlements",
        [
            {
                "settlement_id": x.id,
                "start_date": x.start,
                "end_date": x.end,
                "deposit_date": x.end,
                "total_amount": x.total,
                "currency": x.currency,
                "row_count": len(x.lines),
                "complete": True,
            }
            for x in r.settlements
        ],
    )
    yield (
        "settlement_lines",
        [
            {
                "settlement_id": one.id,
                "posted_date": x.day,
                "transaction_type": x.type,
                "order_id": x.order_id or None,
                "marketplace_name": x.marketplace or None,
                "amount_type": x.amount_type,
                "amount_description": x.description,
                "amount": x.amount,
                "currency": one.currency,
                "fulfillment_id": x.fulfilment or None,
                "msku": x.sku or None,
                "quantity_purchased": x.quantity,
                "part": 0,
            }
            for one in r.settlements
            for x in one.lines
        ],
    )
    yield (
        "transactions",
        [
            {
                "transaction_date": x.day,
                "type": x.type,
                "order_id": x.order_id,
                "msku": x.sku,
                "description": x.title,
                "units": x.quantity,
                "marketplace_name": x.marketplace,
                "fulfillment": x.fulfilment,
                "product_sales": x.product_sales,
                "promotional_rebates": x.promotional_rebates,
                "selling_fees": x.selling_fees,
                "fba_fees": x.fba_fees,
                "other": x.other,
                "currency": x.currency,
            }
            for x in r.transactions
        ],
    )
    yield (
        "removal_orders",
        [
            {
                "request_date": x.day,
                "removal_order_id": x.id,
                "order_source": x.source,
                "order_type": x.type,
                "order_status": x.status,
                "last_updated_date": x.updated,
                "msku": x.sku,
                "fnsku": x.fnsku,
                "disposition": x.disposition.upper(),
                "requested_units": x.requested,
                "cancelled_units": x.cancelled,
                "disposed_units": x.disposed,
                "shipped_units": x.shipped,
                "in_process_units": 0,
                "removal_fee": x.fee,
                "currency": x.currency,
            }
            for x in r.removal_orders
        ],
    )
    yield (
        "removal_shipments",
        [
            {
                "request_date": x.requested,
                "removal_order_id": x.order_id,
                "shipment_date": x.day,
                "msku": x.sku,
                "fnsku": x.fnsku,
                "disposition": x.disposition.upper(),
                "units": x.units,
                "carrier": x.carrier,
                "tracking_number": x.tracking,
                "order_type": x.type,
            }
            for x in r.parcels
        ],
    )
    yield (
        "tracking",
        [
            {
                "tracking_number": x.tracking,
                "carrier": x.carrier,
                "status": x.status,
                "last_event_date": x.last_event,
                "delivered_date": x.delivered,
            }
            for x in r.tracking
        ],
    )
    yield (
        "inbound_shipments",
        [
            {
                "shipment_id": x.id,
                "name": x.name,
                "status": x.status,
                "destination": x.center,
                "created_date": x.created,
                "updated_date": x.updated,
                "skus": x.skus,
                "expected_units": x.expected,
                "located_units": x.located,
                "kind": "queue",
            }
            for x in r.queue
        ]
        + [
            {"shipment_id": one, "status": status, "kind": "v0"}
            for one, status in r.api_status.items()
        ],
    )
    yield (
        "inbound_items",
        [
            {
                "shipment_id": x.shipment_id,
                "msku": x.sku,
                "fnsku": x.fnsku,
                "asin": x.asin,
                "shipped_units": x.shipped,
                "received_units": x.received,
                "kind": kind,
            }
            for kind, rows in (("v0", r.items), ("contents", r.contents))
            for x in rows
        ],
    )
    yield (
        "fulfilled_shipments",
        [
            {
                "shipment_date": x.day,
                "order_id": x.order_id,
                "msku": x.sku,
                "fnsku": x.fnsku,
                "asin": x.asin,
                "units": x.units,
                "currency": x.currency,
                "item_price": x.price,
                "fulfillment_center": x.center,
                "kind": "sales",
            }
            for x in r.sales
        ]
        + [
            {
                "shipment_date": x.day,
                "order_id": x.order_id,
                "merchant_order_id": x.merchant_order_id,
                "shipment_item_id": x.item_id,
                "msku": x.sku,
                "units": x.units,
                "currency": x.currency,
                "item_price": x.price,
                "estimated_arrival_date": x.arrival,
                "fulfillment_center": x.center,
                "kind": "shipments",
            }
            for x in r.fulfilled
        ],
    )
    yield (
        "statements",
        [
            {
                "kind": x.kind,
                "event_date": x.day,
                "units": x.units,
                "msku": x.sku or None,
                "fnsku": x.fnsku or None,
                "order_id": x.order_id or None,
                "removal_order_id": x.removal_order_id or None,
                "tracking_number": x.tracking or None,
                "license_plate_number": x.plate or None,
                "case_id": x.case_id or None,
                "amount": x.amount,
                "currency": x.currency or None,
            }
            for x in r.statements
        ],
    )
    yield (
        "storage_fees",
        [
            {
                "charge_month": x.month,
                "asin": x.asin,
                "fnsku": x.fnsku,
                "title": x.title,
                "fulfillment_center": x.center,
                "country": x.country,
                "longest_side": x.sides[0],
                "median_side": x.sides[1],
                "shortest_side": x.sides[2],
                "length_unit": "inches",
                "item_weight": x.weight,
                "weight_unit": "pounds",
                "item_volume": x.volume,
                "volume_unit": "cubic feet",
                "size_tier": x.tier,
                "average_units": x.average_units,
                "currency": x.currency,
                "storage_rate": x.rate,
                "estimated_fee": x.fee,
                "dangerous_goods": None if x.dangerous == "--" else x.dangerous,
            }
            for x in r.storage
        ],
    )
    yield from fee_tables(r)
    yield (
        "seller_returns",
        [
            {
                "order_id": x.order_id,
                "order_date": x.ordered,
                "request_date": x.day,
                "rma_id": x.rma,
                "is_atoz": x.atoz,
                "asin": x.asin,
                "msku": x.sku,
                "units": x.units,
                "return_delivery_date": x.delivered,
                "safet_claim_id": x.safet_id or None,
                "safet_date": x.safet_day,
                "safet_amount": x.safet_amount,
                "refunded_amount": x.refunded,
                "currency": x.currency,
            }
            for x in r.seller_returns
        ],
    )
    yield (
        "fee_previews",
        [
            {"msku": x.sku, "fnsku": x.fnsku, "asin": x.asin, "currency": x.currency}
            for x in r.previews
            if x.fnsku
        ],
    )
    yield (
        "costs",
        [
            {
                "msku": x.sku,
                "cost": x.cost,
                "currency": x.currency,
                "effective_from": x.effective_from,
                "cost_type": "sourcing",
                "asin": x.asin,
                "fnsku": x.fnsku,
                "referral_category": x.category or None,
            }
            for x in r.costs
        ],
    )
    yield (
        "measurements",
        [
            {
                "msku": x.sku,
                "fnsku": x.fnsku,
                "length_in": x.sides[0],
                "width_in": x.sides[1],
                "height_in": x.sides[2],
                "weight_lb": x.weight_lb,
                "measured_on": x.measured_on,
            }
            for x in r.measurements
        ],
    )
