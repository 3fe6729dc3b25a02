"""Inbound performance: problems Amazon found with shipments to it, and fees it charged for them.

Report    GET_FBA_FULFILLMENT_INBOUND_NONCOMPLIANCE_DATA; also Seller Central › Reports ›
          Inventory › Inbound Performance
Grain     one problem of a SKU in a shipment
Units     units with the problem, expected, received
Traps     problem types are free wording; a problem may carry no fee
Source    https://sellercentral.amazon.com/help/hub/reference/200875520, seen 2026-11-21
"""

from makewhole.books.tables import INBOUND_PROBLEMS
from makewhole.reports.form import Amount, Date, Id, OneOf, Report, Text, Units


class InboundPerformance(Report):
    """One problem of a shipment."""

    report = "GET_FBA_FULFILLMENT_INBOUND_NONCOMPLIANCE_DATA"
    fills = INBOUND_PROBLEMS
    recognised_by = {"issue-reported-date", "fba-shipment-id", "problem-type"}
    layouts = {
        "sp_api_20": [
            "issue-reported-date", "shipment-creation-date", "fba-shipment-id", "fba-carton-id",
            "fulfillment-center-id", "sku", "fnsku", "asin", "product-name", "problem-type",
            "problem-quantity", "expected-quantity", "received-quantity",
            "performance-measurement-unit", "coaching-level", "fee-type", "currency", "fee-total",
            "problem-level", "alert-status",
        ],
    }  # fmt: skip

    reported_date = Date("issue-reported-date", required=True)
    shipment_id = Id("fba-shipment-id", required=True)
    fulfillment_center = Text("fulfillment-center-id")
    msku = Id("sku")
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    problem_type = Text("problem-type")
    problem_units = Units("problem-quantity")
    expected_units = Units("expected-quantity")
    received_units = Units("received-quantity")
    level = Text("problem-level")
    currency = OneOf("currency", capitals=True)
    fee_total = Amount("fee-total")
    alert_status = Text("alert-status")
