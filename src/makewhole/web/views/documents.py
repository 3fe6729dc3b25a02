"""Documents of a case, and its pack as a download."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_POST


@require_GET
def pack(request: HttpRequest, number: int) -> HttpResponseBase:
    """The pack of a case."""
    raise Http404


@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Add documents to a case."""
    raise Http404
