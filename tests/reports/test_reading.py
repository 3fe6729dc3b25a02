"""What a read file says of itself: damaged ids, unknown columns, sheets, JSON, personal cells."""

import datetime
import json
from pathlib import Path

import xlsxwriter
from tests.reports.conftest import LEDGER, Give, ledger_row, read_folder

from makewhole.books.imports import JSON, SHEET
from makewhole.reports import identify


def test_identify_says_what_each_file_is(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(LEDGER + ledger_row() + ledger_row(units="x"))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    ledger, document = identify([tmp_path])
    assert (ledger.file, ledger.report, ledger.layout, ledger.encoding) == (
        "a.tsv", "GET_LEDGER_DETAIL_VIEW_DATA", "spaced_14_older", "utf-8",
    )  # fmt: skip
    assert (ledger.rows, ledger.set_aside) == (1, 1)
    assert ledger.problem == (
        '1 row was set aside: line 3, column Quantity: "x" is not a whole number of units. '
        "The row was set aside."
    )
    assert str(ledger.first_day) == str(ledger.last_day) == "2026-03-31"
    assert document.report is None
    assert document.problem == "this is a PDF document, not a report. It was left alone."


def test_ids_a_spreadsheet_damaged_are_noticed(give: Give) -> None:
    rounded = ledger_row().replace("\t7\t", "\t1.12E+14\t")
    short = ledger_row().replace("B000000001", "143356856")
    read = give(LEDGER + ledger_row() + rounded + short)
    assert read.file.kept == 3
    assert [str(problem) for problem in read.problems] == [
        'ledger.tsv, line 4, column ASIN: "143356856" is an id a spreadsheet has damaged (digits '
        "rounded away or leading zeros lost); 1 id of this column is. The rows were kept, but "
        "cannot be matched by this id. Read the file as downloaded, not as saved by a spreadsheet.",
        'ledger.tsv, line 3, column Reference ID: "1.12E+14" is an id a spreadsheet has damaged '
        "(digits rounded away or leading zeros lost); 1 id of this column is. The rows were kept, "
        "but cannot be matched by this id. Read the file as downloaded, not as saved by a "
        "spreadsheet.",
    ]


def test_formula_wrapping_is_taken_off_ids(give: Give) -> None:
    csv = (LEDGER + ledger_row(fnsku='"=""X001"""')).replace("\t", ",")
    assert give(csv).rows("fnsku") == [("X001",)]


def test_blanks_around_cells_are_cut_off(give: Give) -> None:
    read = give(LEDGER + ledger_row(fnsku=" X001  ", units=" -1 ", day="03/31/2026 "))
    assert read.rows("fnsku, units") == [("X001", -1)]


def test_missing_values(give: Give) -> None:
    read = give(LEDGER + ledger_row(title="--"))
    assert read.rows("title, reconciled_units") == [(None, None)]


def test_unknown_columns_are_named(give: Give) -> None:
    read = give((LEDGER + ledger_row()).replace("Country", "Continent"))
    assert read.rows("country") == [(None,)]
    assert read.problem == (
        'ledger.tsv: columns this version does not know were left out: "Continent". The other '
        "columns were read."
    )


def test_a_workbook_is_read_by_its_sheets(tmp_path: Path) -> None:
    path = tmp_path / "given" / "book.xlsx"
    path.parent.mkdir()
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write(0, 0, "nothing here")
        sheet = book.add_worksheet("March")
        sheet.write(0, 0, "saved by hand")
        for column, heading in enumerate(LEDGER.strip().split("\t")):
            sheet.write(2, column, heading)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, when in ((3, datetime.date(2026, 3, 31)), (5, datetime.date(2026, 4, 1))):
            cells = ledger_row().rstrip("\n").split("\t")
            for column, cell in enumerate(cells):
                sheet.write(row, column, int(cell) if cell in ("-1", "7") else cell)
            sheet.write_datetime(row, 0, datetime.datetime.combine(when, datetime.time()), day)
        sheet.write(5, 0, 46113)  # a day that lost its format
    read = read_folder(path.parent, tmp_path)
    assert read.rows("line, event_date::varchar, reference_id, units") == [
        (4, "2026-03-31", "7", -1),
        (6, "2026-04-01", "7", -1),
    ]
    assert read.file.encoding == "xlsx"
    assert read.file.origin is not None
    assert (read.file.origin.form, read.file.origin.sheet) == (SHEET, "March")


def test_json_pages_are_one_list(give: Give) -> None:
    item = {"ShipmentId": "FBA1", "SellerSKU": "S", "QuantityShipped": 4, "QuantityReceived": 3}
    pages = [
        {"payload": {"ItemData": [item]}},
        {"payload": {"ItemData": [item | {"SellerSKU": "T"}]}},
    ]
    read = give(json.dumps(pages), "pages.txt")
    assert read.rows("line, msku, shipped_units, received_units", "inbound_items") == [
        (1, "S", 4, 3),
        (2, "T", 4, 3),
    ]
    assert read.file.origin is not None and read.file.origin.form == JSON
    assert read.file.origin.json_path == "[].payload.ItemData[]"


def test_each_answer_of_a_list_says_of_which_shipment_it_is(give: Give) -> None:
    item = {"msku": "S", "fnsku": "X001", "labelOwner": "SELLER", "quantity": 4}
    answers = [{"shipmentConfirmationId": f"FBA{n}", "items": [item]} for n in (1, 2)]
    for content in (json.dumps(answers), "\n".join(map(json.dumps, answers))):
        read = give(content, "items.json")
        assert read.rows("line, shipment_id, shipped_units", "inbound_items") == [
            (1, "FBA1", 4),
            (2, "FBA2", 4),
        ]
        assert not read.problems
    boxes = [
        {"shipmentConfirmationId": f"FBA{n}", "boxes": [{"items": [item]}, {"items": [item]}]}
        for n in (1, 2)
    ]
    assert give(json.dumps(boxes), "boxes.json").rows("line, shipment_id", "inbound_items") == [
        (1, "FBA1"),
        (3, "FBA2"),
    ]


def test_answers_without_the_list_of_the_others_are_counted(give: Give) -> None:
    item = {"ShipmentId": "FBA1", "SellerSKU": "S", "QuantityShipped": 4}
    answers = [{"payload": {"ItemData": [item]}}, {"errors": [{"code": "QuotaExceeded"}]}]
    read = give("\n".join(map(json.dumps, answers)), "items.json")
    assert read.file.kept == 1
    assert read.problem == (
        "items.json: 1 of its answers has no such list (an error, or an answer to another "
        "question) and could not be read; the others were. Save the answers to each question in a "
        "file of their own."
    )


def test_half_a_character_in_json_is_written_out(give: Give) -> None:
    item = {"ShipmentId": "FBA1", "SellerSKU": "S\ud800", "QuantityShipped": 4}
    read = give(json.dumps({"payload": {"ItemData": [item]}}), "items.json")
    assert read.rows("msku, shipped_units", "inbound_items") == [("S\\ud800", 4)]


def test_an_empty_page_is_a_report_without_rows(give: Give) -> None:
    read = give('{"payload": {"ItemData": []}}', "page.json")
    assert (read.file.report, read.file.records) == ("FULFILLMENT_INBOUND_V0", 0)


def test_personal_cells_reach_neither_table_nor_quarantine(give: Give) -> None:
    header = (
        "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\t"
        "fulfillment-channel\tsales-channel\tproduct-name\tsku\tasin\titem-status\tquantity\t"
        "currency\titem-price\titem-tax\tship-city\tship-postal-code\tship-state\n"
    )
    row = (
        "111-1\t\t2026-03-01T00:00:00+00:00\t2026-03-01T00:00:00+00:00\tShipped\tAmazon\t"
        "Amazon.com\tCup\tS\tB000000001\tShipped\t{}\tUSD\t4.10\t0\tSecretville\t99999\tWA\n"
    )
    read = give(header + row.format(1) + row.format("x"))
    assert read.file.kept == 1
    shown = read.aside()[0].row or ""
    assert "Secretville" not in shown and "99999" not in shown and "111-1" in shown
    assert read.file.origin is not None
    assert "ship-city" in read.file.origin.personal
