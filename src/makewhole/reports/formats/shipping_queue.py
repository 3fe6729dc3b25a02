"""Shipping queue: every shipment to Amazon with its status and totals.

Report    SC_SHIPPING_QUEUE; Seller Central › Manage FBA shipments › export
Grain     one shipment
Units     units expected and units located, over all SKUs
Traps     totals only, no SKU; status and days are localised; the name is free text
Source    upload templates of sellers' tools, seen 2026-11-21
"""

from makewhole.books.tables import INBOUND_SHIPMENTS
from makewhole.reports.form import Constant, Date, Id, OneOf, Report, Text, Units


class ShippingQueue(Report):
    """One shipment to Amazon, in totals."""

    report = "SC_SHIPPING_QUEUE"
    fills = INBOUND_SHIPMENTS
    recognised_by = {"Shipment ID", "Units expected", "Units located"}
    layouts = {
        "us_9": [
            "Shipment name", "Shipment ID", "Created", "Last updated", "Ship to", "SKUs",
            "Units expected", "Units located", "Status",
        ],
    }  # fmt: skip

    shipment_id = Id("Shipment ID", required=True)
    name = Text("Shipment name")
    status = OneOf("Status", capitals=True)
    destination = Text("Ship to")
    created_date = Date("Created")
    updated_date = Date("Last updated")
    skus = Units("SKUs")
    expected_units = Units("Units expected", required=True)
    located_units = Units("Units located")
    kind = Constant("queue")
