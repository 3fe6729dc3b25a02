"""Rows set aside are kept, listed, and safe to open in a spreadsheet."""

from tests.books.making import ledger

from makewhole.books.quarantine import Quarantined, write_csv
from makewhole.errors import Problem


def test_rows_set_aside_are_listed_with_their_file(books, read):
    imported = books.add([read([ledger()], name="b.csv", aside=2)], "acme")
    books.add([read([], name="a.csv", aside=1)], "acme")
    assert imported.set_aside == 2
    found = list(books.set_aside())
    assert [(row.file, row.line) for row in found] == [("a.csv", 2), ("b.csv", 3), ("b.csv", 4)]
    assert found[0].problem == Problem("a.csv", 2, "Date", "bad_date", "not a date", "=x,1")


def test_rows_set_aside_are_those_of_the_accounts_asked_for(books, read):
    books.add([read([], name="a.csv", aside=1)], "acme")
    books.add([read([], name="b.csv", aside=2)], "other")
    assert [row.file for row in books.set_aside(["other"])] == ["b.csv", "b.csv"]


def test_a_formula_in_a_row_is_defused(tmp_path):
    rows = [
        Quarantined("acme", "a.csv", 3, "Date", "bad_date", "said", raw)
        for raw in ("=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "plain", None)
    ]
    path = tmp_path / "q.csv"
    assert write_csv(rows, path) == 7
    raws = [line.rpartition(",")[2] for line in path.read_text("utf-8-sig").splitlines()]
    assert raws == ["row", "'=HYPERLINK(1)", "'+1", "-1", "'@x", "'\tx", "plain", ""]


def test_a_file_of_bad_rows_only_changes_no_table(books, read):
    books.add([read([], aside=3)], "acme")
    with books.snapshot() as snapshot:
        assert snapshot.rows("ledger_events") == 0
    assert len(list(books.set_aside())) == 3
