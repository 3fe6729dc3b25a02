"""Returns of orders the seller ships: requests, refunds, SAFE-T and A-to-z claims.

Report    GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE
Grain     one return line
Units     quantity is positive
Traps     not FBA: it matters for SAFE-T claims only
Source    https://developer-docs.amazon.com/sp-api/docs/returns-reports-attributes, seen 2026-11-21
"""

from makewhole.books.tables import SELLER_RETURNS
from makewhole.reports.form import Amount, Date, Id, OneOf, Report, Text, Units


class SellerFulfilledReturns(Report):
    """One return line of a seller-fulfilled order."""

    report = "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE"
    fills = SELLER_RETURNS
    recognised_by = {"Order ID", "Return request date", "Return request status", "Amazon RMA ID"}
    ignored = {"Order Item ID"}
    layouts = {
        "docs_32": [
            "Order ID", "Order date", "Return request date", "Return request status",
            "Amazon RMA ID", "Merchant RMA ID", "Label type", "Label cost", "Currency code",
            "Return carrier", "Tracking ID", "Label to be paid by", "A-to-Z Claim", "Is prime",
            "ASIN", "Merchant SKU", "Item Name", "Return quantity", "Return Reason", "In policy",
            "Return type", "Resolution", "Invoice number", "Return delivery date", "Order Amount",
            "Order quantity", "SafeT Action reason", "SafeT claim id", "SafeT claim state",
            "SafeT claim creation time", "SafeT claim reimbursement amount", "Refunded Amount",
        ],
    }  # fmt: skip

    order_id = Id("Order ID", required=True)
    order_date = Date("Order date")
    request_date = Date("Return request date", required=True)
    request_status = Text("Return request status")
    rma_id = Id("Amazon RMA ID")
    return_carrier = Text("Return carrier")
    tracking_id = Id("Tracking ID")
    is_atoz = Text("A-to-Z Claim")
    asin = Id("ASIN", length=10)
    msku = Id("Merchant SKU")
    units = Units("Return quantity", required=True)
    reason = Text("Return Reason")
    resolution = Text("Resolution")
    return_delivery_date = Date("Return delivery date")
    order_amount = Amount("Order Amount")
    order_units = Units("Order quantity")
    safet_reason = Text("SafeT Action reason")
    safet_claim_id = Id("SafeT claim id")
    safet_state = Text("SafeT claim state")
    safet_date = Date("SafeT claim creation time")
    safet_amount = Amount("SafeT claim reimbursement amount")
    refunded_amount = Amount("Refunded Amount")
    currency = OneOf("Currency code", capitals=True)
    label_paid_by = Text("Label to be paid by")
