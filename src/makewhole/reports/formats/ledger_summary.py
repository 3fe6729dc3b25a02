"""Inventory ledger, summary view: Amazon's own stock balance, a control total for the movements.

Report    GET_LEDGER_SUMMARY_VIEW_DATA; also Seller Central › Reports › Inventory Ledger › Summary
Grain     period × FNSKU × MSKU × disposition × location (a centre or a country, as asked for)
Units     movements as printed; whether outflows carry a minus sign differs from file to file
Traps     the length of the period is not printed, a month may stand as 03/2026, or as Mar-26 once
          a spreadsheet saved it; as a date it has become its first day; recent periods are restated
Source    https://sellercentral.amazon.com/help/hub/reference/G4FKT5KQWFFJ7LDN, seen 2026-11-21
"""

from makewhole.books.tables import LEDGER_SUMMARIES
from makewhole.reports.form import Computed, Id, OneOf, Period, Report, Text, Units
from makewhole.reports.words import DISPOSITION_WORDS
from makewhole.terms import DISPOSITIONS

_OLDER = [
    "Date", "FNSKU", "ASIN", "MSKU", "Title", "Disposition", "Starting Warehouse Balance",
    "In Transit Between Warehouses", "Receipts", "Customer Shipments", "Customer Returns",
    "Vendor Returns", "Warehouse Transfer In/Out", "Found", "Lost", "Damaged", "Disposed",
    "Other Events", "Ending Warehouse Balance", "Unknown Events", "Location",
]  # fmt: skip


class LedgerSummary(Report):
    """One balance of one period, FNSKU, disposition and location."""

    report = "GET_LEDGER_SUMMARY_VIEW_DATA"
    fills = LEDGER_SUMMARIES
    recognised_by = {
        "FNSKU", "Disposition", "Starting Warehouse Balance", "Ending Warehouse Balance",
    }  # fmt: skip
    layouts = {"spaced_22_current": [*_OLDER, "Store"], "spaced_21": _OLDER}

    period = Period("Date", month_first=True, required=True)
    printed = Text("Date")
    is_month = Computed("regexp_full_match(printed, '[^-/. ]+[-/ ][^-/. ]+')", "BOOLEAN")
    label = Computed(
        "case when is_month then strftime(period, '%m/%Y') else strftime(period, '%m/%d/%Y') end"
    )
    fnsku = Id("FNSKU", required=True)
    asin = Id("ASIN", length=10)
    msku = Id("MSKU")
    title = Text("Title")
    disposition = OneOf("Disposition", values=DISPOSITIONS, words=DISPOSITION_WORDS, capitals=True)
    starting_balance = Units("Starting Warehouse Balance", limit=1_000_000_000)
    in_transit = Units("In Transit Between Warehouses", limit=1_000_000_000)
    receipts = Units("Receipts")
    customer_shipments = Units("Customer Shipments")
    customer_returns = Units("Customer Returns")
    vendor_returns = Units("Vendor Returns")
    warehouse_transfers = Units("Warehouse Transfer In/Out", "WarehouseTransferInOut")
    found = Units("Found")
    lost = Units("Lost")
    damaged = Units("Damaged")
    disposed = Units("Disposed")
    other_events = Units("Other Events")
    ending_balance = Units("Ending Warehouse Balance", limit=1_000_000_000)
    unknown_events = Units("Unknown Events")
    location = Text("Location")
    store = Text("Store")
