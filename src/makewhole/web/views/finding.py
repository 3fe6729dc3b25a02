"""One finding: the sentence, its arithmetic, the unit's life, the rows, the policy, its likes."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makewhole.claims import handling
from makewhole.claims.cases import care
from makewhole.claims.cases.drafting import draft as draft_cases
from makewhole.claims.cases.gate import refusals
from makewhole.claims.findings import selectors
from makewhole.claims.models import CaseLine, Finding, Statement
from makewhole.web import exports
from makewhole.web.middleware.desk import desk
from makewhole.web.reading import evidence as reading
from makewhole.web.reading import finding_list, places, policies
from makewhole.web.views.findings import tell

_ALIKE = 6
_IDS = (
    "fnsku", "msku", "asin", "order_id", "shipment_id", "removal_order_id", "reimbursement_id",
    "settlement_id", "reference_id",
)  # fmt: skip


@require_GET
def page(request: HttpRequest, finding_id: str) -> HttpResponseBase:
    """Everything about one finding on one page."""
    at = desk(request)
    found = selectors.finding(at.scope, finding_id)
    rows = reading.evidence(found)
    if form := exports.wanted(request):
        return exports.answer(form, f"evidence-{finding_id[:12]}", _COLUMNS, rows)
    events = reading.life(found.account.name, found.fnsku) if found.fnsku else []
    marks = {
        _("happened"): found.event_date, _("opens"): found.opens_on,
        _("remind by"): found.remind_by, _("closes"): found.closes_on,
    }  # fmt: skip
    lines = (
        CaseLine.objects.filter(finding=found).select_related("case").order_by("-is_open", "-pk")
    )
    shown = {
        "section": "findings",
        "finding": found,
        "known": handling.claim_type(found.claim_type),
        "place": places.place_of(finding_id),
        "ids": [(name, getattr(found, name)) for name in _IDS if getattr(found, name)],
        "sheets": (sheets := reading.sheets(rows)),
        "row_count": sum(len(sheet.lines) for sheet in sheets),
        "steps": _arithmetic(found),
        "policy": policies.used(found),
        "events": events,
        "picture": reading.picture(events, rows, marks) if events else None,
        "alike": _alike(at.scope, found),
        "lines": lines,
        "statements": Statement.objects.filter(finding=found, withdrawn_at=None),
        "refusals": _refusals(found, at.today) if found.decision == "claim" else [],
        "history": list(selectors.history(at.scope, found)[:40]),
    }
    return render(request, "web/finding.html", shown)


_COLUMNS: list[exports.Column] = [
    ("report", lambda row: row.report),
    ("file", lambda row: row.file),
    ("line", lambda row: row.line),
    ("role", lambda row: row.role),
    ("units", lambda row: row.units),
    ("record", lambda row: row.text),
]


def _arithmetic(found: Finding) -> list[dict[str, Any]]:
    """The evidence rows that count, added up by what they do: affected, less, still owed."""
    totals: dict[str, int] = {}
    for row in found.evidence:
        if row["units"] is not None and row["role"] not in ("priced",):
            totals[row["role"]] = totals.get(row["role"], 0) + row["units"]
    step = Decimal("0.01")  # findings about money count hundredths in place of units
    return (
        [{"role": role, "units": units, "money": units * step} for role, units in totals.items()]
        if len(totals) > 1 or (totals and not found.units_affected)
        else []
    )


def _refusals(found: Finding, today: Any) -> list[str]:
    told = (each for against in refusals([found], today).values() for each in against)
    return [each.sentence for each in told if each.code != "in_other_case"]  # the case is shown


def _alike(scope: Any, found: Finding) -> list[Finding]:
    """Standing findings of the same claim type, those of the same FNSKU first."""
    rows = selectors.findings(scope).exclude(pk=found.pk)
    kind = rows.filter(decision=found.decision, claim_type=found.claim_type)
    keys = list(_first(rows.filter(claim_type=found.claim_type, fnsku=found.fnsku)))
    if len(keys) < _ALIKE:
        keys += [key for key in _first(kind) if key not in keys][: _ALIKE - len(keys)]
    held = rows.in_bulk(keys)
    return [held[key] for key in keys if key in held]


def _first(rows: QuerySet[Finding]) -> QuerySet[Finding, int]:
    """The keys of those that close first: whole rows are read only of what is shown."""
    return finding_list.by_deadline(rows).values_list("pk", flat=True)[:_ALIKE]


@require_POST
def judge(request: HttpRequest, finding_id: str) -> HttpResponse:
    """Note a person's judgement of a finding: it stands, or it is set aside."""
    at = desk(request)
    stands = request.POST.get("stands") == "1"
    text = request.POST.get("text", "").strip()
    care.judge(at.scope, finding_id, stands=stands, text=text)
    told = _("Noted: it stands. You can make a case of it.") if stands else _("Noted: set aside.")
    messages.success(request, told)
    return redirect("finding", finding_id)


@require_POST
def draft(request: HttpRequest, finding_id: str) -> HttpResponse:
    """Make a case of this finding, with those policy bundles with it only if chosen together."""
    at = desk(request)
    done = draft_cases(at.scope, on=at.today, finding_ids=[finding_id])
    tell(request, done)
    return redirect("case", done.cases[0].pk) if done.cases else redirect("finding", finding_id)
