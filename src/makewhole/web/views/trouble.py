"""Pages for when something is not there, not allowed, or fails: what, what was kept, what now."""

import errno
import logging
import sqlite3
import sys
from typing import Any

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from makewhole.claims.errors import CaseMissing, FindingMissing
from makewhole.errors import MakewholeError

_LOG = logging.getLogger(__name__)
_FULL = (errno.ENOSPC, errno.EDQUOT)


def missing(request: HttpRequest, error: Exception) -> HttpResponse:
    """A case or finding that is not there, or is another account's: the same answer for both."""
    return _page(request, 404, _("That is not here"), _GONE, detail="")


_GONE = "gone"
_WORDS = {
    _GONE: lambda: _(
        "There is no such page, finding or case among your accounts. It may have been part of an "
        "older address; search for it by its FNSKU or order in Findings."
    )
}


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    return _page(request, 404, _("That is not here"), _GONE, detail="")


def not_yours(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something a person may not do."""
    told = _("Your part in this account does not allow that. Nothing was changed.")
    return _page(request, 403, _("Not allowed"), told, detail="")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its token: usually a page that had been open since another session."""
    told = _(
        "This page was opened in another session, so its form is not trusted. Nothing was changed. "
        "Go back, reload the page, and send it again."
    )
    return _page(request, 403, _("Please send that again"), told, detail="")


def refused(request: HttpRequest, error: MakewholeError) -> HttpResponse:
    """Something that could not be done as asked; the error says why and what to do."""
    return _page(request, 409, _("That could not be done"), str(error), detail="")


def database_busy(request: HttpRequest, error: Exception) -> HttpResponse:
    """The app database is locked or cannot be opened."""
    told = _(
        "Another program holds the database of cases just now, or it cannot be opened. Nothing was "
        "changed. Wait a moment and reload this page; if it stays so, look for a second "
        "makewhole or a backup program that has the file open."
    )
    return _page(request, 503, _("The database is busy"), told, detail=str(error))


def disk_full(request: HttpRequest) -> HttpResponse:
    """No room left on the disk of the home."""
    told = _(
        "There is no room left on the disk that holds your books and cases. What was being saved "
        "was not kept; everything before it is safe. Free some space, then do it again."
    )
    return _page(request, 507, _("The disk is full"), told, detail="")


def unforeseen(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours."""
    told = _(
        "This page could not be made because of a fault in makewhole. Nothing was changed. The "
        "terminal that runs makewhole shows the details."
    )
    return _page(request, 500, _("Something went wrong"), told, detail=type(error).__name__)


def broken(request: HttpRequest) -> HttpResponse:
    """A failure around the views: of a session, a cookie, an upload."""
    error = sys.exception()
    return page_for(request, error if isinstance(error, Exception) else RuntimeError())


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that makes no sense, or a session that could not be stored."""
    if isinstance(exception, SessionInterrupted):  # so Django says that storing it failed
        return database_busy(request, exception)
    told = _("The browser sent something that cannot be read. Nothing was changed.")
    return _page(request, 400, _("That was not understood"), told, detail="")


def page_for(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page for an error; what nobody foresaw is logged and answered calmly."""
    if isinstance(error, CaseMissing | FindingMissing):
        return missing(request, error)
    if isinstance(error, DatabaseError | sqlite3.Error):
        if "full" in str(error).lower():
            return disk_full(request)
        _LOG.warning("the app database: %s", error)
        return database_busy(request, error)
    if isinstance(error, OSError) and error.errno in _FULL:
        return disk_full(request)
    if isinstance(error, MakewholeError):
        return refused(request, error)
    _LOG.error("%s %s failed", request.method, request.path, exc_info=error)
    return unforeseen(request, error)


def _page(request: HttpRequest, status: int, title: str, told: str, *, detail: str) -> HttpResponse:
    words = _WORDS[told]() if told in _WORDS else told
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"title": title, "told": words}, status=status)
    shown: dict[str, Any] = {"title": title, "told": words, "detail": detail, "status": status}
    # rendered without the request: what failed may be the very thing that a full page needs
    return HttpResponse(render_to_string("web/trouble.html", shown), status=status)
