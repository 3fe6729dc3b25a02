"""All listings: what the seller offers, and on which catalogue item.

Report    GET_MERCHANT_LISTINGS_ALL_DATA; also Seller Central › Inventory reports › All Listings
Grain     one listing
Units     quantity is the seller's own stock; empty on listings FBA fulfils
Traps     texts hold quotes and HTML; some stores print no `asin1`: then `product-id` is the ASIN if
          its type is 1
Source    public connectors' records and importers, seen 2026-11-21
"""

from makewhole.books.tables import LISTINGS
from makewhole.reports.form import Amount, Computed, Date, Id, Report, Text, Units

_US = [
    "item-name", "item-description", "listing-id", "seller-sku", "price", "quantity", "open-date",
    "image-url", "item-is-marketplace", "product-id-type", "zshop-shipping-fee", "item-note",
    "item-condition", "zshop-category1", "zshop-browse-path", "zshop-storefront-feature", "asin1",
    "asin2", "asin3", "will-ship-internationally", "expedited-shipping", "zshop-boldface",
    "product-id", "bid-for-featured-placement", "add-delete", "pending-quantity",
    "fulfillment-channel",
]  # fmt: skip


class Listings(Report):
    """One listing."""

    report = "GET_MERCHANT_LISTINGS_ALL_DATA"
    fills = LISTINGS
    recognised_by = {"listing-id", "seller-sku", "price", "item-name"}
    layouts = {
        "us_29": [*_US, "merchant-shipping-group", "status"],
        "us_newer_32": [
            *_US, "optional-payment-type-exclusion", "merchant-shipping-group", "status",
            "Minimum order quantity", "Sell remainder",
        ],
    }  # fmt: skip

    msku = Text("seller-sku", required=True)
    asin1 = Id("asin1", length=10)
    product_id = Id("product-id")
    product_id_type = Text("product-id-type")
    asin = Computed(
        "coalesce(asin1, case when product_id_type in ('1', 'ASIN') then product_id end)"
    )
    title = Text("item-name")
    listing_id = Id("listing-id")
    price = Amount("price")
    units = Units("quantity", limit=100_000_000)
    open_date = Date("open-date")
    condition = Text("item-condition")
    fulfillment_channel = Text("fulfillment-channel")
    status = Text("status")
