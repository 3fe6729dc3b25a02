"""The seller's tracking file: what the carrier says of each parcel.

Report    SELLER_TRACKING; the seller's file, `makewhole template tracking`
Grain     one parcel
Units     none
Traps     a parcel is proved missing by an empty delivery day and either the carrier's word or
          silence, so the day of the last event matters
Source    our own form
"""

from makewhole.books.tables import TRACKING
from makewhole.reports.form import Date, Id, OneOf, Report, Text


class Tracking(Report):
    """One parcel."""

    report = "SELLER_TRACKING"
    fills = TRACKING
    recognised_by = {"tracking_number", "status"}
    layouts = {
        "proposed": ["tracking_number", "carrier", "status", "last_event_date", "delivered_date"],
    }

    tracking_number = Id("tracking_number", "tracking id", "tracking no", "tracking", required=True)
    carrier = Text("carrier", "carrier name")
    status = OneOf(
        "status", "delivery status", values=("delivered", "in_transit", "lost"), required=True
    )
    last_event_date = Date("last_event_date", "last event", "last update", "last scan")
    delivered_date = Date("delivered_date", "delivered", "delivered on", "delivery date")
