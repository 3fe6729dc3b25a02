"""The headings of each report and how a row fills them.

Source: the headings are those of real files and of Amazon's documentation, seen 2026-11-21.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from makewhole.simulate.printing.cells import clock, count, instant, money, slash
from makewhole.simulate.rows import (
    BalanceRow,
    CostRow,
    FulfilledRow,
    LedgerRow,
    MeasurementRow,
    ParcelRow,
    QueueRow,
    ReimbursementRow,
    RemovalOrderRow,
    ReplacementRow,
    ReturnRow,
    SaleRow,
    ShipmentItem,
    StatementRow,
    StorageRow,
    TrackingRow,
)

Cells = Callable[[Any], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout of one report: its headings and the cells of a row."""

    report: str
    headers: tuple[str, ...]
    cells: Cells


def layout(report: str, headers: str, cells: Cells, separator: str = " ") -> Layout:
    """A layout whose headings are given as one line."""
    return Layout(report, tuple(part.strip() for part in headers.split(separator)), cells)


def _ledger(row: LedgerRow) -> list[str]:
    return [
        slash(row.day), row.fnsku, row.asin, row.msku, row.title, row.event, row.reference,
        str(row.units), row.center, row.disposition, row.reason, row.country,
        count(row.reconciled), count(row.unreconciled), f"{row.day.isoformat()}T00:00:00-0700", "",
    ]  # fmt: skip


_LEDGER_HEADERS = (
    "Date | FNSKU | ASIN | MSKU | Title | Event Type | Reference ID | Quantity | "
    "Fulfillment Center | Disposition | Reason | Country | Reconciled Quantity | "
    "Unreconciled Quantity | Date and Time | Store"
)
LEDGER = layout("GET_LEDGER_DETAIL_VIEW_DATA", _LEDGER_HEADERS, _ledger, "|")
LEDGER_OLDER = Layout(LEDGER.report, LEDGER.headers[:14], lambda row: _ledger(row)[:14])


def _balance(row: BalanceRow) -> list[str]:
    moved = [
        str(row.units(kind))
        for kind in (
            "receipts", "shipments", "returns", "removals", "transfers", "found", "lost",
            "damaged", "disposed", "other",
        )
    ]  # fmt: skip
    return [
        slash(row.month), row.fnsku, row.asin, row.msku, row.title, row.disposition,
        str(row.start), str(row.in_transit), *moved, str(row.end), str(row.units("unknown")),
        row.country, "",
    ]  # fmt: skip


BALANCES = layout(
    "GET_LEDGER_SUMMARY_VIEW_DATA",
    "Date | FNSKU | ASIN | MSKU | Title | Disposition | Starting Warehouse Balance | "
    "In Transit Between Warehouses | Receipts | Customer Shipments | Customer Returns | "
    "Vendor Returns | Warehouse Transfer In/Out | Found | Lost | Damaged | Disposed | "
    "Other Events | Ending Warehouse Balance | Unknown Events | Location | Store",
    _balance,
    "|",
)


def _reimbursement(row: ReimbursementRow) -> list[str]:
    slashed = f"{row.day:%Y/%m/%d} {clock(row.id)}"  # as Japan prints it
    return [
        slashed if row.currency == "JPY" else instant(row.day, row.id), row.id, row.case_id,
        row.order_id, row.reason, row.sku, row.fnsku, row.asin, row.title, "NewItem", row.currency,
        money(row.per_unit, row.currency),
        money(row.total, row.currency), str(row.cash), str(row.inventory),
        str(row.cash + row.inventory), row.original_id, row.original_type,
    ]  # fmt: skip


REIMBURSEMENTS = layout(
    "GET_FBA_REIMBURSEMENTS_DATA",
    "approval-date reimbursement-id case-id amazon-order-id reason sku fnsku asin product-name "
    "condition currency-unit amount-per-unit amount-total quantity-reimbursed-cash "
    "quantity-reimbursed-inventory quantity-reimbursed-total original-reimbursement-id "
    "original-reimbursement-type",
    _reimbursement,
)
REIMBURSEMENTS_OLDER = Layout(
    REIMBURSEMENTS.report, REIMBURSEMENTS.headers[:16], lambda row: _reimbursement(row)[:16]
)


def _return(row: ReturnRow) -> list[str]:
    return [
        instant(row.day, row.plate), row.order_id, row.sku, row.asin, row.fnsku, row.title,
        str(row.units), row.center, row.disposition, row.reason, row.status, row.plate, "",
    ]  # fmt: skip


RETURNS = layout(
    "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA",
    "return-date order-id sku asin fnsku product-name quantity fulfillment-center-id "
    "detailed-disposition reason status license-plate-number customer-comments",
    _return,
)


