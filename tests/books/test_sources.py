"""Sources kept: byte for byte, or without personal cells, and quoted line by line."""

import gzip
import hashlib
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from makewhole.books import Origin, ReadFile
from makewhole.books.blanking import blank_json, blank_lines, split_cells
from makewhole.books.errors import SourceNotKept
from makewhole.books.imports import JSON, SHEET


@pytest.fixture
def keep(books, tmp_path):
    """Keeps a file with this content and gives the number of its source."""

    def kept(content: bytes, *, encoding="utf-8", suffix=".csv", **facts):
        path = tmp_path / f"download{suffix}"
        path.write_bytes(content)
        origin = Origin(path, **facts)
        sha256 = hashlib.sha256(content).hexdigest()
        read = ReadFile("download", sha256, "R", "csv", encoding, 0, 0, origin=origin)
        books.add([read], "acme")
        assert books.keep_source(read)
        assert not books.keep_source(read)
        path.unlink()
        return read

    return kept


def stored(books, read) -> bytes:
    sha = read.sha256
    path = books.home / "books" / "sources" / sha[:2] / f"{sha}.gz"
    return gzip.decompress(path.read_bytes())


def test_a_source_is_kept_byte_for_byte_and_quoted(books, keep):
    content = b'\xef\xbb\xbfa,b\r\n"one\r\ntwo",2\r\n3,"say ""hi"""\r\n'
    read = keep(content, delimiter=",", quoted=True)
    assert stored(books, read) == content
    assert books.quote(read.source, 1) == "a,b"
    assert books.quote(read.source, 2) == '"one\r\ntwo",2'
    assert books.quote(read.source, 4) == '3,"say ""hi"""'
    assert books.quote(read.source, 99) == ""


def test_lines_of_a_long_file_are_found_in_its_parts(books, keep):
    content = b"".join(b"row %d\t%s\n" % (n, b"x" * 90) for n in range(1, 40_001))
    read = keep(content, delimiter="\t")
    assert stored(books, read) == content
    for line in (1, 10_000, 25_000, 40_000):
        assert books.quote(read.source, line).startswith(f"row {line}\t")


def test_a_file_in_utf_16_is_quoted(books, keep):
    text = "a\tb\r\n\u0a0a\t1\r\nzwei\t2\r\n"
    read = keep(text.encode("utf-16"), encoding="utf-16", delimiter="\t")
    assert books.quote(read.source, 3) == "zwei\t2"


def test_rows_that_end_early_keep_what_is_not_personal(books, keep):
    content = b"order,buyer-name,units,note\n1,Ann,2\n2,Bob\n3,Cy,4,late\n"
    read = keep(content, delimiter=",", personal=("buyer-name",), cells=3)
    assert stored(books, read) == b"order,buyer-name,units,note\n1,,2\n\n3,,4,late\n"


def test_personal_cells_are_emptied_and_lines_stay(books, keep):
    content = (
        'Ünit,buyer-name,"comment"\n'
        '1,"Ann, Lee",ok\n'
        '2,Bob,"bad\nworse\n"\n'
        "3,Cy,fine\n"
        "4,Di Do,too,many\n"
        "5\n"
    ).encode("cp1252")
    read = keep(
        content, encoding="cp1252", delimiter=",", quoted=True, personal=("buyer-name", "comment")
    )
    assert stored(books, read).decode("cp1252") == (
        'Ünit,buyer-name,"comment"\n1,,\n2,,"\n\n"\n3,,\n\n\n'
    )
    assert books.quote(read.source, 6) == "3,,"


_PLAIN = st.text("aB1 ü.;\t", max_size=4)
_CELL = st.one_of(_PLAIN, st.text('aB1 ü.;,\t"', max_size=5).map(lambda t: quoted(t)))


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@given(
    st.lists(st.lists(_CELL, min_size=4, max_size=4), max_size=6),
    st.sets(st.integers(0, 3), min_size=1),
    st.sampled_from(["\n", "\r\n"]),
)
def test_only_the_personal_cells_of_a_row_in_order_go(rows, personal, end):
    names = ["a", "b", "c", "d"]
    origin = Origin(
        Path("x"), delimiter=",", quoted=True, personal=tuple(names[i] for i in personal), cells=4
    )
    lines = [",".join(cells) + end for cells in [names, *rows]]
    left = [["" if i in personal else cell for i, cell in enumerate(cells)] for cells in rows]
    assert list(blank_lines(lines, origin)) == [",".join(cells) + end for cells in [names, *left]]


