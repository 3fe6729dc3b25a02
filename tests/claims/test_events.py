"""Events: every change leaves one, and none can be changed, deleted or bypassed."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from tests.claims.scenes import (
    TODAY,
    everything,
    filed,
    finding,
    last_event,
    match,
    owned_scope,
    record,
    reimbursement,
    reversal,
    untold,
)

from makewhole.claims.cases import care, drafting, moves
from makewhole.claims.cases.drafting import draft
from makewhole.claims.errors import CaseIdTaken
from makewhole.claims.models import Event


@pytest.mark.parametrize(
    "statement",
    ["update events set who = 'x'", "delete from events", "delete from cases",
     "delete from case_lines"],
)  # fmt: skip
def test_the_database_refuses_to_change_what_happened(home: Path, statement: str) -> None:
    record(finding())
    draft(owned_scope(), on=TODAY)
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        connection.cursor().execute(statement)


def test_no_row_changes_without_its_event_in_a_whole_journey(home: Path) -> None:
    owner = owned_scope()
    steps = [
        lambda: record(finding(1), finding(2, decision="wait"), finding(3)),
        lambda: drafting.draft(owned_scope(), on=TODAY),
        lambda: care.assign(owned_scope(), 1, "owner"),
        lambda: care.tag(owned_scope(), 1, "acme"),
        lambda: care.note(owned_scope(), 1, "called", on=TODAY),
        lambda: filed(1, "A1"),
        lambda: moves.deny(owned_scope(), 1, "already_reimbursed", on=TODAY),
        lambda: moves.appeal(owned_scope(), 1, "look again", on=TODAY),
        lambda: match(reimbursement(case_id="A1")),
        lambda: match(reimbursement(case_id="A1"), reversal("P1")),
        lambda: match(reimbursement(case_id="Z9")),
        lambda: record(finding(1, units=1, amount="12.50"), finding(2)),
        lambda: moves.close(owned_scope(), 1, "accepted", on=TODAY),
        lambda: record(not_checked={"demo": {"fc_lost": "needs the ledger"}}),
    ]
    assert owner.who == "owner"
    for step in steps:
        before, event = everything(), last_event()
        step()
        assert last_event() > event
        assert untold(before, event) == []


def test_an_event_says_who_what_before_and_after(home: Path) -> None:
    record(finding())
    draft(owned_scope(), on=TODAY)
    filed(1, "A1")
    event = Event.objects.filter(table="cases").latest("pk")
    assert (event.who, event.what, event.case) == ("owner", "filed", 1)
    assert event.before["state"] == "ready"
    assert event.after["state"] == "filed"
    assert event.after["amazon_case_id"] == "A1"


def test_a_step_that_fails_leaves_neither_row_nor_event(home: Path) -> None:
    record(finding(1), finding(2))
    drafting.draft(owned_scope(), on=TODAY)
    filed(1, "A1")
    moves.make_ready(owned_scope(), 2, on=TODAY)
    before, event = everything(), last_event()
    with pytest.raises(CaseIdTaken):
        moves.file(owned_scope(), 2, "A1", on=TODAY)
    assert (everything(), last_event()) == (before, event)
