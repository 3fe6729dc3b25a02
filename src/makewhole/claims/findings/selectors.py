"""Reading findings: lists, one by its id, what stands open, and totals."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.errors import FindingMissing
from makewhole.claims.models import BEFORE_FILING, Audit, CaseLine, Event, Finding


def findings(scope: Scope, *, retired: bool | None = False) -> QuerySet[Finding]:
    """Findings in scope without their evidence; `retired`: standing ones, retired ones or all."""
    rows = scope.within(Finding.objects.defer("evidence", "policy")).select_related("account")
    if retired is None:
        return rows
    return rows.exclude(retired_reason="") if retired else rows.filter(retired_reason="")


def finding(scope: Scope, finding_id: str) -> Finding:
    """One finding with its evidence and policy values.

    Errors: FindingMissing.
    """
    rows = scope.within(Finding.objects.select_related("account"))
    found = rows.filter(finding_id=finding_id).first()
    if found is None:
        raise FindingMissing(finding_id)
    return found


def history(scope: Scope, finding: Finding) -> QuerySet[Event]:
    """What audits and people did to a finding, the earliest first."""
    rows = Event.objects.filter(account__in=sorted(scope.account_ids))
    return rows.filter(table="findings", row=finding.pk).order_by("id")


def not_filed(scope: Scope) -> QuerySet[Finding]:
    """Standing findings that no filed case asks for."""
    asked = CaseLine.objects.filter(finding=OuterRef("pk"), is_open=True).exclude(
        case__state__in=BEFORE_FILING
    )
    return findings(scope).filter(~Exists(asked))


def totals(rows: QuerySet[Finding], by: Sequence[str]) -> list[dict[str, Any]]:
    """Number, units and amount of findings grouped by columns; the currency is always one of them.

    Unknown amounts are left out of `amount` and counted in `unvalued`.
    """
    columns = [*by, "currency"]
    grouped = rows.order_by().values(*columns)
    counted = grouped.annotate(
        findings=Count("pk"), units=Sum("units"), amount=Sum("amount"), valued=Count("amount")
    )
    return [
        {**each, "unvalued": each["findings"] - each.pop("valued")}
        for each in counted.order_by(*columns)
    ]


def latest_audit(scope: Scope) -> Audit | None:
    """The last audit recorded for an account in scope."""
    return scope.within(Audit.objects.all(), "accounts").order_by("-pk").first()
