"""Keeping cases not yet filed in line with what the latest audit says of their findings."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction

from makewhole.claims.accounts.services import SYSTEM
from makewhole.claims.cases.care import recount
from makewhole.claims.cases.drafting import earliest_close
from makewhole.claims.cases.editing import keep
from makewhole.claims.cases.moves import end
from makewhole.claims.models import BEFORE_FILING, Account, Case, CaseLine, Retired, State
from makewhole.claims.recording import change


@transaction.atomic
def tend(accounts: Iterable[Account], on: date, by: str = SYSTEM) -> list[int]:
    """Bring drafts up to date: figures follow their findings, what is no longer owed is closed,
    what was not filed in time expires. Gives the numbers of the cases changed.

    Cases that were filed are left alone: what Amazon was told stays as it was told.
    """
    waiting = Case.objects.select_for_update(of=("self",)).filter(
        account__in=list(accounts), state__in=BEFORE_FILING
    )
    return [case.pk for case in waiting.order_by("pk") if _tended(case, on, by)]


def _tended(case: Case, on: date, by: str) -> bool:
    before = case.version
    lines = list(case.lines.select_related("finding"))
    standing = [line for line in lines if not line.finding.retired_reason]
    if not standing:
        reason = _common_reason(lines)
        after = State.EXPIRED if reason == Retired.EXPIRED else State.CLOSED
        end(case, after, reason, on=on, by=by)
        return True
    changed = [_follow(line, by) for line in lines]
    if any(changed):
        recount(case, by)
    closes = earliest_close(line.finding for line in standing)
    if closes is not None and all(_is_past(line, on) for line in standing):
        end(case, State.EXPIRED, "window closed", on=on, by=by)
    elif closes != case.closes_on:
        keep(case, by, "closing day moved", closes_on=closes)
    return case.version != before


def _common_reason(lines: list[CaseLine]) -> str:
    reasons = {line.finding.retired_reason for line in lines}
    return reasons.pop() if len(reasons) == 1 else Retired.NO_LONGER_OWED.value


def _is_past(line: CaseLine, on: date) -> bool:
    closes = line.finding.closes_on
    return closes is not None and closes < on


def _follow(line: CaseLine, by: str) -> bool:
    """Let a line ask for what its finding still owes, never for more; nothing once retired."""
    finding = line.finding
    if finding.retired_reason:
        return change(line, by, "line follows its finding", units=0, amount=Decimal("0.00"))
    units = min(line.units, finding.units) if line.units else finding.units
    amount = finding.amount
    if line.amount is not None and amount is not None and line.units <= finding.units:
        amount = min(line.amount, amount)
    return change(line, by, "line follows its finding", units=units, amount=amount)
