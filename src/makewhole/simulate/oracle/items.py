"""Order items: what settlements (else date range files) say was sold and refunded.

An item is an order id and SKU. Multi-channel orders (ids starting S0) and rows fulfilled by the
seller are left out. Where no settlement shows an item's order rows, or its refund rows, those of
date range files stand in: product sales as principal, promotional rebates as promotion, selling
fees as commission, FBA fees as fulfilment fee; never both for one kind.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from makewhole.simulate.rows import Reports, SettlementLine, TransactionRow

_ZERO = Decimal(0)


@dataclass(slots=True, eq=False)
class OrderItem:
    """One SKU of one order: amounts as printed, quantities of its principal rows."""

    order_id: str
    sku: str
    currency: str = ""
    ordered: int = 0
    principal: Decimal = _ZERO
    promotion: Decimal = _ZERO
    commission: Decimal = _ZERO
    fulfilment_fee: Decimal = _ZERO
    refunded_quantity: int = 0
    refunded_principal: Decimal = _ZERO  # positive: what the buyer got back
    refunded_promotion: Decimal = _ZERO
    refund_days: list[date] = field(default_factory=list)
    refunds: list[tuple[date, Decimal]] = field(default_factory=list)  # price and promotion
    order_lines: list[SettlementLine] = field(default_factory=list)
    refund_lines: list[SettlementLine] = field(default_factory=list)

    @property
    def refunded_units(self) -> int:
        """Units refunded in full: a partial refund that does not reach a unit owes nothing."""
        if not self.ordered or self.principal <= 0:
            return 0
        price = self.principal / self.ordered
        full = (self.refunded_principal + Decimal("0.01")) // price
        return min(self.ordered, int(full))


def order_items(reports: Reports) -> dict[tuple[str, str], OrderItem]:
    """All order items an account's payment files show."""
    items: dict[tuple[str, str], OrderItem] = {}
    settled: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for statement in reports.settlements:
        for line in statement.lines:
            if line.type in ("Order", "Refund") and _counts(line.order_id, line.fulfilment):
                key = (line.order_id, line.sku)
                item = items.setdefault(key, OrderItem(*key))
                item.currency = statement.currency
                settled[line.type].add(key)
                _take_line(item, line)
    for row in reports.transactions:
        key = (row.order_id, row.sku)
        told = row.type in ("Order", "Refund") and _counts(row.order_id, row.fulfilment)
        if told and key not in settled[row.type]:
            _take_row(items.setdefault(key, OrderItem(*key)), row)
    return items


def _counts(order_id: str, fulfilment: str) -> bool:
    return not order_id.startswith("S0") and fulfilment not in ("MFN", "Seller")


def _take_line(item: OrderItem, line: SettlementLine) -> None:
    is_price = line.amount_type == "ItemPrice" and line.description == "Principal"
    is_promotion = line.amount_type == "Promotion" and line.description == "Principal"
    if line.type == "Refund":
        item.refund_lines.append(line)
        item.refund_days.append(line.day)
        if is_price:
            item.refunds.append((line.day, -line.amount))
            item.refunded_principal -= line.amount
            item.refunded_quantity += abs(line.quantity or 0)
        elif is_promotion:
            item.refunds.append((line.day, -line.amount))
            item.refunded_promotion -= line.amount
        return
    item.order_lines.append(line)
    if is_price:
        item.principal += line.amount
        item.ordered += line.quantity or 0
    elif is_promotion:
        item.promotion += line.amount
    elif line.description == "Commission":
        item.commission += line.amount
    elif line.description == "FBAPerUnitFulfillmentFee":
        item.fulfilment_fee += line.amount


def _take_row(item: OrderItem, row: TransactionRow) -> None:
    item.currency = item.currency or row.currency
    if row.type == "Refund":
        item.refunds.append((row.day, -row.product_sales - row.promotional_rebates))
        item.refunded_principal -= row.product_sales
        item.refunded_promotion -= row.promotional_rebates
        item.refunded_quantity += abs(row.quantity)
        item.refund_days.append(row.day)
        return
    item.principal += row.product_sales
    item.promotion += row.promotional_rebates
    item.commission += row.selling_fees
    item.fulfilment_fee += row.fba_fees
    item.ordered += row.quantity
