"""Cases as a board: one column per place in their way from draft to money."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from makewhole.claims.models import State
from makewhole.web import exports
from makewhole.web.middleware.desk import desk
from makewhole.web.views.cases import COLUMNS, around, narrowed

_SHOWN = 25  # cards in a column; the rest is one click away in the table

_LANES = (
    (_("To prepare"), (State.DRAFTED, State.NEEDS_DOCUMENTS)),
    (_("Ready to file"), (State.READY,)),
    (_("With Amazon"), (State.FILED, State.APPEALED)),
    (_("Your turn"), (State.INFORMATION_REQUESTED, State.DENIED, State.PART_GRANTED,
                      State.REVERSED)),
    (_("Granted"), (State.GRANTED,)),
    (_("Paid"), (State.PAID, State.PART_PAID)),
)  # fmt: skip


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """The open cases in their columns, those due first on top."""
    at = desk(request)
    rows = narrowed(at.scope, request)
    if form := exports.wanted(request):
        return exports.answer(form, "cases", COLUMNS, rows.iterator(1_000))
    lanes = []
    for name, states in _LANES:
        held = rows.filter(state__in=states).order_by("next_action_due", "pk")
        lanes.append({"name": name, "count": held.count(), "cases": held[:_SHOWN]})
    return render(request, "web/board.html", {"section": "cases", "lanes": lanes, **around(at)})
