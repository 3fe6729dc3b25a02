"""One case: where it stands, the letter to paste, the checklist, the talk, the money."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from makewhole.claims import handling
from makewhole.claims.accounts.selectors import people
from makewhole.claims.cases import selectors
from makewhole.claims.cases.moves import objections
from makewhole.claims.models import BEFORE_FILING, ENDED, Case, State
from makewhole.claims.payments.selectors import matches
from makewhole.web import exports
from makewhole.web.case_forms import forms_for
from makewhole.web.middleware.desk import desk
from makewhole.web.reading import papers
from makewhole.web.views.case_steps import typed

_SETTLED = (State.PAID, *ENDED)  # nothing more has to be proven
_WAY = ("drafted", "ready", "filed", "granted", "paid")  # the way most cases go
_PLACE = {
    State.DRAFTED: 0, State.NEEDS_DOCUMENTS: 0, State.READY: 1, State.FILED: 2,
    State.INFORMATION_REQUESTED: 2, State.APPEALED: 2, State.DENIED: 2, State.GRANTED: 3,
    State.PART_GRANTED: 3, State.PART_PAID: 4, State.PAID: 4, State.REVERSED: 4,
}  # fmt: skip


@require_GET
def page(request: HttpRequest, number: int) -> HttpResponseBase:
    """Everything about one case on one page."""
    at = desk(request)
    case = selectors.case(at.scope, number)
    lines = list(selectors.lines(case))
    if form := exports.wanted(request):
        return exports.answer(form, f"case-{number}", _COLUMNS, lines)
    asked = (request.GET.get("step"), request.GET.get("language"))
    is_written = case.state not in _SETTLED or asked[0] is not None
    kept = typed(request, number)
    shown = {
        "section": "cases",
        "case": case,
        "known": handling.claim_type(case.claim_type),
        "way": _way(case),
        "lines": lines,
        "objections": objections(case, at.today) if case.state in BEFORE_FILING else [],
        "checklist": [] if case.state in _SETTLED else papers.papers_needed(case),
        "letter": papers.letter(at.scope, case, *asked) if lines and is_written else None,
        "documents": papers.documents(at.scope, case),
        "denial": selectors.denial_step(case.claim_type, case.denial_reason)
        if case.denial_reason
        else None,
        "at_risk": selectors.at_risk(case),
        "messages_said": list(selectors.messages(case)),
        "payments": list(matches(case)),
        "story": list(selectors.story(case)),
        "tags": list(case.tags.order_by("name")),
        "people": people(at.scope),
        "forms": [(form, kept.get(form.step, {})) for form in forms_for(case)],
        "typed": kept,
    }
    return render(request, "web/case.html", shown)


_COLUMNS: list[exports.Column] = [
    ("finding_id", lambda line: line.finding.finding_id),
    ("event_date", lambda line: line.finding.event_date),
    ("fnsku", lambda line: line.finding.fnsku),
    ("msku", lambda line: line.finding.msku),
    ("order_id", lambda line: line.finding.order_id),
    ("shipment_id", lambda line: line.finding.shipment_id),
    ("reference_id", lambda line: line.finding.reference_id),
    ("units", lambda line: line.units),
    ("amount", lambda line: line.amount),
    ("currency", lambda line: line.finding.currency),
    ("explanation", lambda line: line.finding.explanation),
]


def _way(case: Case) -> list[dict[str, Any]]:
    """The usual way of a case, with how far this one has come; none for one that has ended."""
    place = _PLACE.get(State(case.state))
    if place is None:
        return []
    days = (case.drafted_on, None, case.filed_on, case.decided_on, case.paid_on)
    return [
        {"state": state, "day": day, "is_done": number < place, "is_now": number == place}
        for number, (state, day) in enumerate(zip(_WAY, days, strict=True))
    ]
