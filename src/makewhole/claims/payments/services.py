"""Matching reimbursements to cases, again with every new report, always with the same outcome.

In this order: the case id on the row; the earlier reimbursement that a reversal or top-up names;
then, for rows without a case id, order, FNSKU, units and date against the cases that wait for
money, the earliest filed first. One payment may serve several cases, several payments one. A
row with a case id that no case of ours bears was filed by somebody else: the case is taken over.
A row that concerns no case is Amazon's own doing and stays in the books only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from makewhole.claims import handling
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.accounts.services import SYSTEM
from makewhole.claims.cases.editing import locked, move
from makewhole.claims.cases.moves import reopen_lines
from makewhole.claims.cases.nextstep import next_step
from makewhole.claims.errors import FiguresWrong
from makewhole.claims.models import (
    AWAITING_MONEY,
    ENDED,
    Account,
    Case,
    Payment,
    PaymentKind,
    PaymentMatch,
    State,
)
from makewhole.claims.payments.rows import ReimbursementRow, as_payment, keyed
from makewhole.claims.payments.standing import standing
from makewhole.claims.recording import add, change


@dataclass(slots=True)
class Matched:
    """What one round of matching did: payments new to cases, cases moved, cases taken over."""

    payments: int = 0
    moved: list[int] = field(default_factory=list)
    taken_over: list[int] = field(default_factory=list)
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class _Share:
    """The part of one row that belongs to one case."""

    case: Case
    cash_units: int
    inventory_units: int
    amount: Decimal
    how: str


@transaction.atomic
def match_payments(
    account: Account, rows: Iterable[ReimbursementRow], *, on: date, by: str = SYSTEM
) -> Matched:
    """Match every reimbursement of an account to its cases and move the cases accordingly.

    `rows` is the whole reimbursements report as the books hold it; matched earlier and no longer
    among them, a payment is withdrawn and its case goes back.
    """
    done = Matched()
    named = keyed(sorted(rows, key=_order))
    held = {each.key: each for each in Payment.objects.filter(account=account)}
    touched = _withdraw(held, named, on=on, by=by, done=done)
    for key, row in named.items():
        known = held.get(key)
        if known is not None:
            _follow_settlement(known, row, by)
        if known is None or known.withdrawn_on is not None:
            touched |= _take(account, key, row, by=by, done=done)
    for number in sorted(touched):
        _settle(number, by, done)
    return done


def _order(row: ReimbursementRow) -> tuple[date, int, str, int]:
    # what a reversal or top-up changes has to be there before it
    rank = [PaymentKind.PAYMENT, PaymentKind.TOP_UP, PaymentKind.REVERSAL].index(row.kind)
    return row.approval_date, rank, row.reimbursement_id, row.line or 0


def _withdraw(
    held: dict[str, Payment],
    named: dict[str, ReimbursementRow],
    *,
    on: date,
    by: str,
    done: Matched,
) -> set[int]:
    touched: set[int] = set()
    for key, payment in held.items():
        if key in named or payment.withdrawn_on is not None:
            continue
        change(payment, by, "payment no longer in the reports", withdrawn_on=on)
        for match in payment.matches.filter(is_void=False):
            change(match, by, "match undone", is_void=True)
            touched.add(match.case_id)
        done.withdrawn += 1
    return touched


def _follow_settlement(payment: Payment, row: ReimbursementRow, by: str) -> None:
    """Add the settlement and deposit of a payment once a settlement report shows them."""
    if row.settlement_id is not None:
        change(
            payment, by, "payment seen in a settlement", settlement_id=row.settlement_id,
            settlement_line=row.settlement_line, deposit_date=row.deposit_date,
        )  # fmt: skip


def _take(account: Account, key: str, row: ReimbursementRow, *, by: str, done: Matched) -> set[int]:
    shares = _shares(account, row, by, done)
    if not shares:
        return set()
    payment = Payment.objects.filter(account=account, key=key).first()
    if payment is None:
        payment = as_payment(account.pk, key, row)
        add(payment, by, "payment taken in")
    else:
        change(payment, by, "payment in the reports again", withdrawn_on=None)
    for share in shares:
        match = PaymentMatch(
            payment=payment, case=share.case, cash_units=share.cash_units, amount=share.amount,
            inventory_units=share.inventory_units, currency=row.currency, how=share.how, who=by,
        )  # fmt: skip
        add(match, by, "payment matched")
    done.payments += 1
    return {share.case.pk for share in shares}


def _shares(account: Account, row: ReimbursementRow, by: str, done: Matched) -> list[_Share]:
    if row.case_id:
        case = Case.objects.filter(account=account, amazon_case_id=row.case_id).first()
        if case is not None:
            return [_whole(row, case, "case_id")]
    if row.kind is not PaymentKind.PAYMENT:
        return _as_original(account, row)
    if row.case_id:
        taken = _take_over(account, row, by)
        done.taken_over.append(taken.pk)
        return [_whole(row, taken, "taken_over")]
    return _by_ids(account, row)


def _whole(row: ReimbursementRow, case: Case, how: str) -> _Share:
    amount = row.amount_total or Decimal(0)
    return _Share(case, row.units_in_cash, row.units_in_kind, amount, how)


def _as_original(account: Account, row: ReimbursementRow) -> list[_Share]:
    """A reversal or top-up goes where the reimbursement went that it names."""
    original = Payment.objects.filter(
        account=account,
        reimbursement_id=row.original_reimbursement_id or "",
        kind=PaymentKind.PAYMENT,
        withdrawn_on__isnull=True,
    )
    same = original.filter(fnsku=row.fnsku) if row.fnsku else original.filter(msku=row.msku)
    matches = list(
        PaymentMatch.objects.filter(payment__in=same, is_void=False)
        .select_related("case")
        .order_by("pk")
    )
    if len(matches) == 1:
        return [_whole(row, matches[0].case, "original")]
    return _spread(row, [(m.case, m.cash_units + m.inventory_units) for m in matches], "original")


def _by_ids(account: Account, row: ReimbursementRow) -> list[_Share]:
    """A payment without case id: cases that wait for it by order, else by FNSKU and date."""
    waiting = Case.objects.filter(
        account=account, state__in=AWAITING_MONEY, filed_on__lte=row.approval_date
    )
    if row.currency is not None:
        waiting = waiting.filter(currency__in=[row.currency])
    item = "fnsku" if row.fnsku else "msku"
    same = {
        f"lines__finding__{item}": getattr(row, item),
        "lines__finding__order_id": row.order_id or None,
    }
    how = "order" if row.order_id else "fnsku"
    fitting = waiting.filter(**same, lines__is_open=True).distinct().order_by("filed_on", "pk")
    closing = handling.policy().reason(row.reason or "").closes
    rooms = [
        (case, _units_missing(case))
        for case in fitting
        if not closing or case.claim_type in closing or row.order_id
    ]
    return _spread(row, rooms, how)


def _units_missing(case: Case) -> int:
    expected = case.claimed_units if case.granted_units is None else case.granted_units
    paid = sum(
        each.cash_units + each.inventory_units for each in case.matches.filter(is_void=False)
    )
    return max(0, expected - paid)


def _spread(row: ReimbursementRow, rooms: list[tuple[Case, int]], how: str) -> list[_Share]:
    """A row's units given to cases in order, each up to its room, its money along with them.

    Units that find no room stay unmatched: they were paid for something else.
    """
    sign = -1 if row.units_in_cash < 0 else 1
    cash, kind = abs(row.units_in_cash), row.units_in_kind
    every = cash + kind
    amount = row.amount_total or Decimal(0)
    per_cash_unit = amount / cash if cash else Decimal(0)
    given: list[_Share] = []
    for case, room in rooms:
        taken_cash = min(cash, room)
        taken_kind = min(kind, room - taken_cash)
        if taken_cash + taken_kind == 0:
            continue
        cash, kind = cash - taken_cash, kind - taken_kind
        share = (per_cash_unit * taken_cash).quantize(Decimal("0.01"))
        given.append(_Share(case, sign * taken_cash, taken_kind, share, how))
    if every and cash == 0 and kind == 0 and given:
        # the last share carries what rounding left, so that the shares add up to the row
        rest = amount - sum((each.amount for each in given[:-1]), Decimal(0))
        last = given[-1]
        given[-1] = _Share(last.case, last.cash_units, last.inventory_units, rest, how)
    return given


def _take_over(account: Account, row: ReimbursementRow, by: str) -> Case:
    """A case that somebody else opened, known to us by its id in the reimbursements report."""
    closing = handling.policy().reason(row.reason or "").closes
    case = Case(
        account=account,
        claim_type=closing[0] if closing else "unknown",
        bundle=f"case_id={row.case_id}",
        currency=row.currency,
        state=State.FILED,
        origin="taken_over",
        amazon_case_id=row.case_id,
        filed_on=row.approval_date,
        claimed_units=0,
    )
    case.next_action, case.next_action_due = next_step(case)
    add(case, by, "case taken over from the reimbursements report")
    return case


def _settle(number: int, by: str, done: Matched) -> None:
    """Bring a case in line with the payments matched to it."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=number)
    found = standing(case, case.matches.filter(is_void=False).select_related("payment"))
    figures = {"paid_units": found.units, "paid_amount": found.cash, "paid_on": found.last_day}
    after = found.state
    if after is None:  # every payment was withdrawn: the case waits for money again
        after = State.PART_PAID if case.state in (State.PAID, State.REVERSED) else State(case.state)
    was_ended = case.state in ENDED
    if was_ended:
        figures |= {"ended_on": None, "ended_reason": ""}
    before = case.state
    if before == State.APPEALED and after == State.PART_PAID and not _newer(case, found.last_day):
        after = State.APPEALED
    what = f"payments make it {after.label}" if after != before else "payments counted"
    move(case, after, by, what, **figures)
    if was_ended:
        reopen_lines(case, by)
    if after != before:
        done.moved.append(case.pk)


def _newer(case: Case, day: date | None) -> bool:
    return day is not None and case.appealed_on is not None and day >= case.appealed_on


@transaction.atomic
def match_by_hand(
    scope: Scope, payment: int, number: int, *, units: int, amount: Decimal
) -> PaymentMatch:
    """Give a payment, or a share of it, to a case because a person says so.

    Errors: CaseMissing; FiguresWrong, if there is no such payment.
    """
    case = locked(scope, number)
    paid = Payment.objects.filter(pk=payment, account=case.account_id).first()
    if paid is None:
        raise FiguresWrong(case.label, f"there is no payment {payment}", "one of its account")
    for match in paid.matches.filter(case=case, is_void=False):
        change(match, scope.who, "match undone", is_void=True)
    match = PaymentMatch(
        payment=paid, case=case, cash_units=units, amount=amount, currency=paid.currency,
        how="person", who=scope.who,
    )  # fmt: skip
    add(match, scope.who, "payment matched")
    _settle(case.pk, scope.who, Matched())
    return match
