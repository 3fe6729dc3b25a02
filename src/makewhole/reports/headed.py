"""The third way of keeping good records: those of a large file whose first record heads the others.

The head of a settlement says its currency for all its rows. It is read before the rest, so that
every other record can go straight into Parquet with what the head says, as `IntoTable` does. Should
the file hold heads that were not among its first lines (several statements in one file), these lie
in the gaps, and the rows were given the wrong words: such a file is read again, its records waiting
in the engine.
"""

import itertools

import duckdb

from makewhole.books.imports import Part
from makewhole.reports.keeping import IntoRecords, Pieces, Task, count
from makewhole.reports.lines import Lines, Segment
from makewhole.reports.typing_sql import good, row_of
from makewhole.reports.values import literal

_FIRST_LINES = 50


class HeadsMistaken(Exception):
    """The first lines of a file did not hold all its heads: its records have to wait."""


class IntoLastPart(IntoRecords):
    """Heads into a table of the engine, each segment's other records into Parquet of the last part.

    Only for formats with `heads`, whose last part has one row of each other record.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, task: Task) -> None:
        super().__init__(con, task)
        form = task.binding.form
        self._head = form.heads
        self._last = form.parts[-1]
        self._stated = f"stated_{task.reader}"
        self._first: list[int] = []  # the lines of the heads kept at the beginning
        self._pieces = Pieces(con, task, self._last.table)
        self._show_records()
        self._row = row_of(self._last.table, self._given(self._last))

    def begin(self, cursor: duckdb.DuckDBPyConnection, typed: str, segment: Segment) -> None:
        """Keep the heads among the first lines of the file, and what they say of the others."""
        path = self.task.path("first.txt")
        with segment.path.open("rb") as file:
            path.write_bytes(b"".join(itertools.islice(file, _FIRST_LINES)))
        found = cursor.execute(
            f"insert into {self._records} select {self._columns} from ({self._good(typed)}) "
            f"where {self._head} returning line",
            {"path": str(path), "before": segment.first_line - 1},
        )
        self._first = [line for (line,) in found.fetchall()]
        path.unlink()
        cursor.execute(
            f"create or replace table {self._stated} as with records as (from {self._records}), "
            f"aside as (from {self._records} limit 0) from ({self._last.stated})"
        )

    def keep(
        self, cursor: duckdb.DuckDBPyConnection, typed: str, segment: Segment, lines: Lines
    ) -> int:
        """Keep the good records of a segment; gives their number, with the heads kept before."""
        last = segment.first_line + segment.lines
        heads = sum(segment.first_line <= line < last for line in self._first)
        sql = (
            f"with records as ({self._good(typed)}), stated as (from {self._stated}) "
            f"select {self._row} from ({self._last.sql})"
        )
        return heads + self._pieces.write(cursor, sql, segment, lines)

    def kept_lines(self, segment: Segment) -> str:
        """The SQL of the lines of a segment that were kept."""
        return f"{self._pieces.lines(segment)} union all select line from {self._records}"

    def keep_heads(self, cursor: duckdb.DuckDBPyConnection) -> int:
        """Keep the heads among the records just judged, and judge them no more."""
        is_head = f"({self._head}) and {good(self.task.binding)}"
        found = count(
            cursor,
            f"insert into {self._records} select {self._columns} from judged where {is_head}",
            {},
        )
        if found:
            cursor.execute(f"delete from judged where {is_head}")
        return found

    def finish(self, lines: Lines) -> list[Part]:
        """The parts of the whole file. Raises `HeadsMistaken`."""
        source = self.task.number(lines)
        assert source is not None  # the last line has been hashed
        self._show_records()
        self._check_heads()
        written = self._pieces.finish(source)
        self._show_records(written)
        made = (self._part(place, source) for place in range(len(self.task.binding.form.parts) - 1))
        return [*(part for part in made if part is not None), *written]

    def clear(self) -> None:
        """Remove the tables the heads waited in."""
        super().clear()
        self._con.execute(f"drop table if exists {self._stated}")

    def _good(self, typed: str) -> str:
        return f"select * from ({typed}) where {good(self.task.binding)}"

    def _show_records(self, written: list[Part] | None = None) -> None:
        """The heads as `records`, and of the others what their rows say."""
        others = ""
        if written:
            have = set(self.task.binding.form.columns) | {"line"}
            own = ", ".join(f'"{name}"' for name in self._last.table.schema if name in have)
            paths = ", ".join(literal(str(part.path)) for part in written)
            others = f" union all by name select {own} from read_parquet([{paths}])"
        self._con.execute(
            f"create or replace temp view records as select * from {self._records}{others}"
        )
        self._con.execute(f"create or replace temp view aside as from {self._set_aside}")

    def _check_heads(self) -> None:
        now = f"(from ({self._last.stated}) where currency is not null)"
        before = f"(from {self._stated} where currency is not null)"
        if self._con.execute(
            f"({now} except {before}) union all ({before} except {now})"
        ).fetchall():
            raise HeadsMistaken
