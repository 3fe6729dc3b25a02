"""The steps of a case, from draft to end: each checks, moves, keeps the words, and tells.

Every function takes the scope of who acts, the case's number, the day, and optionally the
`version` that person saw. Payments move cases too, but by themselves: see the payments.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction

from makewhole.claims import handling
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases import gate
from makewhole.claims.cases.editing import keep, locked, move, say
from makewhole.claims.cases.requirements import missing_papers
from makewhole.claims.errors import (
    AppealsSpent,
    FiguresWrong,
    GateClosed,
    GrantAbove,
    NotReady,
    ReasonUnknown,
)
from makewhole.claims.models import ENDED, Case, CaseLine, State
from makewhole.claims.recording import change

S = State


@transaction.atomic
def make_ready(scope: Scope, number: int, *, on: date, version: int | None = None) -> Case:
    """Check a draft against the gate and its papers: ready to file, or in need of documents.

    Errors: GateClosed, MoveRefused, CaseChanged, CaseMissing.
    """
    case = locked(scope, number, version)
    against = objections(case, on)
    if against:
        raise GateClosed(case.label, against)
    if missing_papers(case):
        return move(case, S.NEEDS_DOCUMENTS, scope.who, "found to need documents")
    return move(case, S.READY, scope.who, "made ready")


def objections(case: Case, on: date) -> list[str]:
    """What stands against filing a case on a day, one sentence each; its papers apart."""
    lines = list(case.lines.filter(is_open=True).select_related("finding"))
    against = gate.refusals([line.finding for line in lines], on)
    own = {"in_other_case"} if case.state not in ENDED else set()
    told = [each.sentence for found in against.values() for each in found if each.code not in own]
    over = [gate.above_proof(line) for line in lines]
    return told + [each.sentence for each in over if each is not None]


@transaction.atomic
def file(
    scope: Scope,
    number: int,
    amazon_case_id: str,
    *,
    on: date,
    version: int | None = None,
    despite_gate: bool = False,
) -> Case:
    """Note that a person filed the case at Amazon, and under which case id.

    `despite_gate` records a filing that has already happened although something stood against it.
    Errors: GateClosed, NotReady, CaseIdTaken, MoveRefused, CaseChanged, CaseMissing, FiguresWrong.
    """
    case = locked(scope, number, version)
    against = [] if despite_gate else objections(case, on)
    if against:
        raise GateClosed(case.label, against)
    if case.state in (S.DRAFTED, S.NEEDS_DOCUMENTS):
        if not despite_gate:
            raise NotReady(case.label, missing_papers(case))
        move(case, S.READY, scope.who, "made ready: filed already")
    return move(
        case,
        S.FILED,
        scope.who,
        "filed",
        amazon_case_id=_case_id(case, amazon_case_id),
        filed_on=on,
    )


@transaction.atomic
def correct_case_id(
    scope: Scope, number: int, amazon_case_id: str, *, version: int | None = None
) -> Case:
    """Put another case id of Amazon's in the place of a wrong one.

    Errors: CaseIdTaken, CaseChanged, CaseMissing, FiguresWrong.
    """
    case = locked(scope, number, version)
    if case.filed_on is None:
        raise FiguresWrong(case.label, "it has no case id to correct", "a filed case")
    corrected = _case_id(case, amazon_case_id)
    return keep(case, scope.who, "case id corrected", amazon_case_id=corrected)


def _case_id(case: Case, given: str) -> str:
    text = given.strip()
    if not text:
        raise FiguresWrong(case.label, "the case id is empty", "the id Seller Central shows")
    return text


@transaction.atomic
def information_requested(
    scope: Scope, number: int, text: str, *, on: date, version: int | None = None
) -> Case:
    """Note that Amazon asks for something; the answer falls due by policy."""
    case = locked(scope, number, version)
    say(case, "amazon", text, day=on, by=scope.who)
    return move(
        case, S.INFORMATION_REQUESTED, scope.who, "information requested", last_message_on=on
    )


@transaction.atomic
def answer(scope: Scope, number: int, text: str, *, on: date, version: int | None = None) -> Case:
    """Note our answer to a question of Amazon's: the case is with Amazon again."""
    case = locked(scope, number, version)
    say(case, "reply", text, day=on, by=scope.who)
    back = S.APPEALED if case.appealed_on is not None else S.FILED
    return move(case, back, scope.who, "answered", last_message_on=on)


@transaction.atomic
def nudge(scope: Scope, number: int, text: str, *, on: date, version: int | None = None) -> Case:
    """Note a follow-up inside the same case after silence."""
    case = _with_amazon(scope, number, version, "nudged")
    say(case, "nudge", text, day=on, by=scope.who)
    return keep(case, scope.who, "nudged", nudged_on=on)


@transaction.atomic
def escalate(scope: Scope, number: int, text: str, *, on: date, version: int | None = None) -> Case:
    """Note an escalation inside the same case when nothing has been decided."""
    case = _with_amazon(scope, number, version, "escalated")
    say(case, "escalation", text, day=on, by=scope.who)
    return keep(case, scope.who, "escalated", escalated_on=on)


def _with_amazon(scope: Scope, number: int, version: int | None, done: str) -> Case:
    case = locked(scope, number, version)
    if case.state not in (S.FILED, S.APPEALED):
        found = f"it is {State(case.state).label}, so it cannot be {done}"
        raise FiguresWrong(case.label, found, "a case that waits for Amazon's answer")
    return case


