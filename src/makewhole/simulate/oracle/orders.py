"""Customer orders: refunded and not returned, returned and not credited, damaged on the way back,
replaced and not returned, refunded too much.

Every finding of the return family is dated by the earliest refund row of the order item and valued
by what the order brought in. Units refunded less units returned, then payments that name the order
and SKU, then payments that name no order, oldest item first.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, days_of, money_finding, units_finding
from makewhole.simulate.oracle.items import OrderItem
from makewhole.simulate.oracle.lots import Ask, Gift, oldest, on_or_before, set_off
from makewhole.simulate.oracle.payments import Payment
from makewhole.simulate.rows import ReplacementRow, ReturnRow

_AMAZON_FAULT = ("DAMAGED", "WAREHOUSE_DAMAGED", "CARRIER_DAMAGED")
_FAMILY = ("return_not_received", "return_damaged_amazon_fault", "return_not_credited")
_CREDIT_BEFORE, _CREDIT_AFTER = timedelta(days=2), timedelta(days=30)


@dataclass(slots=True, eq=False)
class Case:
    """One refunded order item: what each claim type of the return family still asks for it."""

    item: OrderItem
    fnsku: str
    day: date
    asks: dict[str, Ask] = field(default_factory=dict)
    affected: dict[str, int] = field(default_factory=dict)
    doubts: int = 0
    opened: dict[str, int] = field(default_factory=dict)


class Orders:
    """All order items after their set-offs."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._returned = sorted(account.reports.returns, key=lambda row: (row.day, row.plate))
        self._left = {id(row): row.units for row in self._returned}
        self.gifts = {id(payment): payment.gift() for payment in account.money.payments}
        self._replaced: dict[tuple[str, str], int] = defaultdict(int)
        self._replacements: list[Ask] = []
        self._settle_replacements()
        self._cases = [case for case in self._open_cases() if case]
        self._settle_cases()

    # replacements ---------------------------------------------------------------------------

    def _settle_replacements(self) -> None:
        """Oldest first: returns of the original order, payments of either order, then of none."""
        rows = sorted(
            (row for row in self._account.reports.replacements
                if not row.original_order_id.startswith("S0")),
            key=lambda row: (row.day, row.replacement_order_id))  # fmt: skip
        for row in rows:
            ask = Ask(row, row.day, row.replacement_order_id, row.units)
            self._replacements.append(ask)
            self._replaced[row.original_order_id, row.sku] += row.units
            for back in sorted(self._returns_of(row.original_order_id, row.sku), key=_telling):
                taken = min(ask.left, self._left[id(back)])
                ask.left -= taken
                self._left[id(back)] -= taken
            for order_id in (row.replacement_order_id, row.original_order_id):
                set_off(self.paid(order_id, row.sku), [ask])
        for payment in self._account.money.closing("replacement_not_returned"):
            asks = [ask for ask in self._replacements if self._fnsku(ask.row) == payment.row.fnsku]
            set_off([self.gifts[id(payment)]], asks, on_or_before)

    def _fnsku(self, row: ReplacementRow) -> str:
        return self._account.products.fnsku(row.sku)

    def _returns_of(self, order_id: str, sku: str) -> list[ReturnRow]:
        return [row for row in self._returned if row.order_id == order_id and row.sku == sku]

    def paid(self, order_id: str, sku: str) -> list[Gift]:
        """What payments that name an order and SKU have left, oldest first."""
        return [self.gifts[id(one)] for one in self._account.money.of_order(order_id, sku)]

    # refunded items -------------------------------------------------------------------------

    def _open_cases(self) -> Iterable[Case | None]:
        credited = self._uncredited()
        for item in self._account.items.values():
            if item.refund_days and (item.order_lines or item.ordered):
                yield self._case(item, credited)

    def _case(self, item: OrderItem, uncredited: dict[int, int]) -> Case | None:
        key = (item.order_id, item.sku)
        refunded = max(0, item.refunded_units - self._replaced[key])
        if self._replaced[key] and not refunded:
            return None  # the replacement carries the claim
        rows = self._returns_of(*key)
        fnsku = self._account.products.fnsku(item.sku)
        case = Case(item, rows[0].fnsku if rows else fnsku, min(item.refund_days))
        units = dict.fromkeys(_FAMILY, 0)
        units["return_not_received"] = max(0, refunded - sum(self._left[id(row)] for row in rows))
        room = refunded  # partial refunds that do not reach a unit owe nothing
        for row in sorted(rows, key=lambda row: (not _may_owe(row), row.day, row.plate)):
            judged = min(self._left[id(row)], room)
            room -= judged
            if row.disposition in _AMAZON_FAULT and _may_owe(row):
                units["return_damaged_amazon_fault"] += judged
            elif id(row) in uncredited:
                credited = self._left[id(row)] - uncredited[id(row)]
                units["return_not_credited"] += max(0, judged - credited)
        for kind in _FAMILY:
            case.asks[kind] = Ask(case, case.day, item.order_id, units[kind])
        case.opened = units
        case.affected = units | {"return_not_received": refunded}
        return case

    def _uncredited(self) -> dict[int, int]:
        """Units returned sellable that the ledger never booked, by return row.

        Rows of the same centre first, then of any; from two days before the return to thirty after.
        Judged once thirty days have passed and the ledger in hand covers them.
        """
        asks = [Ask(row, row.day, row.plate, self._left[id(row)]) for row in self._returned
            if row.disposition == "SELLABLE" and _may_owe(row)]  # fmt: skip
        credits = oldest(
            Gift(row, row.day, row.reference, row.units)
            for row in self._account.reports.ledger
            if row.event == "CustomerReturns" and row.disposition == "SELLABLE" and row.units > 0
        )
        for ask in oldest(asks):
            for gift in credits:
                set_off([gift], [ask], _credits_same_center)
        for ask in oldest(asks):
            for gift in credits:
                set_off([gift], [ask], _credits)
        days = [row.day for row in self._account.reports.ledger] or [date.max]
        first, last = min(days), max(days)
        return {
            id(ask.row): ask.left for ask in asks
            if self._account.as_of > ask.day + _CREDIT_AFTER
            and first <= ask.day and last >= ask.day + _CREDIT_AFTER
        }  # fmt: skip

    def _settle_cases(self) -> None:
        for case in self._cases:
            asks = [case.asks[kind] for kind in _FAMILY]
            for gift in self.paid(case.item.order_id, case.item.sku):
                set_off([gift], asks)
        self._cases.sort(key=lambda case: (case.day, case.item.order_id))
        loose = [one for one in self._account.money.payments
            if any(one.closes(kind) for kind in _FAMILY)]  # fmt: skip
        for payment in sorted(loose, key=lambda one: (one.row.day, one.row.id)):
            self._pay_without_order(payment)
        self._mark_doubts()

    def _pay_without_order(self, payment: Payment) -> None:
        for case in self._cases:
            if case.fnsku == payment.row.fnsku:
                asks = [case.asks[kind] for kind in _FAMILY if payment.closes(kind)]
                set_off([self.gifts[id(payment)]], asks, on_or_before)

    def _mark_doubts(self) -> None:
        """A return that names no order may be of any refunded unit of its FNSKU of that time."""
        for row in self._returned:
            if row.order_id:
                continue
            left = row.units
            for case in self._cases:
                fits = row.day - timedelta(days=120) <= case.day <= row.day + timedelta(days=30)
                room = case.asks["return_not_received"].left - case.doubts
                if case.fnsku == row.fnsku and fits and room > 0 and left:
                    taken = min(left, room)
                    case.doubts += taken
                    left -= taken

    def told_of(self, order_id: str, sku: str) -> int:
        """Units of an order item that have a finding of their own, whether open or paid.

        Those damaged by Amazon or never credited, and, where no return at all is in hand, those not
        returned.
        """
        cases = [one for one in self._cases if (one.item.order_id, one.item.sku) == (order_id, sku)]
        kinds = _FAMILY[1:] if self._returns_of(order_id, sku) else _FAMILY
        units = sum(case.opened[kind] for case in cases for kind in kinds)
        if not self._returns_of(order_id, sku):
            units += self._replaced[order_id, sku]
        return units

    # findings -------------------------------------------------------------------------------

    def findings(self) -> list[Finding]:
        """All findings of customer orders."""
        found = [one for case in self._cases for one in self._case_findings(case)]
        found += [one for ask in self._replacements if (one := self._replacement_finding(ask))]
        return found + [one for item in self._account.items.values() if (one := self._excess(item))]

    def _case_findings(self, case: Case) -> Iterable[Finding]:
        account = self._account
        value, valuation = account.values.after_order(case.item)
        for kind in _FAMILY:
            owed = case.asks[kind].left
            if not owed or (kind == "return_not_received" and not self._has_returns):
                continue
            event = Event(kind, case.day, case.fnsku, case.item.sku,
                account.products.asin(case.fnsku), order_id=case.item.order_id)  # fmt: skip
            review = kind == "return_not_received" and (case.doubts > 0 or not self._reaches(event))
            yield units_finding(account.figures, event, affected=case.affected[kind], owed=owed,
                value=value, valuation=valuation, currency=case.item.currency,
                review=review)  # fmt: skip

    def _replacement_finding(self, ask: Ask) -> Finding | None:
        row: ReplacementRow = ask.row
        if not ask.left or not self._has_returns:
            return None
        account = self._account
        item = account.items.get((row.original_order_id, row.sku))
        value, valuation = account.values.after_order(item)
        event = Event("replacement_not_returned", row.day, self._fnsku(row), row.sku, row.asin,
            order_id=row.original_order_id, reference_id=row.replacement_order_id)  # fmt: skip
        return units_finding(account.figures, event, affected=row.units, owed=ask.left, value=value,
            valuation=valuation, currency=item.currency if item else account.currency,
            review=not self._reaches(event))  # fmt: skip

    @property
    def _has_returns(self) -> bool:
        return self._account.reports.has_returns

    def _reaches(self, event: Event) -> bool:
        """Whether the returns in hand begin soon enough and reach far enough to judge an event."""
        days = [row.day for row in self._returned]
        opens_on, _, _ = days_of(self._account.figures.window(event.claim_type), event.event_date)
        until = min(opens_on, self._account.as_of) - timedelta(days=10)
        begins = event.event_date + timedelta(days=10)
        return bool(days) and min(days) <= begins and max(days) >= until

    def _excess(self, item: OrderItem) -> Finding | None:
        """Refunded above what was charged, promotions on both sides; service payments off."""
        if not item.refund_days or not (item.order_lines or item.ordered):
            return None
        refunded = item.refunded_principal + item.refunded_promotion
        excess = refunded - (item.principal + item.promotion)
        if excess <= Decimal("0.02"):
            return None
        for payment in self._account.money.of_order(item.order_id, item.sku):
            if payment.reason and payment.reason.name == "CustomerServiceIssue":
                excess -= payment.row.total
        if excess <= 0:
            return None
        many = item.refunded_quantity > item.ordered
        fnsku = self._account.products.fnsku(item.sku)
        event = Event("refund_quantity_excess" if many else "refund_over_charge",
            max(item.refund_days), fnsku, item.sku, self._account.products.asin(fnsku),
            order_id=item.order_id)  # fmt: skip
        return money_finding(self._account.figures, event, amount=excess,
            valuation="charge_difference", currency=item.currency)  # fmt: skip


def _telling(row: ReturnRow) -> tuple[date, bool, str]:
    """Oldest first; of one day those that would make or settle a finding of their own."""
    return row.day, not _may_owe(row), row.plate


def _may_owe(row: ReturnRow) -> bool:
    """Whether a return can be owed for: damaged by Amazon, or sellable, and not paid already."""
    fault = row.disposition in (*_AMAZON_FAULT, "SELLABLE")
    return fault and row.status.lower() != "reimbursed"


def _credits(gift: Gift, ask: Ask) -> bool:
    near = ask.day - _CREDIT_BEFORE <= gift.day <= ask.day + _CREDIT_AFTER
    return bool(near and gift.row.fnsku == ask.row.fnsku)


def _credits_same_center(gift: Gift, ask: Ask) -> bool:
    return bool(_credits(gift, ask) and gift.row.center == ask.row.center)
