"""Reading cases: lists, one by its number, its story, those that are due."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from makewhole.claims import handling
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases.apart import COMPARE
from makewhole.claims.errors import CaseMissing
from makewhole.claims.models import ENDED, Case, CaseLine, Event, Message, State


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


_WAITING = (State.FILED, State.APPEALED, State.GRANTED)  # nothing to do before the due day


def due_cases(scope: Scope, today: date) -> QuerySet[Case]:
    """Open cases with something to do on a day; those Amazon still has time for are left out."""
    has_time = Q(state__in=_WAITING, next_action_due__gt=today)
    return cases(scope).exclude(next_action="").exclude(has_time)


# Where Amazon said less than what was asked for, all of it is still to be had.
CLAIMED_AT_RISK = (State.PART_GRANTED, State.DENIED, State.APPEALED)


def at_risk(case: Case) -> Decimal | None:
    """What a case may still bring: granted or claimed, less what was paid; None if unknown."""
    if case.next_action == COMPARE:
        return None
    asked = case.granted_amount if case.granted_amount is not None else case.claimed_amount
    if case.state in CLAIMED_AT_RISK:
        asked = case.claimed_amount
    return None if asked is None else max(Decimal(0), asked - case.paid_amount)
