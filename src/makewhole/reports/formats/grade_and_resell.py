"""Grade and Resell: returned units Amazon graded to be sold as used.

Report    GRADE_AND_RESELL
Grain     one unit, known by its LPN label and the day
Units     quantity is positive
Traps     a unit graded here is neither lost nor unreturned
Source    upload templates of sellers' tools, seen 2026-11-21
"""

from makewhole.books.tables import GRADED_UNITS
from makewhole.reports.form import Date, Id, Report, Text, Units


class GradeAndResell(Report):
    """One graded unit."""

    report = "GRADE_AND_RESELL"
    fills = GRADED_UNITS
    recognised_by = {"date", "lpn", "value-recovery-type", "unit-status"}
    layouts = {
        "us_14": [
            "date", "order-id", "value-recovery-type", "lpn", "manual-order-item-id",
            "merchant-sku", "fnsku", "asin", "quantity", "unit-status", "reason-for-unit-status",
            "grade-and-resell-used-condition", "grade-and-resell-used-merchant-sku",
            "grade-and-resell-used-fnsku",
        ],
    }  # fmt: skip

    event_date = Date("date", required=True)
    order_id = Id("order-id")
    kind = Text("value-recovery-type")
    license_plate_number = Id("lpn")
    msku = Id("merchant-sku")
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    units = Units("quantity", required=True)
    status = Text("unit-status")
    reason = Text("reason-for-unit-status")
    used_condition = Text("grade-and-resell-used-condition")
    used_msku = Id("grade-and-resell-used-merchant-sku")
    used_fnsku = Id("grade-and-resell-used-fnsku")
