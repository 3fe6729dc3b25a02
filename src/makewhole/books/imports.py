"""What reading one file gives to the books: its parts, its count, its rows set aside.

The rows themselves are Parquet files in the staging folder of the books (`Books.staging()`), one
per canonical table, with exactly the columns of `Table.schema` in that order (no `account`). Rows
set aside travel the same way, in the columns of `SET_ASIDE`, so that a file of millions of bad
rows costs no more memory than one of good rows.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from makewhole.engine import connect
from makewhole.errors import BooksError, Problem

# The columns of a Parquet file of rows set aside, in order: one row per record.
SET_ASIDE: dict[str, str] = {
    "line": "BIGINT",
    "column": "VARCHAR",
    "kind": "VARCHAR",
    "message": "VARCHAR",
    "row": "VARCHAR",
}

# The name under which the books keep these rows, beside the canonical tables.
SET_ASIDE_TABLE = "set_aside"

# How a file holds its records, which decides what a line is: a physical line of text, the row of a
# sheet, or the position in a JSON list; all counted from 1.
TEXT, SHEET, JSON = "text", "sheet", "json"


@dataclass(frozen=True, slots=True)
class Part:
    """The rows one file gives to one table: a Parquet file in the staging folder."""

    table: str
    path: Path
    rows: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """One record that could not be read: where, why, and its raw text without personal cells."""

    line: int
    column: str | None
    kind: str
    message: str
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the bytes of a file are now, and how to find a record in them.

    `personal` are the headings (for JSON the keys), as printed, whose cells hold personal data:
    they are blanked before the source is kept. `header_line` is the physical line (the row of a
    sheet) that holds the headings. `delimiter` is None for sheets and JSON. `json_path` leads to
    the list of records in JSON: `payload.ItemData[]`, `[]`, `[].payload.ItemData[]` for a list of
    pages, `.` where the document is the one record. `cells` is how many cells a record of text must
    have to be told apart; None: as many as there are headings.
    """

    path: Path
    form: str = TEXT
    delimiter: str | None = None
    quoted: bool = False
    header_line: int = 1
    sheet: str | None = None
    json_path: str | None = None
    personal: tuple[str, ...] = ()
    cells: int | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file, read: every record of it is kept, skipped (repeated header, blank) or set aside.

    *Shape*: `records` counts the records below the header; records = kept + skipped + set aside.
    A kept record may give several rows (one settlement line of the old layout) or rows of several
    tables, so the rows of `parts` need not add up to `kept`.

    `name` is the path as found below the given PATH (`zip!member` inside archives), `report` the id
    of the report, `sha256` the hash of the file's own bytes (of the member, unpacked). `first_day`
    and `last_day` are the earliest and latest day of its rows, None where rows have no day.
    """

    name: str
    sha256: str
    report: str
    layout: str
    encoding: str
    records: int
    kept: int
    skipped: int = 0
    parts: tuple[Part, ...] = ()
    set_aside: Part | None = None
    first_day: date | None = None
    last_day: date | None = None
    problems: tuple[Problem, ...] = field(default=())
    origin: Origin | None = None

    @property
    def source(self) -> int:
        """The number that stands for the file in every row of it."""
        return source_number(self.sha256)

    @property
    def set_aside_rows(self) -> int:
        """How many records were set aside."""
        return 0 if self.set_aside is None else self.set_aside.rows

    @property
    def parts_with_rows(self) -> tuple[Part, ...]:
        """What there is to keep of the file: its rows, table by table, and its rows set aside."""
        aside = () if self.set_aside is None else (self.set_aside,)
        return tuple(part for part in (*self.parts, *aside) if part.rows)


class DoesNotAddUp(BooksError):
    """A file whose records are not all accounted for; nothing of the import is kept."""

    def __init__(self, read: ReadFile) -> None:
        self.read = read
        super().__init__(
            f"{read.name}: the file has {read.records} records, but {read.kept} were read, "
            f"{read.skipped} skipped and {read.set_aside_rows} set aside, which makes "
            f"{read.kept + read.skipped + read.set_aside_rows}. The import was refused and the "
            "books are unchanged. This is a fault of makewhole, not of your file: please report it."
        )


def check_identity(read: ReadFile) -> None:
    """Refuse a file whose records are not all kept, skipped or set aside. Raises `DoesNotAddUp`."""
    if read.records != read.kept + read.skipped + read.set_aside_rows:
        raise DoesNotAddUp(read)


def source_number(sha256: str) -> int:
    """The first 63 bits of a SHA-256 given in hexadecimal.

    >>> source_number("ff" * 32) == 2**63 - 1
    True
    """
    return int(sha256[:16], 16) >> 1


def write_set_aside(
    rows: Iterable[SetAside], path: Path, duck: duckdb.DuckDBPyConnection | None = None
) -> Part:
    """Write records set aside to a Parquet file and give its part; for readers that hold few.

    `duck` spares starting a DuckDB of its own.
    """
    values = [(row.line, row.column, row.kind, row.message, row.row) for row in rows]
    columns = ", ".join(f'"{name}" {kind}' for name, kind in SET_ASIDE.items())
    with connect() if duck is None else duck.cursor() as con:
        con.execute(f"create temp table set_aside ({columns})")
        if values:
            con.executemany("insert into set_aside values (?, ?, ?, ?, ?)", values)
        con.execute(
            "copy set_aside to $path (format parquet, compression zstd)", {"path": str(path)}
        )
    return Part(SET_ASIDE_TABLE, path, len(values))


def read_set_aside(
    part: Part | None, connection: Callable[[], duckdb.DuckDBPyConnection] = connect
) -> Iterator[SetAside]:
    """The records set aside in a file, by line; `connection` spares starting a DuckDB for it."""
    if part is None or part.rows == 0:
        return
    with connection() as con:
        found: Any = con.execute(
            'select line, "column", kind, message, "row" from read_parquet($path) order by line',
            {"path": str(part.path)},
        )
        while batch := found.fetchmany(1000):
            yield from (SetAside(*row) for row in batch)
