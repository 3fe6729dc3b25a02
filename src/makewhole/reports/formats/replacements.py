"""Replacements: items FBA sent to buyers free, in place of others.

Report    GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA; also Seller Central › Reports ›
          Customer Concessions › Replacements
Grain     one replacement line
Units     quantity is positive
Traps     no FNSKU; the meaning of the reason codes is not published; lines may end in a tab
Source    https://developer-docs.amazon.com/sp-api/docs/fba-customer-concessions-reports-attributes,
          seen 2026-11-21
"""

from makewhole.books.tables import REPLACEMENTS
from makewhole.reports.form import Date, Id, Report, Text, Units


class Replacements(Report):
    """One free replacement."""

    report = "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA"
    fills = REPLACEMENTS
    recognised_by = {"shipment-date", "sku", "quantity", "original-amazon-order-id"}
    layouts = {
        "sp_api_9": [
            "shipment-date", "sku", "asin", "fulfillment-center-id",
            "original-fulfillment-center-id", "quantity", "replacement-reason-code",
            "replacement-amazon-order-id", "original-amazon-order-id",
        ],
    }  # fmt: skip

    shipment_date = Date("shipment-date", required=True)
    msku = Id("sku")
    asin = Id("asin", length=10)
    fulfillment_center = Text("fulfillment-center-id")
    original_fulfillment_center = Text("original-fulfillment-center-id")
    units = Units("quantity", required=True)
    reason = Text("replacement-reason-code")
    replacement_order_id = Id("replacement-amazon-order-id", "replacement-customer-order-id")
    original_order_id = Id("original-amazon-order-id")
