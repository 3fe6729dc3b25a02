"""From findings to drafted cases: through the gate, bundled, most urgent first, so many a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from makewhole.claims import handling
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.accounts.selectors import setting
from makewhole.claims.cases.bundling import Bundle, bundles
from makewhole.claims.cases.gate import ACCEPTED, Refusal, refusals
from makewhole.claims.cases.nextstep import next_step
from makewhole.claims.cases.urgency import Urgency, most_urgent_first
from makewhole.claims.errors import FindingMissing
from makewhole.claims.models import Account, Case, CaseLine, Finding, State
from makewhole.claims.recording import add
from makewhole.settings import load_settings
from makewhole.terms import Decision

BUDGET = "max_new_claims_per_day"  # the account's own choice, kept as a setting
_PORTION = 5_000


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of a request to draft: the cases, what was refused, what waits for tomorrow."""

    cases: tuple[Case, ...]
    refused: tuple[Refusal, ...]
    beyond_budget: tuple[Bundle, ...]


def daily_budget(account: Account, on: date) -> int:
    """How many new cases a day an account may have: its own choice, a setting, or policy's."""
    chosen = setting(BUDGET, account)
    if chosen is None:
        chosen = load_settings().daily_claims
    return int(chosen if chosen is not None else handling.figure(_POLICY_KEY, on, None))


_POLICY_KEY = "product.max_new_claims_per_day"


def left_today(account: Account, on: date) -> int:
    """How many more cases may be drafted for an account on a day."""
    drafted = Case.objects.filter(account=account, drafted_on=on, origin="drafted").count()
    return max(0, daily_budget(account, on) - drafted)


@transaction.atomic
def draft(
    scope: Scope,
    *,
    on: date,
    finding_ids: Sequence[str] = (),
    claim_types: Sequence[str] = (),
    limit: int | None = None,
) -> Drafted:
    """Draft cases, most urgent first, within the daily budget and `limit`.

    Without `finding_ids`: from every finding that is open to be claimed. With them: from these,
    and each one that may not be claimed is answered with its reason.
    Errors: FindingMissing.
    """
    wanted = _wanted(scope, finding_ids, claim_types)
    against = refusals(wanted, on)
    free = [finding for finding in wanted if finding.pk not in against]
    refused = [each for found in against.values() for each in found] if finding_ids else []
    made: list[Case] = []
    beyond: list[Bundle] = []
    accounts = {account.pk: account for account in Account.objects.all()}
    left = {pk: left_today(account, on) for pk, account in accounts.items()}
    for bundle in in_order(bundles(free), on):
        if left[bundle.account_id] < 1 or (limit is not None and len(made) >= limit):
            beyond.append(bundle)
            continue
        left[bundle.account_id] -= 1
        made.append(_drafted(bundle, scope.who, on))
    return Drafted(tuple(made), tuple(refused), tuple(beyond))


def in_order(found: Iterable[Bundle], on: date) -> list[Bundle]:
    """Bundles, most urgent first."""
    return most_urgent_first(
        found,
        on,
        lambda bundle: Urgency(
            earliest_close(bundle.findings),
            bundle.currency,
            _sum(bundle.findings) or Decimal(0),
            f"{bundle.claim_type} {bundle.key}",
        ),
    )


def _wanted(scope: Scope, finding_ids: Sequence[str], claim_types: Sequence[str]) -> list[Finding]:
    rows = scope.within(Finding.objects.defer("evidence", "policy"))
    if claim_types:
        rows = rows.filter(claim_type__in=claim_types)
    if finding_ids:
        found = [
            each for part in _portions(finding_ids) for each in rows.filter(finding_id__in=part)
        ]
        missing = set(finding_ids) - {each.finding_id for each in found}
        if missing:
            raise FindingMissing(min(missing))
        return found
    accepted = Q(
        statements__kind=ACCEPTED, statements__withdrawn_at__isnull=True, decision=Decision.REVIEW
    )
    open_ = Q(decision=Decision.CLAIM) | accepted
    return list(rows.filter(open_, retired_reason="").exclude(lines__is_open=True).distinct())


def _portions(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + _PORTION] for start in range(0, len(keys), _PORTION))


def _drafted(bundle: Bundle, by: str, on: date) -> Case:
    case = Case(
        account_id=bundle.account_id,
        claim_type=bundle.claim_type,
        bundle=bundle.key,
        marketplace=bundle.marketplace,
        currency=bundle.currency,
        state=State.DRAFTED,
        opens_on=max((f.opens_on for f in bundle.findings if f.opens_on), default=None),
        closes_on=earliest_close(bundle.findings),
        drafted_on=on,
        claimed_units=sum(finding.units for finding in bundle.findings),
        claimed_amount=_sum(bundle.findings),
    )
    case.next_action, case.next_action_due = next_step(case)
    add(case, by, "case drafted")
    for finding in bundle.findings:
        line = CaseLine(case=case, finding=finding, units=finding.units, amount=finding.amount)
        add(line, by, "finding put into case")
    return case


def earliest_close(findings: Iterable[Finding]) -> date | None:
    """The earliest last day of several findings; the reminder where no last day is known."""
    days = [finding.closes_on or finding.remind_by for finding in findings]
    return min((day for day in days if day is not None), default=None)


def _sum(findings: Iterable[Finding]) -> Decimal | None:
    """The amount of several findings; None if that of any is unknown."""
    amounts = [finding.amount for finding in findings]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
