"""Four more FBA inventory files the ledger replaced on 31 January 2023, found in old archives.

Report    LEGACY_FBA_INVENTORY_REPORTS (receipts, event detail, daily and monthly history)
Grain     one receipt, one event, or one stock figure of a day or month; see `kind`
Units     events are signed, the other three positive
Traps     their windows are long closed: they are kept for the record, no rule reads them
Source    https://developer-docs.amazon.com/sp-api/docs/fba-inventory-reports-attributes, seen
          2026-11-21
"""

from makewhole.books.tables import OLD_INVENTORY
from makewhole.reports.form import Constant, Date, Id, Measure, Month, OneOf, Report, Text, Units
from makewhole.reports.words import DISPOSITION_WORDS
from makewhole.terms import DISPOSITIONS


class InventoryReceipts(Report):
    """One receipt of units in a centre."""

    report = "LEGACY_FBA_INVENTORY_REPORTS"
    fills = OLD_INVENTORY
    recognised_by = {"received-date", "fnsku", "quantity", "fba-shipment-id"}
    layouts = {
        "GET_FBA_FULFILLMENT_INVENTORY_RECEIPTS_DATA": [
            "received-date", "fnsku", "sku", "product-name", "quantity", "fba-shipment-id",
            "fulfillment-center-id",
        ],
    }  # fmt: skip

    event_date = Date("received-date", required=True)
    kind = Constant("receipts")
    fnsku = Id("fnsku", required=True)
    msku = Id("sku")
    title = Text("product-name")
    units = Units("quantity", required=True)
    shipment_id = Id("fba-shipment-id")
    fulfillment_center = Text("fulfillment-center-id")


class InventoryEvents(Report):
    """One movement of units."""

    report = "LEGACY_FBA_INVENTORY_REPORTS"
    fills = OLD_INVENTORY
    recognised_by = {"snapshot-date", "transaction-type", "fnsku", "quantity", "disposition"}
    layouts = {
        "GET_FBA_FULFILLMENT_INVENTORY_SUMMARY_DATA": [
            "snapshot-date", "transaction-type", "fnsku", "sku", "product-name",
            "fulfillment-center-id", "quantity", "disposition",
        ],
    }  # fmt: skip

    event_date = Date("snapshot-date", required=True)
    kind = Constant("events")
    event_type = Text("transaction-type")
    fnsku = Id("fnsku", required=True)
    msku = Id("sku")
    title = Text("product-name")
    units = Units("quantity", required=True)
    fulfillment_center = Text("fulfillment-center-id")
    disposition = OneOf("disposition", values=DISPOSITIONS, words=DISPOSITION_WORDS, capitals=True)


class DailyInventory(Report):
    """Stock of one day."""

    report = "LEGACY_FBA_INVENTORY_REPORTS"
    fills = OLD_INVENTORY
    recognised_by = {
        "snapshot-date", "fnsku", "quantity", "fulfillment-center-id", "detailed-disposition",
    }  # fmt: skip
    layouts = {
        "GET_FBA_FULFILLMENT_CURRENT_INVENTORY_DATA": [
            "snapshot-date", "fnsku", "sku", "product-name", "quantity", "fulfillment-center-id",
            "detailed-disposition", "country",
        ],
    }  # fmt: skip

    event_date = Date("snapshot-date", required=True)
    kind = Constant("daily")
    fnsku = Id("fnsku", required=True)
    msku = Id("sku")
    title = Text("product-name")
    units = Units("quantity", required=True)
    fulfillment_center = Text("fulfillment-center-id")
    disposition = OneOf(
        "detailed-disposition", values=DISPOSITIONS, words=DISPOSITION_WORDS, capitals=True
    )
    country = Text("country")


class MonthlyInventory(Report):
    """Stock of one month: the average and the end."""

    report = "LEGACY_FBA_INVENTORY_REPORTS"
    fills = OLD_INVENTORY
    recognised_by = {"month", "fnsku", "average-quantity", "end-quantity"}
    layouts = {
        "GET_FBA_FULFILLMENT_MONTHLY_INVENTORY_DATA": [
            "month", "fnsku", "sku", "product-name", "average-quantity", "end-quantity",
            "fulfillment-center-id", "detailed-disposition", "country",
        ],
    }  # fmt: skip

    event_date = Month("month", required=True)
    kind = Constant("monthly")
    fnsku = Id("fnsku", required=True)
    msku = Id("sku")
    title = Text("product-name")
    units = Units("end-quantity", required=True)
    average_units = Measure("average-quantity")
    fulfillment_center = Text("fulfillment-center-id")
    disposition = OneOf(
        "detailed-disposition", values=DISPOSITIONS, words=DISPOSITION_WORDS, capitals=True
    )
    country = Text("country")
