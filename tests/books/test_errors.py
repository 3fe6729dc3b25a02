"""Books that cannot be used say so in plain words, and stay as they are."""

import errno
import sqlite3

import duckdb
import pytest
from tests.books.making import ledger, shown

from makewhole.books import Books
from makewhole.books.errors import BooksBroken, BooksNewer, BooksOlder, DiskFull, SourcesMissing

FULL = (
    "{home}: the disk is full. The import was stopped and the books are unchanged. "
    "Free some space and read the files again; files already read are recognised."
)


def put_version(home, number):
    (home / "books" / "VERSION").write_text(f"{number}\n")


def test_newer_books_are_refused(books):
    put_version(books.home, 2)
    with pytest.raises(BooksNewer) as error:
        Books.open(books.home)
    assert str(error.value) == (
        f"{books.home}: these books have form 2; this makewhole knows forms up to 1. "
        "They were left as they are. Update makewhole, or use another --home."
    )


def test_older_books_say_how_to_bring_them_forward(books):
    put_version(books.home, 0)
    with pytest.raises(BooksOlder) as error:
        Books.open(books.home)
    assert str(error.value) == (
        f"{books.home}: these books have form 0; this makewhole works with form 1. "
        "They were left as they are. Bring them forward (it can be repeated): "
        f"makewhole upgrade --home {books.home}"
    )


BROKEN = (
    "{path}: {found}; expected is {expected}. Something else than makewhole changed this home. "
    "Nothing was done. Put the home back from a copy, or read your downloads into another one."
)


def test_a_version_that_is_no_number_is_named(books):
    put_version(books.home, "abc")
    with pytest.raises(BooksBroken) as error:
        Books.open(books.home)
    path = books.home / "books" / "VERSION"
    assert str(error.value) == BROKEN.format(
        path=path, found='it holds "abc"', expected="the number of the books' form"
    )


def test_books_without_their_list_of_files_are_named(books):
    path = books.home / "books" / "form-1" / "manifest.sqlite"
    path.unlink()
    with pytest.raises(BooksBroken) as error:
        Books.open(books.home)
    assert str(error.value) == BROKEN.format(
        path=path, found="it is not there", expected="the list of the files in the books"
    )


def test_missing_sources_are_named(tmp_path):
    assert str(SourcesMissing(tmp_path, ["a.csv", "b.zip!c.csv"])) == (
        f"{tmp_path}: 2 of the files in these books are not kept in them (a.csv, b.zip!c.csv), "
        "so their rows cannot be made anew. The books were left as they are. "
        "Read your downloads into a new --home."
    )


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        duckdb.IOException("IO Error: Could not write file: No space left on device"),
        sqlite3.OperationalError("database or disk is full"),
    ],
    ids=["system", "duckdb", "sqlite"],
)
@pytest.mark.parametrize(
    "place",
    [
        "makewhole.books.adding.Adding._enter_file",
        "makewhole.books.overlap.Settling._keep",
        "makewhole.books.store.write_through",
    ],
)
def test_a_full_disk_leaves_the_books_unchanged(books, read, monkeypatch, error, place):
    books.add([read([ledger()], name="a")], "acme")
    before = shown(books, "ledger_events")

    def fail(*_, **__):
        raise error

    monkeypatch.setattr(place, fail)
    second = read([ledger(units=-9), ledger()], name="b")
    with pytest.raises(DiskFull) as full:
        books.add([second], "acme")
    assert str(full.value) == FULL.format(home=books.home)
    monkeypatch.undo()
    books.sweep()
    assert shown(books, "ledger_events") == before
    assert len(list((books.home / "books" / "form-1" / "imports").iterdir())) == 1
    books.add([read([ledger(units=-9), ledger()], name="b")], "acme")
    assert len(shown(books, "ledger_events")) == 2


def test_a_full_disk_while_reading_is_named_too(books):
    with pytest.raises(DiskFull), books.staging():
        raise OSError(errno.ENOSPC, "No space left on device")


def test_other_errors_stay_what_they_are(books):
    with pytest.raises(PermissionError), books.staging():
        raise PermissionError(errno.EACCES, "no")
