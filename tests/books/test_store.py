"""Books: what goes in is what comes out, once."""

from dataclasses import replace
from datetime import date

import pytest
from tests.books.making import Looking, ledger, shown

from makewhole.books import Books
from makewhole.books.errors import NoBooks, NoSuchImport, PartMalformed
from makewhole.books.imports import DoesNotAddUp, Part
from makewhole.books.tables import TABLES


def test_rows_come_back_with_account_file_and_line(books, read):
    file = read([ledger(units=-3)], name="march.csv")
    imported = books.add([file], "acme")
    assert imported.import_id == 1
    assert imported.files == ("march.csv",)
    assert shown(books, "ledger_events", "account, fnsku, units, source, line") == [
        ("acme", "X001", -3, file.source, 2)
    ]


def test_equal_rows_inside_one_file_stay(books, read):
    books.add([read([ledger(), ledger(), ledger()])], "acme")
    assert len(shown(books, "ledger_events")) == 3


def test_the_same_file_again_changes_nothing(books, read):
    books.add([read([ledger()])], "acme")
    again = books.add([read([ledger()], name="zz.csv")], "acme")
    assert again.import_id is None
    assert again.known == ("zz.csv",)
    assert len(books.imports()) == 1
    assert len(shown(books, "ledger_events")) == 1


def test_a_file_given_twice_in_one_import_counts_once_under_its_first_name(books, read):
    books.add([read([ledger()], name="b.csv"), read([ledger()], name="a.csv")], "acme")
    assert [file.name for file in books.files()] == ["a.csv"]
    books.add([read([ledger()], name="0.csv")], "acme")
    assert [file.name for file in books.files()] == ["0.csv"]


def test_two_accounts_hold_the_same_file_each_for_itself(books, read):
    books.add([read([ledger()])], "acme")
    books.add([read([ledger()])], "it's")
    assert books.accounts() == ["acme", "it's"]
    assert [row[0] for row in shown(books, "ledger_events", "account")] == ["acme", "it's"]
    with books.snapshot(["it's"]) as snapshot:
        assert snapshot.accounts == ("it's",)
        assert snapshot.rows("ledger_events") == 1


def test_books_know_their_files(books, read):
    file = read([ledger()])
    assert not books.knows(file.sha256, "acme")
    books.add([file], "acme")
    assert books.knows(file.sha256, "acme")
    assert not books.knows(file.sha256, "other")


def test_every_table_is_there_with_its_columns_even_without_files(books):
    engine = Looking()
    with books.snapshot() as snapshot:
        snapshot.attach(engine, "book_")
    for table in TABLES.values():
        found = engine.con.execute(f"describe book_{table.name}").fetchall()
        assert {row[0]: row[1] for row in found} == {"account": "VARCHAR", **table.schema}
    assert engine.con.execute("select * from book_files").fetchall() == []


def test_files_are_named_with_report_and_days(books, read):
    file = read([ledger(), ledger(event_date=date(2026, 3, 9))], name="a.csv")
    books.add([file], "acme")
    engine = Looking()
    with books.snapshot() as snapshot:
        snapshot.attach(engine)
    found = engine.con.execute("select account, source, name, report, rows, last_day from files")
    assert found.fetchall() == [
        ("acme", file.source, "a.csv", file.report, 2, date(2026, 3, 9))
    ]  # fmt: skip


def test_undo_takes_an_import_out_and_leaves_no_file_of_it(books, read):
    first = books.add([read([ledger()])], "acme")
    books.undo(first.import_id)
    assert shown(books, "ledger_events") == []
    assert not any((books.home / "books" / "form-1" / "imports").iterdir())
    assert books.imports()[0].undone_at is not None
    with pytest.raises(NoSuchImport) as error:
        books.undo(first.import_id)
    assert str(error.value) == (
        "Import 1 is not in these books, or is undone already. Nothing was changed. "
        "Imports that can be undone: none."
    )


def test_an_undone_import_can_be_read_by_those_who_began_before(books, read):
    first = books.add([read([ledger()])], "acme")
    with books.snapshot() as snapshot:
        books.undo(first.import_id)
        assert all(path.exists() for path in snapshot.files("ledger_events"))
    books.sweep()
    assert not any((books.home / "books" / "form-1" / "imports").iterdir())


def test_an_import_that_does_not_add_up_is_refused(books, read):
    short = replace(read([ledger()], name="a.csv"), records=3)
    with pytest.raises(DoesNotAddUp) as error:
        books.add([read([ledger(), ledger()]), short], "acme")
    assert str(error.value) == (
        "a.csv: the file has 3 records, but 1 were read, 0 skipped and 0 set aside, which makes 1. "
        "The import was refused and the books are unchanged. "
        "This is a fault of makewhole, not of your file: please report it."
    )
    assert books.files() == []


def test_rows_that_are_not_there_are_refused(books, read):
    file = read([ledger()], name="a.csv")
    lied = replace(file, parts=(Part("ledger_events", file.parts[0].path, 2),))
    with pytest.raises(PartMalformed) as error:
        books.add([lied], "acme")
    assert str(error.value) == (
        "a.csv: the rows for ledger_events have 1 rows of this file, where 2 rows was expected. "
        "The import was refused and the books are unchanged. "
        "This is a fault of makewhole, not of your file: please report it."
    )


def test_rows_of_another_form_are_refused(books, read):
    file = read([ledger()])
    wrong = replace(file, parts=(Part("returns", file.parts[0].path, 1),))
    with pytest.raises(PartMalformed):
        books.add([wrong], "acme")


def test_a_home_without_books_is_not_made_by_looking(tmp_path):
    with pytest.raises(NoBooks) as error:
        Books.open(tmp_path, create=False)
    assert str(error.value) == (
        f"{tmp_path}: there are no books here yet. Nothing was done. "
        f"Read your downloads first: makewhole read --home {tmp_path} FOLDER"
    )
    assert not any(tmp_path.iterdir())


def test_temporary_books_leave_nothing(read):
    with Books.temporary() as books:
        books.add([read([ledger()])], "acme")
        home = books.home
        assert len(shown(books, "ledger_events")) == 1
    assert not home.exists()
    assert not home.with_name(home.name + ".lock").exists()


def test_staging_is_gone_after_use(books):
    with books.staging() as folder:
        (folder / "half").write_text("x")
    assert not folder.exists()