def _replacement(row: ReplacementRow) -> list[str]:
    return [
        instant(row.day, row.replacement_order_id), row.sku, row.asin, row.center,
        row.original_center, str(row.units), row.reason, row.replacement_order_id,
        row.original_order_id,
    ]  # fmt: skip


REPLACEMENTS = layout(
    "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA",
    "shipment-date sku asin fulfillment-center-id original-fulfillment-center-id quantity "
    "replacement-reason-code replacement-amazon-order-id original-amazon-order-id",
    _replacement,
)


def _removal_order(row: RemovalOrderRow) -> list[str]:
    process = row.requested - row.cancelled - row.disposed - row.shipped
    return [
        instant(row.day, row.id), row.id, row.source, row.type, row.status,
        instant(row.updated, row.id), row.sku, row.fnsku, row.disposition, str(row.requested),
        str(row.cancelled), str(row.disposed), str(row.shipped), str(process),
        money(row.fee, row.currency), row.currency,
    ]  # fmt: skip


REMOVAL_ORDERS = layout(
    "GET_FBA_FULFILLMENT_REMOVAL_ORDER_DETAIL_DATA",
    "request-date order-id order-source order-type order-status last-updated-date sku fnsku "
    "disposition requested-quantity cancelled-quantity disposed-quantity shipped-quantity "
    "in-process-quantity removal-fee currency",
    _removal_order,
)


def _parcel(row: ParcelRow) -> list[str]:
    return [
        instant(row.requested, row.order_id), row.order_id, instant(row.day, row.tracking), row.sku,
        row.fnsku, row.disposition, str(row.units), row.carrier, row.tracking, row.type,
    ]  # fmt: skip


PARCELS = layout(
    "GET_FBA_FULFILLMENT_REMOVAL_SHIPMENT_DETAIL_DATA",
    "request-date order-id shipment-date sku fnsku disposition shipped-quantity carrier "
    "tracking-number removal-order-type",
    _parcel,
)


def _tracking(row: TrackingRow) -> list[str]:
    delivered = row.delivered.isoformat() if row.delivered else ""
    return [row.tracking, row.carrier, row.status, row.last_event.isoformat(), delivered]


TRACKING = layout(
    "SELLER_TRACKING", "tracking_number carrier status last_event_date delivered_date", _tracking
)


def _queue(row: QueueRow) -> list[str]:
    return [
        row.name, row.id, row.created.isoformat(), row.updated.isoformat(), row.center,
        str(row.skus), str(row.expected), str(row.located), row.status,
    ]  # fmt: skip


QUEUE = layout(
    "SC_SHIPPING_QUEUE",
    "Shipment name | Shipment ID | Created | Last updated | Ship to | SKUs | Units expected | "
    "Units located | Status",
    _queue,
    "|",
)


def _content(row: ShipmentItem) -> list[str]:
    return [
        "", row.shipment_id, row.sku, row.title, row.asin, row.fnsku, f"ASIN: {row.asin}", "New",
        "Merchant", "No prep required", "Merchant", str(row.shipped),
    ]  # fmt: skip


CONTENTS = layout(
    "SC_INBOUND_SHIPMENT_CONTENTS",
    "Date | Shipment ID | Merchant SKU | Title | ASIN | FNSKU | external-id | Condition | "
    "Who will prep? | Prep Type | Who will label? | Shipped",
    _content,
    "|",
)


def _sale(row: SaleRow) -> list[str]:
    nothing = money(Decimal(0), row.currency)
    return [
        instant(row.day, row.order_id), row.sku, row.fnsku, row.asin, row.center, str(row.units),
        row.order_id, row.currency, money(row.price, row.currency), nothing, nothing, "", "", "",
    ]  # fmt: skip


SALES = layout(
    "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_SALES_DATA",
    "shipment-date sku fnsku asin fulfillment-center-id quantity amazon-order-id currency "
    "item-price-per-unit shipping-price gift-wrap-price ship-city ship-state ship-postal-code",
    _sale,
)


_FULFILLED_HEADERS = (
    "amazon-order-id merchant-order-id shipment-id shipment-item-id amazon-order-item-id "
    "merchant-order-item-id purchase-date payments-date shipment-date reporting-date buyer-email "
    "buyer-name buyer-phone-number sku product-name quantity-shipped currency item-price item-tax "
    "shipping-price shipping-tax gift-wrap-price gift-wrap-tax ship-service-level recipient-name "
    "ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code "
    "ship-country ship-phone-number bill-address-1 bill-address-2 bill-address-3 bill-city "
    "bill-state bill-postal-code bill-country item-promotion-discount ship-promotion-discount "
    "carrier tracking-number estimated-arrival-date fulfillment-center-id fulfillment-channel "
    "sales-channel"
)


