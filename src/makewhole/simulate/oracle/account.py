"""One account as the oracle sees it: its reports of the day, its store, products, money, values."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from makewhole.simulate.figures import Figures
from makewhole.simulate.oracle.items import OrderItem, order_items
from makewhole.simulate.oracle.payments import Money
from makewhole.simulate.oracle.store import Products, store_of
from makewhole.simulate.oracle.values import Values
from makewhole.simulate.rows import ReimbursementRow, Reports


class Account:
    """The rows dated on or before the day of the audit, and what they mean for all rules."""

    def __init__(self, reports: Reports, as_of: date) -> None:
        self.as_of = as_of
        self.reports = reports.until(as_of)
        self.store, self.currency = store_of(self.reports)
        self.figures = Figures(self.store, as_of)
        self.products = Products(self.reports)
        self._name_reimbursed_products()
        self.money = Money(self.reports, self.figures)
        self.values = Values(self.reports, self.figures, self.currency)
        self.items: dict[tuple[str, str], OrderItem] = order_items(self.reports)

    def item_paid_for(self, row: ReimbursementRow) -> OrderItem | None:
        """The order item a payment names; the original's where it names a replacement order."""
        for one in self.reports.replacements:
            if one.replacement_order_id == row.order_id and one.sku == row.sku:
                return self.items.get((one.original_order_id, row.sku))
        return self.items.get((row.order_id, row.sku))

    def _name_reimbursed_products(self) -> None:
        """A reimbursement row without FNSKU takes that of its SKU, one without SKU the other's.

        Where it names another reimbursement, the SKU that was paid there under the same FNSKU;
        where it names an order, the one that was ordered there.
        """
        paid: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.reports.reimbursements:
            if row.sku and row.fnsku:
                paid[row.id, row.fnsku].append(row.sku)
        self.reports.reimbursements = [
            replace(
                row,
                fnsku=row.fnsku or self.products.fnsku(row.sku),
                sku=row.sku
                or min(paid.get((row.original_id, row.fnsku), []), default="")
                or min(self._ordered(row), default="")
                or self.products.sku(row.fnsku),
            )
            for row in self.reports.reimbursements
        ]

    def _ordered(self, row: ReimbursementRow) -> list[str]:
        """The SKUs under which the order a row names told of its FNSKU."""
        if not row.order_id or row.sku:
            return []
        reports = self.reports
        told = [(one.order_id, one.sku) for part in reports.settlements for one in part.lines]
        for rows in (reports.transactions, reports.sales, reports.returns, reports.statements):
            told += [(one.order_id, one.sku) for one in rows]
        for one in reports.fulfilled:
            told += [(one.order_id, one.sku), (one.merchant_order_id, one.sku)]
        for swap in reports.replacements:
            told += [(swap.original_order_id, swap.sku), (swap.replacement_order_id, swap.sku)]
        return [
            sku
            for order_id, sku in told
            if sku and order_id == row.order_id and self.products.fnsku(sku) == row.fnsku
        ]
