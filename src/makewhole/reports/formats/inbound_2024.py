"""Fulfilment Inbound API of 20 March 2024: plans, shipments, and the units planned into them.

Report    FULFILLMENT_INBOUND_2024_03_20 (listInboundPlans, getShipment, listShipmentItems,
          listShipmentBoxes), as the interface answers
Grain     one plan; one shipment; one SKU (of all its lots) in the answer; one SKU over its boxes
Units     units planned; there is no received quantity anywhere
Traps     `shipmentConfirmationId` is the FBA id that joins everything else; answers that list items
          or boxes do not say of which shipment, unless it was put beside the list, in each answer;
          addresses and contacts are personal
Source    https://developer-docs.amazon.com/sp-api/docs/fulfillment-inbound-api-v2024-03-20-reference,
          seen 2026-11-21
"""

from makewhole.books.tables import INBOUND_ITEMS, INBOUND_PLANS, INBOUND_SHIPMENTS
from makewhole.reports.form import (
    Computed,
    Constant,
    Date,
    Id,
    Json,
    OneOf,
    Part,
    Report,
    Text,
    Units,
)

# One SKU may fill several records: a lot each, or a box each.
_SUM_SQL = """
select max(shipment_id) as shipment_id, msku, fnsku, asin,
    cast(sum(shipped_units) as bigint) as shipped_units, kind, min(line) as line
from records
group by confirmation_id, msku, fnsku, asin, kind
"""


class InboundPlans2024(Report):
    """One inbound plan."""

    report = "FULFILLMENT_INBOUND_2024_03_20"
    fills = INBOUND_PLANS
    json = Json("inboundPlans[]", "payload.inboundPlans[]", "[].inboundPlans[]", "[]", ".")
    recognised_by = {"inboundPlanId", "createdAt", "status"}
    layouts = {"plans": ["inboundPlanId", "createdAt", "status"]}
    personal = {"sourceAddress"}

    plan_id = Id("inboundPlanId", required=True)
    name = Text("name")
    status = OneOf("status", capitals=True)
    created_date = Date("createdAt")
    updated_date = Date("lastUpdatedAt")


class InboundShipments2024(Report):
    """One shipment to Amazon."""

    report = "FULFILLMENT_INBOUND_2024_03_20"
    fills = INBOUND_SHIPMENTS
    json = Json(".", "payload", "shipments[]", "[]", "payload[]")
    recognised_by = {"shipmentId", "status", "placementOptionId"}
    layouts = {"shipment": ["shipmentId", "status", "placementOptionId"]}
    personal = {"source", "destination.address", "contactInformation"}

    confirmation_id = Id("shipmentConfirmationId")
    internal_id = Id("shipmentId", required=True)
    shipment_id = Computed("coalesce(confirmation_id, internal_id)")
    name = Text("name")
    status = OneOf("status", capitals=True)
    destination = Text("destination.warehouseId")
    kind = Constant("v2024")


class InboundItems2024(Report):
    """One SKU of a shipment to Amazon."""

    report = "FULFILLMENT_INBOUND_2024_03_20"
    json = Json("items[]", "payload.items[]", "[].items[]", "[]")
    recognised_by = {"msku", "fnsku", "labelOwner", "quantity"}
    layouts = {"items": ["msku", "fnsku", "labelOwner", "quantity"]}
    parts = (Part(INBOUND_ITEMS, _SUM_SQL),)

    confirmation_id = Id("/shipmentConfirmationId")
    shipment_id = Computed("confirmation_id")
    msku = Id("msku", required=True)
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    shipped_units = Units("quantity", required=True)
    kind = Constant("v2024")


class InboundBoxes2024(Report):
    """One SKU over the boxes of a shipment to Amazon."""

    report = "FULFILLMENT_INBOUND_2024_03_20"
    json = Json("boxes[].items[]", "payload.boxes[].items[]", "[].boxes[].items[]")
    recognised_by = {"msku", "fnsku", "quantity"}
    layouts = {"boxes": ["msku", "fnsku", "quantity"]}
    parts = (Part(INBOUND_ITEMS, _SUM_SQL),)

    confirmation_id = Id("/shipmentConfirmationId")
    shipment_id = Computed("confirmation_id")
    msku = Id("msku", required=True)
    fnsku = Id("fnsku")
    asin = Id("asin", length=10)
    shipped_units = Units("quantity", required=True)
    kind = Constant("boxes")
