"""Data: files given, jobs at work, what the books cover, and what could not be read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from makewhole.books import Books
from makewhole.books.errors import NoBooks
from makewhole.claims.accounts.selectors import accounts
from makewhole.claims.accounts.services import ensure_account
from makewhole.claims.findings.selectors import latest_audit
from makewhole.claims.jobs import selectors, services
from makewhole.claims.models import Account, Job, JobState
from makewhole.settings import load_settings
from makewhole.web import asking, exports, mappings, uploads
from makewhole.web.middleware.desk import Desk, desk
from makewhole.web.paging import page_of
from makewhole.web.place import home
from makewhole.web.reading import bookshelf, working
from makewhole.web.views.mapping import listed

_ALIVE = (JobState.QUEUED, JobState.RUNNING)


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """What was read, what is being read, and where to drop more."""
    at = desk(request)
    names = _names(at)
    shown = {
        "section": "data",
        "accounts": accounts(at.scope),
        "account_by_default": load_settings().account,
        "jobs": selectors.jobs(at.scope)[:6],
        "is_working": selectors.jobs(at.scope).filter(state__in=_ALIVE).exists(),
        "is_absent": working.is_absent(),
        "coverage": bookshelf.coverage(names),
        "shelf": bookshelf.summary(names),
        "audit": latest_audit(at.scope),
    }
    return render(request, "web/data.html", shown)


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep files as they came and ask for them to be read; any file, any number, any size."""
    at = desk(request)
    given = request.FILES.getlist("files")
    account = account_of(at, request.POST.get("account", ""))
    dates = request.POST.get("dates", "")
    if not given:
        return _answer(request, None, _("No file came. Choose files or drop them on the page."))
    kept = [uploads.keep(each) for each in given]
    if request.POST.get("hold") == "1":  # more of the same heap is on its way
        return JsonResponse({"kept": [each.sha256 + "/" + each.name for each in kept]})
    paths = [str(each.path) for each in kept] + _held(request.POST.getlist("held"))
    job = asking.read(
        paths, account, by=at.scope.who,
        dates=dates if dates in ("day-first", "month-first") else None,
    )  # fmt: skip
    told = ngettext("%(n)s file is being read.", "%(n)s files are being read.", len(paths))
    return _answer(request, job, told % {"n": len(paths)})


def _held(names: list[str]) -> list[str]:
    """Files of the same heap sent before, by their hash and name."""
    found = []
    for each in names:
        sha256, _slash, name = each.partition("/")
        if len(sha256) == 64 and set(sha256) <= set("0123456789abcdef"):
            root = home() / "uploads" / sha256[:2] / sha256
            path = root / uploads.safe_name(name)
            if path.is_file():
                found.append(str(path))
    return found


def account_of(at: Desk, name: str) -> Account:
    """The account whose files these are; a new name makes a new account."""
    wanted = name.strip()[:200] or load_settings().account
    found = Account.objects.filter(name=wanted).first()
    if found is not None and found.pk not in at.scope.account_ids:
        raise Http404
    return found or ensure_account(wanted, at.scope.who)


