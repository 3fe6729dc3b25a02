"""When something fails: a page that says what, what was kept, and what to do."""

import errno
import logging
import sqlite3
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse

import makewhole.web.views.trouble as trouble
from makewhole.claims.errors import CaseMissing, FindingMissing
from makewhole.errors import MakewholeError

_LOG = logging.getLogger(__name__)
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Trouble:
    """Turns errors into pages; what nobody foresaw is logged and answered calmly."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # the session is stored on the way out, behind the views: that may fail as well
        try:
            return self.get_response(request)
        except OperationalError as error:
            return self._database(request, error)
        except OSError as error:
            if error.errno in _FULL:
                return trouble.disk_full(request)
            raise

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error of a view; None leaves it to Django (missing pages)."""
        if isinstance(error, Http404 | PermissionDenied):
            return None
        if isinstance(error, CaseMissing | FindingMissing):
            return trouble.missing(request, error)
        if isinstance(error, DatabaseError | sqlite3.Error):
            return self._database(request, error)
        if isinstance(error, OSError) and error.errno in _FULL:
            return trouble.disk_full(request)
        if isinstance(error, MakewholeError):
            return trouble.refused(request, error)
        _LOG.error("%s %s failed", request.method, request.path, exc_info=error)
        return trouble.unforeseen(request, error)

    def _database(self, request: HttpRequest, error: Exception) -> HttpResponse:
        said = str(error).lower()
        if "full" in said:
            return trouble.disk_full(request)
        _LOG.warning("the app database: %s", error)
        return trouble.database_busy(request, error)
