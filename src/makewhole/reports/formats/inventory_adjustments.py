"""Inventory adjustments: the report the inventory ledger replaced on 31 January 2023.

Report    GET_FBA_FULFILLMENT_INVENTORY_ADJUSTMENTS_DATA; old downloads only
Grain     one adjustment line, known by its transaction item id
Units     quantity is signed: negative leaves the disposition named in the row
Traps     its letters partly mean other things than the ledger's (E, N, O, 1, 2, 5, J, W, X), so its
          rows are kept apart from the ledger's
Source    https://sellercentral.amazon.com/help/hub/reference/200453260, seen 2026-11-21
"""

from makewhole.books.tables import ADJUSTMENTS
from makewhole.reports.form import Date, Id, OneOf, Report, Text, Units
from makewhole.reports.words import DISPOSITION_WORDS
from makewhole.terms import DISPOSITIONS

_OLDER = [
    "adjusted-date", "transaction-item-id", "fnsku", "sku", "product-name",
    "fulfillment-center-id", "quantity", "reason", "disposition",
]  # fmt: skip


class InventoryAdjustments(Report):
    """One adjustment line of the retired report."""

    report = "GET_FBA_FULFILLMENT_INVENTORY_ADJUSTMENTS_DATA"
    fills = ADJUSTMENTS
    recognised_by = {"adjusted-date", "transaction-item-id", "fnsku", "quantity"}
    layouts = {"legacy_9": _OLDER, "legacy_11": [*_OLDER, "reconciled", "unreconciled"]}

    event_date = Date("adjusted-date", "adjustment-date", required=True)
    transaction_item_id = Id("transaction-item-id", required=True)
    fnsku = Id("fnsku", required=True)
    msku = Id("sku")
    title = Text("product-name")
    fulfillment_center = Text("fulfillment-center-id")
    units = Units("quantity", required=True)
    reason = Text("reason")
    disposition = OneOf("disposition", values=DISPOSITIONS, words=DISPOSITION_WORDS, capitals=True)
    reconciled_units = Units("reconciled")
    unreconciled_units = Units("unreconciled")
