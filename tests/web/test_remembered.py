"""Remembered figures: made again once what they depend on has changed, and not before."""

from pathlib import Path

import pytest
from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY
from tests.web.scenes import record

from makewhole.claims import changes
from makewhole.claims.cases import care
from makewhole.claims.cases.drafting import draft
from makewhole.web.reading.remembered import FINDINGS, brought_up, until_changed


def test_a_value_is_made_again_after_any_change(home: Path) -> None:
    record(finding(1))
    scope, made = owned_scope(), iter(range(9))
    told = [until_changed(scope, DAY, ("x",), lambda: next(made)) for _ in range(2)]
    draft(scope, on=DAY)
    told.append(until_changed(scope, DAY, ("x",), lambda: next(made)))
    assert told == [0, 0, 1]


def test_changes_of_other_tables_leave_it_and_of_its_own_do_not(home: Path) -> None:
    record(finding(1))
    scope, made = owned_scope(), iter(range(9))

    def ask() -> int:
        return until_changed(scope, DAY, ("y",), lambda: next(made), FINDINGS)

    assert ask() == 0
    draft(scope, on=DAY)
    care.note(scope, 1, "called", on=DAY)
    assert ask() == 0
    record(finding(1), finding(2))
    assert ask() == 1
    care.note(scope, 1, "called again", on=DAY)
    assert ask() == 1


def test_what_is_made_again_is_given_what_it_was(home: Path) -> None:
    record(finding(1))
    scope = owned_scope()

    def ask() -> list[int]:
        return brought_up(scope, DAY, ("z",), lambda earlier: [*(earlier or []), 1])

    assert (ask(), ask()) == ([1], [1])
    draft(scope, on=DAY)
    assert ask() == [1, 1]


def test_nothing_is_remembered_while_nobody_can_say_what_was_seen(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(finding(1))
    scope, made = owned_scope(), iter(range(9))
    monkeypatch.setattr(changes, "latest", lambda: None)
    assert [until_changed(scope, DAY, ("w",), lambda: next(made)) for _ in range(2)] == [0, 1]
