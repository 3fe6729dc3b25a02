"""Changing a case: locked, versioned, moved only as allowed, and told in an event.

Each service reads the case with `locked` inside its transaction and stores with `keep` or `move`.
`version` is what the person saw; when somebody was faster, they are told who and nothing is lost.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases.nextstep import next_step
from makewhole.claims.cases.states import MOVES, may_move
from makewhole.claims.errors import CaseChanged, CaseIdTaken, CaseMissing, MoveRefused
from makewhole.claims.models import Case, Event, Message, State
from makewhole.claims.recording import add, event, plain


def locked(scope: Scope, number: int, version: int | None = None) -> Case:
    """The case, held until the transaction ends.

    Errors: CaseMissing; CaseChanged, if `version` is given and no longer the case's own.
    """
    rows = scope.within(Case.objects.select_for_update(of=("self",)))
    case = rows.filter(pk=number).first()
    if case is None:
        raise CaseMissing(f"C-{number}")
    if version is not None and case.version != version:
        raise _changed(case)
    return case


def keep(case: Case, by: str, what: str, **new: Any) -> Case:
    """Store new values of a case, its next step and its event; the version grows by one."""
    old = {name: getattr(case, name) for name in new}
    for name, value in new.items():
        setattr(case, name, value)
    step, due = next_step(case)
    for name, value in (("next_action", step), ("next_action_due", due)):
        old.setdefault(name, getattr(case, name))
        setattr(case, name, value)
    changed = {name: value for name, value in old.items() if value != getattr(case, name)}
    if changed:
        _store(case, by, what, changed)
    return case


def move(case: Case, after: State, by: str, what: str, **new: Any) -> Case:
    """Take a case to another state, or store news within the same.

    Errors: MoveRefused.
    """
    before = State(case.state)
    if after != before and not may_move(before, after):
        raise MoveRefused(case.label, before.label, after.label, [s.label for s in MOVES[before]])
    return keep(case, by, what, state=after, **new)


def say(case: Case, kind: str, text: str, *, day: date, by: str) -> None:
    """Keep one step of the talk, or a note, with the case."""
    if text.strip():
        add(Message(case=case, kind=kind, day=day, who=by, text=text), by, f"{kind} kept")


def note_event(case: Case, by: str, what: str, *, before: Any, after: Any) -> None:
    """Raise the version and tell of a change that lies beside the case's own columns (its tags)."""
    seen = case.version
    raised = Case.objects.filter(pk=case.pk, version=seen).update(version=seen + 1)
    if not raised:
        raise _changed(case)
    case.version = seen + 1
    before, after = {**before, "version": seen}, {**after, "version": seen + 1}
    event(case, by, what, before=before, after=after).save(force_insert=True)


def _store(case: Case, by: str, what: str, old: dict[str, Any]) -> None:
    seen = case.version
    new = {name: getattr(case, name) for name in old}
    try:
        with transaction.atomic():
            stored = Case.objects.filter(pk=case.pk, version=seen).update(version=seen + 1, **new)
    except IntegrityError:
        taken = _id_taken(case)
        if taken is None:
            raise
        raise taken from None
    if not stored:
        raise _changed(case)
    case.version = seen + 1
    before = {name: plain(value) for name, value in old.items()} | {"version": seen}
    after = {name: plain(value) for name, value in new.items()} | {"version": seen + 1}
    event(case, by, what, before=before, after=after).save(force_insert=True)


def _id_taken(case: Case) -> CaseIdTaken | None:
    held = Case.objects.filter(account=case.account_id, amazon_case_id=case.amazon_case_id)
    other = held.exclude(pk=case.pk).first() if case.amazon_case_id else None
    if other is None:
        return None
    return CaseIdTaken(str(case.amazon_case_id), case.label, other.label)


def _changed(case: Case) -> CaseChanged:
    last = Event.objects.filter(table="cases", row=case.pk).order_by("-pk").first()
    who, what = (last.who, last.what) if last is not None else ("somebody", "changed")
    return CaseChanged(case.label, who, what)
