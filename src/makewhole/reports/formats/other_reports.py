"""Amazon reports without use here: stock of today, orders to ship, taxes, visits, promotions.

Report    GET_RESTOCK_INVENTORY_RECOMMENDATIONS_REPORT, GET_AFN_INVENTORY_DATA,
          GET_AFN_INVENTORY_DATA_BY_COUNTRY, GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING,
          GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING, GET_VAT_TRANSACTION_DATA,
          GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_PROMOTION_DATA, SC_AWD_LEDGER,
          SC_BUSINESS_REPORT
Traps     named here so that none of them is taken for a report it shares headings with: the
          "Shipped" of a restock report is not what one shipment declared
Source    public parsers' and tests' heading lists, seen 2026-11-22
"""

from makewhole.reports.form import Report

_STOCK = (
    "it counts the stock of one moment, and the rules follow single units. Give the inventory "
    "ledger (detail) instead. This file was left alone."
)
_ORDERS = (
    "it lists orders still to ship, with buyers' addresses. Give the report of all orders instead. "
    "This file was left alone."
)
_NOTHING = "nothing in it bears on what Amazon owes. It was left alone."


class Restock(Report):
    """One SKU that may need more stock."""

    report = "GET_RESTOCK_INVENTORY_RECOMMENDATIONS_REPORT"
    known_as = "Restock inventory"
    recognised_by = [
        {"FNSKU", "Merchant SKU", "Recommended replenishment qty"},
        {"FNSKU", "Merchant SKU", "Recommended ship date", "Total Units"},
    ]
    over = {"SC_INBOUND_SHIPMENT_CONTENTS"}
    not_read = _STOCK


class StockNow(Report):
    """The sellable units of one SKU."""

    report = "GET_AFN_INVENTORY_DATA"
    known_as = "Stock of today"
    recognised_by = {"seller-sku", "fulfillment-channel-sku", "Quantity Available"}
    not_read = _STOCK


class StockByCountry(Report):
    """The sellable units of one SKU in one country."""

    report = "GET_AFN_INVENTORY_DATA_BY_COUNTRY"
    known_as = "Stock of today by country"
    recognised_by = {
        "seller-sku", "fulfillment-channel-sku", "country", "quantity-for-local-fulfillment",
    }  # fmt: skip
    not_read = _STOCK


class UnshippedOrders(Report):
    """One item of an order that the seller must ship."""

    report = "GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING"
    known_as = "Unshipped orders"
    recognised_by = {"order-id", "order-item-id", "quantity-to-ship", "promise-date"}
    over = {"GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING"}
    not_read = _ORDERS


class NewOrders(Report):
    """One item of an order of the seller's own."""

    report = "GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING"
    known_as = "New orders"
    recognised_by = {
        "order-id", "order-item-id", "payments-date", "quantity-purchased", "recipient-name",
    }  # fmt: skip
    not_read = _ORDERS


class VatTransactions(Report):
    """One sale, refund or movement of stock, as taxed."""

    report = "GET_VAT_TRANSACTION_DATA"
    known_as = "VAT transactions"
    recognised_by = {"UNIQUE_ACCOUNT_IDENTIFIER", "ACTIVITY_PERIOD", "TRANSACTION_EVENT_ID"}
    not_read = _NOTHING


class Promotions(Report):
    """One discount on one item sold."""

    report = "GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_PROMOTION_DATA"
    known_as = "Promotions"
    recognised_by = {"amazon-order-id", "item-promotion-id", "promotion-rule-value"}
    not_read = _NOTHING


class AwdLedger(Report):
    """The cartons of one product in Amazon's distribution centres on one day."""

    report = "SC_AWD_LEDGER"
    known_as = "Warehousing and distribution ledger"
    recognised_by = {"FNSKU", "MSKU", "Lost (cartons)", "Ending Warehouse Balance (cartons)"}
    not_read = (
        "it counts cartons of Amazon Warehousing and Distribution, which no rule judges. It was "
        "left alone."
    )


class BusinessReport(Report):
    """The visits and sales of one product, or of one day."""

    report = "SC_BUSINESS_REPORT"
    known_as = "Business report"
    recognised_by = [
        {"(Child) ASIN", "Sessions - Total"},
        {"(Child) ASIN", "Sessions"},
        {"(Parent) ASIN", "Units Ordered"},
        {"(Untergeordnete) ASIN", "Bestellte Einheiten"},
        {"Ordered Product Sales", "Units Ordered", "Total Order Items"},
    ]
    not_read = _NOTHING
