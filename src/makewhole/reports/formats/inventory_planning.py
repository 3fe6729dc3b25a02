"""Manage inventory health: stock by age, cover and expected surcharges of one day.

Report    GET_FBA_INVENTORY_PLANNING_DATA; also Seller Central › Reports › Inventory health
Grain     one SKU per marketplace and snapshot day
Units     units; estimates, not charges
Traps     some hundred columns that change every few months: only five are relied on; the age
          columns overlap (0-30 lies inside 0-90), so they are never all added
Source    https://developer-docs.amazon.com/sp-api/docs/fba-inventory-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import STOCK_LEVELS
from makewhole.reports.form import (
    Amount,
    Computed,
    Constant,
    Date,
    Id,
    Measure,
    Report,
    Text,
    Units,
)


class InventoryPlanning(Report):
    """One SKU's stock by age."""

    report = "GET_FBA_INVENTORY_PLANNING_DATA"
    fills = STOCK_LEVELS
    recognised_by = {"snapshot-date", "sku", "fnsku", "asin", "available"}

    snapshot_date = Date("snapshot-date", required=True)
    kind = Constant("planning")
    msku = Text("sku", required=True)
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    title = Text("product-name")
    condition = Text("condition")
    price = Amount("your-price")
    fulfillable_units = Units("available")
    unsellable_units = Units("unfulfillable-quantity")
    reserved_units = Units("Total Reserved Quantity", "reserved-quantity")
    inbound_units = Units("inbound-quantity")
    unit_volume = Measure("item-volume")
    age_0_90 = Units("inv-age-0-to-90-days")
    age_91_180 = Units("inv-age-91-to-180-days")
    age_181_270 = Units("inv-age-181-to-270-days")
    age_271_365 = Units("inv-age-271-to-365-days")
    age_366_455 = Units("inv-age-366-to-455-days")
    age_456_plus = Units("inv-age-456-plus-days")
    age_366_plus = Units("inv-age-365-plus-days")  # before 2023: one column for all of them
    age_365_plus = Computed("coalesce(age_366_plus, age_366_455 + age_456_plus)", "BIGINT")
    days_of_supply = Measure("days-of-supply")
    marketplace = Text("marketplace")
