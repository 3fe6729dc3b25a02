"""Amazon fulfilled shipments: what FBA sent to buyers, item line by item line.

Report    GET_AMAZON_FULFILLED_SHIPMENTS_DATA_GENERAL; also Seller Central › Reports › Sales
Grain     one shipped item line, known by its shipment item id
Units     quantity is positive; amounts are of the line
Traps     no FNSKU and no ASIN; multi-channel orders have order ids of another shape; twenty columns
          of buyers' data, which are dropped
Source    https://developer-docs.amazon.com/sp-api/docs/report-type-values-fba, seen 2026-11-21
"""

from makewhole.books.tables import FULFILLED_SHIPMENTS
from makewhole.reports.form import Amount, Constant, Date, Id, OneOf, Report, Text, Units


class FulfilledShipments(Report):
    """One item line shipped to a buyer."""

    report = "GET_AMAZON_FULFILLED_SHIPMENTS_DATA_GENERAL"
    fills = FULFILLED_SHIPMENTS
    recognised_by = {"amazon-order-id", "shipment-item-id", "quantity-shipped"}
    personal = {
        "buyer-email", "buyer-name", "buyer-phone-number", "recipient-name", "ship-address-1",
        "ship-address-2", "ship-address-3", "ship-city", "ship-state", "ship-postal-code",
        "ship-country", "ship-phone-number", "bill-address-1", "bill-address-2", "bill-address-3",
        "bill-city", "bill-state", "bill-postal-code", "bill-country",
    }  # fmt: skip
    layouts = {
        "sp_api_48": [
            "amazon-order-id", "merchant-order-id", "shipment-id", "shipment-item-id",
            "amazon-order-item-id", "merchant-order-item-id", "purchase-date", "payments-date",
            "shipment-date", "reporting-date", "buyer-email", "buyer-name", "buyer-phone-number",
            "sku", "product-name", "quantity-shipped", "currency", "item-price", "item-tax",
            "shipping-price", "shipping-tax", "gift-wrap-price", "gift-wrap-tax",
            "ship-service-level", "recipient-name", "ship-address-1", "ship-address-2",
            "ship-address-3", "ship-city", "ship-state", "ship-postal-code", "ship-country",
            "ship-phone-number", "bill-address-1", "bill-address-2", "bill-address-3", "bill-city",
            "bill-state", "bill-postal-code", "bill-country", "item-promotion-discount",
            "ship-promotion-discount", "carrier", "tracking-number", "estimated-arrival-date",
            "fulfillment-center-id", "fulfillment-channel", "sales-channel",
        ],
    }  # fmt: skip

    shipment_date = Date("shipment-date", required=True)
    order_id = Id("amazon-order-id", required=True)
    merchant_order_id = Id("merchant-order-id")
    shipment_id = Id("shipment-id")
    shipment_item_id = Id("shipment-item-id")
    order_item_id = Id("amazon-order-item-id")
    purchase_date = Date("purchase-date")
    msku = Id("sku")
    units = Units("quantity-shipped", required=True)
    currency = OneOf("currency", capitals=True)
    item_price = Amount("item-price")
    shipping_price = Amount("shipping-price")
    gift_wrap_price = Amount("gift-wrap-price")
    item_promotion = Amount("item-promotion-discount")
    ship_promotion = Amount("ship-promotion-discount")
    carrier = Text("carrier")
    tracking_number = Id("tracking-number")
    estimated_arrival_date = Date("estimated-arrival-date")
    fulfillment_center = Text("fulfillment-center-id")
    fulfillment_channel = Text("fulfillment-channel")
    sales_channel = Text("sales-channel")
    kind = Constant("shipments")
