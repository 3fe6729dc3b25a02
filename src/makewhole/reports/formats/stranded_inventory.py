"""Stranded inventory: units in centres that no active listing sells.

Report    GET_STRANDED_INVENTORY_UI_DATA; also Seller Central › Reports › Inventory › Stranded
Grain     one SKU
Units     units
Traps     one heading begins with a capital; no day of the snapshot is printed
Source    https://developer-docs.amazon.com/sp-api/docs/fba-inventory-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import STOCK_LEVELS
from makewhole.reports.form import Amount, Constant, Id, Report, Text, Units

_BASE = [
    "primary-action", "date-stranded", "Date-to-take-auto-removal", "status-primary",
    "status-secondary", "error-message", "stranded-reason", "asin", "sku", "fnsku",
    "product-name", "condition", "fulfilled-by", "fulfillable-qty", "your-price",
    "unfulfillable-qty", "reserved-quantity", "inbound-shipped-qty",
]  # fmt: skip


class StrandedInventory(Report):
    """One SKU's stranded units."""

    report = "GET_STRANDED_INVENTORY_UI_DATA"
    fills = STOCK_LEVELS
    recognised_by = {"sku", "date-stranded", "stranded-reason"}
    layouts = {"base_18": _BASE, "us_2026_19": [*_BASE, "program"]}

    kind = Constant("stranded")
    msku = Id("sku", required=True)
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    title = Text("product-name")
    condition = Text("condition")
    price = Amount("your-price")
    fulfillable_units = Units("fulfillable-qty")
    unsellable_units = Units("unfulfillable-qty")
    reserved_units = Units("reserved-quantity")
    inbound_units = Units("inbound-shipped-qty")
    reason = Text("stranded-reason")
