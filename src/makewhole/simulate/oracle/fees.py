"""Fees charged too high: each charge held against the rate card, corrections taken off, then added
up per product, kind of fee and calendar month.

Of a month those charges count that may still be claimed on the day of the audit; if there are none,
all of them. The event is the earliest charge counted. Undercharges offset nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from makewhole.money import round_half_up
from makewhole.simulate.cards import fulfilment_fees, near, referral_fee, refund_cap
from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.fee_reports import overcharges
from makewhole.simulate.oracle.findings import Event, Finding, days_of, money_finding
from makewhole.simulate.oracle.items import OrderItem
from makewhole.simulate.rows import MeasurementRow, ReimbursementRow, SettlementLine, charge_day

_CENT = Decimal("0.01")
_SMALL = Decimal("0.02")
_INCH = Decimal("2.54")
_NO_DANGER = ("", "--", "NOT_APPLICABLE", "NONE", "N/A")
_APPAREL = "clothing_and_accessories"
_KINDS = (
    "fee_fulfilment_dimension", "fee_referral", "fee_commission_not_credited", "fee_storage_volume",
)  # fmt: skip
# Corrections that name no order go to these kinds, in this order; then to all others, oldest first.
_LOOSE = ("fee_fulfilment_dimension", "fee_storage_volume", "fee_referral")
_OTHERS = (
    "fee_aged_inventory", "fee_inbound_defect", "fee_inbound_placement", "fee_low_inventory",
    "fee_returns_processing",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Charge:
    """One charge that was too high, and by how much after corrections."""

    kind: str
    day: date
    fnsku: str
    order_id: str
    sku: str
    left: Decimal
    corrected: bool = False


class Fees:
    """All overcharges of an account."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._measured: dict[str, MeasurementRow] = {}
        for row in account.reports.measurements:
            self._measured[row.sku] = row
        self._categories = {row.sku: row.category for row in account.reports.costs if row.category}
        self._dangerous = {row.fnsku for row in account.reports.storage
            if row.dangerous.upper() not in _NO_DANGER}  # fmt: skip
        self._shipped = {(row.order_id, row.sku): row.day for row in account.reports.sales}
        self._credits = self._later_credits()
        self.charges = [*self._order_charges(), *self._storage(), *self._reported()]
        self._correct()

    def _later_credits(self) -> dict[tuple[str, str, str], Decimal]:
        """Fees given back under another type than Order or Refund, by fee, order and SKU."""
        credits: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
        for statement in self._account.reports.settlements:
            for line in statement.lines:
                if line.type not in ("Order", "Refund") and line.amount > 0 and line.order_id:
                    credits[line.description, line.order_id, line.sku] += line.amount
        return credits

    def _order_charges(self) -> Iterable[Charge]:
        for item in self._account.items.values():
            settled = item.order_lines and item.currency == self._account.currency
            if settled and item.ordered:
                if self._account.store == "US":
                    yield from self._fulfilment(item)
                    yield from self._referral(item)
                yield from self._commission(item)

    def _charge(self, kind: str, day: date, item: OrderItem, excess: Decimal) -> Charge:
        fnsku = self._account.products.fnsku(item.sku)
        return Charge(kind, day, fnsku, item.order_id, item.sku, excess)

    def _charged(self, item: OrderItem, fee: str) -> tuple[Decimal, date]:
        """What an item was charged for a fee, credits off, and the day it was posted."""
        lines = [line for line in item.order_lines if line.description == fee]
        days = [line.day for line in lines] or [line.day for line in item.order_lines]
        total = -sum((line.amount for line in lines), Decimal(0))
        return total - self._credits[fee, item.order_id, item.sku], min(days)

    def _fulfilment(self, item: OrderItem) -> Iterable[Charge]:
        """The fee of the declared sides and weight, held per unit against the charge."""
        measured = self._measured.get(item.sku)
        fnsku = self._account.products.fnsku(item.sku)
        apparel = self._categories.get(item.sku) == _APPAREL
        if measured is None or measured.weight_lb is None or apparel or fnsku in self._dangerous:
            return
        charged, posted = self._charged(item, "FBAPerUnitFulfillmentFee")
        price = item.principal / item.ordered
        shipped = self._shipped.get((item.order_id, item.sku))
        fees = [
            fee for day in ([shipped] if shipped else near(posted))
            for fee in fulfilment_fees(_inches(measured), measured.weight_lb, price, day)
        ]  # fmt: skip
        if fees and charged - max(fees) * item.ordered > _CENT * item.ordered:
            excess = charged - max(fees) * item.ordered
            yield self._charge("fee_fulfilment_dimension", posted, item, excess)

    def _referral(self, item: OrderItem) -> Iterable[Charge]:
        """The category's fee, with and without promotions in its base; refunded items are left."""
        category = self._categories.get(item.sku)
        if category is None or item.refund_days:
            return
        charged, posted = self._charged(item, "Commission")
        base = _total(item.order_lines, "ItemPrice", ("Principal", "Shipping", "GiftWrap"))
        less = _total(item.order_lines, "Promotion", ("Principal", "Shipping", "GiftWrap"))
        fees = [referral_fee(category, sum_ / item.ordered, posted) for sum_ in (base, base + less)]
        known = [fee for fee in fees if fee is not None]
        if len(known) == 2 and charged - max(known) * item.ordered > _SMALL:
            yield self._charge("fee_referral", posted, item, charged - max(known) * item.ordered)

    def _commission(self, item: OrderItem) -> Iterable[Charge]:
        """Per refund day: the referral fee of what was refunded, less what Amazon may keep."""
        cap = refund_cap(self._account.store, self._account.currency)
        if cap is None or item.principal <= 0:
            return
        for day in sorted({line.day for line in item.refund_lines}):
            lines = [line for line in item.refund_lines if line.day == day]
            principal = -_total(lines, "ItemPrice", ("Principal",))
            units = sum(abs(line.quantity or 0) for line in lines
                if (line.amount_type, line.description) == ("ItemPrice", "Principal"))  # fmt: skip
            share = min(Decimal(1), principal / item.principal)
            referral = round_half_up(-item.commission * share)
            allowed = min(round_half_up(referral / 5), cap * min(units, item.ordered))
            given = _total(lines, "ItemFees", ("Commission", "RefundCommission"))
            if referral - allowed - given > _SMALL:
                owed = referral - allowed - given
                yield self._charge("fee_commission_not_credited", day, item, owed)

    def _storage(self) -> Iterable[Charge]:
        """Storage rows whose volume is over the declared one by more than 2 %."""
        by_fnsku = {
            row.fnsku or self._account.products.fnsku(row.sku): row
            for row in self._measured.values()
        }
        for row in self._account.reports.storage:
            measured = by_fnsku.get(row.fnsku)
            if measured is None or row.currency != self._account.currency:
                continue
            one, two, three = _inches(measured)
            declared = one * two * three / 1728
            if row.volume > declared * Decimal("1.02"):
                excess = row.fee - round_half_up(row.average_units * declared * row.rate)
                if excess > 0:
                    yield Charge("fee_storage_volume", charge_day(row.month), row.fnsku,
                        row.center, measured.sku, excess)  # fmt: skip

    def _reported(self) -> Iterable[Charge]:
        """Charges of which only a report of their own tells."""
        for kind, day, fnsku, sku, excess in overcharges(self._account, self._measured):
            known = fnsku or self._account.products.fnsku(sku)
            yield Charge(kind, day, known, "", sku, excess)

    def _correct(self) -> None:
        """What Amazon has already given back: first by order item, then by product."""
        rows = [
            row for row in self._account.reports.reimbursements
            if row.total > 0 and row.currency == self._account.currency
            and (reason := self._account.figures.reason(row.reason)) is not None
            and reason.name == "Fee_Correction"
        ]  # fmt: skip
        rows.sort(key=lambda row: (row.day, row.id))
        order = {kind: place for place, kind in enumerate(_KINDS)}
        for row in rows:
            if row.order_id:
                own = [
                    one
                    for one in self.charges
                    if (one.order_id, one.sku) == (row.order_id, row.sku)
                ]
                _take_off(row, sorted(own, key=lambda one: (one.day, order[one.kind])))
        turn = {kind: (place, 0) for place, kind in enumerate(_LOOSE)}
        turn |= {kind: (len(_LOOSE), place) for place, kind in enumerate(_OTHERS)}
        for row in rows:
            if not row.order_id:
                own = [one for one in self.charges if one.fnsku == row.fnsku
                    and one.kind in turn and one.day <= row.day]  # fmt: skip
                own.sort(key=lambda one: (turn[one.kind][0], one.day, turn[one.kind], one.order_id))
                _take_off(row, own)
        self.charges = [one for one in self.charges if not (one.corrected and one.left <= _SMALL)]

    def findings(self) -> list[Finding]:
        """One finding per product, kind of fee and calendar month."""
        months: dict[tuple[str, str, date], list[Charge]] = defaultdict(list)
        for one in self.charges:
            months[one.kind, one.fnsku, one.day.replace(day=1)].append(one)
        return [self._finding(charges) for charges in months.values()]

    def _finding(self, charges: list[Charge]) -> Finding:
        account, kind = self._account, charges[0].kind
        window = account.figures.window(kind)
        counted = [
            one
            for one in charges
            if (last := days_of(window, one.day)[1]) and last >= account.as_of
        ] or charges
        first = min(counted, key=lambda one: one.day)
        sku = account.products.sku(first.fnsku)
        event = Event(kind, first.day, first.fnsku, sku, account.products.asin(first.fnsku))
        return money_finding(
            account.figures,
            event,
            amount=sum((one.left for one in counted), Decimal(0)),
            valuation="charge_difference",
            currency=account.currency,
        )


def _take_off(row: ReimbursementRow, charges: list[Charge]) -> None:
    rest = row.total
    for one in charges:
        taken = min(rest, one.left)
        if taken:
            one.left -= taken
            one.corrected = True
            rest -= taken


def _inches(row: MeasurementRow) -> tuple[Decimal, Decimal, Decimal]:
    one, two, three = row.sides
    return (one, two, three) if row.unit == "in" else (one / _INCH, two / _INCH, three / _INCH)


def _total(
    lines: Iterable[SettlementLine], amount_type: str, descriptions: tuple[str, ...]
) -> Decimal:
    return sum(
        (line.amount for line in lines
            if line.amount_type == amount_type and line.description in descriptions), Decimal(0)
    )  # fmt: skip
