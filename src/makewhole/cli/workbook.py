"""Listings as an Excel workbook: one sheet each, headings frozen, no cell that could be a "
"formula."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from makewhole.cli.output import OutputNotWritten, Row, plain

# Beyond this many digits a workbook's own numbers are no longer exact; such a number is written as
# text.
_EXACT_DIGITS = 15


def write_workbook(sheets: Mapping[str, Sequence[Row]], out: Path) -> None:
    """Write each named list of rows to a sheet. Errors: OutputNotWritten."""
    beside = out.with_name(out.name + ".part")
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    try:
        with xlsxwriter.Workbook(beside, options) as book:
            heading = book.add_format({"bold": True})
            for name, rows in sheets.items():
                _sheet(book.add_worksheet(name), rows, heading)
        beside.replace(out)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        beside.unlink(missing_ok=True)
        raise OutputNotWritten(out, str(error)) from error


def _sheet(sheet: Any, rows: Sequence[Row], heading: Any) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, heading)
    for number, row in enumerate(rows, 1):
        for column, name in enumerate(names):
            _cell(sheet, number, column, row.get(name))


def _cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        if len(str(value).strip("-").replace(".", "")) <= _EXACT_DIGITS:
            sheet.write_number(row, column, value)
            return
    elif isinstance(value, date | datetime):
        value = value.isoformat()
    sheet.write_string(row, column, str(plain(value)))
