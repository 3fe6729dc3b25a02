"""A process killed in the middle of any work leaves all of it or none, and it can be done again."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tests.claims import killed
from tests.claims.scenes import TODAY, everything, filed, finding, last_event, owned_scope, record
from tests.claims.template import connect_again

from makewhole.claims.cases.drafting import draft
from makewhole.claims.models import Case, CaseLine, Event, Finding

_ROOT = Path(__file__).parents[2]


def _die(home: Path, kind: str, place: int) -> None:
    connections.close_all()
    command = [sys.executable, "-m", "tests.claims.killed", str(home), kind, str(place)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


_POSTGRESQL = pytest.mark.postgresql


def on_both(*places: Any, again: int) -> pytest.MarkDecorator:
    """Every place on SQLite, every `again`-th on PostgreSQL too: a second is spent on each."""
    once = [("sqlite", *each) for each in places]
    more = [pytest.param("postgresql", *each, marks=_POSTGRESQL) for each in places[::-again]]
    return pytest.mark.parametrize(("home", "kind", "place"), [*once, *more], indirect=["home"])


@pytest.fixture
def worked(home: Path) -> Path:
    """A home with cases under way."""
    killed.prepare(home)
    return home


# before the first event: a row is written, and what tells of it is not; then later in the work
@on_both(
    ("file", 1), ("audit", 1), ("audit", 3), ("draft", 1), ("draft", 2), ("match", 1),
    ("match", 4), ("document", 1), ("document", 2), again=2,
)  # fmt: skip
def test_what_was_begun_is_undone_and_can_be_done_again(
    worked: Path, kind: str, place: int
) -> None:
    before, event = everything(), last_event()
    _die(worked, kind, place)
    connect_again(worked)
    assert (everything(), last_event()) == (before, event)
    killed.run(worked, kind)
    assert last_event() > event
    after = everything()
    killed.run(worked, "match")  # payments, too, go on
    assert everything() != before and after != before


# a pack is a file: where its case is kept does not matter
@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
@pytest.mark.parametrize("place", [1, 4])
def test_a_pack_is_there_whole_or_not_at_all(worked: Path, place: int) -> None:
    _die(worked, "pack", place)
    assert not (worked / "C-1.zip").exists()
    connect_again(worked)
    killed.run(worked, "pack")
    assert (worked / "C-1.zip").exists()


@on_both(("day", 3), ("day", 60), ("day", 333), ("day", 1500), again=2)
def test_killed_at_any_statement_every_row_has_its_story_and_work_goes_on(
    home: Path, kind: str, place: int
) -> None:
    _die(home, kind, place)
    connect_again(home)
    for row in Finding.objects.values("pk"):
        assert Event.objects.filter(table="findings", row=row["pk"]).exists()
    for case in Case.objects.all():
        told = Event.objects.filter(table="cases", row=case.pk).order_by("pk")
        assert told.count() == case.version
        last = told.exclude(after__state=None).last()
        assert last is not None and last.after["state"] == case.state
        if case.origin == "drafted":  # one taken over from a payment may name no finding
            assert CaseLine.objects.filter(case=case).exists()
    later = TODAY + timedelta(days=99)  # a day whose budget is untouched
    record(finding(5000, closes_on=None, remind_by=None))
    (made,) = draft(owned_scope(), on=later, finding_ids=["f5000"]).cases
    assert filed(made.pk, "Z1", on=later).state == "filed"