def test_a_trailing_tab_is_no_reason_to_empty_a_row(books, keep):
    read = keep(b"order\tname\n1\tAnn\t\n", delimiter="\t", personal=("name",))
    assert stored(books, read) == b"order\tname\n1\t\t\n"


def test_personal_keys_are_emptied_in_json(books, keep):
    content = b'{"payload": {"Items": [{"id": 15, "Address": {"Name": "Ann"}}, {"id": 2}]}}'
    read = keep(
        content, suffix=".json", form=JSON, json_path="payload.Items[]", personal=("Address",)
    )
    assert b"Ann" not in stored(books, read)
    assert books.quote(read.source, 1) == '{"id": 15, "Address": null}'
    assert blank_json([{"a": [{"n": 1}]}], ["n"]) == [{"a": [{"n": None}]}]
    told = {"to": {"id": 1, "at": "Ann's"}, "at": 2}
    assert blank_json(told, ["to.at"]) == {"to": {"id": 1, "at": None}, "at": 2}


@pytest.mark.parametrize("personal", [(), ("n",)])
@pytest.mark.parametrize(
    ("content", "path"),
    [
        ('\ufeff{"i": [{"a": 1, "n": "Ann"}, {"a": 2}]}'.encode(), "i[]"),
        ('{"i": [{"a": 1, "n": "Ann"}, {"a": 2}]}'.encode("utf-16"), "i[]"),
        (b'{"i": [{"a": 1, "n": "Ann"}]}\n{"i": [{"a": 2}]}\n', "[].i[]"),
        (b'{"i": [{"a": 1, "n": "\\ud800"}, {"a": 2}]}', "i[]"),
    ],
    ids=["a mark at its start", "UTF-16", "several answers", "half a character"],
)
def test_an_answer_is_kept_and_quoted_however_it_was_saved(books, keep, content, path, personal):
    read = keep(content, suffix=".json", form=JSON, json_path=path, personal=personal)
    assert b"Ann" not in stored(books, read) or not personal
    assert books.quote(read.source, 2) == '{"a": 2}'


@pytest.mark.parametrize("personal", [(), ("name",)])
def test_a_sheet_is_quoted_by_its_row(books, keep, tmp_path, personal):
    book = xlsxwriter.Workbook(tmp_path / "x.xlsx")
    sheet = book.add_worksheet("Costs")
    for row, cells in enumerate([("note",), ("sku", "name"), ("A", "Ann")]):
        sheet.write_row(row, 0, cells)
    book.close()
    content = (tmp_path / "x.xlsx").read_bytes()
    read = keep(
        content, suffix=".xlsx", form=SHEET, sheet="Costs", header_line=2, personal=personal
    )
    assert books.quote(read.source, 3) == ("A\t" if personal else "A\tAnn")


def test_cells_are_cut_as_written():
    origin = Origin(None, delimiter=";", quoted=True)
    assert split_cells('1;"a;b";c d;""\r\n', origin) == ["1", '"a;b"', "c d", '""']


def test_what_is_not_kept_cannot_be_quoted(books):
    with pytest.raises(SourceNotKept) as error:
        books.quote(5, 1)
    assert str(error.value) == (
        "The file with number 5 is not kept in these books, so its text cannot be quoted. "
        "Read the download again and its text will be kept."
    )


def test_the_source_goes_with_its_import(books, keep):
    read = keep(b"a\n", delimiter="\t")
    books.undo(1)
    assert not list((books.home / "books" / "sources").glob("*/*"))
    with pytest.raises(SourceNotKept):
        books.quote(read.source, 1)
