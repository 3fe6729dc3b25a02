"""Reading cases: lists, one by its number, its story, and the work of the day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from makewhole.claims import handling
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases.bundling import Bundle, bundles
from makewhole.claims.cases.gate import awaits_judgement, refusals
from makewhole.claims.cases.urgency import most_urgent_first
from makewhole.claims.errors import CaseMissing
from makewhole.claims.findings.selectors import findings
from makewhole.claims.models import ENDED, Case, CaseLine, Event, Message, State
from makewhole.terms import Decision


def cases(scope: Scope, *, ended: bool | None = False) -> QuerySet[Case]:
    """Cases in scope; `ended`: those going on, those ended, or all."""
    rows = scope.within(Case.objects.select_related("account", "assignee"))
    if ended is None:
        return rows.order_by("pk")
    chosen = rows.filter(state__in=ENDED) if ended else rows.exclude(state__in=ENDED)
    return chosen.order_by("next_action_due", "pk")


def case(scope: Scope, number: int) -> Case:
    """One case by its number.

    Errors: CaseMissing.
    """
    found = cases(scope, ended=None).filter(pk=number).first()
    if found is None:
        raise CaseMissing(f"C-{number}")
    return found


def lines(case: Case) -> QuerySet[CaseLine]:
    """The findings of a case with what is asked for each."""
    return case.lines.select_related("finding").order_by("finding__event_date", "pk")


def story(case: Case) -> QuerySet[Event]:
    """Every change of a case and of what belongs to it, the earliest first."""
    return Event.objects.filter(case=case.pk).order_by("id")


def messages(case: Case) -> QuerySet[Message]:
    """What was said in a case, and the notes kept with it, the earliest first."""
    return case.messages.order_by("day", "pk")


@dataclass(frozen=True, slots=True)
class DenialStep:
    """What a coded refusal calls for: the step, the sentence, and the evidence it needs."""

    reason: str
    step: str
    say: str
    evidence: tuple[str, ...]
    appeal: str | None


def denial_step(claim_type: str, reason: str) -> DenialStep:
    """What to do after a refusal, and what policy says of appeals of this claim type."""
    held = handling.denial_steps().get(reason) or handling.denial_steps()["other"]
    known = handling.claim_type(claim_type)
    appeal = known.appeal if known is not None else None
    return DenialStep(reason, held["step"], held["say"], tuple(held["evidence"]), appeal)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: for a case, or for findings not yet in one (`case` is None)."""

    account: str
    case: int | None
    claim_type: str
    marketplace: str | None
    about: str
    action: str
    due: date | None
    days_left: int | None
    amount: Decimal | None
    currency: str | None
    findings: tuple[str, ...] = ()


def todo(scope: Scope, today: date) -> list[Task]:
    """What to do: first what may be filed or followed up, then what a person must judge.

    Each in order of days left and money at risk. Cases with nothing to do yet, because Amazon has
    time to answer, are left out.
    """
    free, unjudged = _open_bundles(scope, today)
    due = [_case_task(each, today) for each in due_cases(scope, today)]
    drafts = [_bundle_task(DRAFT, bundle, today) for bundle in free]
    judgements = [_bundle_task(JUDGE, bundle, today) for bundle in unjudged]
    return [*_in_order([*due, *drafts], today), *_in_order(judgements, today)]


DRAFT, JUDGE = "draft", "judge"  # what is to be done with findings in no case


def _in_order(tasks: list[Task], today: date) -> list[Task]:
    return most_urgent_first(
        tasks,
        today,
        due=lambda task: task.due,
        money=lambda task: (task.currency, task.amount or Decimal(0)),
        name=_name,
    )


def _name(task: Task) -> str:
    """By what things of equal urgency are put in order; no two of a list share it."""
    place = f"{task.account} {task.marketplace} {task.currency} {task.case}"
    return f"{task.claim_type} {task.about} {place}"


def _open_bundles(scope: Scope, today: date) -> tuple[list[Bundle], list[Bundle]]:
    """Findings bundled as cases would be: those that pass the gate, those that await judgement."""
    open_ = findings(scope).filter(decision__in=(Decision.CLAIM, Decision.REVIEW))
    listed = list(open_.exclude(lines__is_open=True))
    against = refusals(listed, today)
    free = bundles(each for each in listed if each.pk not in against)
    unjudged = (each for each in listed if awaits_judgement(against.get(each.pk, ())))
    return free, bundles(unjudged)


_WAITING = (State.FILED, State.APPEALED, State.GRANTED)  # nothing to do before the due day


def due_cases(scope: Scope, today: date) -> QuerySet[Case]:
    """Open cases with something to do on a day; those Amazon still has time for are left out."""
    has_time = Q(state__in=_WAITING, next_action_due__gt=today)
    return cases(scope).exclude(next_action="").exclude(has_time)


def _case_task(case: Case, today: date) -> Task:
    return Task(
        account=case.account.name,
        case=case.pk,
        claim_type=case.claim_type,
        marketplace=case.marketplace,
        about=case.bundle,
        action=case.next_action,
        due=case.next_action_due,
        days_left=days_left(case.next_action_due, today),
        amount=at_risk(case),
        currency=case.currency,
    )


# Where Amazon said less than what was asked for, all of it is still to be had.
CLAIMED_AT_RISK = (State.PART_GRANTED, State.DENIED, State.APPEALED)


def at_risk(case: Case) -> Decimal | None:
    """What a case may still bring: granted or claimed, less what was paid; None if unknown."""
    asked = case.granted_amount if case.granted_amount is not None else case.claimed_amount
    if case.state in CLAIMED_AT_RISK:
        asked = case.claimed_amount
    return None if asked is None else max(Decimal(0), asked - case.paid_amount)


def _bundle_task(action: str, bundle: Bundle, today: date) -> Task:
    days = [each.closes_on or each.remind_by for each in bundle.findings]
    due = min((day for day in days if day is not None), default=None)
    amounts = [each.amount for each in bundle.findings]
    known = [amount for amount in amounts if amount is not None]
    return Task(
        account=bundle.findings[0].account.name,
        case=None,
        claim_type=bundle.claim_type,
        marketplace=bundle.marketplace,
        about=bundle.key,
        action=action,
        due=due,
        days_left=days_left(due, today),
        amount=sum(known, Decimal(0)) if len(known) == len(amounts) else None,
        currency=bundle.currency,
        findings=tuple(each.finding_id for each in bundle.findings),
    )


def days_left(due: date | None, today: date) -> int | None:
    """Days until a day; negative once it has passed, None where there is none."""
    return None if due is None else (due - today).days
