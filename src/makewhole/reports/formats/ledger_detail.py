"""Inventory ledger, detailed view: every movement of units, as Amazon recorded it.

Report    GET_LEDGER_DETAIL_VIEW_DATA; also Seller Central › Reports › Inventory Ledger
Grain     one movement line; equal lines are separate events: never deduplicated by value
Units     Quantity is signed: negative leaves the disposition named in the row
Traps     dates are month-first also for European accounts; `Reconciled` without `Quantity` in
          re-saves; headings with and without spaces; the reconciliation columns are mostly blank
Source    https://sellercentral.amazon.com/help/hub/reference/G4FKT5KQWFFJ7LDN, seen 2026-11-21
"""

from makewhole.books.tables import LEDGER_EVENTS
from makewhole.reports.form import Date, Id, OneOf, Report, Text, Units
from makewhole.reports.words import DISPOSITION_WORDS
from makewhole.terms import DISPOSITIONS, LEDGER_EVENT_TYPES

_OLDER = [
    "Date", "FNSKU", "ASIN", "MSKU", "Title", "Event Type", "Reference ID", "Quantity",
    "Fulfillment Center", "Disposition", "Reason", "Country", "Reconciled Quantity",
    "Unreconciled Quantity",
]  # fmt: skip


class LedgerDetail(Report):
    """One movement line of the inventory ledger."""

    report = "GET_LEDGER_DETAIL_VIEW_DATA"
    fills = LEDGER_EVENTS
    recognised_by = {"Date", "FNSKU", "Event Type", "Quantity", "Disposition"}
    ignored = {"Date and Time"}
    layouts = {
        "spaced_16_current": [*_OLDER, "Date and Time", "Store"],
        "spaced_15": [*_OLDER, "Date and Time"],
        "spaced_14_older": _OLDER,
    }

    event_date = Date("Date", month_first=True, required=True)
    fnsku = Id("FNSKU", required=True)
    asin = Id("ASIN", length=10)
    msku = Id("MSKU")
    title = Text("Title")
    event_type = OneOf("Event Type", values=LEDGER_EVENT_TYPES, words={"Adjustment": "Adjustments"})
    reference_id = Id("Reference ID")
    units = Units("Quantity", required=True, zero=False)
    fulfillment_center = Text("Fulfillment Center", "Fulfilment Center")
    disposition = OneOf("Disposition", values=DISPOSITIONS, words=DISPOSITION_WORDS, capitals=True)
    reason = Text("Reason")
    country = Text("Country")
    reconciled_units = Units("Reconciled Quantity", "Reconciled")
    unreconciled_units = Units("Unreconciled Quantity", "Unreconciled")
    store = Text("Store")
