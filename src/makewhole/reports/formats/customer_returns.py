"""FBA customer returns: the units a fulfilment centre took back from buyers.

Report    GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA; also Seller Central › Reports › Customer
          Concessions › FBA customer returns
Grain     one unit (one LPN label), rarely more
Units     quantity is positive
Traps     the day is when the centre processed the return; a return that is not here may come yet;
          the order id can be blank; status and disposition may change in a later download
Source    https://developer-docs.amazon.com/sp-api/docs/fba-customer-concessions-reports-attributes,
          seen 2026-11-21
"""

from makewhole.books.tables import RETURNS
from makewhole.reports.form import Date, Id, OneOf, Report, Text, Units
from makewhole.reports.words import DISPOSITION_WORDS
from makewhole.terms import DISPOSITIONS


class CustomerReturns(Report):
    """One unit returned to a fulfilment centre."""

    report = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
    fills = RETURNS
    recognised_by = {"return-date", "fnsku", "quantity", "detailed-disposition"}
    personal = {"customer-comments"}
    layouts = {
        "sp_api_13": [
            "return-date", "order-id", "sku", "asin", "fnsku", "product-name", "quantity",
            "fulfillment-center-id", "detailed-disposition", "reason", "status",
            "license-plate-number", "customer-comments",
        ],
    }  # fmt: skip

    return_date = Date("return-date", required=True)
    order_id = Id("order-id", "amazon-order-id")
    msku = Id("sku")
    asin = Id("asin", length=10)
    fnsku = Id("fnsku")
    title = Text("product-name")
    units = Units("quantity", required=True)
    fulfillment_center = Text("fulfillment-center-id")
    disposition = OneOf(
        "detailed-disposition", values=DISPOSITIONS, words=DISPOSITION_WORDS, capitals=True
    )
    reason = Text("reason")
    status = Text("status")
    license_plate_number = Id("license-plate-number")
