"""The layouts of reports that each show one fee, and the seller's mappings of those not published.

Source: the headings are those of Amazon's documentation and of real files, seen 2026-11-21. Those
of `LOW_STOCK` and `RETURNS_FEES` are invented: nobody has published them, so a mapping file beside
each says which column is what.
"""

from makewhole.simulate.fee_rows import AgedRow, OtherFeeRow, PlacementRow, ProblemRow
from makewhole.simulate.printing.cells import count, money
from makewhole.simulate.printing.layouts import Layout


def _aged(row: AgedRow) -> list[str]:
    return [
        row.day.isoformat(), row.sku, row.fnsku, row.asin, row.title, "New", str(row.volume),
        row.currency, row.volume_unit, row.country, count(row.units),
        money(row.amount, row.currency), row.tier, str(row.rate or ""),
    ]  # fmt: skip


AGED = Layout(
    "GET_FBA_FULFILLMENT_LONGTERM_STORAGE_FEE_CHARGES_DATA",
    ("snapshot-date", "sku", "fnsku", "asin", "product-name", "condition", "per-unit-volume",
     "currency", "volume-unit", "country", "qty-charged", "amount-charged", "surcharge-age-tier",
     "rate-surcharge"),
    _aged,
)  # fmt: skip


def _problem(row: ProblemRow) -> list[str]:
    return [
        row.day.isoformat(), row.created.isoformat(), row.shipment_id, row.carton_id, row.center,
        row.sku, row.fnsku, row.asin, row.title, row.kind, str(row.units), count(row.expected),
        str(row.received), "UNIT", "STANDARD", "LABELING_FEE", row.currency,
        money(row.fee, row.currency), "ITEM", "ACTIVE",
    ]  # fmt: skip


PROBLEMS = Layout(
    "GET_FBA_FULFILLMENT_INBOUND_NONCOMPLIANCE_DATA",
    ("issue-reported-date", "shipment-creation-date", "fba-shipment-id", "fba-carton-id",
     "fulfillment-center-id", "sku", "fnsku", "asin", "product-name", "problem-type",
     "problem-quantity", "expected-quantity", "received-quantity", "performance-measurement-unit",
     "coaching-level", "fee-type", "currency", "fee-total", "problem-level", "alert-status"),
    _problem,
)  # fmt: skip


def _placement(row: PlacementRow) -> list[str]:
    return [
        row.day.isoformat(), row.plan_id, row.shipment_id, row.country, row.fnsku, row.asin,
        "Large standard-size", "1.20", str(row.units), str(row.rate or ""),
        money(row.amount, row.currency), money(row.amount, row.currency),
    ]  # fmt: skip


PLACEMENTS = Layout(
    "SC_INBOUND_PLACEMENT_FEES",
    ("Transaction date", "Shipping plan ID", "FBA shipment ID", "Country", "FNSKU", "ASIN",
     "Product size tier", "Shipping weight", "Actual received quantity",
     "FBA inbound placement service fee rate (per unit)",
     "Total FBA inbound placement service fee charge", "Total charges"),
    _placement,
)  # fmt: skip


def _low_stock(row: OtherFeeRow) -> list[str]:
    return [
        row.day.isoformat(), row.sku, row.fnsku, row.order_id, str(row.units), str(row.rate or ""),
        money(row.amount, row.currency), row.currency,
    ]  # fmt: skip


LOW_STOCK = Layout(
    "SC_LOW_INVENTORY_LEVEL_FEE",
    ("Ship date", "Merchant SKU", "FNSKU", "Order", "Units shipped", "Fee a unit",
     "Low-inventory-level fee", "Currency"),
    _low_stock,
)  # fmt: skip
LOW_STOCK_MAPPING = """\
makewhole mapping: 1
report: SC_LOW_INVENTORY_LEVEL_FEE
columns:
  charge_date: Ship date
  msku: Merchant SKU
  fnsku: FNSKU
  order_id: Order
  units: Units shipped
  rate: Fee a unit
  charged_amount: Low-inventory-level fee
  currency: Currency
"""


def _returns_fee(row: OtherFeeRow) -> list[str]:
    return [
        row.day.isoformat(), row.sku, str(row.units), count(row.shipped), count(row.returned),
        str(row.rate or ""), money(row.amount, row.currency),
    ]  # fmt: skip


RETURNS_FEES = Layout(
    "SC_RETURNS_PROCESSING_FEE",
    ("Charged on", "MSKU", "Units charged", "Shipped in the month", "Came back in three months",
     "Fee a unit", "Charged"),
    _returns_fee,
)  # fmt: skip
RETURNS_FEES_MAPPING = """\
# This file names no currency: all of it is in one.
makewhole mapping: 1
report: SC_RETURNS_PROCESSING_FEE
columns:
  charge_date: Charged on
  msku: MSKU
  units: Units charged
  shipped_units: Shipped in the month
  returned_units: Came back in three months
  rate: Fee a unit
  charged_amount: Charged
constants: {currency: %s}
"""
