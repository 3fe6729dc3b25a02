"""Settlement, first flat file (V1): a statement whose kinds of amount are columns, not rows.

Report    GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE; withdrawn on 25 March 2026, old files remain
Grain     one amount a row, seldom two; the first row is the statement: its days, total, currency
Units     amounts are signed; all amount columns together make the total
Traps     33 or 36 columns in files of one year; amounts may end in blanks; the quantity of an order
          item stands in a row of its own without any amount; for payments the transaction type is
          the reason itself (WAREHOUSE_DAMAGE, Storage Fee)
Source    seven real files of a Canadian shop, added up to the cent, seen 2026-11-21

The rows become those the second layout prints: a price is ItemPrice, an item fee ItemFees, a
promotion Promotion, and so on, described by the type beside the amount. A row with nothing but a
quantity becomes a Principal of 0 with that quantity, since the second layout prints the quantity on
its Principal rows. An `other-amount` becomes an other-transaction described by its printed type.
"""

from makewhole.books.tables import SETTLEMENT_LINES, SETTLEMENTS
from makewhole.reports.form import (
    Amount,
    Check,
    Computed,
    Date,
    Id,
    OneOf,
    Part,
    Report,
    Text,
    Units,
)
from makewhole.reports.statements import STATED, STATEMENTS

_PROMOTIONS = ["promotion-id", "promotion-type", "promotion-amount"]
_BEFORE = [
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date",
    "total-amount", "currency", "transaction-type", "order-id", "merchant-order-id",
    "adjustment-id", "shipment-id", "marketplace-name", "shipment-fee-type",
    "shipment-fee-amount", "order-fee-type", "order-fee-amount", "fulfillment-id", "posted-date",
    "order-item-code", "merchant-order-item-id", "merchant-adjustment-item-id", "sku",
    "quantity-purchased", "price-type", "price-amount", "item-related-fee-type",
    "item-related-fee-amount", "misc-fee-amount", "other-fee-amount",
    "other-fee-reason-description",
]  # fmt: skip
_AFTER = ["direct-payment-type", "direct-payment-amount", "other-amount"]

# Types the second layout also uses for a transaction; any other printed type names its own reason.
_TYPES = """('Order', 'Refund', 'ServiceFee', 'Order_Retrocharge', 'Refund_Retrocharge',
    'Chargeback Refund', 'A-to-z Guarantee Refund', 'Liquidations', 'Liquidations Adjustments',
    'SAFE-T Reimbursement', 'CouponRedemptionFee', 'Fee Adjustment', 'Transfers', 'Tax')"""

# Reasons of payments for lost and damaged units are in capitals: REVERSAL_REIMBURSEMENT.
_LINES_SQL = f"""
, amounts as (
    select *, unnest([
        {{'part': 0, 'kind': 'ItemPrice', 'said': price_type, 'amount': price_amount}},
        {{'part': 1, 'kind': 'ItemFees', 'said': item_fee_type, 'amount': item_fee_amount}},
        {{'part': 2, 'kind': 'Promotion', 'said': promotion_type, 'amount': promotion_amount}},
        {{'part': 3, 'kind': 'ShipmentFees', 'said': shipment_fee_type,
          'amount': shipment_fee_amount}},
        {{'part': 4, 'kind': 'OrderFees', 'said': order_fee_type, 'amount': order_fee_amount}},
        {{'part': 5, 'kind': 'DirectPayment', 'said': direct_type, 'amount': direct_amount}},
        {{'part': 6, 'kind': 'MiscFees', 'said': 'MiscFee', 'amount': misc_fee_amount}},
        {{'part': 7, 'kind': 'OtherFees', 'said': other_fee_reason, 'amount': other_fee_amount}},
        {{'part': 8, 'kind': 'other-transaction', 'said': transaction_type,
          'amount': other_amount}},
        {{'part': 9, 'kind': 'ItemPrice', 'said': 'Principal',
          'amount': case when amounts_there = 0 then 0 end}}
    ]) as piece
    from records
    where total_amount is null
),
pieces as (
    select * exclude (piece), piece.part as part, piece.kind as kind, piece.said as said,
        piece.amount as amount,
        row_number() over (partition by line order by piece.part) as place
    from amounts
    where piece.amount is not null
)
select p.settlement_id, posted_date,
    case
        when kind <> 'other-transaction' or transaction_type in {_TYPES} then transaction_type
        else 'other-transaction'
    end as transaction_type,
    order_id, merchant_order_id, adjustment_id, shipment_id, marketplace_name,
    case
        when kind = 'other-transaction' and regexp_full_match(said, '[A-Z0-9]+(_[A-Z0-9]+)+')
        then 'FBA Inventory Reimbursement'
        else kind
    end as amount_type,
    said as amount_description, amount, s.currency, fulfillment_id, order_item_code, msku,
    case when place = 1 then quantity_purchased end as quantity_purchased,
    case when kind = 'Promotion' then promotion_id end as promotion_id, part, line
from pieces p left join stated s using (settlement_id)
"""


class SettlementV1(Report):
    """One row of amounts, or the first row of a statement."""

    report = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE"
    recognised_by = {
        "settlement-id", "transaction-type", "price-type", "price-amount",
        "item-related-fee-type", "item-related-fee-amount",
    }  # fmt: skip
    ignored = {"merchant-order-item-id", "merchant-adjustment-item-id"}
    layouts = {
        "full_36": [*_BEFORE, *_PROMOTIONS, *_AFTER],
        "without_promotions_33": [*_BEFORE, *_AFTER],
    }
    parts = (
        Part(SETTLEMENTS, STATEMENTS),
        Part(SETTLEMENT_LINES, _LINES_SQL, stated=STATED),
    )
    checks = (
        Check(
            "other-amount",
            "total_amount is null and amounts_there = 0 and quantity_purchased is null",
            "it holds neither an amount nor a quantity",
        ),
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
    shipment_fee_type = Text("shipment-fee-type")
    shipment_fee_amount = Amount("shipment-fee-amount")
    order_fee_type = Text("order-fee-type")
    order_fee_amount = Amount("order-fee-amount")
    fulfillment_id = Text("fulfillment-id")
    posted_date = Date("posted-date")
    order_item_code = Id("order-item-code")
    msku = Id("sku")
    quantity_purchased = Units("quantity-purchased")
    price_type = Text("price-type")
    price_amount = Amount("price-amount")
    item_fee_type = Text("item-related-fee-type")
    item_fee_amount = Amount("item-related-fee-amount")
    misc_fee_amount = Amount("misc-fee-amount")
    other_fee_amount = Amount("other-fee-amount")
    other_fee_reason = Text("other-fee-reason-description")
    promotion_id = Text("promotion-id")
    promotion_type = Text("promotion-type")
    promotion_amount = Amount("promotion-amount")
    direct_type = Text("direct-payment-type")
    direct_amount = Amount("direct-payment-amount")
    other_amount = Amount("other-amount")
    amounts_there = Computed(
        "len(list_filter([price_amount, item_fee_amount, misc_fee_amount, other_fee_amount, "
        "promotion_amount, direct_amount, other_amount, shipment_fee_amount, order_fee_amount], "
        "lambda amount: amount is not null))",
        "BIGINT",
    )
