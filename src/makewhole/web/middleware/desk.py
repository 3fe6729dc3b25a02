"""Who is there, what they may see, and which day it is: settled once for every request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from makewhole.claims.accounts.scope import Scope, scope_of
from makewhole.claims.models import User
from makewhole.web.clock import today

_OPEN = ("/enter/", "/static/", "/feeds/", "/healthz")


@dataclass(frozen=True, slots=True)
class Desk:
    """A person at work: their scope and the day; every page asks only through these."""

    user: User
    scope: Scope
    today: date


class AtTheDesk:
    """Lets nobody in without a session, and gives every request its desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_OPEN):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self._to_entrance(request)
        user = User.objects.get(pk=request.user.pk)
        request.desk = Desk(user, scope_of(user), today())  # type: ignore[attr-defined]
        return self.get_response(request)

    def _to_entrance(self, request: HttpRequest) -> HttpResponse:
        entrance = reverse("entrance")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": entrance})
        return HttpResponseRedirect(entrance)


def desk(request: HttpRequest) -> Desk:
    """The desk of a request."""
    return request.desk  # type: ignore[attr-defined,no-any-return]
