"""All orders: the order lines of a region, whoever fulfils them.

Report    GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL (also ..._BY_LAST_UPDATE_GENERAL)
Grain     one order line, split where it ships in parts: an order and SKU may fill two rows
Units     quantity is 0 on cancelled rows; amounts are of the line
Traps     pending rows have no price; the file is of the region, not of the store asked for
Source    public connectors' records and importers, seen 2026-11-21
"""

from makewhole.books.tables import ORDERS
from makewhole.reports.form import Amount, Date, Id, OneOf, Report, Text, Units

_HEAD = [
    "amazon-order-id", "merchant-order-id", "purchase-date", "last-updated-date", "order-status",
]  # fmt: skip
_CHANNELS = ["fulfillment-channel", "sales-channel", "order-channel"]
_ITEM = [
    "ship-service-level", "product-name", "sku", "asin", "item-status", "quantity", "currency",
    "item-price", "item-tax", "shipping-price", "shipping-tax", "gift-wrap-price", "gift-wrap-tax",
    "item-promotion-discount", "ship-promotion-discount", "ship-city", "ship-state",
    "ship-postal-code", "ship-country", "promotion-ids",
]  # fmt: skip
_TAIL = ["is-business-order", "purchase-order-number", "price-designation"]
_US = [*_HEAD, *_CHANNELS, *_ITEM, "cpf", *_TAIL, "signature-confirmation-recommended"]


class AllOrders(Report):
    """One order line."""

    report = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"
    fills = ORDERS
    recognised_by = {"amazon-order-id", "purchase-date", "order-status", "item-status"}
    personal = {
        "ship-city", "ship-state", "ship-postal-code", "ship-country", "cpf",
        "purchase-order-number", "address-type", "payment-method-details", "buyer-company-name",
        "buyer-tax-registration-country", "buyer-tax-registration-type",
        "buyer-requested-cancel-reason",
    }  # fmt: skip
    layouts = {
        "base_31": [*_HEAD, *_CHANNELS, *_ITEM, *_TAIL],
        "old_32_with_url": [*_HEAD, *_CHANNELS, "url", *_ITEM, *_TAIL],
        "us_33": _US,
        "item_id_33": [*_HEAD, "order-item-id", *_CHANNELS, *_ITEM, "cpf", *_TAIL],
        "production_2026_34": [*_US, "order-item-id"],
    }

    order_id = Id("amazon-order-id", required=True)
    order_item_id = Id("order-item-id")
    merchant_order_id = Id("merchant-order-id")
    purchase_date = Date("purchase-date", required=True)
    last_updated_date = Date("last-updated-date")
    order_status = Text("order-status")
    fulfillment_channel = Text("fulfillment-channel")
    sales_channel = Text("sales-channel")
    msku = Id("sku")
    asin = Id("asin", length=10)
    item_status = Text("item-status")
    units = Units("quantity")
    currency = OneOf("currency", capitals=True)
    item_price = Amount("item-price")
    item_tax = Amount("item-tax")
    shipping_price = Amount("shipping-price")
    gift_wrap_price = Amount("gift-wrap-price")
    item_promotion = Amount("item-promotion-discount")
    ship_promotion = Amount("ship-promotion-discount")
