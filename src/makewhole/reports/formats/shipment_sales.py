"""Customer shipment sales: what FBA sent to buyers, with FNSKU and unit price.

Report    GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_SALES_DATA; also Seller Central › Reports › Sales
Grain     one shipped line
Units     quantity is positive; `item_price` is per unit
Traps     Seller Central prints other headings than the interface
Source    public importers and upload templates of sellers' tools, seen 2026-11-21
"""

from makewhole.books.tables import FULFILLED_SHIPMENTS
from makewhole.reports.form import Amount, Constant, Date, Id, OneOf, Report, Text, Units


class ShipmentSales(Report):
    """One line shipped to a buyer, priced per unit."""

    report = "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_SALES_DATA"
    fills = FULFILLED_SHIPMENTS
    recognised_by = {"shipment-date", "fnsku", "quantity", "amazon-order-id", "item-price-per-unit"}
    personal = {
        "ship-city", "ship-state", "ship-postal-code", "Shipment To City", "Shipment To State",
        "Shipment To Postal Code",
    }  # fmt: skip
    layouts = {
        "sp_api_14": [
            "shipment-date", "sku", "fnsku", "asin", "fulfillment-center-id", "quantity",
            "amazon-order-id", "currency", "item-price-per-unit", "shipping-price",
            "gift-wrap-price", "ship-city", "ship-state", "ship-postal-code",
        ],
        "seller_central_titles_14": [
            "Customer Shipment Date", "Merchant SKU", "FNSKU", "ASIN", "FC", "Quantity",
            "Amazon Order Id", "Currency", "Product Amount", "Shipping Amount", "Gift Amount",
            "Shipment To City", "Shipment To State", "Shipment To Postal Code",
        ],
    }  # fmt: skip

    shipment_date = Date("shipment-date", "Customer Shipment Date", required=True)
    order_id = Id("amazon-order-id", required=True)
    msku = Id("sku", "Merchant SKU")
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    units = Units("quantity", required=True)
    currency = OneOf("currency", capitals=True)
    item_price = Amount("item-price-per-unit", "Product Amount")
    shipping_price = Amount("shipping-price", "Shipping Amount")
    gift_wrap_price = Amount("gift-wrap-price", "Gift Amount")
    fulfillment_center = Text("fulfillment-center-id", "FC")
    kind = Constant("sales")
