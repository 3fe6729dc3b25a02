"""FBA reimbursements: what Amazon paid back, in money or in units, and what it took back again.

Report    GET_FBA_REIMBURSEMENTS_DATA; also Seller Central › Reports › Fulfillment › Reimbursements
Grain     one reimbursed item within one reimbursement; the id repeats over items
Units     cash units are negative on a reversal, inventory units then positive, the total 0
Traps     paid in stock, the amount is 0; reasons are spelt `Lost_Warehouse` and `Lost:Warehouse`;
          no shipment id and no ledger reference; rows may appear up to five days late
Source    https://developer-docs.amazon.com/sp-api/docs/fba-payments-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import REIMBURSEMENTS
from makewhole.reports.form import Amount, Date, Id, OneOf, Report, Text, Units

_OLDER = [
    "approval-date", "reimbursement-id", "case-id", "amazon-order-id", "reason", "sku", "fnsku",
    "asin", "product-name", "condition", "currency-unit", "amount-per-unit", "amount-total",
    "quantity-reimbursed-cash", "quantity-reimbursed-inventory", "quantity-reimbursed-total",
]  # fmt: skip


class Reimbursements(Report):
    """One reimbursed item."""

    report = "GET_FBA_REIMBURSEMENTS_DATA"
    fills = REIMBURSEMENTS
    recognised_by = {"approval-date", "reimbursement-id", "reason", "amount-total"}
    layouts = {
        "sp_api_18": [*_OLDER, "original-reimbursement-id", "original-reimbursement-type"],
        "older_16": _OLDER,
    }

    approval_date = Date("approval-date", required=True)
    reimbursement_id = Id("reimbursement-id", required=True)
    case_id = Id("case-id")
    order_id = Id("amazon-order-id")
    reason = Text("reason")
    msku = Id("sku")
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    title = Text("product-name")
    condition = Text("condition")
    currency = OneOf("currency-unit", capitals=True)
    amount_per_unit = Amount("amount-per-unit")
    amount_total = Amount("amount-total")
    cash_units = Units("quantity-reimbursed-cash", required=True)
    inventory_units = Units("quantity-reimbursed-inventory", required=True)
    total_units = Units("quantity-reimbursed-total")
    original_reimbursement_id = Id("original-reimbursement-id")
    original_reimbursement_type = Text("original-reimbursement-type")
