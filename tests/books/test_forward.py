"""Books of an older form are made anew from the sources kept, as often as one likes."""

import hashlib
import sqlite3
from dataclasses import replace

import pytest
from tests.books.making import ledger, make_read, shown

from makewhole.books import Books, Origin
from makewhole.books.errors import BooksNewer, NoBooks, SourcesMissing
from makewhole.books.forward import BroughtForward, bring_forward
from makewhole.books.imports import source_number


def reading(path, sha256, name, folder):
    """A small format of its own: a reference and a quantity on each line."""
    rows = [
        ledger(reference_id=reference, units=int(units), source=source_number(sha256))
        for reference, units in (line.split(",") for line in path.read_text().splitlines())
    ]
    read = make_read(folder, {"ledger_events": rows}, name=name)
    return replace(read, sha256=sha256, origin=Origin(path, delimiter=","))


def reader(kept, folder):
    return reading(kept.path, kept.sha256, kept.name, folder)


def add(books, folder, name, text):
    path = folder / name
    path.write_text(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    with books.staging() as staging:
        read = reading(path, sha256, name, staging)
        imported = books.add([read], "acme")
    books.keep_source(read)
    return imported


@pytest.fixture
def old_home(books, tmp_path):
    """A home of form 0: the outline, the sources, and nothing else that form 1 has."""
    add(books, tmp_path, "a.csv", "R1,-1\nR2,-2\n")
    add(books, tmp_path, "b.csv", "R9,-9\n")
    add(books, tmp_path, "c.csv", "R2,-2\nR3,-3\nR2,-2\n")
    books.undo(2)
    home = books.home
    form = home / "books" / "form-1"
    db = sqlite3.connect(form / "manifest.sqlite", isolation_level=None)
    for table in ("left_out_rows", "left_out", "days", "parts"):
        db.execute(f"drop table {table}")
    for column in ("layout", "encoding", "problems", "kept"):
        db.execute(f"alter table files drop column {column}")
    db.close()
    form.rename(home / "books" / "form-0")
    (home / "books" / "VERSION").write_text("0\n")
    return home


def test_an_older_home_is_brought_forward(old_home, books):
    assert bring_forward(old_home, reader) == BroughtForward(0, 1, 2)
    forward = Books.open(old_home)
    references = [row[0] for row in shown(forward, "ledger_events", "reference_id")]
    assert references == ["R1", "R2", "R2", "R3"]
    assert [(r.import_id, r.files, r.undone_at is None) for r in forward.imports()] == [
        (1, 1, True), (2, 0, False), (3, 1, True),
    ]  # fmt: skip
    source = next(f.source for f in forward.files() if f.name == "c.csv")
    assert forward.quote(source, 2) == "R3,-3"
    assert not (old_home / "books" / "form-0").exists()
    assert not (old_home / "books" / "building").exists()


def test_it_can_be_repeated(old_home):
    bring_forward(old_home, reader)
    before = shown(Books.open(old_home), "ledger_events")
    assert bring_forward(old_home, reader) == BroughtForward(1, 1, 0)
    assert shown(Books.open(old_home), "ledger_events") == before


@pytest.mark.parametrize("step", ["write_form", "_carry", "_remove_others", "fsync"])
def test_stopped_half_way_it_is_done_by_doing_it_again(old_home, monkeypatch, step):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(f"makewhole.books.forward.{step}", stop)
    with pytest.raises(KeyboardInterrupt):
        bring_forward(old_home, reader)
    monkeypatch.undo()
    bring_forward(old_home, reader)
    assert len(shown(Books.open(old_home), "ledger_events")) == 4
    assert not (old_home / "books" / "form-0").exists()


def test_numbers_go_on_after_it(old_home, tmp_path):
    bring_forward(old_home, reader)
    assert add(Books.open(old_home), tmp_path, "d.csv", "R4,-4\n").import_id == 4


def test_without_its_sources_a_home_stays_as_it_is(old_home):
    for index in (old_home / "books" / "sources").glob("*/*.json"):
        index.unlink()
    with pytest.raises(SourcesMissing) as error:
        bring_forward(old_home, reader)
    assert error.value.names == ("a.csv", "c.csv")
    assert (old_home / "books" / "VERSION").read_text() == "0\n"


def test_newer_books_and_no_books_are_refused(books, tmp_path):
    (books.home / "books" / "VERSION").write_text("7\n")
    with pytest.raises(BooksNewer):
        bring_forward(books.home, reader)
    with pytest.raises(NoBooks):
        bring_forward(tmp_path / "nowhere", reader)