@transaction.atomic
def grant(
    scope: Scope,
    number: int,
    *,
    on: date,
    units: int | None = None,
    amount: Decimal | None = None,
    text: str = "",
    version: int | None = None,
) -> Case:
    """Note what Amazon granted; without figures: all that was claimed. Less is a part grant.

    Errors: FiguresWrong, GrantAbove, MoveRefused, CaseChanged, CaseMissing.
    """
    case = locked(scope, number, version)
    _check_grant(case, units, amount)
    if units is None and amount is None:
        units, amount = case.claimed_units, case.claimed_amount
    short_units = units is not None and units < case.claimed_units
    claimed = case.claimed_amount
    short_amount = amount is not None and claimed is not None and amount < claimed
    after = S.PART_GRANTED if short_units or short_amount else S.GRANTED
    say(case, "amazon", text, day=on, by=scope.who)
    return move(
        case, after, scope.who, str(after.label), decided_on=on, last_message_on=on,
        granted_units=units, granted_amount=amount,
    )  # fmt: skip


def _check_grant(case: Case, units: int | None, amount: Decimal | None) -> None:
    """Refuse a grant of nothing and one above the claim; what was never figured is no measure."""
    is_unknown = case.claimed_amount is None and not case.claimed_units  # taken over
    if amount is not None and amount <= 0:
        found, expected = f"{_plain(amount)} granted", "an amount above 0, or none for units alone"
    elif units is not None and units < (0 if amount and not case.claimed_units else 1):
        found, expected = f"{units} units granted", "units above 0, or none where money is granted"
    elif units is not None and not is_unknown and units > case.claimed_units:
        raise GrantAbove(case.label, f"{units} units", f"{case.claimed_units} units")
    elif amount is not None and case.claimed_amount is not None and amount > case.claimed_amount:
        granted, claimed = _plain(amount), _plain(case.claimed_amount)
        raise GrantAbove(case.label, f"{granted} {case.currency}", f"{claimed} {case.currency}")
    else:
        return
    refusal = f"; a refusal is `makewhole claim deny {case.label} REASON`"
    raise FiguresWrong(case.label, found, expected + refusal)


def _plain(amount: Decimal) -> str:
    """An amount in digits, unless there are too many of them to read."""
    return format(amount, "f") if abs(amount.adjusted()) < 18 else str(amount)


@transaction.atomic
def deny(
    scope: Scope,
    number: int,
    reason: str,
    *,
    on: date,
    text: str = "",
    version: int | None = None,
) -> Case:
    """Note a refusal with its coded reason, which decides the next step.

    Errors: ReasonUnknown, MoveRefused, CaseChanged, CaseMissing.
    """
    case = locked(scope, number, version)
    known = handling.denial_reasons(case.claim_type)
    if reason not in known:
        raise ReasonUnknown(reason, case.claim_type, known)
    say(case, "amazon", text, day=on, by=scope.who)
    return move(
        case, S.DENIED, scope.who, f"denied: {reason}", denial_reason=reason, decided_on=on,
        last_message_on=on,
    )  # fmt: skip


@transaction.atomic
def appeal(scope: Scope, number: int, text: str, *, on: date, version: int | None = None) -> Case:
    """Note an appeal in the same case: of a refusal, a part grant, a short payment, a reversal.

    Errors: AppealsSpent, MoveRefused, CaseChanged, CaseMissing.
    """
    case = locked(scope, number, version)
    allowed = handling.appeals_allowed(case.claim_type, on, case.marketplace)
    if allowed is not None and case.appeals >= allowed[0]:
        raise AppealsSpent(case.label, *allowed)
    say(case, "appeal", text, day=on, by=scope.who)
    was_closed = case.state in ENDED
    move(
        case, S.APPEALED, scope.who, "appealed", appeals=case.appeals + 1, appealed_on=on,
        ended_on=None, ended_reason="",
    )  # fmt: skip
    if was_closed:
        reopen_lines(case, scope.who)
    return case


@transaction.atomic
def close(
    scope: Scope,
    number: int,
    reason: str,
    *,
    on: date,
    text: str = "",
    version: int | None = None,
) -> Case:
    """End a case with its reason; its findings are free again, unless they had been asked for.

    Errors: MoveRefused, CaseChanged, CaseMissing.
    """
    case = locked(scope, number, version)
    if not reason.strip():
        raise FiguresWrong(case.label, "it would be closed without a reason", "a reason")
    say(case, "note", text, day=on, by=scope.who)
    return end(case, S.CLOSED, reason, on=on, by=scope.who)


def end(case: Case, state: State, reason: str, *, on: date, by: str) -> Case:
    """Take a case to one of its two ends and release its lines."""
    move(case, state, by, f"{state.label}: {reason}", ended_on=on, ended_reason=reason[:60])
    for line in CaseLine.objects.filter(case=case, is_open=True):
        change(line, by, "finding released", is_open=False)
    return case


def reopen_lines(case: Case, by: str) -> None:
    """Take a reopened case's findings back, but for those that meanwhile stand in another case."""
    taken = CaseLine.objects.filter(is_open=True).exclude(case=case).values("finding")
    for line in CaseLine.objects.filter(case=case, is_open=False).exclude(finding__in=taken):
        change(line, by, "finding taken back", is_open=True)
