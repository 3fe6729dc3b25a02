"""Text in any encoding sellers meet becomes the same rows, and the encoding is named."""

import codecs

import pytest
from tests.reports.conftest import LEDGER, Give, ledger_row

from makewhole.reports.encodings import encoding_of

GERMAN = "Schöne Tasse, größer – für 5 €"
JAPANESE = "日本語のカップ、とてもよい品"


@pytest.mark.parametrize(
    ("title", "codec", "label"),
    [
        ("A cup", "ascii", "utf-8"),
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8-sig", "utf-8-sig"),
        (GERMAN, "cp1252", "cp1252"),
        (GERMAN, "utf-16", "utf-16"),
        (JAPANESE, "utf-8", "utf-8"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "utf-16-le", "utf-16"),
        (GERMAN, "utf-32", "utf-32"),
    ],
)
def test_encodings(give: Give, title: str, codec: str, label: str) -> None:
    text = LEDGER + ledger_row(title=title) + ledger_row(units="x", title=title)
    read = give(text.encode(codec))
    assert read.file.encoding == label
    assert read.rows("line, title") == [(2, title)]
    assert title in (read.aside()[0].row or "")


def test_big_endian_with_a_mark(give: Give) -> None:
    read = give(codecs.BOM_UTF16_BE + (LEDGER + ledger_row(title=GERMAN)).encode("utf-16-be"))
    assert read.rows("title") == [(GERMAN,)]


def test_western_text_is_not_taken_for_japanese() -> None:
    words = "Gürtel\nTässchen\nSchlüssel\nMädchenkleid\nÖlkännchen\n" * 5
    assert encoding_of(words.encode("cp1252"), final=True).label == "cp1252"


def test_bytes_cp1252_does_not_have_are_latin_1() -> None:
    assert encoding_of(b"a\x81b\xe9\n", final=True).label == "latin-1"
