"""How results are written: a table that fits the terminal, JSON Lines, CSV or Parquet.

Tables are for people and go through rich; the other three are for programs and hold every column.
A file is written beside its name and moved into place, so a broken run leaves no half file.
"""

import contextlib
import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from makewhole.errors import UsageError
from makewhole.formulas import defused

Row = Mapping[str, Any]

# The longest word that a table never breaks: a claim type, an id, a day.
_WHOLE = 28

# No column that holds something becomes narrower than this, however many stand beside it.
_NARROWEST = 5

_GAP = 2  # between two columns
_PAGE = 200  # how wide a table in a file may be


class Format(StrEnum):
    """The formats every listing can be written in."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


class ParquetNeedsFile(UsageError):
    """Parquet was asked for without a file to write it to."""

    def __init__(self) -> None:
        super().__init__(
            "--format parquet writes a binary file and needs a name for it: add --out FILE."
        )


class OutputNotWritten(UsageError):
    """The file given with --out cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"{path}: the result could not be written there ({reason}). "
            "Nothing was changed; name another file with --out."
        )


def console(stderr: bool = False) -> Console:
    """A console that is plain when piped and never wider than the terminal."""
    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def write(
    rows: Sequence[Row],
    fmt: Format,
    out: Path | None = None,
    *,
    columns: Sequence[str] | None = None,
    spare: Sequence[str] = (),
    title: str | None = None,
) -> None:
    """Write rows in a format, to a file or to standard output.

    `columns` names the columns a table shows (the other formats hold all), `spare` those of them
    that a narrow window does without, the first to go first; what went is said below the table.
    Errors: ParquetNeedsFile, OutputNotWritten.
    """
    if fmt is Format.PARQUET:
        if out is None:
            raise ParquetNeedsFile
        put_file(_parquet(rows), out)
    elif fmt is Format.TABLE:
        _show(rows, columns or _names(rows), spare, title, out)
    else:
        put_text(_json(rows) if fmt is Format.JSON else csv_text(rows), out)


def put_text(text: str, out: Path | None) -> None:
    """Text to a file, whole or not at all, or to standard output."""
    put_lines([text], out)


def put_lines(lines: Iterable[str], out: Path | None) -> None:
    """Lines, as they come, to a file, whole or not at all, or to standard output."""
    if out is None:
        sys.stdout.writelines(lines)
    else:
        _put(out, (line.encode("utf-8") for line in lines))


def put_file(content: bytes, out: Path) -> None:
    """Bytes to a file, whole or not at all. Errors: OutputNotWritten."""
    _put(out, [content])


def plain(value: Any) -> Any:
    """A value as JSON holds it: days as ISO text, decimals as text, never a float."""
    if value is None or isinstance(value, str):  # nearly all are
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def csv_text(rows: Sequence[Row]) -> str:
    """Rows as CSV with a header; no cell can be run as a formula."""
    return "".join(csv_lines(rows, _names(rows)))


def csv_lines(rows: Iterable[Row], names: Sequence[str]) -> Iterator[str]:
    """The same line by line, of rows that have these columns."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    for cells in chain([names], ([_cell(row.get(name)) for name in names] for row in rows)):
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _names(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _cell(value: Any) -> str:
    value = plain(value)
    if isinstance(value, str):
        return defused(value)
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _json(rows: Iterable[Row]) -> str:
    return "".join(json.dumps(plain(row), ensure_ascii=False) + "\n" for row in rows)


def _parquet(rows: Sequence[Row]) -> bytes:
    import tempfile

    # spared where no Parquet is asked for: the import is a good part of a short run
    from makewhole.engine import connect

    with tempfile.TemporaryDirectory() as folder:
        lines, target = Path(folder) / "rows.json", Path(folder) / "rows.parquet"
        lines.write_text(_json(rows), "utf-8")
        connection = connect()
        source = f"read_json('{lines.as_posix()}', format='newline_delimited', sample_size=-1)"
        connection.execute(f"copy (from {source}) to '{target.as_posix()}' (format parquet)")
        return target.read_bytes()


@dataclass(frozen=True, slots=True)
class _Column:
    """What a table needs to know of one column; its cells are looked through once.

    `is_short`: it holds words, ids or days alone, which are no use when broken.
    """

    name: str
    longest: int
    is_short: bool
    is_numeric: bool
    says_something: bool

    @property
    def heading(self) -> str:
        return self.name.replace("_", " ")

    @property
    def need(self) -> int:
        """How wide it must be for no word of its heading, no id and no number to be broken."""
        own = self.longest if self.is_short else min(self.longest, _NARROWEST)
        return max(own, *(len(word) for word in self.heading.split()))

    @property
    def wide(self) -> int:
        """How wide it is with its heading in one line."""
        return max(self.need, len(self.heading))


def _column(rows: Sequence[Row], name: str) -> _Column:
    values = [row.get(name) for row in rows]
    texts = [_text(value) for value in values]
    return _Column(
        name,
        longest=max(map(len, texts), default=0),
        is_short=all(len(text) <= _WHOLE and " " not in text for text in texts),
        is_numeric=all(isinstance(value, int | Decimal | None) for value in values),
        says_something=any(values),
    )


def _show(
    rows: Sequence[Row],
    names: Sequence[str],
    spare: Sequence[str],
    title: str | None,
    out: Path | None,
) -> None:
    buffer = io.StringIO()
    screen = console() if out is None else Console(file=buffer, width=_PAGE, highlight=False)
    columns = [_column(rows, name) for name in names]
    left_out = _too_many(columns, spare, screen.width)
    shown = [column for column in columns if column.name not in left_out]
    screen.print(_table(rows, shown, title, screen.width))
    if left_out:
        said = ", ".join(column.heading for column in columns if column.name in left_out)
        screen.print(f"Left out, to fit the window: {said}. All columns: --format csv")
    if out is not None:
        put_text(buffer.getvalue(), out)


def _table(rows: Sequence[Row], columns: Sequence[_Column], title: str | None, width: int) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, expand=False)
    has_room = _together([column.wide for column in columns]) <= width
    for column in columns:
        # headings may take two lines, ids and numbers only where nothing else is left
        whole = column.wide if has_room else column.need
        table.add_column(
            column.heading,
            justify="right" if column.is_numeric else "left",
            width=whole if column.is_short else None,
            overflow="fold",
            min_width=min(_NARROWEST, column.longest),
        )
    for row in rows:
        table.add_row(*(_text(row.get(column.name)) for column in columns))
    return table


def _too_many(columns: Sequence[_Column], spare: Sequence[str], width: int) -> set[str]:
    """The spare columns that do not fit beside the others: those that say nothing go first."""
    left = {column.name: column for column in columns}
    left_out = set[str]()
    there = [name for name in spare if name in left]
    for name in sorted(there, key=lambda name: left[name].says_something):
        if _together([column.need for column in left.values()]) <= width:
            break
        del left[name]
        left_out.add(name)
    return left_out


def _together(widths: Sequence[int]) -> int:
    """How wide columns are side by side."""
    return sum(widths) + _GAP * (len(widths) - 1)


def _text(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _put(out: Path, content: Iterable[bytes]) -> None:
    beside = out.parent / f"{out.name}.part"
    try:
        with beside.open("wb") as file:
            file.writelines(content)
        beside.replace(out)
    except OSError as error:
        with contextlib.suppress(OSError):  # for the same reason, as a name too long
            beside.unlink()
        raise OutputNotWritten(out, error.strerror or str(error)) from error
