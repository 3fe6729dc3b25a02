"""Answers and reports of the vendor interfaces: orders, shipments, invoices, retail figures.

Report    spapi_orders, spapi_shipments, spapi_invoices, spapi_vendor_reports
Source    https://github.com/amzn/selling-partner-api-models (vendor models and report schemas),
          seen
          2026-11-21
"""

from makewhole.reports.form import Json, Report

_WHY = "it belongs to a vendor's account; this version reads sellers' reports."


class VendorOrders(Report):
    """One purchase order, or its state."""

    report = "spapi_orders"
    json = Json("payload.orders[]", "payload.ordersStatus[]", "orders[]", "ordersStatus[]")
    recognised_by = [
        {"purchaseOrderNumber", "orderDetails"},
        {"purchaseOrderNumber", "purchaseOrderStatus"},
    ]
    not_read = _WHY


class VendorShipments(Report):
    """One shipment of a vendor."""

    report = "spapi_shipments"
    json = Json("payload.shipments[]", "shipments[]", "parameters.body.value", ".")
    recognised_by = [
        {"vendorShipmentIdentifier", "shipmentStatusDetails"},
        {"shipmentConfirmations"},
    ]
    not_read = _WHY


class VendorInvoices(Report):
    """Invoices a vendor hands in."""

    report = "spapi_invoices"
    json = Json("parameters.body.value", ".")
    recognised_by = {"invoices"}
    not_read = _WHY


class VendorReports(Report):
    """One retail report: sales, stock, margin, traffic, forecast."""

    report = "spapi_vendor_reports"
    json = Json(".")
    recognised_by = [
        {"reportSpecification.reportType", key}
        for key in (
            "salesByAsin", "inventoryByAsin", "netPureProductMarginByAsin", "trafficByAsin",
            "forecastByAsin", "reportData",
        )
    ]  # fmt: skip
    not_read = _WHY
