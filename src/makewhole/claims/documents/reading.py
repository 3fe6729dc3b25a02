"""What can be read out of a paper: text, pages, and the day it was issued."""

import re
from dataclasses import dataclass, replace
from datetime import date

import pypdfium2
import pypdfium2.raw

from makewhole.claims.documents.formats import PICTURES
from makewhole.claims.documents.recognising import recognised
from makewhole.claims.documents.swelling import is_bomb

_MOST_PAGES = 200
_MOST_TEXT = 400_000
_DATES = (
    (re.compile(r"\b(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b"), (1, 2, 3)),
    (re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b"), (3, 2, 1)),
    (re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日"), (1, 2, 3)),
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier gennaio enero",
            "february feb februar février febbraio febrero",
            "march mar märz mars marzo", "april apr avril aprile abril", "may mai maggio mayo",
            "june jun juni juin giugno junio", "july jul juli juillet luglio julio",
            "august aug août agosto", "september sep sept septembre settembre septiembre",
            "october oct oktober okt octobre ottobre octubre", "november nov novembre noviembre",
            "december dec dezember dez décembre dicembre diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WORDED = (
    re.compile(r"\b([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (20\d\d)\b"),
    re.compile(
        r"\b(\d{1,2})(?:st|nd|rd|th)?\.?(?: de)?[ -]([^\W\d_]{3,10})\.?(?: de)?,?[ -](20\d\d)\b"
    ),
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a paper says. `refused` is a kind of problem where it cannot be opened at all.

    `is_recognised` where the text was recognised from a picture and may hold errors.
    """

    text: str = ""
    pages: int | None = None
    refused: str = ""
    is_recognised: bool = False


def read(content: bytes, form: str) -> Read:
    """Text and pages of a paper; of pictures only where a program to recognise it is installed."""
    if form in ("TEXT", "HTML"):
        return Read(content[:_MOST_TEXT].decode("utf-8", "replace"))
    found = _pdf(content) if form == "PDF" else Read()
    if found.text.strip() or found.refused or form not in PICTURES | {"PDF"}:
        return found
    text = recognised(content, form)[:_MOST_TEXT]
    return replace(found, text=text, is_recognised=True) if text else found


def issued_on(text: str) -> date | None:
    """The day a paper was issued: the only day, or the first that its text names.

    Days written with slashes are left alone: which comes first, day or month, cannot be told.

    >>> issued_on("Invoice 77 of 3 March 2026, due 2026-04-02")
    datetime.date(2026, 3, 3)
    """
    found: list[tuple[int, date]] = []
    for pattern, (year, month, day) in _DATES:
        for hit in pattern.finditer(text):
            _keep(found, hit.start(), (hit[year], hit[month], hit[day]))
    for pattern in _WORDED:
        for hit in pattern.finditer(text):
            first, second = hit[1].lower(), hit[2].lower()
            named, day_text = (first, second) if second.isdigit() else (second, first)
            if named in _MONTHS:
                _keep(found, hit.start(), (hit[3], str(_MONTHS[named]), day_text))
    return min(found)[1] if found else None


def _keep(found: list[tuple[int, date]], at: int, day: tuple[str, str, str]) -> None:
    try:
        found.append((at, date(int(day[0]), int(day[1]), int(day[2]))))
    except ValueError:
        return  # a number that only looks like a day


def _pdf(content: bytes) -> Read:
    if is_bomb(content):
        return Read(refused="bomb")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = pypdfium2.raw.FPDF_GetLastError() == pypdfium2.raw.FPDF_ERR_PASSWORD
        is_locked = locked or "password" in str(error).lower()
        return Read(refused="encrypted" if is_locked else "damaged")
    try:
        pages = len(document)
        texts = (document[number].get_textpage().get_text_bounded() for number in
                 range(min(pages, _MOST_PAGES)))  # fmt: skip
        return Read("\n".join(texts)[:_MOST_TEXT], pages)
    except pypdfium2.PdfiumError:
        return Read(refused="damaged")
    finally:
        document.close()
