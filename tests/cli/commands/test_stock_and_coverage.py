"""`makewhole stock` and `makewhole coverage`: what they print, and what they write for others."""

import csv
import io
import json
from pathlib import Path

import pytest
import python_calamine
from tests.cli.conftest import AS_OF, DEMO, FILES, makewhole


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books of the demo account."""
    folder = tmp_path_factory.mktemp("home")
    assert makewhole("read", DEMO, "--home", folder).status == 0
    return folder


_COMES = ("opening", "receipts", "customer_returns", "found", "other_in")
_LEAVES = ("shipments", "removals", "lost", "damaged", "disposed", "other_out")


def test_opening_and_what_moved_give_closing(home: Path) -> None:
    told = makewhole("stock", "--home", home, *AS_OF, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert sum(int(row["receipts"]) for row in rows) > 100
    for row in rows:
        comes, leaves = (sum(int(row[name]) for name in names) for names in (_COMES, _LEAVES))
        assert comes - leaves == int(row["closing"]), row
    assert told.err == ""
    gaps = makewhole("stock", "--home", home, *AS_OF, "--gaps", "--format", "csv")
    assert [
        (row["first_day"], row["kind"], row["gap"]) for row in csv.DictReader(io.StringIO(gaps.out))
    ] == [("2026-08-01", "other", "-1"), ("2026-09-01", "other", "-1"),
        ("2026-10-01", "other", "-1")]  # fmt: skip


def test_what_lay_there_is_not_guessed_without_a_summary() -> None:
    ledger = sorted(DEMO.glob("inventory-ledger-detail*"))
    told = makewhole("stock", *ledger, *AS_OF, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert sum(int(row["receipts"] or 0) for row in rows) > 100
    assert {row["closing"] for row in rows} == {""}
    assert "Opening and closing stock are unknown: no ledger summary was read." in told.err


def test_the_workbook_holds_what_the_csv_holds(home: Path, tmp_path: Path) -> None:
    told = makewhole("stock", "--home", home, *AS_OF, "--format", "csv")
    book = tmp_path / "stock.xlsx"
    assert makewhole("stock", "--home", home, *AS_OF, "--out", book).status == 0
    sheets = python_calamine.CalamineWorkbook.from_path(str(book))
    assert sheets.sheet_names == ["stock", "gaps", "shipments"]
    heads, *rows = sheets.get_sheet_by_name("stock").to_python()
    place = heads.index("receipts")
    receipts = [int(row["receipts"] or 0) for row in csv.DictReader(io.StringIO(told.out))]
    assert [int(str(row[place] or 0).removesuffix(".0")) for row in rows] == receipts


def test_one_fnsku_alone(home: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(
        makewhole("stock", "--home", home, *AS_OF, "--format", "csv").out
    )))  # fmt: skip
    fnsku = rows[0]["fnsku"]
    told = makewhole("stock", "--home", home, *AS_OF, "--fnsku", fnsku, "--format", "csv")
    own = list(csv.DictReader(io.StringIO(told.out)))
    assert own == [row for row in rows if row["fnsku"] == fnsku]


def test_coverage_counts_every_row_there_is(home: Path) -> None:
    read = json.loads(makewhole("read", DEMO, "--home", home, "--format", "json").out)
    assert read["known_files"] == FILES
    told = makewhole("coverage", "--home", home, "--format", "json")
    rows = [json.loads(line) for line in told.out.splitlines()]
    ledger = [row for row in rows if row["report"] == "GET_LEDGER_DETAIL_VIEW_DATA"]
    assert sum(row["rows"] for row in ledger) > 100
    missing = [row for row in rows if row.get("disables")]
    assert any("removal_damaged" in row["disables"] for row in missing)
    as_csv = makewhole("coverage", "--home", home, "--format", "csv").out
    assert len(list(csv.DictReader(io.StringIO(as_csv)))) == len(rows)


def test_coverage_of_a_folder_without_a_home_says_what_is_not_checked() -> None:
    told = makewhole("coverage", DEMO)
    assert told.status == 0
    assert "not there, so not checked" in told.out
