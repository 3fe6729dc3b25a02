"""Figures remembered until something happens: counting a hundred thousand rows twice is waste."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Max
from django.http import HttpRequest

from makewhole.claims.models import Event
from makewhole.web.middleware.desk import desk

_Value = TypeVar("_Value")


def remembered(
    request: HttpRequest, name: str, make: Callable[[], _Value], *, without: tuple[str, ...] = ()
) -> _Value:
    """A value that depends on who looks, the day, the address, and all that ever happened.

    `without` names parts of the address that do not change it. Every change of a row leaves an
    event, so the number of the last one tells whether anything can differ.
    """
    at = desk(request)
    query = request.GET.copy()
    for part in without:
        query.pop(part, None)
    latest = Event.objects.aggregate(latest=Max("pk"))["latest"]
    key = f"{name} {sorted(at.scope.account_ids)} {at.today} {latest} {sorted(query.lists())}"
    digest = str(hash(key))
    held: tuple[str, _Value] | None = cache.get(digest)
    if held is not None and held[0] == key:
        return held[1]
    value = make()
    cache.set(digest, (key, value))
    return value
