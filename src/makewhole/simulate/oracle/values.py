"""What a unit is worth: before a customer's order its cost, after one what the order brought in."""

from datetime import date
from decimal import Decimal

from makewhole.money import cents, round_half_up
from makewhole.simulate.figures import Figures
from makewhole.simulate.oracle.items import OrderItem
from makewhole.simulate.oracle.payments import is_reversal
from makewhole.simulate.rows import CostRow, Reports

Value = tuple[Decimal | None, str]
UNKNOWN: Value = (None, "unknown")


class Values:
    """Unit values of one store; never converted between currencies, capped where policy says so."""

    def __init__(self, reports: Reports, figures: Figures, currency: str) -> None:
        self._reports = reports
        self._figures = figures
        self._currency = currency

    def cost(self, sku: str, day: date) -> Decimal | None:
        """The seller's cost valid on a day, if it is in the store's currency."""
        held: list[CostRow] = [
            row for row in self._reports.costs if row.sku == sku and row.effective_from <= day
        ]
        if not held:
            return None
        newest = max(held, key=lambda row: row.effective_from)
        return newest.cost if newest.currency == self._currency else None

    def before_order(self, sku: str, fnsku: str, day: date) -> Value:
        """The seller's cost, else what Amazon last paid in cash for the FNSKU, else unknown."""
        cost = self.cost(sku, day)
        if cost is not None:
            return self.capped(cost), "seller_cost"
        rate = self._last_rate(fnsku)
        return UNKNOWN if rate is None else (self.capped(rate), "amazon_rate")

    def after_order(self, item: OrderItem | None) -> Value:
        """What the order brought in per unit: price and promotion less the two fees."""
        if item is None or not item.ordered:
            return UNKNOWN
        proceeds = item.principal + item.promotion + item.commission + item.fulfilment_fee
        value = max(Decimal(0), round_half_up(proceeds / item.ordered, cents(item.currency)))
        return self.capped(value), "order_proceeds"

    def capped(self, value: Decimal) -> Decimal:
        """A unit's value, at most policy's largest sum for one unit."""
        cap = self._figures.cap(self._currency)
        return value if cap is None else min(value, cap)

    def _last_rate(self, fnsku: str) -> Decimal | None:
        paid = [
            row for row in self._reports.reimbursements
            if row.fnsku == fnsku and row.cash > 0 and row.total > 0 and not is_reversal(row)
            and row.currency == self._currency and not row.original_id
            and self._basis(row.reason) == "pre_order"
        ]  # fmt: skip
        if not paid:
            return None
        last = max(row.day for row in paid)
        return min(row.per_unit for row in paid if row.day == last)

    def _basis(self, printed: str) -> str | None:
        reason = self._figures.reason(printed)
        return reason.basis if reason else None
