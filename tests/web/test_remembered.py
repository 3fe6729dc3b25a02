"""Remembered figures: made again once what they depend on has changed, and not before."""

from pathlib import Path

from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY
from tests.web.scenes import record

from makewhole.claims.cases import care
from makewhole.claims.cases.drafting import draft
from makewhole.claims.cases.worklist import BUNDLED_FROM, bundled, work_list
from makewhole.web.reading.remembered import FINDINGS, until_changed


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


def test_the_work_list_of_remembered_bundles_is_the_work_list(home: Path) -> None:
    """Whatever people do: the tables named are all that the bundles are made of."""
    record(*(finding(number) for number in range(1, 6)), finding(6, decision="review"))
    scope = owned_scope()
    steps = [
        lambda: draft(scope, on=DAY, limit=2),
        lambda: care.note(scope, 1, "called", on=DAY),
        lambda: care.judge(scope, "f6", stands=True, text="seen"),
        lambda: care.assign(scope, 1, "owner"),
        lambda: record(finding(1), finding(2), finding(9)),
    ]
    for step in steps:
        step()
        held = until_changed(scope, DAY, ("z",), lambda: bundled(scope, DAY), BUNDLED_FROM)
        assert work_list(scope, DAY, held) == work_list(scope, DAY)
