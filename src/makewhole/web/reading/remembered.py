"""Figures remembered until something happens: counting a hundred thousand rows twice is waste."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from django.http import HttpRequest

from makewhole.claims import changes
from makewhole.claims.accounts.scope import Scope
from makewhole.web.middleware.desk import desk
from makewhole.web.place import home

_MOST = 64  # values held by each process; the one unused for longest goes first
_held: OrderedDict[tuple[Any, ...], tuple[int, Any]] = OrderedDict()
_turns: WeakValueDictionary[tuple[Any, ...], Lock] = WeakValueDictionary()
_guard = Lock()

_Value = TypeVar("_Value")

# What lists of findings depend on: an audit alone changes it.
FINDINGS = ("accounts", "audits", "findings")


def until_changed(
    scope: Scope,
    today: date,
    about: tuple[Any, ...],
    make: Callable[[], _Value],
    tables: tuple[str, ...] = (),
) -> _Value:
    """A value that depends on who looks, the day, what it is about, and all that ever happened.

    Every change of a row leaves an event, so the number of the last one tells whether the value can
    differ; where `tables` are named, changes of others leave it as it is. Values are given out as
    they are: nobody changes them.
    """
    return brought_up(scope, today, about, lambda _earlier: make(), tables)


def brought_up(
    scope: Scope,
    today: date,
    about: tuple[Any, ...],
    make: Callable[[_Value | None], _Value],
    tables: tuple[str, ...] = (),
) -> _Value:
    """The same for a value that is quicker to make of what it was before, which `make` is given."""
    key = (str(home()), scope.account_ids, today, about)
    with _turn(key):  # of several who ask at once the first makes it
        latest = changes.latest()
        then, value = _held.get(key, (-1, None))
        if latest is None:  # nobody can say yet what has been seen: made for this once
            return make(value)
        if then < 0 or (then != latest and changes.has_changed(then, tables)):
            value = make(value)
        _keep(key, (latest, value))
    found: _Value = value
    return found


def _turn(key: tuple[Any, ...]) -> Lock:
    with _guard:
        return _turns.setdefault(key, Lock())


def _keep(key: tuple[Any, ...], value: tuple[int, Any]) -> None:
    with _guard:
        _held[key] = value
        _held.move_to_end(key)
        while len(_held) > _MOST:
            _held.popitem(last=False)


def remembered(
    request: HttpRequest,
    name: str,
    make: Callable[[], _Value],
    *,
    without: tuple[str, ...] = (),
    tables: tuple[str, ...] = (),
) -> _Value:
    """The same for an address; `without` names parts of it that do not change the value."""
    at = desk(request)
    query = {key: tuple(values) for key, values in request.GET.lists() if key not in without}
    return until_changed(at.scope, at.today, (name, *sorted(query.items())), make, tables)
