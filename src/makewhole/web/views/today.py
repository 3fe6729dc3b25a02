"""Today: the money, what to do first, what is coming, and what changed since the last visit."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.core import signing
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from makewhole.claims import changes as changes_of_rows
from makewhole.claims.accounts.scope import Scope, scope_of
from makewhole.claims.cases.worklist import MADE_FROM, WorkList, work_list
from makewhole.claims.findings.diff import audits, diff, diff_of, touched
from makewhole.claims.findings.selectors import latest_audit
from makewhole.claims.jobs.selectors import jobs
from makewhole.claims.models import Event, JobState, User, Visit
from makewhole.claims.payments.asked import MADE_FROM as ASKED_FROM
from makewhole.claims.payments.asked import asked_for
from makewhole.claims.payments.figures import claimable_closing, figures
from makewhole.web import exports, visits
from makewhole.web.calendar_feed import feed_of
from makewhole.web.clock import today as day_of_clock
from makewhole.web.middleware.desk import desk
from makewhole.web.paging import Page, day_of, page_of
from makewhole.web.reading import working
from makewhole.web.reading.remembered import FINDINGS, brought_up, remembered, until_changed

_SOON_DAYS = 14
_WEEKS = 6
_FIRST = 12  # of the work list, as many as one looks at without scrolling
_MONEY = (*FINDINGS, "cases", "case_lines", "payments", "payment_matches")
_FEED_SALT = "makewhole.web.feed"


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """The page one begins the day with."""
    at = desk(request)
    held = _work(at.scope, at.today)
    if form := exports.wanted(request):
        return exports.answer(form, "work-list", _TASK_COLUMNS, held.tasks())
    visit = visits.come(at.user)
    audit = latest_audit(at.scope)
    shown = {
        "section": "today",
        "audit": audit,
        "working": jobs(at.scope).filter(state__in=[JobState.QUEUED, JobState.RUNNING]).first(),
        "is_absent": working.is_absent(),
        "figures": figures_with_soon(at.scope, at.today),
        "tasks": list(held.tasks(0, _FIRST)),
        "task_count": len(held),
        "first": _FIRST,
        "weeks": _weeks(held, at.today),
        "changes": until_changed(
            at.scope,
            at.today,
            ("changes", visit.seen_event),
            lambda: _changes(at.scope, visit),
        ),
        "visit": visit,
        "feed": reverse("deadlines_feed", args=[_token(at.user)]),
    }
    return render(request, "web/today.html", shown)


@require_GET
def work(request: HttpRequest) -> HttpResponseBase:
    """The whole work list, or what of it falls due on one day, page by page."""
    at = desk(request)
    held = _work(at.scope, at.today)
    if (due := day_of(request.GET.get("due"))) is not None:
        held = held.on(due)
    if form := exports.wanted(request):
        return exports.answer(form, "work-list", _TASK_COLUMNS, held.tasks())
    places = page_of(request, range(len(held)), len(held))
    start = places.first - 1 if places.rows else 0
    shown = replace(places, rows=list(held.tasks(start, start + len(places.rows))))
    return render(request, "web/work.html", {"section": "today", "page": shown, "due": due})


_TASK_COLUMNS: list[exports.Column] = [
    ("action", lambda listed: listed.task.action),
    ("case", lambda listed: listed.task.case and f"C-{listed.task.case}"),
    ("account", lambda listed: listed.task.account),
    ("claim_type", lambda listed: listed.task.claim_type),
    ("about", lambda listed: listed.task.about),
    ("due", lambda listed: listed.task.due),
    ("days_left", lambda listed: listed.task.days_left),
    ("amount", lambda listed: listed.task.amount),
    ("currency", lambda listed: listed.task.currency),
    ("findings", lambda listed: listed.findings),
]


def figures_with_soon(scope: Scope, today: date) -> list[dict[str, Any]]:
    """The figures of each currency, and what of the claimable closes within two weeks."""
    return until_changed(scope, today, ("figures",), lambda: _figures(scope, today), _MONEY)


def make_figures(scope: Scope, today: date) -> None:
    """Makes what the page remembers, before anybody asks for it."""
    _work(scope, today)
    figures_with_soon(scope, today)


def _figures(scope: Scope, today: date) -> list[dict[str, Any]]:
    asked = brought_up(
        scope, today, ("asked",), lambda earlier: asked_for(scope, earlier), ASKED_FROM
    )
    soon = claimable_closing(scope, today, today + timedelta(_SOON_DAYS), asked)
    return [
        {
            "all": each,
            "closes_soon": each.currency in soon,
            "soon": soon.get(each.currency),
        }
        for each in figures(scope, asked)
        if each.currency
    ]


def _work(scope: Scope, today: date) -> WorkList:
    """The work list, remembered until something happens, then brought up to date."""
    return brought_up(
        scope, today, ("work",), lambda earlier: work_list(scope, today, earlier), MADE_FROM
    )


def _weeks(work: WorkList, today: date) -> list[list[dict[str, Any]]]:
    """The days from this Monday on, with how much falls due on each."""
    due = work.by_day()
    monday = today - timedelta(today.weekday())
    days = [monday + timedelta(number) for number in range(7 * _WEEKS)]
    cells = [
        {"day": each, "due": due[each], "is_past": each < today, "is_today": each == today}
        for each in days
    ]
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _changes(scope: Scope, visit: Visit) -> list[dict[str, Any]]:
    """What happened to money, cases and findings since the last visit, counted by what it was."""
    rows = Event.objects.filter(pk__gt=visit.seen_event, account__in=sorted(scope.account_ids))
    told = rows.filter(table__in=list(_RANK)).order_by().values("table", "what")
    counted: list[Any] = sorted(
        told.annotate(times=Count("pk")), key=lambda each: (_RANK[each["table"]], -each["times"])
    )
    return [*counted[:_MOST_NEWS], *_by_audits(scope, visit)]


_RANK = {"payment_matches": 0, "cases": 1}
_MOST_NEWS = 6
# What audits did to findings, as they counted it, in the words of the events they left.
_COUNTED = {
    "new": "finding new", "changed": "finding changed", "retired": "finding retired",
    "returned": "finding owed again", "unchecked": "finding not checked",
}  # fmt: skip


def _by_audits(scope: Scope, visit: Visit) -> list[dict[str, Any]]:
    since = audits(scope)
    if visit.before_at is not None:
        since = since.filter(recorded_at__gt=visit.before_at)
    told = [audit.counts or {} for audit in since]
    found = [
        {"table": "findings", "what": what, "times": sum(each.get(kind, 0) for each in told)}
        for kind, what in _COUNTED.items()
    ]
    return [each for each in found if each["times"]]


@require_GET
def changes(request: HttpRequest) -> HttpResponseBase:
    """Finding by finding, what differs between two audits, and why."""
    at = desk(request)
    latest = latest_audit(at.scope)
    if latest is None:
        raise Http404
    later = _number(request.GET.get("to"), latest.pk)
    earlier = _number(request.GET.get("from"), _previous(at.scope, later))
    is_pair = 0 < earlier < later
    if form := exports.wanted(request):
        found = diff(at.scope, earlier, later) if is_pair else ()
        return exports.answer(form, f"changes-{earlier}-{later}", _CHANGE_COLUMNS, found)
    shown = {
        "section": "today", "earlier": earlier, "later": later,
        "page": _changed(request, at.scope, earlier, later) if is_pair else page_of(request, []),
        "audits": list(audits(at.scope)[:50]),
    }  # fmt: skip
    return render(request, "web/changes.html", shown)


def _changed(request: HttpRequest, scope: Scope, earlier: int, later: int) -> Page:
    """A page of the findings that audits in between said something of, with what differs."""
    rows = touched(scope, earlier, later)
    total = remembered(request, f"touched {earlier} {later}", rows.count, without=("page",))
    page = page_of(request, rows, total)
    return replace(page, rows=diff_of(scope, earlier, later, page.rows))


_CHANGE_COLUMNS: list[exports.Column] = [
    (name, lambda each, name=name: getattr(each, name))  # type: ignore[misc]
    for name in ("account", "finding_id", "claim_type", "kind", "because", "amount_before",
                 "amount_after", "currency")
]  # fmt: skip


def _previous(scope: Scope, later: int) -> int:
    found = audits(scope).filter(pk__lt=later).first()
    return int(found.pk) if found is not None else 0


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise


def _token(user: User) -> str:
    return signing.dumps(user.pk, salt=_FEED_SALT)


@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines as a calendar other programs can follow; the address is its own key."""
    try:
        user = User.objects.get(pk=signing.loads(token, salt=_FEED_SALT))
    except (signing.BadSignature, User.DoesNotExist) as error:
        raise Http404(_("no such calendar")) from error
    day = day_of_clock()
    work = _work(scope_of(user), day)
    text = feed_of(work, request.build_absolute_uri("/"), changes_of_rows.last_number())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
