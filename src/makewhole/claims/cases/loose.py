"""Findings in no case that may become one: through the gate, or through a person's judgement.

*Shape*: one row per such finding on a day, with what the work list bundles and ranks it by. Read
without the wide columns and without Django's own conversions, which would take most of the time.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, Q, QuerySet
from django.db.models.functions import Cast, Coalesce

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases.bundling import bundle_key
from makewhole.claims.cases.gate import ACCEPTED, DISMISSED
from makewhole.claims.models import Account, CaseLine, Finding, Statement
from makewhole.terms import Decision

DRAFT, JUDGE = "draft", "judge"  # what is to be done with findings in no case

# What the bundle of a finding is made of, as `bundling` reads it.
_IDS = (
    "claim_type", "finding_id", "fnsku", "shipment_id", "order_id", "removal_order_id",
    "reference_id", "reimbursement_id", "settlement_id",
)  # fmt: skip


class Bundled(NamedTuple):
    """What findings share that are dealt with together, and what is to be done with them."""

    action: str
    account: str
    claim_type: str
    marketplace: str | None
    currency: str | None
    key: str


class Loose(NamedTuple):
    """One such finding; `worth` in ten-thousandths of its currency, None where it is not known."""

    finding_id: str
    bundle: Bundled
    decision: str
    due: date | None
    worth: int | None


class _Ids(NamedTuple):
    claim_type: str
    finding_id: str
    fnsku: str | None
    shipment_id: str | None
    order_id: str | None
    removal_order_id: str | None
    reference_id: str | None
    reimbursement_id: str | None
    settlement_id: str | None


def loose(scope: Scope, today: date, only: Collection[int] | None = None) -> dict[int, Loose]:
    """The findings in no case that stand on a day, by their keys; `only`: of these alone.

    `gate.refusals` has nothing against those to draft, and against those to judge nothing but that
    nobody has judged them.
    """
    said = _said(only)
    names = account_names(scope)
    found: dict[int, Loose] = {}
    for pk, account, store, currency, decision, due, worth, *ids in _rows(scope, today, only):
        action = _action(decision, said.get(pk, ""))
        if action:
            named = _Ids(*ids)
            bundle = Bundled(
                action, names[account], named.claim_type, store, currency, bundle_key(named)
            )
            found[pk] = Loose(named.finding_id, bundle, decision, day_of(due), worth)
    return found


def account_names(scope: Scope) -> dict[int, str]:
    """The names of the accounts in scope, by their keys."""
    return dict(Account.objects.filter(pk__in=scope.account_ids).values_list("pk", "name"))


def _rows(scope: Scope, today: date, only: Collection[int] | None) -> Iterable[Any]:
    due = Cast(Coalesce("closes_on", "remind_by"), CharField())
    rows = _open(scope, today, only).values_list(
        "pk", "account_id", "marketplace", "currency", "decision", due,
        Cast("amount", BigIntegerField()), *_IDS,
    )  # fmt: skip
    return rows.iterator(chunk_size=10_000)


def _open(scope: Scope, today: date, only: Collection[int] | None) -> QuerySet[Finding]:
    asked = CaseLine.objects.filter(Q(is_open=True) | Q(case__filed_on__isnull=False))
    rows = scope.within(Finding.objects.order_by())
    if only is not None:
        asked = asked.filter(finding__in=only)
        rows = rows.filter(pk__in=only)
    empty = Q(amount__isnull=False, amount__lte=0) | (Q(units__lte=0) & ~Q(units_affected=0))
    return (
        rows.filter(retired_reason="")
        .filter(decision__in=(Decision.CLAIM, Decision.REVIEW))  # said plainly: an index holds it
        .exclude(opens_on__gt=today)
        .exclude(closes_on__lt=today)
        .exclude(empty)
        .exclude(pk__in=asked.order_by().values("finding"))
    )


def _said(only: Collection[int] | None) -> dict[int, str]:
    """What a person last said of findings, where it was not withdrawn."""
    told = Statement.objects.filter(
        kind__in=(ACCEPTED, DISMISSED), withdrawn_at__isnull=True, finding__isnull=False
    )
    if only is not None:
        told = told.filter(finding__in=only)
    listed = told.order_by("pk").values_list("finding_id", "kind")
    return {key: kind for key, kind in listed if key is not None}


def _action(decision: str, said: str) -> str:
    """What is to be done with a finding; nothing with one that a person set aside."""
    if said == DISMISSED:
        return ""
    return DRAFT if decision == Decision.CLAIM or said == ACCEPTED else JUDGE


@lru_cache(maxsize=4096)  # many thousand findings share a few hundred days
def day_of(text: str | None) -> date | None:
    """A day as the database writes it."""
    return None if text is None else date.fromisoformat(text)
