"""Which shipments to Amazon a case is open for."""

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases.selectors import cases
from makewhole.claims.models import CaseLine


def open_cases_by_shipment(scope: Scope) -> dict[tuple[str, str], list[str]]:
    """The labels of cases going on, by account and shipment id, in the order of their numbers."""
    lines = CaseLine.objects.filter(case__in=cases(scope), finding__shipment_id__isnull=False)
    found: dict[tuple[str, str], list[str]] = {}
    for line in lines.exclude(finding__shipment_id="").select_related("case__account", "finding"):
        held = found.setdefault((line.case.account.name, line.finding.shipment_id or ""), [])
        held += [] if line.case.label in held else [line.case.label]
    return {
        key: sorted(labels, key=lambda label: (len(label), label)) for key, labels in found.items()
    }
