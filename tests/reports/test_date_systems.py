"""Days kept as plain numbers are counted from the day their workbook counts from."""

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from tests.reports.conftest import LEDGER, ledger_row, read_folder

from makewhole.reports.date_systems import day_zero

SINCE_1900, SINCE_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
DAY = datetime.date(2026, 3, 31)
Workbook = Callable[[str, bytes], Path]


@pytest.fixture
def packed(tmp_path: Path) -> Workbook:
    """Make a zip file of one member."""

    def make(member: str, content: bytes) -> Path:
        path = tmp_path / "book.zip"
        with zipfile.ZipFile(path, "w") as book:
            book.writestr(member, content)
        return path

    return make


@pytest.mark.parametrize(("of_1904", "zero"), [(False, SINCE_1900), (True, SINCE_1904)])
def test_a_day_is_the_same_whichever_way_its_workbook_counts(
    of_1904: bool, zero: datetime.date, tmp_path: Path
) -> None:
    path = tmp_path / "given" / "book.xlsx"
    path.parent.mkdir()
    with xlsxwriter.Workbook(path, {"date_1904": of_1904}) as book:
        sheet = book.add_worksheet()
        as_day = book.add_format({"num_format": "dd/mm/yyyy"})
        for column, heading in enumerate(LEDGER.strip().split("\t")):
            sheet.write(0, column, heading)
        for row in (1, 2):
            for column, cell in enumerate(ledger_row().rstrip("\n").split("\t")):
                sheet.write(row, column, cell)
        sheet.write_datetime(1, 0, datetime.datetime.combine(DAY, datetime.time(13)), as_day)
        sheet.write_number(2, 0, (DAY - zero).days + 0.54)  # a day that lost its form
    assert day_zero(path) == zero
    read = read_folder(path.parent, tmp_path)
    assert read.rows("line, event_date") == [(2, DAY), (3, DAY)]


def test_workbooks_of_other_kinds_say_it_elsewhere(packed: Workbook) -> None:
    properties = b"\x83\x01\x00\x99\x01\x0c"  # the beginning of the book, then its properties
    assert day_zero(packed("xl/workbook.bin", properties + b"\x21" + b"\0" * 11)) == SINCE_1904
    assert day_zero(packed("xl/workbook.bin", properties + b"\x20" + b"\0" * 11)) == SINCE_1900
    assert day_zero(packed("xl/workbook.xml", b'<x:workbook xmlns:x="a">')) == SINCE_1900
    null_date = b'<table:null-date table:value-type="date" table:date-value="1904-01-01"/>'
    assert day_zero(packed("content.xml", null_date + b"<table:table a>")) == SINCE_1904
    assert day_zero(packed("content.xml", b"<table:table a>" + null_date)) == SINCE_1900


def test_a_workbook_of_old_is_asked_for_its_record(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    for flag, zero in ((b"\0", SINCE_1900), (b"\1", SINCE_1904)):
        path.write_bytes(b"\xd0\xcf\x11\xe0 \x22\0\2\0" + flag + b"\0\x0e\0\2\0\1\0")
        assert day_zero(path) == zero
    path.write_bytes(b"\xd0\xcf\x11\xe0 and nothing that tells")
    assert day_zero(path) is None


def test_where_nothing_tells_a_number_is_no_day(
    tmp_path: Path, packed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert day_zero(packed("xl/book.xml", b"")) is None
    assert day_zero(packed("xl/workbook.xml", b"<w/>")) is None
    monkeypatch.setattr("makewhole.reports.sheets.day_zero", lambda _: None)
    path = tmp_path / "given" / "book.xlsx"
    path.parent.mkdir()
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, LEDGER.strip().split("\t"))
        sheet.write_row(1, 0, ledger_row().rstrip("\n").split("\t"))
        sheet.write_number(1, 0, 44650)
    assert read_folder(path.parent, tmp_path).aside_texts() == [
        'book.xlsx, line 2, column Date: "44650" is not a date in a form this report uses '
        "(03/31/2026 or 2026-03-31). The row was set aside."
    ]
