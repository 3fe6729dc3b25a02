"""Every table as a file: CSV as a stream, or a workbook; no cell a spreadsheet would run."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, cast

import xlsxwriter
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from makewhole.formulas import defused

Column = tuple[str, Callable[[Any], Any]]
_EXACT_DIGITS = 15  # beyond these a workbook's own numbers are no longer exact
_FORMATS = ("csv", "xlsx")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wanted(request: HttpRequest) -> str | None:
    """Which file a request asks for instead of the page, if any."""
    asked = request.GET.get("export")
    return asked if asked in _FORMATS else None


def answer(
    form: str, name: str, columns: Sequence[Column], rows: Iterable[Any]
) -> HttpResponseBase:
    """Rows as a download named after the table."""
    if form == "xlsx":
        return _workbook(name, columns, rows)
    response = StreamingHttpResponse(_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def plain(*names: str) -> list[Column]:
    """Columns of rows that are mappings, headed by their own names."""
    return [(name, _getter(name)) for name in names]


def _getter(name: str) -> Callable[[Any], Any]:
    return lambda row: row[name]


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


def _lines(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    writer = csv.writer(cast("IO[str]", _Echo()), lineterminator="\n")
    # the mark tells spreadsheets that the file is UTF-8
    yield "\ufeff" + cast("str", writer.writerow([heading for heading, _ in columns]))
    for row in rows:
        yield cast("str", writer.writerow([_cell(get(row)) for _, get in columns]))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return defused(", ".join(str(each) for each in value))
    return str(value) if isinstance(value, int) else defused(str(value))


def _workbook(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponseBase:
    out = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response)
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(name[:31])
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for place, (heading, _) in enumerate(columns):
            sheet.write_string(0, place, heading, bold)
        for number, row in enumerate(rows, 1):
            for place, (_, get) in enumerate(columns):
                _write(sheet, number, place, get(row))
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{name}.xlsx")


def _write(sheet: Any, row: int, place: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, Decimal | int) and len(str(value).strip("-.")) <= _EXACT_DIGITS:
        sheet.write_number(row, place, value)
    else:
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        sheet.write_string(row, place, text)
