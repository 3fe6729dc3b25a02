"""Fulfilment Inbound API v0: shipments to Amazon, and the units sent and received of each SKU.

Report    FULFILLMENT_INBOUND_V0 (getShipments, getShipmentItems), as the interface answers
Grain     one shipment; one SKU in one shipment
Units     units shipped as declared, units received so far
Traps     received may exceed shipped and may fall later; there is no closing day; the sender's
          address is personal; answers come in pages
Source    https://developer-docs.amazon.com/sp-api/docs/fulfillment-inbound-api-v0-reference, seen
          2026-11-21
"""

from makewhole.books.tables import INBOUND_ITEMS, INBOUND_SHIPMENTS
from makewhole.reports.form import Constant, Id, Json, OneOf, Report, Text, Units


class InboundShipmentsV0(Report):
    """One shipment to Amazon."""

    report = "FULFILLMENT_INBOUND_V0"
    fills = INBOUND_SHIPMENTS
    json = Json(
        "payload.ShipmentData[]", "ShipmentData[]", "[].payload.ShipmentData[]",
        "[].ShipmentData[]", "payload[]", "[]", ".",
    )  # fmt: skip
    recognised_by = {"ShipmentId", "ShipmentStatus"}
    layouts = {"shipments": ["ShipmentId", "ShipmentStatus"]}
    personal = {"ShipFromAddress"}

    shipment_id = Id("ShipmentId", required=True)
    name = Text("ShipmentName")
    status = OneOf("ShipmentStatus", capitals=True)
    destination = Text("DestinationFulfillmentCenterId")
    kind = Constant("v0")


class InboundItemsV0(Report):
    """One SKU of a shipment to Amazon."""

    report = "FULFILLMENT_INBOUND_V0"
    fills = INBOUND_ITEMS
    json = Json(
        "payload.ItemData[]", "ItemData[]", "[].payload.ItemData[]", "[].ItemData[]",
        "payload[]", "[]",
    )  # fmt: skip
    recognised_by = {"ShipmentId", "SellerSKU", "QuantityShipped"}
    layouts = {"items": ["ShipmentId", "SellerSKU", "QuantityShipped"]}

    shipment_id = Id("ShipmentId", required=True)
    msku = Id("SellerSKU")
    fnsku = Id("FulfillmentNetworkSKU")
    shipped_units = Units("QuantityShipped", required=True)
    received_units = Units("QuantityReceived")
    kind = Constant("v0")
