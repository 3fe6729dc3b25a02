"""Workbooks as people re-save reports: a sheet becomes lines of text, row k of it line k.

A spreadsheet has lost what a cell looked like: days are numbers or dates, ids numbers, numbers
floats. Whole numbers are written without `.0`, days as 2026-03-31; a number too long for a
spreadsheet to hold exactly is written with its exponent, so that it is noticed as damaged.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from makewhole.reports.binding import bind, places_in
from makewhole.reports.columns import Date
from makewhole.reports.date_systems import day_zero
from makewhole.reports.form import Report
from makewhole.reports.recognition import HEADER_WITHIN, recognise

_YEARS = range(1954, 2120)  # of days told as plain numbers
_DAYS = range(1 << 20)  # as far as a spreadsheet counts
_EXACT_BELOW = 1e15  # digits a spreadsheet keeps
_DIRT = str.maketrans(dict.fromkeys("\t\r\n\0\1\2\3", " "))

Cell = object


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that holds a known table; `zero` is the day its number 0 stands for, if told."""

    name: str
    form: type[Report]
    header_row: int
    headings: list[str]
    preamble: str
    rows: Sequence[Sequence[Cell]]
    zero: Callable[[], datetime.date | None]

    def write(self, path: Path) -> None:
        """Write the sheet as lines of tab-separated text."""
        binding = bind(self.form, self.headings, self.preamble, "\t")
        days = {
            place
            for name, cell in binding.cells.items()
            if isinstance(binding.form.columns[name], Date)
            for place in places_in(cell)
        }
        with path.open("w", encoding="utf-8", newline="") as out:
            for row in self.rows:
                cells = (
                    self._day(cell) if place in days else _text(cell)
                    for place, cell in enumerate(row)
                )  # fmt: skip
                out.write("\t".join(cells) + "\n")

    def _day(self, cell: Cell) -> str:
        """A cell of a column of days: where it is a number, the day that it counts."""
        if isinstance(cell, int | float) and int(cell) in _DAYS:
            zero = self.zero()
            day = zero and zero + datetime.timedelta(days=int(cell))
            if day and day.year in _YEARS:
                return day.isoformat()
        return _text(cell)


def sheets(path: Path, also: tuple[type[Report], ...]) -> Iterator[Sheet]:
    """The sheets of a workbook that hold a known table.

    Raises `recognition.Ambiguous`, and `OSError` where the workbook cannot be opened.
    """
    import python_calamine  # slow to load, and most folders hold no workbook

    try:
        book = python_calamine.load_workbook(path)
        found = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        tables = [(name, sheet.to_python(skip_empty_area=False)) for name, sheet in found]
    except python_calamine.CalamineError as cause:
        raise OSError(str(cause)) from cause
    zero = cache(partial(day_zero, path))
    for name, rows in tables:
        for place, row in enumerate(rows[:HEADER_WITHIN]):
            headings = [_text(cell) for cell in row]
            if (form := recognise(headings, also=also)) is not None:
                above = "\n".join(" ".join(_text(cell) for cell in r) for r in rows[:place])
                yield Sheet(name, form, place + 1, headings, above, rows, zero)
                break


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case int() | float():
            return _number(float(cell))
        case datetime.datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case datetime.date():
            return cell.isoformat()
        case _:
            return str(cell).translate(_DIRT)


def _number(number: float) -> str:
    if abs(number) >= _EXACT_BELOW:
        return f"{number:.14E}"
    if number == int(number):
        return str(int(number))
    return f"{number:.10f}".rstrip("0")
