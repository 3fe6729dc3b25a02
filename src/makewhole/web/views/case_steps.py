"""The steps of a case as forms: each calls one service, and says what came of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makewhole.claims.cases import care, moves, selectors
from makewhole.claims.models import Case
from makewhole.errors import MakewholeError, UsageError
from makewhole.web import words
from makewhole.web.middleware.desk import Desk, desk
from makewhole.web.paging import whole


class FigureUnread(UsageError):
    """Something typed as a figure or a day that is none."""

    def __init__(self, found: str, expected: str) -> None:
        self.found, self.expected = found, expected
        super().__init__(
            f'"{found}" cannot be read; expected was {expected}. Nothing was changed. '
            "Correct it and send it again."
        )


_BESIDE = ("note", "assign", "tag", "untag")  # what leaves the case where it stands
_TYPED = "typed"
_MOST_TYPED = 20_000  # signs of a field that are kept

Step = Callable[[Desk, int, QueryDict], Case | None]


@require_POST
def take(request: HttpRequest, number: int, step: str) -> HttpResponse:
    """Take one step with a case; what stands against it is said on the case's page."""
    at = desk(request)
    taken = _STEPS.get(step)
    if taken is None:
        raise Http404
    selectors.case(at.scope, number)  # another account's case is not there, whatever the step
    try:
        case = taken(at, number, request.POST)
    except MakewholeError as error:
        messages.error(request, str(error))
        _keep_typed(request, number, step)
    else:
        messages.success(request, _said(None if step in _BESIDE else case))
    return redirect("case", number)


def _keep_typed(request: HttpRequest, number: int, step: str) -> None:
    """Keep what was typed into a form that was refused: nobody writes an appeal twice."""
    fields = {name: value[:_MOST_TYPED] for name, value in request.POST.items()}
    request.session[_TYPED] = {"case": number, "step": step, "fields": fields}


def typed(request: HttpRequest, number: int) -> dict[str, dict[str, str]]:
    """What was last typed into a form of this case and refused, by step; given once."""
    held = request.session.get(_TYPED)
    if held is None or held["case"] != number:
        return {}
    del request.session[_TYPED]
    return {held["step"]: held["fields"]}


def _said(case: Case | None) -> str:
    if case is None:
        return _("Noted.")
    now = words.said(words.STATES, case.state)
    if not case.next_action:
        return _("%(case)s: %(state)s.") % {"case": case.label, "state": now}
    step = words.said(words.ACTIONS, case.next_action)
    return _("%(case)s: %(state)s. Next: %(step)s.") % {
        "case": case.label, "state": now, "step": step,
    }  # fmt: skip


def _version(form: QueryDict) -> int | None:
    return whole(form.get("version"))


def _text(form: QueryDict) -> str:
    return form.get("text", "").strip()


def _day(at: Desk, form: QueryDict) -> date:
    given = form.get("day", "").strip()
    if not given:
        return at.today
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise FigureUnread(given, "a day such as 2026-11-15") from error


def _units(form: QueryDict) -> int | None:
    given = form.get("units", "").strip()
    if not given:
        return None
    if not given.isdecimal():
        raise FigureUnread(given, "a whole number of units")
    return int(given)


def _amount(form: QueryDict) -> Decimal | None:
    given = form.get("amount", "").strip()
    if not given:
        return None
    try:
        amount = Decimal(given)
    except InvalidOperation as error:
        raise FigureUnread(given, "an amount such as 12.50") from error
    if not amount.is_finite():
        raise FigureUnread(given, "an amount such as 12.50")
    return amount


def _ready(at: Desk, number: int, form: QueryDict) -> Case:
    return moves.make_ready(at.scope, number, on=at.today, version=_version(form))


def _file(at: Desk, number: int, form: QueryDict) -> Case:
    return moves.file(
        at.scope, number, form.get("case_id", ""), on=_day(at, form), version=_version(form),
        despite_gate=form.get("despite") == "1",
    )  # fmt: skip


def _case_id(at: Desk, number: int, form: QueryDict) -> Case:
    return moves.correct_case_id(at.scope, number, form.get("case_id", ""), version=_version(form))


def _worded(service: Callable[..., Case]) -> Step:
    def step(at: Desk, number: int, form: QueryDict) -> Case:
        return service(at.scope, number, _text(form), on=_day(at, form), version=_version(form))

    return step


def _grant(at: Desk, number: int, form: QueryDict) -> Case:
    return moves.grant(
        at.scope, number, on=_day(at, form), units=_units(form), amount=_amount(form),
        text=_text(form), version=_version(form),
    )  # fmt: skip


def _deny(at: Desk, number: int, form: QueryDict) -> Case:
    return moves.deny(
        at.scope, number, form.get("reason", ""), on=_day(at, form), text=_text(form),
        version=_version(form),
    )  # fmt: skip


def _close(at: Desk, number: int, form: QueryDict) -> Case:
    return moves.close(
        at.scope, number, form.get("reason_text", ""), on=_day(at, form), version=_version(form)
    )


def _note(at: Desk, number: int, form: QueryDict) -> Case:
    return care.note(at.scope, number, _text(form), on=at.today, version=_version(form))


def _assign(at: Desk, number: int, form: QueryDict) -> Case:
    return care.assign(at.scope, number, form.get("person", ""), version=_version(form))


def _tag(at: Desk, number: int, form: QueryDict) -> Case:
    return care.tag(at.scope, number, form.get("tag", "").strip()[:60], version=_version(form))


def _untag(at: Desk, number: int, form: QueryDict) -> Case:
    return care.untag(at.scope, number, form.get("tag", ""), version=_version(form))


def _confirm(at: Desk, number: int, form: QueryDict) -> None:
    care.confirm(at.scope, number, form.get("paper", ""), _text(form))


def _withdraw(at: Desk, number: int, form: QueryDict) -> None:
    care.withdraw(at.scope, whole(form.get("statement")) or 0)


_STEPS: dict[str, Step] = {
    "ready": _ready,
    "file": _file,
    "case-id": _case_id,
    "asked": _worded(moves.information_requested),
    "answer": _worded(moves.answer),
    "nudge": _worded(moves.nudge),
    "escalate": _worded(moves.escalate),
    "appeal": _worded(moves.appeal),
    "grant": _grant,
    "deny": _deny,
    "close": _close,
    "note": _note,
    "assign": _assign,
    "tag": _tag,
    "untag": _untag,
    "confirm": _confirm,
    "withdraw": _withdraw,
}
