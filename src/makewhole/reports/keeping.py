"""Ways of keeping good records: straight into one table, or by way of SQL into several.

Straight: every segment becomes a Parquet file of the table at once. By way of SQL (settlements,
whose first row is the statement): the records wait in the engine until the file is at its end.
Large ones of them go a third way (`headed`).
"""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb

from makewhole.books.form import Table
from makewhole.books.imports import Part, source_number
from makewhole.engine import Parsed
from makewhole.reports.binding import Binding
from makewhole.reports.form import Part as FormPart
from makewhole.reports.lines import Lines, Segment
from makewhole.reports.manner import Decided
from makewhole.reports.stamping import UNSTAMPED, stamp
from makewhole.reports.typing_sql import good, row_of
from makewhole.reports.values import Manner, literal

# Small dictionaries: codes stay compact, and long texts are not hashed for nothing.
PARQUET = (
    "format parquet, compression zstd, compression_level 1, write_bloom_filter false, "
    "dictionary_size_limit 2000, parquet_version v2"
)

_PARSED = Parsed(200)
# The columns each part's SQL gives, asked once.
_GIVEN: dict[FormPart, dict[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Task:
    """One file to write: how it is read, and where its parts go.

    `source` is the number of the file where it is known beforehand (a sheet, a JSON document); else
    it is known when the last line has been hashed.
    """

    binding: Binding
    decided: Decided
    quoted: bool
    staging: Path
    stem: str
    source: int | None = None
    waits: bool = False  # its records wait in the engine, whatever its size

    @property
    def reader(self) -> str:
        """What the stems of all files of one reader begin with."""
        return self.stem.partition("f")[0]

    @property
    def manner(self) -> Manner:
        """How numbers and dates are read."""
        return self.decided.manner

    def path(self, name: str) -> Path:
        """A file of this task in the staging folder."""
        return self.staging / f"{self.stem}-{name}"

    def number(self, lines: Lines) -> int | None:
        """The source number, as soon as it is known."""
        if self.source is not None:
            return self.source
        return source_number(lines.sha256) if lines.sha256 else None


class Keeper(Protocol):
    """What the writer asks of a way to keep records."""

    def begin(self, cursor: duckdb.DuckDBPyConnection, typed: str, segment: Segment) -> None:
        """See the first segment before any is kept."""

    def keep(
        self, cursor: duckdb.DuckDBPyConnection, typed: str, segment: Segment, lines: Lines
    ) -> int:
        """Keep the good records of a segment; gives their number."""

    def kept_lines(self, segment: Segment) -> str:
        """The SQL of the lines of a segment that were kept."""

    def keep_heads(self, cursor: duckdb.DuckDBPyConnection) -> int:
        """Keep those of the records just judged (`judged`) that are good; gives their number."""
        return 0

    def keep_faulty(self, cursor: duckdb.DuckDBPyConnection, left_out: str) -> None:
        """Take note of the records just judged, where `left_out` is true."""

    def finish(self, lines: Lines) -> list[Part]:
        """The parts of the whole file."""

    def clear(self) -> None:
        """Remove what is temporary."""


class Pieces:
    """The rows of one table as Parquet files, one per segment of a file."""

    def __init__(self, con: duckdb.DuckDBPyConnection, task: Task, table: Table) -> None:
        self._con, self._task, self._table = con, task, table
        self._rows: dict[int, int] = {}
        self._unstamped: set[Path] = set()

    def write(
        self, cursor: duckdb.DuckDBPyConnection, sql: str, segment: Segment, lines: Lines
    ) -> int:
        """Write the rows that a question about a segment gives; gives their number."""
        source = self._task.number(lines)
        path = self._path(segment.first_line)
        if source is None:
            self._unstamped.add(path)
        self._rows[segment.first_line] = count(
            cursor,
            f"copy ({sql}) to $target ({PARQUET})",
            of_segment(segment) | {"source": source or UNSTAMPED, "target": str(path)},
        )
        return self._rows[segment.first_line]

    def lines(self, segment: Segment) -> str:
        """The SQL of the lines of a segment that were written."""
        return f"select line from read_parquet({literal(str(self._path(segment.first_line)))})"

    def finish(self, source: int) -> list[Part]:
        """The files in the order of their lines, with the source in them; empty ones are gone."""
        if self._unstamped:
            stamp(self._con, sorted(self._unstamped), source)
        found = []
        for first_line, rows in sorted(self._rows.items()):
            path = self._path(first_line)
            if rows:
                found.append(Part(self._table.name, path, rows))
            else:
                path.unlink()
        return found

    def _path(self, first_line: int) -> Path:
        return self._task.path(f"{first_line}.parquet")


class IntoTable(Keeper):
    """Each segment straight into a Parquet file of the one table the format fills."""

    def __init__(self, con: duckdb.DuckDBPyConnection, task: Task) -> None:
        form = task.binding.form
        assert form.fills is not None  # formats without parts fill one table
        self.task = task
        self._pieces = Pieces(con, task, form.fills)
        self._condition = good(task.binding)
        given = {name: column.as_type for name, column in form.columns.items()}
        self._row = row_of(form.fills, given)

    def keep(
        self, cursor: duckdb.DuckDBPyConnection, typed: str, segment: Segment, lines: Lines
    ) -> int:
        """Keep the good records of a segment; gives their number."""
        sql = f"select {self._row} from ({typed}) where {self._condition}"
        return self._pieces.write(cursor, sql, segment, lines)

    def kept_lines(self, segment: Segment) -> str:
        """The SQL of the lines of a segment that were kept."""
        return self._pieces.lines(segment)

    def finish(self, lines: Lines) -> list[Part]:
        """The parts of the whole file, in the order of its lines; empty ones are left out."""
        source = self.task.number(lines)
        assert source is not None  # the last line has been hashed
        return self._pieces.finish(source)


class IntoRecords(Keeper):
    """All records into a table of the engine, out of which the format's SQL makes its parts."""

    def __init__(self, con: duckdb.DuckDBPyConnection, task: Task) -> None:
        self.task = task
        self._con = con
        # one name for all files of a reader, so that what is asked of them reads the same
        self._records, self._aside = f"records_{task.reader}", f"aside_{task.reader}"
        self._has_aside = False
        self._lock = threading.Lock()
        self._begun: set[int] = set()
        types = {name: column.as_type for name, column in task.binding.form.columns.items()}
        types["line"] = "BIGINT"
        self._columns = ", ".join(f'"{name}"' for name in types)
        columns = ", ".join(f'"{name}" {as_type}' for name, as_type in types.items())
        con.execute(f"create table {self._records} ({columns})")

    def keep(
        self, cursor: duckdb.DuckDBPyConnection, typed: str, segment: Segment, lines: Lines
    ) -> int:
        """Keep the good records of a segment; gives their number."""
        if segment.first_line in self._begun:  # once more, after a line was found unreadable
            between = f"between {segment.first_line} and {segment.first_line + segment.lines - 1}"
            cursor.execute(f"delete from {self._records} where line {between}")
        self._begun.add(segment.first_line)
        return count(
            cursor,
            f"insert into {self._records} select {self._columns} from ({typed}) "
            f"where {good(self.task.binding)}",
            of_segment(segment),
        )

    def kept_lines(self, segment: Segment) -> str:
        """The SQL of the lines of a segment that were kept."""
        return f"select line from {self._records}"

    def keep_faulty(self, cursor: duckdb.DuckDBPyConnection, left_out: str) -> None:
        """Keep the faulty records too: a statement must know that a row of it is missing."""
        with self._lock:
            if not self._has_aside:
                cursor.execute(f"create table {self._aside} as from {self._records} limit 0")
                self._has_aside = True
        cursor.execute(
            f"insert into {self._aside} select {self._columns} from judged where {left_out}"
        )

    def finish(self, lines: Lines) -> list[Part]:
        """The parts of the whole file."""
        source = self.task.number(lines)
        assert source is not None  # the last line has been hashed
        self._con.execute(f"create or replace temp view records as from {self._records}")
        self._con.execute(f"create or replace temp view aside as from {self._set_aside}")
        made = (self._part(place, source) for place in range(len(self.task.binding.form.parts)))
        return [part for part in made if part is not None]

    def clear(self) -> None:
        """Remove the tables the records waited in."""
        self._con.execute(f"drop table {self._records}")
        if self._has_aside:
            self._con.execute(f"drop table {self._aside}")

    @property
    def _set_aside(self) -> str:
        return self._aside if self._has_aside else f"{self._records} limit 0"

    def _given(self, part: FormPart) -> dict[str, str]:
        if part not in _GIVEN:
            described = self._con.execute(f"describe {_asked(part)}").fetchall()
            _GIVEN[part] = {row[0]: row[1] for row in described}
        return _GIVEN[part]

    def _part(self, place: int, source: int) -> Part | None:
        part = self.task.binding.form.parts[place]
        path = self.task.path(f"{place}-{part.table.name}.parquet")
        rows = count(
            self._con,
            f"copy (select {row_of(part.table, self._given(part))} "
            f"from ({_asked(part)}) order by line) "
            f"to $target ({PARQUET})",
            {"source": source, "target": str(path)},
        )
        if rows:
            return Part(part.table.name, path, rows)
        path.unlink()
        return None


def _asked(part: FormPart) -> str:
    """The question for a part's rows."""
    return part.sql if part.stated is None else f"with stated as ({part.stated}) {part.sql}"


def of_segment(segment: Segment) -> dict[str, Any]:
    """The parameters of a question about a segment."""
    return {"path": str(segment.path), "before": segment.first_line - 1}


def count(cursor: duckdb.DuckDBPyConnection, sql: str, given: dict[str, Any]) -> int:
    """How many rows a statement wrote. It is parsed once for all files of one form."""
    (statement,) = _PARSED.of(sql, cursor)
    return int(cursor.execute(statement, given).fetchall()[0][0])
