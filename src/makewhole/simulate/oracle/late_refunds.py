"""Refunds after the days of return: reported, never claimed.

Rests on the seller's word of the day of delivery. Refunds posted more than thirty days later are
added up, price and promotion; nothing is reported of an item of which another finding asks, for
which anything was paid or replaced, or of which more was refunded than charged.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, money_finding
from makewhole.simulate.oracle.items import OrderItem
from makewhole.simulate.oracle.payments import is_reversal

_KIND = "refund_outside_policy"
_DAYS = timedelta(days=30)


def late_refund_findings(account: Account, others: Sequence[Finding]) -> list[Finding]:
    """One finding per order item refunded late."""
    delivered: dict[tuple[str, str], date] = {}
    for row in account.reports.statements:
        if row.kind == _KIND and row.order_id and row.sku:
            key = (row.order_id, row.sku)
            delivered[key] = max(row.day, delivered.get(key, row.day))
    told_elsewhere = {(one.event.order_id, one.event.msku) for one in others} | _met(account)
    found = []
    for key, day in delivered.items():
        item = account.items.get(key)
        if item and key not in told_elsewhere and (one := _late(account, item, day)):
            found.append(one)
    return found


def _met(account: Account) -> set[tuple[str, str]]:
    """Order items for which anything was paid or replaced."""
    reports = account.reports
    paid = {(row.order_id, row.sku) for row in reports.reimbursements if not is_reversal(row)}
    return paid | {(row.original_order_id, row.sku) for row in reports.replacements}


def _late(account: Account, item: OrderItem, delivered: date) -> Finding | None:
    late = [(day, amount) for day, amount in item.refunds if day > delivered + _DAYS]
    amount = sum((amount for _, amount in late), Decimal(0))
    refunded = item.refunded_principal + item.refunded_promotion
    if amount <= 0 or not item.ordered or refunded > item.principal + item.promotion:
        return None
    fnsku = account.products.fnsku(item.sku)
    event = Event(_KIND, min(day for day, _ in late), fnsku, item.sku,
        account.products.asin(fnsku), order_id=item.order_id)  # fmt: skip
    return money_finding(account.figures, event, amount=amount, valuation="charge_difference",
        currency=item.currency)  # fmt: skip
