"""Manage FBA inventory: units of each SKU on hand, by state, at the moment of the download.

Report    GET_FBA_MYI_UNSUPPRESSED_INVENTORY_DATA (GET_FBA_MYI_ALL_INVENTORY_DATA has the same
          columns); also Seller Central › Reports › Inventory › Manage FBA Inventory
Grain     one SKU
Units     units; `inbound_units` adds the three inbound columns
Traps     no date is printed; researching above 0 for long is a lead, not proof
Source    https://developer-docs.amazon.com/sp-api/docs/fba-inventory-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import STOCK_LEVELS
from makewhole.reports.form import Amount, Computed, Constant, Id, Measure, Report, Text, Units

_OLD = [
    "sku", "fnsku", "asin", "product-name", "condition", "your-price", "mfn-listing-exists",
    "mfn-fulfillable-quantity", "afn-listing-exists", "afn-warehouse-quantity",
    "afn-fulfillable-quantity", "afn-unsellable-quantity", "afn-reserved-quantity",
    "afn-total-quantity", "per-unit-volume", "afn-inbound-working-quantity",
    "afn-inbound-shipped-quantity", "afn-inbound-receiving-quantity",
]  # fmt: skip
_BASE = [
    *_OLD, "afn-researching-quantity", "afn-reserved-future-supply", "afn-future-supply-buyable",
]  # fmt: skip
_EU = [*_BASE, "afn-fulfillable-quantity-local", "afn-fulfillable-quantity-remote"]


class ManageInventory(Report):
    """One SKU's stock by state."""

    report = "GET_FBA_MYI_UNSUPPRESSED_INVENTORY_DATA"
    fills = STOCK_LEVELS
    recognised_by = {"sku", "fnsku", "afn-warehouse-quantity", "afn-fulfillable-quantity"}
    layouts = {
        "old_18": _OLD,
        "base_21": _BASE,
        "with_store_22": [*_BASE, "store"],
        "eu_23": _EU,
        "eu_24": [*_EU, "store"],
        "us_2026_24": [
            *_BASE, "afn-fc-transfer-quantity", "afn-onhand-buyable-quantity", "store",
        ],
    }  # fmt: skip

    kind = Constant("myi")
    msku = Id("sku", required=True)
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    title = Text("product-name")
    condition = Text("condition")
    price = Amount("your-price")
    total_units = Units("afn-total-quantity")
    fulfillable_units = Units("afn-fulfillable-quantity")
    unsellable_units = Units("afn-unsellable-quantity")
    reserved_units = Units("afn-reserved-quantity")
    working = Units("afn-inbound-working-quantity")
    shipped = Units("afn-inbound-shipped-quantity")
    receiving = Units("afn-inbound-receiving-quantity")
    inbound_units = Computed("working + shipped + receiving", "BIGINT")
    researching_units = Units("afn-researching-quantity")
    unit_volume = Measure("per-unit-volume")
