"""What a file is: by the headings of its table (or the keys of its JSON), never by its name.

The headings are looked for in the first lines, because downloads print lines above them; the first
line in which a format finds all the headings it asks for is the header. Formats that both match are
only told apart where one says that it is a special case of the other (`over`); else the file is
refused with both names.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from makewhole.reports.columns import folded
from makewhole.reports.form import Report, formats
from makewhole.reports.lines import LONGEST_CELL, cells_in

HEADER_WITHIN = 40  # lines
DELIMITERS = ("\t", ",", ";", "|")
_LOOKED_AT = 1000  # lines
_MANY = 8


class Ambiguous(Exception):
    """Headings that fit several formats, none of which is a special case of the others."""

    def __init__(self, reports: list[str]) -> None:
        self.reports = reports
        super().__init__(", ".join(reports))


@dataclass(frozen=True, slots=True)
class Head:
    """Where a table begins in a text: its header line (from 1), how it is cut, what is above it.

    `ends_early`: the empty cells at the end of rows were dropped when the file was saved. `most`
    is how many cells a row may have, be they blank beyond the headings: a row with more has a
    delimiter too many, which within quotes does no harm. 0 where nothing is known against it.
    """

    form: type[Report]
    header_line: int
    headings: list[str]
    delimiter: str
    quotes: str  # around no cell (`none`), around cells that need them (`some`), around all
    preamble: str
    ends_early: bool = False
    most: int = 0

    @property
    def quoted(self) -> bool:
        """Whether quotes enclose cells at all."""
        return self.quotes != "none"


@cache
def _ways() -> list[tuple[type[Report], list[tuple[frozenset[str], ...]], frozenset[str]]]:
    return [
        (form, list(form.signatures()), frozenset(map(folded, form.never))) for form in formats()
    ]


def recognise(
    headings: Iterable[str],
    *,
    json: bool = False,
    also: tuple[type[Report], ...] = (),
) -> type[Report] | None:
    """The format whose headings these are; None if there is none. Raises `Ambiguous`.

    `also` are formats declared by mapping files; they go before all others.
    """
    present = set(map(folded, headings))
    own = [(form, list(form.signatures()), frozenset(map(folded, form.never))) for form in also]
    for ways in (own, _ways()):
        found = [
            form
            for form, signatures, never in ways
            if (form.json is not None) == json
            and not never & present
            and any(all(group & present for group in way) for way in signatures)
        ]
        special = {report for form in found for report in form.over if report != form.report}
        found = [form for form in found if form.report not in special]
        if len(found) > 1:
            raise Ambiguous(sorted({form.report for form in found}))
        if found:
            return found[0]
    return None


def find_head(text: str, also: tuple[type[Report], ...] = ()) -> Head | None:
    """The first line of a text that is the header of a known table. Raises `Ambiguous`."""
    every = re.split(r"\r\n|\n|\r", text, maxsplit=_LOOKED_AT)
    lines = every[:HEADER_WITHIN]
    for place, line in enumerate(lines):
        for delimiter in DELIMITERS:
            if delimiter not in line:
                continue
            headings = cells_of(line, delimiter)
            if (form := recognise(headings, also=also)) is not None:
                above = "\n".join(lines[:place])
                quotes = "some" if _is_quoted(line, text, delimiter) else "none"
                if quotes == "some" and _is_closed(lines[place : place + 20], delimiter):
                    quotes = "all"
                below = every[place + 1 : _LOOKED_AT]
                early = _ends_early(below, headings, delimiter)
                most = 0 if quotes == "all" else max(len(headings), _most_cells(below, delimiter))
                return Head(form, place + 1, headings, delimiter, quotes, above, early, most)
    return None


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one line, without the quotes around them."""
    if len(line) > LONGEST_CELL:
        return line.split(delimiter)
    row = next(csv.reader([line], delimiter=delimiter), [])
    return [cell.replace("\ufeff", "").strip().strip('"') for cell in row]


def _ends_early(lines: list[str], headings: list[str], delimiter: str) -> bool:
    """Whether rows end before the last heading because nothing stands in their last cells.

    A spreadsheet drops empty cells at the end of rows when it saves text, an editor the tabs at the
    end of lines. Then many rows are short. One that is short alone, or two that make up a whole row
    together (a line break inside a cell: the second does not begin as rows do that begin with a
    number or a date), were damaged otherwise. The last line is not looked at: a download that broke
    off ends in a short one. Below other headings in the middle of a file, rows are of another
    layout.
    """
    width = max(place + 1 for place, heading in enumerate(headings) if folded(heading))
    rows = [line for line in lines[:-1] if line.strip(delimiter + " ")]
    again = [line for line in rows if line.lstrip('" ').startswith(headings[0] or delimiter)]
    if any(cells_of(line, delimiter)[:width] != headings[:width] for line in again):
        return False
    cells = [cells_in(line, delimiter) for line in rows]
    starts = [line.lstrip('" ')[:1].isdigit() for line in rows]
    halves: set[int] = set()
    for place in range(1, len(rows)):
        if cells[place - 1] + cells[place] == width + 1 and not starts[place]:
            halves |= {place - 1, place}
    short = sum(0 < count < width and n not in halves for n, count in enumerate(cells))
    return short >= _MANY or short * 2 > len(rows)


def _most_cells(lines: list[str], delimiter: str) -> int:
    """The most cells that not only a few rows have."""
    counts = Counter(cells_in(line, delimiter) for line in lines if line.strip(delimiter + " "))
    rows = counts.total()
    return max([n for n, times in counts.items() if times >= _MANY or times * 2 > rows], default=0)


def _is_closed(lines: list[str], delimiter: str) -> bool:
    """Whether every cell of some lines is in quotes."""
    cell = r'"([^"]|"")*"'
    closed = re.compile(f"{cell}({re.escape(delimiter)}{cell})*")
    return all(map(closed.fullmatch, filter(None, lines)))


def _is_quoted(header: str, text: str, delimiter: str) -> bool:
    """Whether quotes enclose cells. In tab files they mostly are data: `6" pipe`.

    A tab file is quoted if its headings are, or if cells that begin with a quote are all closed
    properly, as a spreadsheet writes them.
    """
    if delimiter != "\t" or header.startswith('"'):
        return True
    opened = [
        cell
        for line in text.splitlines()[:5000]
        if '"' in line
        for cell in line.split("\t")
        if cell.startswith('"')
    ]
    return bool(opened) and all(
        len(cell) > 1 and cell.endswith('"') and '"' not in cell[1:-1].replace('""', "")
        for cell in opened
    )
