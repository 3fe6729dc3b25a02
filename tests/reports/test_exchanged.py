"""Days that a spreadsheet exchanged with their months are noticed, and the file is not read."""

import datetime
from pathlib import Path

import pytest
import xlsxwriter
from tests.reports.conftest import LEDGER, Give, ledger_row, read_folder


def says(name: str, left: str, turned: str) -> str:
    return (
        f'{name}: some of its days stand as the report prints them ("{left}"), but only those '
        f'above 12; all others stand otherwise ("{turned}"): a spreadsheet that puts the day first '
        "took their month for the day. The file was not read, because its rows would stand on "
        "wrong days. Download the report again and give it as it comes."
    )


@pytest.mark.parametrize("turned", ["03.04.2026", "2026-04-03"])
def test_a_ledger_with_exchanged_days_is_not_read(give: Give, turned: str) -> None:
    days = ("03/16/2026", turned, "03/31/2026")
    read = give(LEDGER + "".join(ledger_row(day=day) for day in days))
    assert read.files == []
    assert read.problem == says("ledger.tsv", "03/16/2026", turned)


def test_a_workbook_with_exchanged_days_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "given" / "book.xlsx"
    path.parent.mkdir()
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        as_day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, LEDGER.strip().split("\t"))
        for row in (1, 2):
            sheet.write_row(row, 0, ledger_row(day="03/16/2026").rstrip("\n").split("\t"))
        sheet.write_datetime(2, 0, datetime.datetime(2026, 4, 3), as_day)
    assert read_folder(path.parent, tmp_path).problem == says(
        "book.xlsx", "03/16/2026", "2026-04-03"
    )


@pytest.mark.parametrize(
    "days",
    [
        ("03/16/2026", "03/04/2026", "2026-04-03"),  # a day below 12 is as it was printed
        ("03/16/2026", "16.03.2026"),  # one above 12 is in the other form
        ("03/04/2026", "03/05/2026"),
        ("2026-04-03", "2026-04-04"),
        ("03/16/2026", "", "03/31/2026"),
    ],
)
def test_days_in_several_forms_are_read_where_none_was_exchanged(
    give: Give, days: tuple[str, ...]
) -> None:
    read = give(LEDGER + "".join(ledger_row(day=day) for day in days))
    assert read.file.kept == len([day for day in days if day])
