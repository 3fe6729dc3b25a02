"""Everything around a case that is not a step: who has it, notes, tags, figures, statements."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases.editing import keep, locked, note_event, say
from makewhole.claims.cases.gate import ACCEPTED, DISMISSED, above_proof
from makewhole.claims.cases.requirements import EVIDENCE, required_papers
from makewhole.claims.errors import CaseMissing, FiguresWrong, FindingMissing, GateClosed
from makewhole.claims.models import BEFORE_FILING, Case, CaseLine, Finding, Statement, Tag, User
from makewhole.claims.recording import add, change


@transaction.atomic
def assign(scope: Scope, number: int, username: str, *, version: int | None = None) -> Case:
    """Give a case to a person who works with its account; an empty name takes it from them."""
    case = locked(scope, number, version)
    person = None
    if username:
        members = User.objects.filter(memberships__account=case.account_id)
        person = members.filter(username=username).first()
        if person is None:
            names = ", ".join(members.order_by("username").values_list("username", flat=True))
            found = f"{username} does not work with this account"
            raise FiguresWrong(case.label, found, f"one of {names}")
    return keep(case, scope.who, "assigned", assignee=person)


@transaction.atomic
def note(scope: Scope, number: int, text: str, *, on: date, version: int | None = None) -> Case:
    """Keep a note with a case; notes are added, never edited."""
    case = locked(scope, number, version)
    say(case, "note", text, day=on, by=scope.who)
    return case


@transaction.atomic
def tag(scope: Scope, number: int, name: str, *, version: int | None = None) -> Case:
    """Put a tag on a case, making it first where the account has none of that name."""
    case = locked(scope, number, version)
    if not name.strip():
        raise FiguresWrong(case.label, "no tag was named", "a word to sort cases by")
    found = Tag.objects.filter(account=case.account_id, name=name).first()
    if found is None:
        found = Tag(account=case.account, name=name)
        add(found, scope.who, "tag made")
    before = tags(case)
    if name not in before:
        case.tags.add(found)
        note_event(case, scope.who, "tagged", before={"tags": before}, after={"tags": tags(case)})
    return case


@transaction.atomic
def untag(scope: Scope, number: int, name: str, *, version: int | None = None) -> Case:
    """Take a tag off a case."""
    case = locked(scope, number, version)
    before = tags(case)
    if name in before:
        case.tags.remove(*case.tags.filter(name=name))
        note_event(case, scope.who, "untagged", before={"tags": before}, after={"tags": tags(case)})
    return case


def tags(case: Case) -> list[str]:
    """The names of a case's tags, in order."""
    return list(case.tags.order_by("name").values_list("name", flat=True))


@transaction.atomic
def amend_line(
    scope: Scope,
    number: int,
    finding_id: str,
    *,
    units: int,
    amount: Decimal | None,
    documented_unit_value: Decimal | None = None,
    version: int | None = None,
) -> Case:
    """Ask for another number of units or another amount than the finding's, before filing.

    Errors: GateClosed, if that is above what is open or what the papers prove; FiguresWrong once
    filed; FindingMissing, CaseChanged, CaseMissing.
    """
    case = locked(scope, number, version)
    if case.state not in BEFORE_FILING:
        raise FiguresWrong(case.label, "it has been filed", "a case not filed yet")
    line = CaseLine.objects.filter(case=case, finding__finding_id=finding_id).first()
    if line is None:
        raise FindingMissing(finding_id)
    if units < 0 or (amount is not None and amount < 0):
        raise FiguresWrong(case.label, "less than nothing asked for", "0 or more")
    change(
        line, scope.who, "line amended", units=units, amount=amount,
        documented_unit_value=documented_unit_value,
    )  # fmt: skip
    over = above_proof(line)
    if over is not None:
        raise GateClosed(case.label, [over.sentence])
    return recount(case, scope.who)


def recount(case: Case, by: str) -> Case:
    """Bring what a case claims in line with its lines."""
    lines = list(CaseLine.objects.filter(case=case))
    known = [line.amount for line in lines if line.amount is not None]
    return keep(
        case,
        by,
        "claimed figures counted",
        claimed_units=sum(line.units for line in lines),
        claimed_amount=sum(known, Decimal(0)) if len(known) == len(lines) else None,
    )


@transaction.atomic
def judge(scope: Scope, finding_id: str, *, stands: bool, text: str) -> Statement:
    """Note a person's judgement of a finding under review: it stands, or it is set aside.

    Errors: FindingMissing.
    """
    finding = scope.within(Finding.objects.all()).filter(finding_id=finding_id).first()
    if finding is None:
        raise FindingMissing(finding_id)
    statement = Statement(
        account=finding.account, finding=finding, kind=ACCEPTED if stands else DISMISSED,
        text=text, who=scope.who, at=timezone.now(),
    )  # fmt: skip
    add(statement, scope.who, f"finding {statement.kind}")
    return statement


@transaction.atomic
def confirm(scope: Scope, number: int, evidence: str, text: str) -> Statement:
    """Note that a person holds a required paper, or vouches for a fact only they know.

    Errors: FiguresWrong, if the claim type requires no such paper; CaseMissing.
    """
    case = locked(scope, number)
    required = required_papers(case.claim_type)
    if evidence not in required:
        listed = ", ".join(required) or "nothing beyond the reports"
        raise FiguresWrong(case.label, f"{evidence} is not required of it", listed)
    statement = Statement(
        account=case.account, case=case, kind=EVIDENCE + evidence, text=text, who=scope.who,
        at=timezone.now(),
    )  # fmt: skip
    add(statement, scope.who, "evidence confirmed")
    return statement


@transaction.atomic
def withdraw(scope: Scope, statement: int) -> None:
    """Withdraw a statement; it stays on record.

    Errors: CaseMissing.
    """
    found = scope.within(Statement.objects.all()).filter(pk=statement).first()
    if found is None:
        raise CaseMissing(f"statement {statement}")
    change(found, scope.who, "statement withdrawn", withdrawn_at=timezone.now())
