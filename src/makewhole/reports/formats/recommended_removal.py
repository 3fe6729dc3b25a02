"""Recommended removal: the units Amazon advises to remove before an age surcharge.

Report    GET_FBA_RECOMMENDED_REMOVAL_DATA
Grain     one SKU and snapshot day
Units     units on hand, sellable and not
Traps     advice, not an order; the age columns overlap
Source    https://developer-docs.amazon.com/sp-api/docs/fba-removals-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import STOCK_LEVELS
from makewhole.reports.form import Constant, Date, Id, Report, Text, Units


class RecommendedRemoval(Report):
    """One SKU's stock, as the advice to remove it prints it."""

    report = "GET_FBA_RECOMMENDED_REMOVAL_DATA"
    fills = STOCK_LEVELS
    recognised_by = {"snapshot-date", "sku", "sellable-quantity", "sellable-removal-quantity"}
    layouts = {
        "us_2026_16": [
            "snapshot-date", "sku", "fnsku", "asin", "product-name", "condition",
            "sellable-quantity", "sellable-271-365-days", "sellable-365+-days",
            "sellable-removal-quantity", "unsellable-quantity", "unsellable-0-7-days",
            "unsellable-8-60-days", "unsellable-61-90-days", "sellable-121-180-days",
            "sellable-181-270-days",
        ],
    }  # fmt: skip

    snapshot_date = Date("snapshot-date", required=True)
    kind = Constant("removal_advice")
    msku = Id("sku", required=True)
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    title = Text("product-name")
    condition = Text("condition")
    fulfillable_units = Units("sellable-quantity")
    unsellable_units = Units("unsellable-quantity")
