"""Removal order detail: what the seller asked Amazon to send back, dispose of or liquidate.

Report    GET_FBA_FULFILLMENT_REMOVAL_ORDER_DETAIL_DATA; also Seller Central › Reports › Removals
Grain     removal order × FNSKU × disposition
Units     requested = cancelled + disposed + shipped + in process; any of them may be blank
Traps     order ids hold `+` and `/` and look like formulas; documentation prints `service-speed`
          where real files have `order-source`; some European files have decimal commas
Source    https://developer-docs.amazon.com/sp-api/docs/fba-removals-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import REMOVAL_ORDERS
from makewhole.reports.form import Amount, Date, Id, OneOf, Report, Text, Units

_TAIL = [
    "order-status", "last-updated-date", "sku", "fnsku", "disposition", "requested-quantity",
    "cancelled-quantity", "disposed-quantity", "shipped-quantity", "in-process-quantity",
    "removal-fee", "currency",
]  # fmt: skip


class RemovalOrders(Report):
    """One line of a removal order."""

    report = "GET_FBA_FULFILLMENT_REMOVAL_ORDER_DETAIL_DATA"
    fills = REMOVAL_ORDERS
    recognised_by = {"request-date", "order-id", "order-type", "requested-quantity"}
    layouts = {
        "production_16": ["request-date", "order-id", "order-source", "order-type", *_TAIL],
        "docs_and_old_16": ["request-date", "order-id", "order-type", "service-speed", *_TAIL],
    }

    request_date = Date("request-date", required=True)
    removal_order_id = Id("order-id", required=True)
    order_source = Text("order-source")
    order_type = Text("order-type")
    order_status = Text("order-status")
    last_updated_date = Date("last-updated-date")
    msku = Id("sku")
    fnsku = Id("fnsku")
    disposition = OneOf("disposition", values=("Sellable", "Unsellable"))
    requested_units = Units("requested-quantity")
    cancelled_units = Units("cancelled-quantity")
    disposed_units = Units("disposed-quantity")
    shipped_units = Units("shipped-quantity")
    in_process_units = Units("in-process-quantity")
    removal_fee = Amount("removal-fee")
    currency = OneOf("currency", capitals=True)
