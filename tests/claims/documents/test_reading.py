"""What can be read out of a paper."""

from datetime import date

import pytest
from tests.claims.documents.papers import INVOICE, locked_pdf, pdf

from makewhole.claims.documents.formats import format_of
from makewhole.claims.documents.reading import issued_on, read


def test_the_text_of_a_pdf() -> None:
    found = read(pdf(INVOICE), "PDF")
    assert "X001" in found.text and found.pages == 1 and not found.refused


def test_a_locked_and_a_broken_pdf_are_told_apart() -> None:
    assert read(locked_pdf(), "PDF").refused == "encrypted"
    assert read(b"%PDF-1.7 nothing more", "PDF").refused == "damaged"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Invoice date 2026-03-03", date(2026, 3, 3)),
        ("Rechnung vom 03.04.2026", date(2026, 4, 3)),
        ("Facture du 3 mars 2026", date(2026, 3, 3)),
        ("Fecha: 3 de marzo de 2026", date(2026, 3, 3)),
        ("March 3rd, 2026", date(2026, 3, 3)),
        ("発行日 2026年3月3日", date(2026, 3, 3)),
        ("03/04/2026", None),  # day or month first? nobody can tell
        ("2026-13-45", None),
        ("", None),
    ],
)
def test_the_day_of_issue(text: str, day: date | None) -> None:
    assert issued_on(text) == day


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"\xff\xd8\xff\xe0", "JPG"), (b"GIF89a", "GIF"), (b"II*\x00", "TIFF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"), (b"{\\rtf1", "RTF"), (b"a,b\n1,2", "TEXT"),
        (b"MZ\x00\x01", "UNKNOWN"), (b"\x00\x00\x00\x18ftypheic", "HEIC"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_bytes_say(content: bytes, form: str) -> None:
    assert format_of(content) == form
