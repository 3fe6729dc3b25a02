"""Removal shipment detail: the parcels in which removed units left.

Report    GET_FBA_FULFILLMENT_REMOVAL_SHIPMENT_DETAIL_DATA; also Seller Central › Reports › Removals
Grain     removal order × shipment × SKU × disposition × parcel
Units     quantity is positive; cancelled and disposed units do not appear
Traps     one cell may hold several tracking numbers
Source    https://developer-docs.amazon.com/sp-api/docs/fba-removals-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import REMOVAL_SHIPMENTS
from makewhole.reports.form import Date, Id, OneOf, Report, Text, Units


class RemovalShipments(Report):
    """One line of one removal parcel."""

    report = "GET_FBA_FULFILLMENT_REMOVAL_SHIPMENT_DETAIL_DATA"
    fills = REMOVAL_SHIPMENTS
    recognised_by = {"order-id", "shipment-date", "shipped-quantity", "tracking-number"}
    layouts = {
        "sp_api_10": [
            "request-date", "order-id", "shipment-date", "sku", "fnsku", "disposition",
            "shipped-quantity", "carrier", "tracking-number", "removal-order-type",
        ],
    }  # fmt: skip

    request_date = Date("request-date")
    removal_order_id = Id("order-id", required=True)
    shipment_date = Date("shipment-date", "removal-date", required=True)
    msku = Id("sku")
    fnsku = Id("fnsku")
    disposition = OneOf("disposition", values=("Sellable", "Unsellable"))
    units = Units("shipped-quantity", "quantity-shipped", required=True)
    carrier = Text("carrier")
    tracking_number = Id("tracking-number")
    order_type = Text("removal-order-type")
