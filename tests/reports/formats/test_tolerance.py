"""Each format reads an empty month, another order, more or fewer columns, and Excel."""

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter
from tests.reports.formats.golden import read_one, told
from tests.reports.formats.layouts import CASES, matching

from makewhole.reports.columns import folded

READ = [case for case in CASES if (found := matching(case[2])) and found[0].not_read is None]
IDS = [f"{report}-{layout}" for report, layout, _ in READ]


@pytest.mark.parametrize(("report", "layout", "headings"), READ, ids=IDS)
def test_a_file_of_headings_alone_is_an_empty_month(
    report: str, layout: str, headings: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("\t".join(headings) + "\n", encoding="utf-8")
    read = read_one(path, tmp_path / "staging")
    assert (read.report, read.records, read.kept) == (report, 0, 0)


def table(path: Path) -> list[list[str]]:
    """The cells of a tab file."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def rewritten(rows: list[list[str]], order: list[int], path: Path) -> Path:
    """The same rows with their columns in another order, as quoted CSV."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([[row[i] for i in order] for row in rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


SIMPLE = ["customer_returns", "removal_shipments", "storage_fees", "fulfilled_shipments"]
HERE = Path(__file__).parent


def body(text: str) -> list[str]:
    """The rows told, without the line that names the file."""
    return text.splitlines()[1:]


@pytest.mark.parametrize("name", SIMPLE)
def test_columns_may_stand_in_any_order_and_in_another_layout(name: str, tmp_path: Path) -> None:
    original = HERE / name / "march.tsv"
    rows = table(original)
    turned = rewritten(rows, list(range(len(rows[0])))[::-1], tmp_path / "turned.csv")
    assert body(told(read_one(turned, tmp_path / "a"))) == body(
        told(read_one(original, tmp_path / "b"))
    )


@pytest.mark.parametrize("name", SIMPLE)
def test_an_optional_column_may_be_missing_and_an_unknown_one_there(
    name: str, tmp_path: Path
) -> None:
    rows = table(HERE / name / "march.tsv")
    (form,) = matching(rows[0])
    keep = {h for way in form.signatures() for group in way for h in group} | {
        folded(heading)
        for column in form.columns.values()
        if column.required
        for heading in column.headings
    }
    places = [place for place, heading in enumerate(rows[0]) if folded(heading) in keep]
    path = rewritten(
        [[*row, "new" if line == 0 else "7"] for line, row in enumerate(rows)],
        [*places, len(rows[0])],
        tmp_path / "few.csv",
    )
    read = read_one(path, tmp_path / "staging")
    assert (read.report, read.kept) == (form.report, len(rows) - 1)


@pytest.mark.parametrize("name", SIMPLE)
def test_a_file_saved_again_as_excel_reads_alike(name: str, tmp_path: Path) -> None:
    original = HERE / name / "march.tsv"
    path = tmp_path / "again.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(table(original)):
            sheet.write_row(line, 0, row)
    assert body(told(read_one(path, tmp_path / "a"))) == body(
        told(read_one(original, tmp_path / "b"))
    )
