"""How far the record of changes goes: nothing that was seen is missed later, on either database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest
from django.db import connection, transaction
from tests.claims.scenes import TODAY, finding, owned_scope, record

from makewhole.claims import changes
from makewhole.claims.accounts.services import ensure_account
from makewhole.claims.cases import care
from makewhole.claims.cases.drafting import draft


def test_what_changed_is_told_by_table_and_row(home: Path) -> None:
    record(finding(1))
    since = changes.latest()
    assert since
    assert not changes.has_changed(since)
    number = draft(owned_scope(), on=TODAY).cases[0].pk
    care.assign(owned_scope(), number, "owner")
    rows = changes.rows_changed(since, ("cases", "findings"))
    assert rows == {"cases": {number}, "findings": set()}
    assert changes.has_changed(since)
    assert changes.has_changed(since, ("cases",))
    assert not changes.has_changed(since, ("findings", "statements"))


def test_more_than_one_reads_counts_as_changed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "_MOST", 2)
    since = changes.latest()
    assert since is not None
    record(finding(1), finding(2))
    assert changes.rows_changed(since, ("statements",)) is None
    assert changes.has_changed(since, ("statements",))


@contextmanager
def _writing() -> Iterator[None]:
    """Somebody else who has written something and not yet finished."""
    begun, over = Signal(), Signal()

    def write() -> None:
        with transaction.atomic():
            ensure_account("another")
            begun.set()
            over.wait(20)
        connection.close()

    writer = Thread(target=write)
    writer.start()
    assert begun.wait(20)
    try:
        yield
    finally:
        over.set()
        writer.join(20)


def test_while_a_lower_number_may_still_come_nobody_says_what_was_seen(home: Path) -> None:
    record(finding(1))
    before = changes.latest()
    assert before is not None
    with _writing():
        told = changes.latest()
    assert told is None if connection.vendor == "postgresql" else told == before
    after = changes.latest()
    assert after is not None
    assert after > before
