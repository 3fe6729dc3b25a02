"""Date range transactions: money in and out of a period, in the language of the account.

Report    DATE_RANGE_TRANSACTIONS; Seller Central › Payments › Reports Repository › Transaction
          (CustomTransaction.csv, MonthlyTransaction.csv, MonthlyUnifiedTransaction.csv)
Grain     one transaction per item and type; equal lines are separate and both stay
Units     amounts are signed; total is the sum of the parts; selling fees hold referral and closing
Traps     seven to nine lines above the headings, maybe padded with commas; headings, type words,
          statuses, months and decimals are localised (`languages/`); the currency is named above
          the table only; deferred rows are not paid; days are the store's, a settlement's are UTC;
          India and Australia have tax columns of their own; a data row may hold one empty field
          more than the headings
Source    public importers with heading tables per country, seen 2026-11-22
"""

from makewhole.books.tables import TRANSACTIONS
from makewhole.money import STORE_CURRENCY
from makewhole.reports.form import Amount, Computed, Date, Id, OneOf, Part, Report, Text, Units
from makewhole.reports.words import (
    comma_headings,
    currency_pattern,
    fulfillment_words,
    headings_of,
    languages,
    month_words,
    status_words,
    type_words,
)
from makewhole.terms import DOMAINS

_TYPES = (
    "Order", "Refund", "Adjustment", "FBA Inventory Fee", "Service Fee", "Transfer",
    "Lightning Deal Fee", "Cost of Advertising", "Order_Retrocharge", "Refund_Retrocharge",
    "FBA Transaction fees", "Amazon Charges", "Shipping Services", "SAFE-T reimbursement",
    "Liquidations", "Debt", "Fee Adjustment", "Deal Fee", "FBA Customer Return Fee",
    "Liquidations Adjustments", "A-to-z Guarantee Claim", "Chargeback Refund", "Amazon Fees",
)  # fmt: skip

# The store a row names (amazon.co.uk) tells its currency where the file does not.
_OF_STORE = " ".join(
    f"when 'amazon.{domain}' then '{STORE_CURRENCY[store]}'" for domain, store in DOMAINS.items()
)
# India replaces the tax columns of the English file by these.
_INDIAN = [
    "Total sales tax liable(GST before adjusting TCS)", "TCS-CGST", "TCS-SGST", "TCS-IGST",
    "TDS (Section 194-O)",
]  # fmt: skip
_TAXES = {"product_sales_tax", "marketplace_withheld_tax"}
# Statuses of which a language's word is not public: only what is released has a day of release.
_STATUS = """case
    when status_word is null or status_word in ('released', 'deferred') then status_word
    when release_date is not null then 'released' else 'deferred' end"""
_LAYOUTS = {
    **{
        name: [words[0] for words in language["headings"].values()]
        for name, language in languages().items()
    },
    "british": [words[-1] for words in languages()["english"]["headings"].values()],
    "indian": _INDIAN
    + [w[0] for name, w in languages()["english"]["headings"].items() if name not in _TAXES],
}

_SQL = """
select * exclude (of_store),
    coalesce(
        stated,
        of_store,
        (select case when count(distinct of_store) = 1 then max(of_store) end from records)
    ) as currency
from records
"""


class DateRange(Report):
    """One transaction."""

    report = "DATE_RANGE_TRANSACTIONS"
    recognised_by = {"date/time", "settlement id", "type", "total"}
    never = {"transaction-type", "amount-type"}
    personal = {
        *headings_of("city"), *headings_of("state"), *headings_of("postcode"),
        "city", "state", "postal code",
    }  # fmt: skip
    ignored = {*headings_of("tax_model")}
    layouts = _LAYOUTS
    comma_headings = comma_headings()
    parts = (Part(TRANSACTIONS, _SQL),)

    transaction_date = Date(*headings_of("transaction_date"), required=True, months=month_words())
    settlement_id = Id(*headings_of("settlement_id"))
    type = OneOf(*headings_of("type"), values=_TYPES, words=type_words())
    order_id = Id(*headings_of("order_id"))
    msku = Id(*headings_of("msku"))
    description = Text(*headings_of("description"))
    units = Units(*headings_of("units"))
    marketplace_name = Text(*headings_of("marketplace_name"))
    account_type = Text(*headings_of("account_type"))
    fulfillment = OneOf(
        *headings_of("fulfillment"), values=("Amazon", "Seller"), words=fulfillment_words()
    )
    product_sales = Amount(*headings_of("product_sales"))
    product_sales_tax = Amount(
        *headings_of("product_sales_tax"), "Total sales tax liable(GST before adjusting TCS)"
    )
    shipping_credits = Amount(*headings_of("shipping_credits"))
    shipping_credits_tax = Amount(*headings_of("shipping_credits_tax"))
    gift_wrap_credits = Amount(*headings_of("gift_wrap_credits"))
    gift_wrap_credits_tax = Amount(*headings_of("gift_wrap_credits_tax"))
    regulatory_fee = Amount(*headings_of("regulatory_fee"))
    regulatory_fee_tax = Amount(*headings_of("regulatory_fee_tax"))
    promotional_rebates = Amount(*headings_of("promotional_rebates"))
    promotional_rebates_tax = Amount(*headings_of("promotional_rebates_tax"))
    withheld = Amount(*headings_of("marketplace_withheld_tax"))
    tcs_cgst = Amount("TCS-CGST")
    tcs_sgst = Amount("TCS-SGST")
    tcs_igst = Amount("TCS-IGST")
    tds = Amount("TDS (Section 194-O)")
    marketplace_withheld_tax = Computed(
        "coalesce(withheld, tcs_cgst + tcs_sgst + tcs_igst + coalesce(tds, 0))", "DECIMAL(18,4)"
    )
    points_cost = Amount(*headings_of("points_cost"))
    selling_fees = Amount(*headings_of("selling_fees"))
    fba_fees = Amount(*headings_of("fba_fees"))
    other_transaction_fees = Amount(*headings_of("other_transaction_fees"))
    other = Amount(*headings_of("other"))
    total = Amount(*headings_of("total"), required=True)
    status_word = OneOf(
        *headings_of("status"), values=("released", "deferred"), words=status_words()
    )
    release_date = Date(*headings_of("release_date"), months=month_words())
    status = Computed(_STATUS)
    stated = OneOf(preamble=currency_pattern(), words={"Euro": "EUR", "円": "JPY"})
    of_store = Computed(f"case lower(marketplace_name) {_OF_STORE} end")
