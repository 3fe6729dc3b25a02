"""The seller's own unit costs: what each SKU costs to make or to buy, from a day on.

Report    SELLER_COSTS; the seller's file, for which `makewhole template costs` writes the headings
Grain     SKU (and store) from a day on
Units     cost per unit, above 0, in its own currency; never converted
Traps     columns in any order and under many names; without `effective_from` a cost holds from
          ever; what an advertisement, an order or a parcel cost, or a stock is worth, stands beside
          a SKU too: what such files carry besides excludes them
Source    our own form
"""

from makewhole.books.tables import COSTS
from makewhole.reports.form import Amount, Check, Computed, Date, Id, OneOf, Report, Text

# Of orders, of sales, of advertising, of parcels, of money paid: a list of unit costs has none.
_OF_OTHER_FILES = {
    "order id", "order no", "order number", "order#", "order item id", "order date", "buyer",
    "customer name", "buyer name", "recipient", "po number", "po#", "purchase order", "invoice",
    "invoice no", "invoice number", "transaction type", "transaction id", "settlement id",
    "posted date", "shipment id", "tracking number", "tracking id", "tracking no", "carrier",
    "campaign", "campaignName", "campaignId", "ad group", "adGroupName", "impressions", "clicks",
    "spend", "acos", "roas", "sales", "refunds", "units sold", "units ordered", "sessions",
    "gross", "net", "total", "gross profit", "net profit", "payout", "estimated payout",
    "quantity", "qty",
}  # fmt: skip


class Costs(Report):
    """One cost from a day on."""

    report = "SELLER_COSTS"
    fills = COSTS
    recognised_by = {"sku", "cost"}
    never = _OF_OTHER_FILES
    layouts = {
        "proposed": [
            "sku", "cost", "currency", "effective_from", "cost_type", "asin", "fnsku",
            "marketplace", "note",
        ],
        "with_category": [
            "sku", "cost", "currency", "effective_from", "cost_type", "asin", "fnsku",
            "marketplace", "note", "referral_category",
        ],
    }  # fmt: skip
    checks = (
        Check("cost", "cost <= 0", "a unit cost must be above 0"),
        Check(
            "currency",
            "not regexp_full_match(currency, '[A-Z]{3}')",
            "a currency is three letters, such as USD",
        ),
    )

    msku = Id("sku", "seller-sku", "msku", "merchant-sku", "item sku", required=True)
    cost = Amount(
        "cost", "unit cost", "cost per unit", "cost price", "product cost", "sourcing cost",
        "manufacturing cost", "purchase price", "cogs", required=True,
    )  # fmt: skip
    currency = OneOf("currency", "currency code", "ccy", capitals=True, required=True)
    from_date = Date(
        "effective_from", "effective date", "valid from", "start date", "from", "since"
    )
    effective_from = Computed("coalesce(from_date, date '1900-01-01')", "DATE")
    cost_type = OneOf("cost_type", "type", values=("manufacturing", "sourcing"))
    asin = Id("asin", length=10)
    fnsku = Id("fnsku")
    marketplace = OneOf("marketplace", "store", "country", words={"GB": "UK"}, capitals=True)
    note = Text("note", "notes", "comment", "remark")
    referral_category = Text("referral_category", "category", "fee category")
