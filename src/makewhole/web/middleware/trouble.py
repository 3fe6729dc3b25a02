"""When a view fails: a page that says what, what was kept, and what to do."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from makewhole.web.views.trouble import page_for


class Trouble:
    """Turns the errors of views into pages; what fails around them reaches the same pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error of a view; None leaves it to Django (missing pages)."""
        if isinstance(error, Http404 | PermissionDenied):
            return None
        return page_for(request, error)
