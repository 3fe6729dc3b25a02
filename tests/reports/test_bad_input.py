"""Whatever is wrong with a file is said in a sentence its owner understands, at the right line."""

import gzip
import io
import zipfile
from pathlib import Path

import duckdb
import pytest
from tests.reports.conftest import LEDGER, Give, ledger_row, read_folder

from makewhole.errors import PathMissing
from makewhole.reports import read_paths


def quoted(line: str) -> str:
    """A line of a ledger with every cell in quotes, between commas."""
    return '"' + line.rstrip("\n").replace("\t", '","') + '"\n'


def test_good_rows_stay_when_others_are_bad(give: Give) -> None:
    read = give(LEDGER + ledger_row() + ledger_row(units="x") + ledger_row(units="-3"))
    assert read.rows("line, units") == [(2, -1), (4, -3)]
    assert (read.file.records, read.file.kept, read.file.set_aside_rows) == (3, 2, 1)


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(PathMissing) as raised:
        read_paths([tmp_path / "nowhere"], staging=tmp_path)
    assert "there is no such file or folder" in str(raised.value)


BAD_ROWS = {
    "date in the other order": (
        ledger_row(day="31/03/2026"),
        'ledger.tsv, line 2, column Date: "31/03/2026" is not a date in a form this report uses '
        "(03/31/2026 or 2026-03-31). The row was set aside. If your Seller Central shows the day "
        "first, read the file again with --dates day-first.",
    ),
    "no date": (
        ledger_row(day="soon"),
        'ledger.tsv, line 2, column Date: "soon" is not a date in a form this report uses '
        "(03/31/2026 or 2026-03-31). The row was set aside.",
    ),
    "empty date": (
        ledger_row(day=""),
        "ledger.tsv, line 2, column Date: the cell is empty, and this report needs it filled. "
        "The row was set aside.",
    ),
    "a day that does not exist": (
        ledger_row(day="02/30/2026"),
        'ledger.tsv, line 2, column Date: "02/30/2026" is not a date in a form this report uses '
        "(03/31/2026 or 2026-03-31). The row was set aside. If your Seller Central shows the day "
        "first, read the file again with --dates day-first.",
    ),
    "year 0001": (
        ledger_row(day="01/01/0001"),
        'ledger.tsv, line 2, column Date: "01/01/0001" is a date out of range (1900 to 2100). '
        "The row was set aside. Look the row up in Seller Central.",
    ),
    "year 9999": (
        ledger_row(day="9999-12-31"),
        'ledger.tsv, line 2, column Date: "9999-12-31" is a date out of range (1900 to 2100). '
        "The row was set aside. Look the row up in Seller Central.",
    ),
    "quantity 1e9": (
        ledger_row(units="1e9"),
        'ledger.tsv, line 2, column Quantity: "1e9" is not a whole number of units. '
        "The row was set aside.",
    ),
    "quantity 2.5": (
        ledger_row(units="2.5"),
        'ledger.tsv, line 2, column Quantity: "2.5" is not a whole number of units. '
        "The row was set aside.",
    ),
    "quantity -0": (
        ledger_row(units="-0"),
        'ledger.tsv, line 2, column Quantity: "-0" is a movement of no units. '
        "The row was set aside.",
    ),
    "quantity 0": (
        ledger_row(units="0"),
        'ledger.tsv, line 2, column Quantity: "0" is a movement of no units. '
        "The row was set aside.",
    ),
    "quantity empty": (
        ledger_row(units=""),
        "ledger.tsv, line 2, column Quantity: the cell is empty, and this report needs it filled. "
        "The row was set aside.",
    ),
    "quantity above a million": (
        ledger_row(units="1000001"),
        'ledger.tsv, line 2, column Quantity: "1000001" is more than one row can hold (at most '
        "1,000,000 units are believed). The row was set aside. Look the row up in Seller Central.",
    ),
    "FNSKU empty": (
        ledger_row(fnsku=""),
        "ledger.tsv, line 2, column FNSKU: the cell is empty, and this report needs it filled. "
        "The row was set aside.",
    ),
    "too few cells": (
        "03/31/2026\tX001\tB000000001\n",
        "ledger.tsv, line 2: the row has 3 cells where the headings ask for 14. The row was set "
        "aside. It was probably cut when the file was saved or sent: download the report again.",
    ),
    "a cell beyond the headings": (
        ledger_row().rstrip("\n") + "\textra\n",
        'ledger.tsv, line 2: "extra" stands beyond the last heading, so it is not certain which '
        "cell belongs to which heading. The row was set aside. A delimiter inside an unquoted text "
        "is the usual cause: download the report again.",
    ),
    "far more cells": (
        ledger_row().rstrip("\n") + "\ta" * 30 + "\n",
        "ledger.tsv, line 2: the line has far more cells than there are headings. The line was "
        "set aside. Download the report again.",
    ),
    "a million characters": (
        ledger_row(title="x" * 1_000_000),
        "ledger.tsv, line 2: the line is 1,000,071 bytes long, which no row of a report is. "
        "The line was set aside. Download the report again.",
    ),
    "NUL bytes": (
        ledger_row(title="a\0cup"),
        "ledger.tsv, line 2: the line holds NUL bytes, which no report has: the file was damaged "
        "on a disk or on the way. The line was set aside. Download the report again.",
    ),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_bad_row(give: Give, case: str) -> None:
    row, said = BAD_ROWS[case]
    read = give(LEDGER + row + ledger_row(fnsku="X002"))
    assert read.aside_texts() == [said]
    assert read.rows("line, fnsku") == [(3, "X002")]


def test_bytes_that_are_no_text_in_a_file_of_utf8(give: Give) -> None:
    good = ledger_row(title="Café").encode()
    read = give(LEDGER.encode() + good + good + ledger_row().encode().replace(b"cup", b"c\xe9p"))
    assert read.aside_texts() == [
        "ledger.tsv, line 4: the line holds bytes that are no text in the encoding of the file. "
        "The line was set aside. Download the report again, and do not edit it before it is read."
    ]
    assert read.file.encoding == "utf-8"


def test_half_a_character_at_the_end(give: Give) -> None:
    whole = (LEDGER + ledger_row() + ledger_row(title="Café")).encode()
    read = give(whole[: whole.index(b"\xc3") + 1])
    assert read.aside_texts() == [
        "ledger.tsv, line 3: the line ends in half a character: the file was cut short. The line "
        "was set aside. Download the report again."
    ]
    assert read.rows("line") == [(2,)]


def test_quotes_left_open_in_two_lines_take_no_row_between_them(give: Give) -> None:
    rows = [quoted(ledger_row(fnsku=f"X{number:03}")) for number in range(40)]
    rows[5] = rows[5].replace('"US"', '"US')
    rows[20] = rows[20].replace('"03/31/2026"', '"03/31/2026')
    read = give(quoted(LEDGER) + "".join(rows), "ledger.csv")
    assert [(each.line, each.kind) for each in read.aside()] == [
        (7, "open_quote"),
        (22, "open_quote"),
    ]
    assert read.file.kept == 38


def test_marks_of_byte_order_before_rows(give: Give) -> None:
    rows = "".join(f"\ufeff{ledger_row(fnsku=f'X{number:03}')}" for number in range(3))
    read = give(LEDGER + rows + "\ufeff" + LEDGER + ledger_row(fnsku="X003"))
    assert read.rows("fnsku, line") == [("X000", 2), ("X001", 3), ("X002", 4), ("X003", 6)]
    assert (read.file.kept, read.file.skipped) == (4, 1)


def test_marks_nobody_sees_are_no_part_of_an_id(give: Give) -> None:
    ids = ["X001", "\u200bX001", "X001\u00a0", "\u202aX001\u202c", "X\u2060001"]
    read = give(LEDGER + "".join(ledger_row(fnsku=one, title="Café") for one in ids))
    assert read.rows("distinct on (fnsku) fnsku, title") == [("X001", "Café")]
    assert read.file.kept == 5


def test_a_cell_longer_than_any(give: Give) -> None:
    row = quoted(ledger_row(title='5"" ' + "z" * 150_000))
    assert give(quoted(LEDGER) + row + quoted(ledger_row()), "ledger.csv").file.kept == 2


def test_a_quote_that_is_never_closed(give: Give) -> None:
    header = LEDGER.replace("\t", ",")
    row = ledger_row().replace("\t", ",")
    read = give(header + row + row.replace("A cup", '"A cup') + row, "ledger.csv")
    assert read.aside_texts() == [
        "ledger.csv, line 3: a double quote is opened in this line and never closed. The line was "
        "set aside. Download the report again."
    ]
    assert read.rows("line") == [(2,), (4,)]


FILES: dict[str, tuple[str, bytes, str]] = {
    "empty file": (
        "empty.csv",
        b"",
        "empty.csv: the file is empty. Nothing was read from it. A report without rows still has "
        "its headings: download it again.",
    ),
    "only blanks": (
        "blank.csv",
        b"\n \n\n",
        "blank.csv: the file is empty. Nothing was read from it. A report without rows still has "
        "its headings: download it again.",
    ),
    "a PDF": (
        "invoice.csv",
        b"%PDF-1.7\n1 0 obj",
        "invoice.csv: this is a PDF document, not a report. It was left alone.",
    ),
    "a photo": (
        "box.jpg",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        "box.jpg: this is a photo (JPEG), not a report. It was left alone.",
    ),
    "a TAR archive": (
        "reports.tar",
        b"ledger.tsv".ljust(257, b"\0") + b"ustar" + bytes(600),
        "reports.tar: this is a TAR archive (unpack it, then give the folder), not a report. It "
        "was left alone.",
    ),
    "NUL bytes and nothing else": (
        "ledger.tsv",
        bytes(4096),
        "ledger.tsv: this is a file of NUL bytes only, as a broken download or disk leaves it, not "
        "a report. It was left alone.",
    ),
    "a workbook with a password": (
        "costs.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "costs.xlsx: this is a workbook locked with a password (save it without one), not a "
        "report. It was left alone.",
    ),
    "a web page": (
        "report.csv",
        b"<!DOCTYPE html>\n<html><body>Sign in</body></html>",
        "report.csv: this is a web page that was saved, not a report. It was left alone.",
    ),
    "every line in quotes as a whole": (
        "ledger.csv",
        "".join(f'"{line}"\n' for line in (LEDGER + ledger_row()).splitlines()).encode(),
        "ledger.csv: each of its lines stands in quotes as a whole, so that a line is one cell: a "
        "spreadsheet saved it so. It was not read. Download the report again and give it as it "
        "comes.",
    ),
    "rows without headings": (
        "ledger.tsv",
        ledger_row().encode() * 2,
        "ledger.tsv: its first line holds values (03/31/2026, X001, B000000001, SKU-1, A cup, "
        "Adjustments, …), not headings, so it cannot be told which column is which. It was not "
        "read. Download the report again and keep its first line.",
    ),
    "a table of something else": (
        "members.csv",
        b"name,city\nAda,London\n",
        "members.csv: its headings (name, city) are those of no report makewhole knows. It was not "
        "read. If it is a report, say in a mapping file which column is which (makewhole template "
        "mapping).",
    ),
    "a letter": (
        "letter.txt",
        b"Dear Sir\nI write to you\n",
        "letter.txt: it is a text without a table: no line among the first 40 has the headings of "
        "a report. It was not read.",
    ),
    "a million characters in one line": (
        "line.txt",
        b"x" * 1_000_000,
        "line.txt: it is a text without a table: no line among the first 40 has the headings of a "
        "report. It was not read.",
    ),
    "a truncated gzip": (
        "ledger.gz",
        gzip.compress((LEDGER + ledger_row() * 500).encode())[:-20],
        "ledger.gz: the compressed file breaks off before its end. Nothing of it was read, because "
        "the missing rows would count as missing units. Download the report again.",
    ),
    "a truncated zip": (
        "reports.zip",
        b"PK\x03\x04 and then nothing",
        "reports.zip: the zip archive is damaged or breaks off before its end. Nothing more of it "
        "was read. Download it again.",
    ),
    "JSON that breaks off": (
        "items.json",
        b'{"payload": {"ItemData": [',
        "items.json: it begins like JSON and is not (Expecting value: line 1 column 27 (char 26)). "
        "Nothing of it was read. Save the answer of the interface again, whole.",
    ),
    "JSON of something else": (
        "weather.json",
        b'{"sun": true}',
        "weather.json: it is JSON, but not of a shape makewhole knows. It was not read. Of the "
        "answers of Amazon's interfaces, inbound shipments and their items are read.",
    ),
    "a heading twice": (
        "ledger.tsv",
        (LEDGER.replace("ASIN", "Quantity") + ledger_row()).encode(),
        'ledger.tsv: the heading "Quantity" is there 2 times, and only one of them can be the '
        "right one. The file was not read. Rename or delete the other column and read it again.",
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_bad_file(give: Give, case: str) -> None:
    name, content, said = FILES[case]
    read = give(content, name)
    assert not read.files
    assert read.problem == said


def test_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    read = read_folder(tmp_path / "downloads", tmp_path)
    assert read.problem == (
        "downloads: the folder is empty, so there was nothing to read. Give the folder that holds "
        "your Amazon downloads."
    )


def test_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()

    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("makewhole.reports.containers.os.scandir", refuse)  # root may read all
    read = read_folder(tmp_path / "locked", tmp_path)
    assert read.problem == (
        "locked: this folder may not be read by you, so nothing in it was read. Give yourself the "
        "right to read it and try again."
    )


def test_zip_bomb(give: Give) -> None:
    packed = io.BytesIO()
    archive = zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED)
    with archive, archive.open("zeros.csv", "w") as member:
        for _ in range(300):
            member.write(b"0" * (1 << 20))
    read = give(packed.getvalue(), "bomb.zip")
    assert read.problem == (
        "bomb.zip!zeros.csv: unpacked, this file is more than 200 times its packed size, as no "
        "report is. Unpacking was stopped and nothing of it was read. If it is a report, unpack it "
        "yourself and give the file."
    )


def test_zip_with_a_name_that_points_out(give: Give) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../evil.tsv", LEDGER + ledger_row())
        archive.writestr("good.tsv", LEDGER + ledger_row())
    read = give(packed.getvalue(), "mixed.zip")
    assert read.problem == (
        "mixed.zip!../../evil.tsv: the name of this file points out of its archive, which no "
        "honest archive does. It was not unpacked. Find out where the archive comes from."
    )
    assert read.file.name == "mixed.zip!good.tsv"


def test_file_that_changes_while_it_is_read(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("makewhole.reports.containers.Document.changed", lambda document: True)
    read = give(LEDGER + ledger_row())
    assert not read.files
    assert read.problem == (
        "ledger.tsv: the file changed while it was being read, so what was read may be of two "
        "versions. Nothing of it was kept. Wait until the download is complete and read it again."
    )


def test_header_without_rows(give: Give) -> None:
    read = give(LEDGER)
    assert read.file.report == "GET_LEDGER_DETAIL_VIEW_DATA"
    assert (read.file.records, read.file.parts, read.problems) == (0, (), [])


def test_a_value_the_engine_stops_at_costs_its_file_only(
    give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise duckdb.OutOfRangeException("Out of Range Error: Overflow\nmore")

    monkeypatch.setattr("makewhole.reports.reading.write", stop)
    read = give(LEDGER + ledger_row())
    assert read.problem == (
        "ledger.tsv: the file could not be read, because the engine stopped at it (Out of Range "
        "Error: Overflow). Nothing of it was kept; the other files were read. This is a fault of "
        "makewhole, not of your file: please report it."
    )


def test_a_shipment_told_by_the_name_of_the_file(give: Give) -> None:
    content = "Merchant SKU,Title,ASIN,FNSKU,Shipped\nS1,Cup,B000000001,X001,12\n"
    read = give(content, "contents FBA15ABCDEFG.csv")
    assert read.rows("shipment_id, shipped_units", "inbound_items") == [("FBA15ABCDEFG", 12)]
    assert read.problem == (
        "contents FBA15ABCDEFG.csv, column Shipment ID: it stands nowhere in the file and was "
        "taken from the file's name: FBA15ABCDEFG."
    )
    read = give(content, "contents.csv")
    assert read.rows("shipment_id, shipped_units", "inbound_items") == [(None, 12)]
    assert read.problem == (
        "contents.csv, column Shipment ID: it stands neither in the file nor in its name, so the "
        "rows were kept and belong to none. Put it into the file's name and read the file again."
    )


def test_a_currency_in_small_letters(give: Give) -> None:
    header = "sku,cost,currency\n"
    assert give(header + "S,1.50,eur\n").rows("currency", "costs") == [("EUR",)]


def test_currency_that_does_not_exist(give: Give) -> None:
    header = (
        "approval-date\treimbursement-id\tcase-id\tamazon-order-id\treason\tsku\tfnsku\tasin\t"
        "product-name\tcondition\tcurrency-unit\tamount-per-unit\tamount-total\t"
        "quantity-reimbursed-cash\tquantity-reimbursed-inventory\tquantity-reimbursed-total\n"
    )
    row = (
        "2026-09-01T10:00:00+00:00\t1\t\t\tLost_Warehouse\tS\tX001\tB000000001\tCup\tNew\tXQZ\t"
        "4.10\t4.10\t1\t0\t1\n"
    )
    read = give(header + row)
    assert read.rows("currency, amount_total::varchar", "reimbursements") == [("XQZ", "4.1000")]
    assert read.problem == (
        'ledger.tsv, column currency: "XQZ" is no currency. The rows that name it were kept as '
        "printed and count for no amount. Look them up in Seller Central."
    )
