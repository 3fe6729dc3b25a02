"""Settlement, flat file V2: every amount of a statement, one a row.

Report    GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2; also Payments › All statements › Flat File V2
Grain     one amount of one transaction; the first row is the statement: its days, total, currency
Units     amounts are signed: plus to the seller; quantity-purchased stands on Principal rows
Traps     the currency is printed once, in the first row; the header may be repeated inside; equal
          rows are separate; REVERSAL_REIMBURSEMENT is a payment to the seller; `posted-date` alone
          is ambiguous, so `posted-date-time` goes first
Source    https://developer-docs.amazon.com/sp-api/docs/settlement-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import SETTLEMENT_LINES, SETTLEMENTS
from makewhole.reports.form import Amount, Check, Date, Id, OneOf, Part, Report, Text, Units
from makewhole.reports.statements import OPENS_STATEMENT, STATED, STATEMENTS

_DOCS = [
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date",
    "total-amount", "currency", "transaction-type", "order-id", "merchant-order-id",
    "adjustment-id", "shipment-id", "marketplace-name", "amount-type", "amount-description",
    "amount", "fulfillment-id", "posted-date", "posted-date-time", "order-item-code",
    "merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased",
]  # fmt: skip

_LINES_SQL = """
select r.settlement_id, posted_date, transaction_type, order_id, merchant_order_id, adjustment_id,
    shipment_id, marketplace_name, amount_type, amount_description, amount, s.currency,
    fulfillment_id, order_item_code, msku, quantity_purchased, promotion_id, 0 as part, line
from records r left join stated s using (settlement_id)
where r.total_amount is null
"""


class SettlementV2(Report):
    """One amount, or the first row of a statement."""

    report = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
    recognised_by = {
        "settlement-id", "transaction-type", "amount-type", "amount-description", "amount",
    }  # fmt: skip
    ignored = {"merchant-order-item-id", "merchant-adjustment-item-id"}
    layouts = {"current_24": [*_DOCS, "promotion-id"], "docs_23": _DOCS}
    heads = OPENS_STATEMENT
    parts = (
        Part(SETTLEMENTS, STATEMENTS),
        Part(SETTLEMENT_LINES, _LINES_SQL, stated=STATED),
    )
    checks = (
        Check("amount", "total_amount is null and amount is null", "its amount is empty"),
        Check("posted-date", "total_amount is null and posted_date is null", "its day is empty"),
    )

    settlement_id = Id("settlement-id", required=True)
    start_date = Date("settlement-start-date")
    end_date = Date("settlement-end-date")
    deposit_date = Date("deposit-date")
    total_amount = Amount("total-amount")
    currency = OneOf("currency", capitals=True)
    transaction_type = Text("transaction-type")
    order_id = Id("order-id")
    merchant_order_id = Id("merchant-order-id")
    adjustment_id = Id("adjustment-id")
    shipment_id = Id("shipment-id")
    marketplace_name = Text("marketplace-name")
    amount_type = Text("amount-type")
    amount_description = Text("amount-description")
    amount = Amount("amount")
    fulfillment_id = Text("fulfillment-id")
    posted_date = Date("posted-date-time", "posted-date", either=True)
    order_item_code = Id("order-item-code")
    msku = Id("sku")
    quantity_purchased = Units("quantity-purchased")
    promotion_id = Text("promotion-id")
