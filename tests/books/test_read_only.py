"""Books that may only be read are read, leave no trace of it, and say why they do not change."""

import sqlite3

import pytest
from tests.books.making import ledger

from makewhole.books import Books
from makewhole.books.errors import BooksMidway, BooksReadOnly
from makewhole.books.home import Home


@pytest.fixture
def kept(books, read, monkeypatch):
    """Books of one row and one row set aside, which this user may not change."""
    books.add([read([ledger()], aside=1)], "acme")
    books.close()
    monkeypatch.setattr(Home, "is_writable", False)
    return Books.open(books.home, create=False)


def entries(home):
    return sorted((str(path), path.stat().st_mtime_ns) for path in home.rglob("*"))


def test_they_are_read_without_a_trace(kept):
    before = entries(kept.home)
    with kept.snapshot() as snapshot:
        assert snapshot.rows("ledger_events") == 1
        assert [record.account for record in snapshot.file_records] == ["acme"]
        assert entries(kept.home) == before
    assert len(list(kept.set_aside())) == 1
    assert kept.accounts() == ["acme"]
    kept.close()
    assert entries(kept.home) == before


def test_what_would_change_them_is_refused(kept, read):
    says = (
        f"{kept.home}: you may not write in these books, so nothing was done. What only reads them "
        "works (audit, explain, coverage, quarantine, stock, without files of yours). To change "
        "them, get the right to write in this folder, or copy it and use the copy."
    )
    with pytest.raises(BooksReadOnly) as staged, kept.staging():
        raise AssertionError
    with pytest.raises(BooksReadOnly) as added:
        kept.add([read([ledger(units=-2)])], "acme")
    with pytest.raises(BooksReadOnly) as undone:
        kept.undo(1)
    assert {str(error.value) for error in (staged, added, undone)} == {says}


def test_a_change_stopped_midway_is_for_somebody_else_to_finish(kept, monkeypatch):
    manifest = Home(kept.home).manifest
    manifest.with_name(manifest.name + "-wal").write_bytes(b"")

    def refuse(*_, **__):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("makewhole.books.manifest.sqlite3.connect", refuse)
    with pytest.raises(BooksMidway) as error:
        kept.accounts()
    assert str(error.value) == (
        f"{kept.home}: a change of these books was stopped midway, and you may not write in them. "
        "Nothing was done. Let somebody who may write here run any command on them once, such as "
        f"makewhole coverage --home {kept.home}, or copy the folder and use the copy."
    )
