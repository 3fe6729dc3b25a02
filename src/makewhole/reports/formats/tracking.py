"""The seller's tracking file: what the carrier says of each parcel.

Report    SELLER_TRACKING; the seller's file, `makewhole template tracking`
Grain     one parcel
Units     none
Traps     a parcel is proved missing by an empty delivery day and either the carrier's word or
          silence, so the day of the last event matters; exports of orders, payments and labels have
          a tracking number and a status too, and theirs is not the parcel's: what such exports
          carry besides excludes them
Source    our own form
"""

from makewhole.books.tables import TRACKING
from makewhole.reports.form import Date, Id, OneOf, Report, Text

# Of orders, of money, of people: a file of parcels has none of them.
_OF_OTHER_FILES = {
    "order id", "order no", "order number", "order#", "order item id", "order date", "order total",
    "customer order #", "purchase order", "po number", "po#", "sales record number",
    "salesOrderId", "id_order_unit", "invoice", "invoice no", "invoice number",
    "transaction id", "transaction type", "payment method", "payment id", "settlement id",
    "buyer", "buyer name", "buyer username", "buyer email", "customer name", "recipient name",
    "sku", "seller sku", "item sku", "sku id", "ean", "upc", "item title", "quantity", "qty",
    "price", "item price", "amount", "total", "gross", "net", "currency",
}  # fmt: skip


class Tracking(Report):
    """One parcel."""

    report = "SELLER_TRACKING"
    fills = TRACKING
    recognised_by = {"tracking_number", "status"}
    never = _OF_OTHER_FILES
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
