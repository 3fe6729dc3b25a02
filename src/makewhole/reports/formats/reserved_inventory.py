"""FBA reserved inventory: units on hand that cannot be sold just now.

Report    GET_RESERVED_INVENTORY_DATA; also Seller Central › Reports › Inventory › Reserved
Grain     one SKU (and programme)
Units     units
Traps     no date is printed; the parts differ by year (`reserved_fc-transfers` is gone in 2026)
Source    https://developer-docs.amazon.com/sp-api/docs/fba-inventory-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import STOCK_LEVELS
from makewhole.reports.form import Constant, Id, Report, Text, Units

_HEAD = ["sku", "fnsku", "asin", "product-name", "reserved_qty", "reserved_customerorders"]
_BASE = [*_HEAD, "reserved_fc-transfers", "reserved_fc-processing"]


class ReservedInventory(Report):
    """One SKU's reserved units."""

    report = "GET_RESERVED_INVENTORY_DATA"
    fills = STOCK_LEVELS
    recognised_by = {"sku", "fnsku", "reserved_qty"}
    layouts = {
        "base_8": _BASE,
        "with_program_9": [*_BASE, "program"],
        "us_2026_9": [*_HEAD, "reserved_fc-processing", "reserved_staging", "program"],
    }

    kind = Constant("reserved")
    msku = Id("sku", required=True)
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    title = Text("product-name")
    reserved_units = Units("reserved_qty", required=True)
