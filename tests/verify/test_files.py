"""Files as the checker reads them: by their lines, whatever they are packed or written in."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from makewhole.verify.rows import Row, read_all

TEXT = "sku\tcost\tcurrency\nRED\t5\tUSD\n\nBLUE\t6\tUSD\n"


def read(folder: Path, name: str, content: bytes) -> dict[str, list[int]]:
    """The lines that hold rows, per file."""
    (folder / name).write_bytes(content)
    lines: dict[str, list[int]] = {}
    for row in read_all([folder])[0]:
        lines.setdefault(row.file, []).append(row.line)
    return lines


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lines_are_counted_as_they_lie_in_the_file(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "costs.txt", TEXT.encode(encoding)) == {"costs.txt": [2, 4]}


def test_a_heading_may_follow_lines_of_explanation(tmp_path: Path) -> None:
    content = b'"How to read this, in one line"\n\n' + TEXT.replace("\t", ",").encode()
    assert read(tmp_path, "costs.csv", content) == {"costs.csv": [4, 6]}


def test_a_cell_may_hold_a_line_break_where_quotes_are_used(tmp_path: Path) -> None:
    content = b'sku,cost,note\nRED,5,"one\ntwo"\nBLUE,6,\n'
    assert read(tmp_path, "costs.csv", content) == {"costs.csv": [2, 4]}


def test_a_tab_file_without_quotes_in_its_heading_uses_none(tmp_path: Path) -> None:
    content = b'sku\tcost\tnote\nRED\t5\t"open\nBLUE\t6\t\n'
    assert read(tmp_path, "costs.txt", content) == {"costs.txt": [2, 3]}


def test_packed_files_are_named_by_where_they_lie(tmp_path: Path) -> None:
    inner = zipped(deep=TEXT.encode())
    packed = zipped(plain=TEXT.encode(), inner=inner, small=gzip.compress(TEXT.encode()))
    places = {"a.zip!plain": [2, 4], "a.zip!inner!deep": [2, 4], "a.zip!small": [2, 4]}
    assert read(tmp_path, "a.zip", packed) == places


def test_the_records_of_an_answer_are_counted_through_its_pages(tmp_path: Path) -> None:
    item = {"ShipmentId": "FBA1", "QuantityShipped": 5, "PrepDetailsList": [{"Prep": "x"}]}
    pages = [{"payload": {"ItemData": [item, item], "errors": [1, "two"]}},
             {"payload": {"ItemData": [item]}}]  # fmt: skip
    assert read(tmp_path, "items.json", json.dumps(pages).encode()) == {"items.json": [1, 2, 3]}
    plain = read(tmp_path, "plain.json", json.dumps([item, item]).encode())
    assert plain["plain.json"] == [1, 2]


def test_what_has_no_rows_is_named(tmp_path: Path) -> None:
    for name, content in (("a.xlsx", zipped(sheet=b"<x/>")), ("b.zip", b"PK\x03\x04 broken"),
                          ("c.json", b"{broken"), ("d.txt.gz", b"\x1f\x8b broken")):  # fmt: skip
        (tmp_path / name).write_bytes(content)
    rows, closed = read_all([tmp_path])
    assert rows == []
    assert closed >= {"a.xlsx", "b.zip", "c.json", "d.txt.gz"}


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2026-09-01T23:30:00-07:00", "2026-09-01"), ("09/01/2026", "2026-09-01"),
        ("13/01/2026", "2026-01-13"), ("01.09.2026", "2026-09-01"), ("2026/09/01", "2026-09-01"),
        ("2026-12", "2027-01-07"), ("31/31/2026", "None"), ("soon", "None"),
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_printed(printed: str, day: str) -> None:
    assert str(Row("f", 1, {"date": printed}).day) == day


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("1,234.50", "1234.50"), ("1.234,50", "1234.50"), ("5", "5"), ("", "0"), ("n/a", "0"),
     ("\u00a012,5", "12.5")],
)  # fmt: skip
def test_amounts_are_read_with_a_dot_or_a_comma(printed: str, amount: str) -> None:
    assert str(Row("f", 1, {"amount": printed}).amount("amount")) == amount
