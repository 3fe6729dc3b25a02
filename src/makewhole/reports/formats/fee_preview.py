"""Fee preview: Amazon's own measurements of each SKU and the fees it expects from them.

Report    GET_FBA_ESTIMATED_FBA_FEES_TXT_DATA; also Seller Central › Reports › Fee Preview
Grain     one SKU per store; in European files a SKU repeats per country without saying which
Units     sides in `unit-of-dimension`, weight in `unit-of-weight`; fees per unit
Traps     estimates, never charges; no date is printed; `--` is no value; Europe spells fulfilment
          and has a fee per destination; the history of downloads is evidence of a measurement
Source    https://developer-docs.amazon.com/sp-api/docs/fba-payments-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import FEE_PREVIEWS
from makewhole.reports.form import Amount, Id, Measure, OneOf, Report, Text

_HEAD = ["product-name", "product-group", "brand", "fulfilled-by"]
_SIZE = [
    "your-price", "sales-price", "longest-side", "median-side", "shortest-side",
    "length-and-girth", "unit-of-dimension", "item-package-weight", "unit-of-weight",
]  # fmt: skip
_FEES = ["estimated-fee-total", "estimated-referral-fee-per-unit", "estimated-variable-closing-fee"]
_PARTS = ["estimated-pick-pack-fee-per-unit", "estimated-weight-handling-fee-per-unit"]
_US = [
    *_HEAD, *_SIZE, "product-size-tier", "currency", *_FEES,
    "estimated-order-handling-fee-per-order", *_PARTS, "expected-fulfillment-fee-per-unit",
]  # fmt: skip
_EU = [*_HEAD, "has-local-inventory", *_SIZE, "product-size-weight-band", "currency", *_FEES]
_EFN = [
    f"expected-efn-fulfilment-fee-per-unit-{country}" for country in ("uk", "de", "fr", "it", "es")
]
_DOMESTIC = "expected-domestic-fulfilment-fee-per-unit"


class FeePreview(Report):
    """One SKU as Amazon measures and prices it."""

    report = "GET_FBA_ESTIMATED_FBA_FEES_TXT_DATA"
    fills = FEE_PREVIEWS
    recognised_by = {"sku", "fnsku", "longest-side", "estimated-fee-total"}
    ignored = {
        "estimated-future-referral-fee-per-unit", "current-fee-category", "future-fee-category",
        "future-fee-category-effective-date",
    }  # fmt: skip
    layouts = {
        "us_2026_31": [
            "sku", "fnsku", "asin", "amazon-store", *_US,
            "estimated-future-fee (Current Selling on Amazon + Future Fulfillment fees)",
            "estimated-future-order-handling-fee-per-order",
            "estimated-future-pick-pack-fee-per-unit",
            "estimated-future-weight-handling-fee-per-unit",
            "expected-future-fulfillment-fee-per-unit",
        ],
        "us_older_25": ["sku", "fnsku", "asin", *_US],
        "ca_22": ["sku", "fnsku", "asin", *_HEAD, *_SIZE, "currency", *_FEES, *_PARTS],
        "eu_28": ["sku", "fnsku", "asin", *_EU, _DOMESTIC, *_EFN],
        "eu_docs_29": [
            "sku", "fnsku", "asin", *_EU, _DOMESTIC, *_EFN,
            "expected-efn-fulfilment-fee-per-unit-se",
        ],
        "uk_29": [
            "sku", "fnsku", "asin", *_EU, "estimated-order-handling-fee-per-order", _DOMESTIC,
            *_EFN,
        ],
    }  # fmt: skip

    msku = Id("sku", required=True)
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    amazon_store = Text("amazon-store")
    title = Text("product-name")
    product_group = Text("product-group")
    brand = Text("brand")
    fulfilled_by = Text("fulfilled-by")
    your_price = Amount("your-price")
    sales_price = Amount("sales-price")
    longest_side = Measure("longest-side")
    median_side = Measure("median-side")
    shortest_side = Measure("shortest-side")
    length_and_girth = Measure("length-and-girth")
    length_unit = Text("unit-of-dimension")
    item_weight = Measure("item-package-weight")
    weight_unit = Text("unit-of-weight")
    size_tier = Text("product-size-tier", "product-size-weight-band")
    currency = OneOf("currency", capitals=True)
    estimated_fee_total = Amount("estimated-fee-total")
    estimated_referral_fee = Amount("estimated-referral-fee-per-unit")
    expected_fulfilment_fee = Amount("expected-fulfillment-fee-per-unit", _DOMESTIC)
