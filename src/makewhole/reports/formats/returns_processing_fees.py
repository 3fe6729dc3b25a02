"""Returns processing fees: what Amazon charged for returns above a threshold or of some categories.

Report    SC_RETURNS_PROCESSING_FEE; Seller Central › Reports › Payments
Grain     one charge
Units     units charged, shipped and returned
Traps     its layout is not published: these headings are ours, for a mapping file to point at
Source    none public; the charge itself shows in settlements and date range files
"""

from makewhole.books.tables import OTHER_FEES
from makewhole.reports.form import Amount, Constant, Date, Id, Measure, OneOf, Report, Units


class ReturnsProcessingFees(Report):
    """One returns processing charge."""

    report = "SC_RETURNS_PROCESSING_FEE"
    fills = OTHER_FEES
    recognised_by = {"charge_date", "returns_processing_fee"}

    charge_date = Date("charge_date", required=True)
    kind = Constant("returns_processing")
    msku = Id("sku")
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    order_id = Id("order_id")
    units = Units("units")
    shipped_units = Units("shipped_units")
    returned_units = Units("returned_units")
    threshold = Measure("threshold")
    rate = Measure("rate")
    charged_amount = Amount("returns_processing_fee", required=True)
    currency = OneOf("currency", capitals=True)