def _fulfilled(row: FulfilledRow) -> list[str]:
    shipped = instant(row.day, row.order_id)
    arrival = instant(row.arrival, row.order_id) if row.arrival else ""
    told = {
        "amazon-order-id": row.order_id, "merchant-order-id": row.merchant_order_id,
        "shipment-item-id": row.item_id, "purchase-date": shipped, "shipment-date": shipped,
        "reporting-date": shipped, "sku": row.sku, "product-name": row.title,
        "quantity-shipped": str(row.units), "currency": row.currency,
        "item-price": money(row.price, row.currency), "carrier": "UPS",
        "estimated-arrival-date": arrival, "fulfillment-center-id": row.center,
        "fulfillment-channel": "AFN", "sales-channel": "Non-Amazon",
    }  # fmt: skip
    return [told.get(name, "") for name in _FULFILLED_HEADERS.split()]


FULFILLED = layout("GET_AMAZON_FULFILLED_SHIPMENTS_DATA_GENERAL", _FULFILLED_HEADERS, _fulfilled)


def _storage(row: StorageRow) -> list[str]:
    longest, median, shortest = (str(side) for side in row.sides)
    total = (row.volume * row.average_units).quantize(row.volume)
    return [
        row.asin, row.fnsku, row.title, row.center, row.country, longest, median, shortest,
        "inches", str(row.weight), "pounds", str(row.volume), "cubic feet", row.tier,
        str(row.average_units), "0.00", str(total), row.month.isoformat()[:7], str(row.rate),
        row.currency, money(row.fee, row.currency), row.dangerous, "N", "N", "0.00", "", "0.00",
    ]  # fmt: skip


STORAGE = layout(
    "GET_FBA_STORAGE_FEE_CHARGES_DATA",
    "asin fnsku product_name fulfillment_center country_code longest_side median_side "
    "shortest_side measurement_units weight weight_units item_volume volume_units "
    "product_size_tier average_quantity_on_hand average_quantity_pending_removal "
    "estimated_total_item_volume month_of_charge storage_rate currency "
    "estimated_monthly_storage_fee dangerous_goods_storage_type eligible_for_inventory_discount "
    "qualifies_for_inventory_discount total_incentive_fee_amount breakdown_incentive_fee_amount "
    "average_quantity_customer_orders",
    _storage,
)


def _cost(row: CostRow) -> list[str]:
    return [
        row.sku, money(row.cost, row.currency), row.currency, row.effective_from.isoformat(),
        "sourcing", row.asin, row.fnsku, "", "", row.category,
    ]  # fmt: skip


COSTS = layout(
    "SELLER_COSTS",
    "sku cost currency effective_from cost_type asin fnsku marketplace note referral_category",
    _cost,
)


def _measurement(row: MeasurementRow) -> list[str]:
    weight = "" if row.weight_lb is None else str(row.weight_lb)
    return [row.sku, row.fnsku, *map(str, row.sides), weight, row.measured_on.isoformat()]


MEASUREMENTS = layout(
    "SELLER_MEASUREMENTS",
    "sku fnsku length_in width_in height_in weight_lb measured_on",
    _measurement,
)


def _statement(row: StatementRow) -> list[str]:
    amount = "" if row.amount is None else money(row.amount, row.currency)
    return [
        row.kind, row.day.isoformat(), str(row.units), row.sku, row.fnsku, row.order_id,
        row.removal_order_id, row.tracking, row.plate, row.case_id, "", "", amount, row.currency,
        "the seller", row.day.isoformat(), "",
    ]  # fmt: skip


STATEMENTS = layout(
    "SELLER_STATEMENTS",
    "kind event_date units sku fnsku order_id removal_order_id tracking_number "
    "license_plate_number case_id reimbursement_id shipment_id amount currency stated_by "
    "stated_on note",
    _statement,
)

_SETTLEMENT_HEADERS = (
    "settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency "
    "transaction-type order-id merchant-order-id adjustment-id shipment-id marketplace-name "
    "amount-type amount-description amount fulfillment-id posted-date posted-date-time "
    "order-item-code merchant-order-item-id merchant-adjustment-item-id sku quantity-purchased "
    "promotion-id"
)
SETTLEMENT_HEADERS = tuple(_SETTLEMENT_HEADERS.split())
_SETTLEMENT_V1_HEADERS = (
    "settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency "
    "transaction-type order-id merchant-order-id adjustment-id shipment-id marketplace-name "
    "shipment-fee-type shipment-fee-amount order-fee-type order-fee-amount fulfillment-id "
    "posted-date order-item-code merchant-order-item-id merchant-adjustment-item-id sku "
    "quantity-purchased price-type price-amount item-related-fee-type item-related-fee-amount "
    "misc-fee-amount other-fee-amount other-fee-reason-description promotion-id promotion-type "
    "promotion-amount direct-payment-type direct-payment-amount other-amount"
)
SETTLEMENT_V1_HEADERS = tuple(_SETTLEMENT_V1_HEADERS.split())

__all__ = [name for name in globals() if name.isupper()] + ["Layout", "clock"]
