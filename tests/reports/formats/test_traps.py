"""The traps a format's docstring names, each walked into once."""

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.reports.formats.golden import read_one

from makewhole.books.imports import ReadFile, read_set_aside

HERE = Path(__file__).parent


def rows(read: ReadFile, table: str) -> list[dict[str, Any]]:
    """The rows a file gave to one table."""
    path = next((part.path for part in read.parts if part.table == table), None)
    if path is None:
        return []
    with duckdb.connect() as con:
        result = con.execute("select * from read_parquet($path) order by line", {"path": str(path)})
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def changed(fixture: str, old: str, new: str, tmp_path: Path) -> ReadFile:
    """A fixture read after one piece of it was replaced."""
    original = HERE / fixture
    text = original.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / original.name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_one(path, tmp_path / "staging")


@pytest.mark.parametrize("amount", ["seventy", ""])
def test_a_settlement_with_a_row_set_aside_is_not_complete(amount: str, tmp_path: Path) -> None:
    read = changed("settlement_v2/march.tsv", "\t-12.00\t", f"\t{amount}\t", tmp_path)
    (statement,) = rows(read, "settlements")
    assert (statement["complete"], statement["row_count"], read.set_aside_rows) == (False, 4, 1)


def test_lines_keep_their_currency_where_the_first_row_cannot_be_read(tmp_path: Path) -> None:
    read = changed("settlement_v2/march.tsv", "\t81.98\t", "\tx\t", tmp_path)
    assert rows(read, "settlements") == []
    assert {line["currency"] for line in rows(read, "settlement_lines")} == {"USD"}


def test_old_lines_with_neither_amount_nor_quantity_are_set_aside(tmp_path: Path) -> None:
    read = changed("settlement_v1/march.tsv", "\t-0.81", "\t", tmp_path)
    assert (read.kept, read.set_aside_rows) == (8, 1)
    assert rows(read, "settlements")[0]["complete"] is False


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("03/2026", "03/2026"),
        ("2026-03", "03/2026"),
        ("Mar-26", "03/2026"),
        ("Mar 2026", "03/2026"),
        ("2026-03-01", "03/01/2026"),
        ("03/01/2026", "03/01/2026"),
        ("01.03.2026", "03/01/2026"),
    ],
)
def test_a_ledger_summary_may_be_of_months(printed: str, label: str, tmp_path: Path) -> None:
    original = (HERE / "ledger_summary/march.csv").read_text(encoding="utf-8")
    path = tmp_path / "march.csv"
    path.write_text(re.sub("03/1[67]/2026", printed, original), encoding="utf-8")
    for row in rows(read_one(path, tmp_path / "staging"), "ledger_summaries"):
        assert (str(row["period"]), row["label"]) == ("2026-03-01", label)


def test_a_month_in_words_of_another_language_is_set_aside(tmp_path: Path) -> None:
    read = changed("ledger_summary/march.csv", "03/16/2026", "Mrz 26", tmp_path)
    (aside,) = read_set_aside(read.set_aside)
    assert aside.message == (
        '"Mrz 26" is not a date in a form this report uses (03/31/2026 or 2026-03-31). '
        "The row was set aside."
    )


@pytest.mark.parametrize("wrap", ["payload", "bare", "list", "pages", "bare pages"])
def test_answers_are_read_with_and_without_their_wrapper(wrap: str, tmp_path: Path) -> None:
    item = {"ShipmentId": "FBA15LAMP001", "SellerSKU": "LAMP-01", "QuantityShipped": 24}
    shapes: dict[str, object] = {
        "payload": {"payload": {"ItemData": [item], "NextToken": "x"}},
        "bare": {"ItemData": [item]},
        "list": [item],
        "pages": [{"payload": {"ItemData": [item]}}],
        "bare pages": [{"ItemData": [item]}],
    }
    path = tmp_path / "items.json"
    path.write_text(json.dumps(shapes[wrap]), encoding="utf-8")
    read = read_one(path, tmp_path / "staging")
    assert read.report == "FULFILLMENT_INBOUND_V0"
    (row,) = rows(read, "inbound_items")
    assert (row["shipment_id"], row["msku"], row["shipped_units"]) == (
        "FBA15LAMP001",
        "LAMP-01",
        24,
    )
    assert row["received_units"] is None


def test_items_that_name_their_shipment_at_the_top_keep_it(tmp_path: Path) -> None:
    items = json.loads((HERE / "inbound_2024/items.json").read_text(encoding="utf-8"))
    path = tmp_path / "items.json"
    path.write_text(json.dumps({"shipmentConfirmationId": "FBA15LAMP001", **items}))
    read = read_one(path, tmp_path / "staging")
    assert {row["shipment_id"] for row in rows(read, "inbound_items")} == {"FBA15LAMP001"}


@pytest.mark.parametrize(("old", "new"), [("12.50", "0"), ("12.50", "-3"), ("USD", "dollars")])
def test_a_cost_that_cannot_be_is_set_aside(old: str, new: str, tmp_path: Path) -> None:
    read = changed("costs/march.csv", old, new, tmp_path)
    assert (read.kept, read.set_aside_rows) == (1, 1)


@pytest.mark.parametrize("side", ["0", "-1", ""])
def test_a_side_that_cannot_be_is_set_aside(side: str, tmp_path: Path) -> None:
    read = changed("measurements/inches.csv", "X00LAMP001,12,", f"X00LAMP001,{side},", tmp_path)
    assert (read.kept, read.set_aside_rows) == (0, 1)


@pytest.mark.parametrize("cell", ["", "0", "1e9", "-0", "1.5", "2000000"])
def test_a_ledger_row_without_a_sound_quantity_is_set_aside(cell: str, tmp_path: Path) -> None:
    read = changed("ledger_detail/march.csv", '"-10"', f'"{cell}"', tmp_path)
    assert (read.kept, read.set_aside_rows) == (4, 1)


def test_a_file_without_a_currency_line_takes_that_of_its_one_store(tmp_path: Path) -> None:
    read = changed(
        "date_range/britain.csv", '"All amounts in GBP, unless specified"', '"Notes"', tmp_path
    )
    assert rows(read, "transactions")[0]["currency"] == "GBP"


@pytest.mark.parametrize("again", ["the headings once more", "a row cut short"])
def test_sums_over_cells_that_cannot_be_read(again: str, tmp_path: Path) -> None:
    text = (HERE / "manage_inventory/march.tsv").read_text(encoding="utf-8")
    last = text.splitlines()[-1]
    more = text.splitlines()[0] if again == "the headings once more" else last[: len(last) // 3]
    read = changed("manage_inventory/march.tsv", last, f"{last}\n{more}", tmp_path)
    whole = read_one(HERE / "manage_inventory/march.tsv", tmp_path / "whole")
    assert (read.kept, read.set_aside_rows) == (whole.kept, int(again == "a row cut short"))
