"""Errors in reimbursements: paid too little, taken back without cause, approved and never paid."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, money_finding, units_finding
from makewhole.simulate.oracle.payments import Payment, is_reversal, is_top_up
from makewhole.simulate.rows import ReimbursementRow, SettlementLine

_ZERO = Decimal(0)
_SMALL = Decimal("0.02")
_ORDER_REASONS = (
    "CustomerReturn", "Free_Replacement_Refund_Items", "Lost_Outbound", "Damaged_Outbound",
)  # fmt: skip
_BEFORE, _AFTER = timedelta(days=2), timedelta(days=10)


def reimbursement_findings(account: Account) -> list[Finding]:
    """All findings whose source event is a reimbursement row."""
    return [*_undervalued(account), *_reversed_wrongly(account), *_not_paid(account)]


def _reversed_wrongly(account: Account) -> Iterable[Finding]:
    """One finding per reversal row: the units taken back that neither came back nor were found."""
    for reversal in account.money.reversals:
        row = reversal.row
        if reversal.unexplained:
            yield units_finding(
                account.figures, _event("reimb_reversed_wrongly", row), affected=reversal.units,
                owed=reversal.unexplained, value=abs(row.per_unit), valuation="amazon_rate",
                currency=row.currency,
            )  # fmt: skip


@dataclass(slots=True)
class _Gap:
    row: ReimbursementRow
    valuation: str
    left: Decimal


def _undervalued(account: Account) -> Iterable[Finding]:
    """Payments of cash units below the proper value by more than 1.00 and more than 5 %.

    Top-ups that name the payment come off first, then re-evaluations of the SKU that name none,
    oldest gap first and not of a later day than the re-evaluation; 0.02 or less is nothing.
    """
    reversed_ids = {one.row.original_id for one in account.money.reversals}
    gaps: dict[tuple[str, str], _Gap] = {}
    for payment in account.money.payments:
        if payment.row.id in reversed_ids:
            continue
        gap = _gap(account, payment)
        if gap and (payment.row.id, payment.row.sku) in gaps:
            gaps[payment.row.id, payment.row.sku].left += gap.left
        elif gap:
            gaps[payment.row.id, payment.row.sku] = gap
    for row in _by_day(account.reports.reimbursements):
        reason = account.figures.reason(row.reason)
        if is_top_up(row):
            _reduce([gap] if (gap := gaps.get((row.original_id, row.sku))) else [], row)
    for row in _by_day(account.reports.reimbursements):
        reason = account.figures.reason(row.reason)
        if reason and reason.name == "Re_Evaluation" and not row.original_id and row.total > 0:
            older = [
                gap for gap in gaps.values() if gap.row.sku == row.sku and gap.row.day <= row.day
            ]
            _reduce(sorted(older, key=lambda gap: (gap.row.day, gap.row.id)), row)
    for gap in gaps.values():
        if gap.left > _SMALL:
            yield money_finding(account.figures, _event("reimb_undervalued", gap.row),
                amount=gap.left, valuation=gap.valuation, currency=account.currency)  # fmt: skip


def _reduce(gaps: list[_Gap], row: ReimbursementRow) -> None:
    rest = row.total
    for gap in gaps:
        if gap.row.currency == row.currency:
            taken = min(rest, gap.left)
            gap.left -= taken
            rest -= taken


def _gap(account: Account, payment: Payment) -> _Gap | None:
    row, reason = payment.row, payment.reason
    if row.cash <= 0 or reason is None or row.currency != account.currency:
        return None
    if reason.basis == "pre_order":
        cost = account.values.cost(row.sku, row.day)
        proper, valuation = (None if cost is None else account.values.capped(cost)), "seller_cost"
    elif reason.name in _ORDER_REASONS:
        proper, valuation = account.values.after_order(account.item_paid_for(row))
    else:
        return None
    if proper is None:
        return None
    short = proper - row.per_unit
    if short > 1 and short > proper * Decimal("0.05"):
        return _Gap(row, valuation, short * row.cash)
    return None


def _not_paid(account: Account) -> Iterable[Finding]:
    """Approved lines no settlement shows: the lines of one reimbursement and SKU are tried as one
    sum, then line by line, at last all of a SKU and day still unpaid as one sum.

    Judged only where settlements in hand cover every day from the approval to ten days after.
    """
    lines = [row for row in _by_day(account.reports.reimbursements)
        if not is_reversal(row) and row.total > 0 and _covered(account, row)]  # fmt: skip
    open_money = [
        (one.currency, line)
        for one in account.reports.settlements for line in one.lines
        if line.type not in ("Order", "Refund")
    ]  # fmt: skip
    open_money.sort(key=lambda pair: pair[1].day)
    groups = _grouped(lines, lambda row: (row.id, row.sku))
    unpaid = [row for group in groups if not _spend(open_money, group) for row in group]
    unpaid = [row for row in _by_day(unpaid) if not _spend(open_money, [row])]
    merged = _grouped(unpaid, lambda row: (row.sku, row.day))
    unpaid = [row for group in merged if not _spend(open_money, group) for row in group]
    for group in _grouped(unpaid, lambda row: (row.id, row.sku)):
        total = sum((row.total for row in group), _ZERO)
        yield money_finding(account.figures, _event("reimb_approved_not_paid", group[0]),
            amount=total, valuation="charge_difference", currency=group[0].currency,
            review=not all(_reached(account, row) for row in group))  # fmt: skip


def _reached(account: Account, row: ReimbursementRow) -> bool:
    """Whether all days on which the money may be posted are in hand; a first day only in part."""
    return _covered(account, row, row.day - _BEFORE - timedelta(days=1))


def _covered(account: Account, row: ReimbursementRow, since: date | None = None) -> bool:
    first = since or row.day
    spans = [(one.start, one.end) for one in account.reports.settlements
        if one.currency == row.currency and one.end <= account.as_of]  # fmt: skip
    days = [first + timedelta(days=n) for n in range((row.day + _AFTER - first).days + 1)]
    return all(any(start <= day <= end for start, end in spans) for day in days)


def _spend(money: list[tuple[str, SettlementLine]], group: list[ReimbursementRow]) -> bool:
    """Use the earliest settlement row that pays a group of lines as one sum, if there is one."""
    first = group[0]
    total = sum((row.total for row in group), _ZERO)
    for place, (currency, line) in enumerate(money):
        same = currency == first.currency and line.sku == first.sku and line.amount == total
        if same and first.day - _BEFORE <= line.day <= first.day + _AFTER:
            del money[place]
            return True
    return False


def _grouped(
    rows: Iterable[ReimbursementRow], key: Callable[[ReimbursementRow], object]
) -> list[list[ReimbursementRow]]:
    groups: dict[object, list[ReimbursementRow]] = defaultdict(list)
    for row in rows:
        groups[(row.currency, key(row))].append(row)
    return sorted(groups.values(), key=lambda group: (group[0].day, group[0].id))


def _by_day(rows: Iterable[ReimbursementRow]) -> list[ReimbursementRow]:
    return sorted(rows, key=lambda row: (row.day, row.id))


def _event(claim_type: str, row: ReimbursementRow) -> Event:
    return Event(claim_type, _day(row), row.fnsku, row.sku, row.asin, order_id=row.order_id,
        reimbursement_id=row.id)  # fmt: skip


def _day(row: ReimbursementRow) -> date:
    return row.day
