"""Low-inventory-level fees: what Amazon charged for products kept too thin.

Report    SC_LOW_INVENTORY_LEVEL_FEE; Seller Central › Reports › Payments
Grain     one charge
Units     units shipped and charged
Traps     its layout is not published: these headings are ours, for a mapping file to point at
Source    none public; the basis shows in the inventory planning report
"""

from makewhole.books.tables import OTHER_FEES
from makewhole.reports.form import Amount, Constant, Date, Id, Measure, OneOf, Report, Units


class LowInventoryFees(Report):
    """One low-inventory-level charge."""

    report = "SC_LOW_INVENTORY_LEVEL_FEE"
    fills = OTHER_FEES
    recognised_by = {"charge_date", "low_inventory_level_fee"}

    charge_date = Date("charge_date", required=True)
    kind = Constant("low_inventory")
    msku = Id("sku")
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    order_id = Id("order_id")
    units = Units("units")
    shipped_units = Units("shipped_units")
    threshold = Measure("threshold")
    rate = Measure("rate")
    charged_amount = Amount("low_inventory_level_fee", required=True)
    currency = OneOf("currency", capitals=True)