def _answer(request: HttpRequest, job: Job | None, told: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(
            {"job": None if job is None else job.pk, "told": told},
            status=400 if job is None else 200,
        )
    (messages.warning if job is None else messages.success)(request, told)
    return redirect("data")


@require_POST
def audit(request: HttpRequest) -> HttpResponse:
    """Ask for the books to be audited again."""
    asking.audit(by=desk(request).scope.who)
    messages.success(request, _("The audit has been asked for."))
    return redirect("data")


@require_GET
def jobs(request: HttpRequest) -> HttpResponseBase:
    """Every job, the latest first; the part that is asked for again while one is at work."""
    at = desk(request)
    rows = selectors.jobs(at.scope)
    if form := exports.wanted(request):
        columns: list[exports.Column] = [
            (name, lambda job, name=name: getattr(job, name))  # type: ignore[misc]
            for name in ("pk", "kind", "state", "asked_by", "started_at", "ended_at", "error")
        ]
        return exports.answer(form, "jobs", columns, rows)
    shown = {"section": "data", "page": page_of(request, rows)}
    return render(request, "web/jobs.html", shown)


@require_GET
def job(request: HttpRequest, number: int) -> HttpResponseBase:
    """One job: how far it is, what it read, what it could not read and why."""
    found = selectors.job(desk(request).scope, number)
    if found is None:
        raise Http404
    shown = {
        "section": "data",
        "job": found,
        "is_working": found.state in _ALIVE,
        "is_absent": found.state in _ALIVE and working.is_absent(),
        "unread": [(place, path.name) for place, path in enumerate(mappings.unread(found))],
    }
    return render(request, "web/job.html", shown)


@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Ask a job to stop."""
    services.cancel(desk(request).scope, number)
    messages.info(request, _("The job has been asked to stop."))
    return redirect("job", number)


@require_GET
def files(request: HttpRequest) -> HttpResponseBase:
    """Every file in the books: what it is, how much of it was read, and which days it covers."""
    at = desk(request)
    rows = bookshelf.files(_names(at), request.GET.get("q", ""))
    if form := exports.wanted(request):
        return exports.answer(form, "files", _FILE_COLUMNS, rows)
    shown = {
        "section": "data",
        "page": page_of(request, rows),
        "imports": bookshelf.imports(_names(at)),
        "mappings": listed(accounts(at.scope)),
    }
    return render(request, "web/files.html", shown)


_FILE_COLUMNS: list[exports.Column] = [
    (name, lambda row, name=name: getattr(row, name))  # type: ignore[misc]
    for name in ("account", "name", "report", "layout", "encoding", "records", "kept", "skipped",
                 "set_aside", "first_day", "last_day", "imported_at", "sha256")
]  # fmt: skip


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take an import out of the books again, and audit."""
    at = desk(request)
    held = [each for each in bookshelf.imports(_names(at)) if each.import_id == number]
    if not held:
        raise Http404
    try:
        books = Books.open(home(), create=False)
    except NoBooks as error:
        raise Http404 from error
    books.undo(number)
    asking.audit(by=at.scope.who)
    messages.success(request, _("The import was taken out; the books are being audited again."))
    return redirect("files")


@require_GET
def coverage(request: HttpRequest) -> HttpResponseBase:
    """Which months of which report are there, and what is unchecked for want of one."""
    at = desk(request)
    grid = bookshelf.coverage(_names(at))
    if form := exports.wanted(request):
        return exports.answer(form, "coverage", _COVER_COLUMNS, bookshelf.months(grid))
    audit = latest_audit(at.scope)
    not_checked = {} if audit is None else audit.not_checked or {}
    shown = {
        "section": "data", "coverage": grid, "audit": audit,
        "unchecked": bookshelf.unchecked(not_checked, grid),
    }  # fmt: skip
    return render(request, "web/coverage.html", shown)


_COVER_COLUMNS = exports.plain("account", "report", "month", "rows", "first_day", "last_day")


@require_GET
def set_aside(request: HttpRequest) -> HttpResponseBase:
    """Every row that was set aside, with its reason and the row itself."""
    at = desk(request)
    rows: list[Any] = bookshelf.set_aside(_names(at))
    if form := exports.wanted(request):
        return exports.answer(form, "set-aside", _ASIDE_COLUMNS, rows)
    kinds = bookshelf.kinds(rows)
    if kind := request.GET.get("kind"):
        rows = [row for row in rows if row.kind == kind]
    shown = {"section": "data", "page": page_of(request, rows), "kinds": kinds}
    return render(request, "web/set_aside.html", shown)


_ASIDE_COLUMNS: list[exports.Column] = [
    (name, lambda row, name=name: getattr(row, name))  # type: ignore[misc]
    for name in ("account", "file", "line", "column", "kind", "message", "row")
]


def _names(at: Desk) -> list[str]:
    return [account.name for account in accounts(at.scope)]
