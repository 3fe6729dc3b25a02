"""Lists as CSV and workbooks, in which no cell can be run as a formula."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from makewhole.formulas import defused


def csv_bytes(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as UTF-8 CSV with a header and a mark that spreadsheets know it by."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def _cell(value: Any) -> str:
    return "" if value is None else defused(str(value))
