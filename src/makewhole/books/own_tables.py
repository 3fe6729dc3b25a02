"""The canonical tables of the seller's own files: costs, measurements, tracking, statements.

The form, types and signs are those of `makewhole.books.tables`.
"""

from makewhole.books.form import Multiset, Newest, Table, amount, day, measure, text, units

COSTS = Table(
    "costs",
    "The seller's own unit cost of one MSKU from a day on.",
    [
        text("msku"), amount("cost"), text("currency"), day("effective_from"), text("cost_type"),
        text("asin"), text("fnsku"), text("marketplace"), text("note"), text("referral_category"),
    ],
    # of two costs from one day the smaller: it never asks for too much
    overlap=Newest(("msku", "fnsku", "marketplace", "currency", "effective_from"), newest="-cost"),
)  # fmt: skip

MEASUREMENTS = Table(
    "measurements",
    "The seller's own packaged measurements of one MSKU: inches and pounds, or centimetres and "
    "grams, each as declared (the other pair NULL).",
    [
        text("msku"), text("fnsku"), measure("length_in"), measure("width_in"),
        measure("height_in"), measure("weight_lb"), measure("length_cm"), measure("width_cm"),
        measure("height_cm"), measure("weight_g"), day("measured_on"),
    ],
    # of two measurements of one day the larger, by which more of a fee is right
    overlap=Newest(
        ("msku", "fnsku", "measured_on"),
        newest="coalesce(cast(length_in as double) * width_in * height_in * 16.387064,"
        " cast(length_cm as double) * width_cm * height_cm) desc nulls last,"
        " coalesce(weight_lb * 453.59237, weight_g)",
    ),
)  # fmt: skip

TRACKING = Table(
    "tracking",
    "What the carrier says of one parcel: status delivered, in_transit or lost. A parcel that was "
    "delivered stays so, whatever a later line says.",
    [
        text("tracking_number"), text("carrier"), text("status"), day("last_event_date"),
        day("delivered_date"),
    ],
    overlap=Newest(
        ("tracking_number",),
        newest="(delivered_date is not null or status = 'delivered') desc, last_event_date",
    ),
)  # fmt: skip

STATEMENTS = Table(
    "statements",
    "What only the seller can see: a damaged removal, a wrong item in a return, units a case "
    "granted. `kind` is the claim type it speaks of.",
    [
        text("kind"), text("removal_order_id"), text("tracking_number"), text("order_id"),
        text("case_id"), text("reimbursement_id"), text("shipment_id"), text("msku"),
        text("fnsku"), units("units"), day("event_date"), text("license_plate_number"),
        text("stated_by"), day("stated_on"), amount("amount"), text("currency"), text("note"),
    ],
    dated_by="event_date",
    overlap=Multiset(
        ("kind", "removal_order_id", "tracking_number", "order_id", "case_id", "reimbursement_id",
         "shipment_id", "msku", "fnsku", "units", "event_date", "license_plate_number"),
    ),
)  # fmt: skip
