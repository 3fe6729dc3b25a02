"""The seller's statements: what no report of Amazon's shows and only the seller has seen.

Report    SELLER_STATEMENTS; the seller's file, `makewhole template statements`
Grain     one thing seen: a damaged removal, a wrong item in a return, units a case granted
Units     units concerned, positive
Traps     `kind` is the claim type it speaks of: removal_damaged, removal_not_received,
          removal_wrong_or_short, return_wrong_item, mcf_lost_damaged, reimb_quantity_short, or
          refund_outside_policy, whose `event_date` is the day the item was delivered
Source    our own form
"""

from makewhole.books.tables import STATEMENTS
from makewhole.reports.form import Amount, Date, Id, OneOf, Report, Text, Units


class Statements(Report):
    """One statement."""

    report = "SELLER_STATEMENTS"
    fills = STATEMENTS
    recognised_by = {"kind", "units", "event_date"}
    layouts = {
        "proposed": [
            "kind", "event_date", "units", "sku", "fnsku", "order_id", "removal_order_id",
            "tracking_number", "license_plate_number", "case_id", "reimbursement_id",
            "shipment_id", "amount", "currency", "stated_by", "stated_on", "note",
        ],
    }  # fmt: skip

    kind = Text("kind", "claim type", required=True)
    removal_order_id = Id("removal_order_id")
    tracking_number = Id("tracking_number", "tracking id")
    order_id = Id("order_id", "amazon-order-id")
    case_id = Id("case_id")
    reimbursement_id = Id("reimbursement_id")
    shipment_id = Id("shipment_id")
    msku = Id("sku", "seller-sku", "msku", "merchant-sku")
    fnsku = Id("fnsku")
    units = Units("units", "quantity", required=True)
    event_date = Date("event_date", required=True)
    license_plate_number = Id("license_plate_number", "lpn")
    stated_by = Text("stated_by")
    stated_on = Date("stated_on")
    amount = Amount("amount")
    currency = OneOf("currency", "currency code", capitals=True)
    note = Text("note", "notes")
