"""The records of one file, typed and written: the good to Parquet, the bad aside with the reason.

Segments are read side by side, each in one pass that types, filters and writes. A record that was
filtered out leaves a gap in the line numbers written; only the lines in the gaps are read again, to
say what is wrong with them. Nothing is counted by trust: every line of a segment is written, or
judged, or part of the record before it.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from makewhole.books.imports import SET_ASIDE, Part
from makewhole.errors import MakewholeError
from makewhole.reports.faults import CONTINUED, SKIPPED
from makewhole.reports.headed import IntoLastPart
from makewhole.reports.keeping import PARQUET, IntoRecords, IntoTable, Keeper, Task
from makewhole.reports.lines import (
    BYTES,
    CELLS,
    EMPTY,
    MARK,
    MORE,
    QUOTE,
    Lines,
    Segment,
    empty_mark,
    has_empty_lines,
)
from makewhole.reports.manner import MannerMistaken, contradictions
from makewhole.reports.typing_sql import fault, raw_row, reader, records
from makewhole.reports.values import literal

_FEW = 1 << 18  # bytes of a segment that takes longer to plan than to read
_NUMBER = "row_number() over () + $before"  # the line of a record
# Lines of which it is known without reading their cells that they are no records.
_UNTYPED = {empty_mark(EMPTY): SKIPPED, empty_mark(MORE): CONTINUED}
# What DuckDB says where a quoted cell runs over a line's end: it cannot read on side by side.
QUOTED_NEW_LINES = "quoted new lines"


class QuotesMisread(Exception):
    """The quotes of a file are not what they were taken for: it has to be read another way."""


class Unaccounted(MakewholeError):
    """A line that was neither kept nor found faulty; nothing of the file is used."""

    def __init__(self, line: int | None) -> None:
        self.line = line
        where = "some line" if line is None else f"line {line}"
        super().__init__(
            f"{where} was read neither as good nor as bad. Nothing of the file was kept. "
            "This is a fault of makewhole, not of your file: please report it."
        )


@dataclass(slots=True)
class Written:
    """What became of the records of one file."""

    parts: list[Part] = field(default_factory=list)
    set_aside: Part | None = None
    kept: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def skipped(self) -> int:
        """Empty lines and repeated headings."""
        return self.kinds[SKIPPED]

    @property
    def aside(self) -> int:
        """Records set aside."""
        return sum(self.kinds.values()) - self.kinds[SKIPPED] - self.kinds[CONTINUED]

    @property
    def records(self) -> int:
        """Records below the headings."""
        return self.kept + self.skipped + self.aside


def write(
    con: duckdb.DuckDBPyConnection, lines: Lines, segments: Iterable[Segment], task: Task
) -> Written:
    """Write the records of a file. Raises `QuotesMisread`, `HeadsMistaken` and `Unaccounted`."""
    keeper = _keeper_for(task, lines)(con, task)
    writer = _Writer(con, task, keeper)
    try:
        with contextlib.closing(_side_by_side(writer, lines, segments)) as counts:
            writer.written.kept = sum(counts)
        writer.finish(lines)
    finally:
        writer.clear()
    return writer.written


def _keeper_for(task: Task, lines: Lines) -> type[IntoTable | IntoRecords]:
    form = task.binding.form
    if not form.parts:
        return IntoTable
    return IntoLastPart if form.heads and not task.waits and not lines.sha256 else IntoRecords


def _side_by_side(
    writer: "_Writer", lines: Lines, segments: Iterable[Segment]
) -> Generator[int, None, None]:
    """The rows kept of each segment, two segments at a time where there are several."""
    with ThreadPoolExecutor(2) as pool:
        running: list[Future[int]] = []
        try:
            for place, segment in enumerate(segments):
                if not place:
                    writer.begin(segment)
                if lines.sha256 and not running:  # the only one
                    yield writer.segment(segment, lines)
                    continue
                running.append(pool.submit(writer.segment, segment, lines))
                if len(running) > 2:
                    yield running.pop(0).result()
            for future in running:
                yield future.result()
        finally:
            for future in running:
                future.cancel()


class _Writer:
    """Reads segments, lets a keeper keep the good records, and judges the lines in the gaps."""

    def __init__(self, con: duckdb.DuckDBPyConnection, task: Task, keeper: Keeper) -> None:
        self.task = task
        self.keeper = keeper
        self.written = Written()
        self.faulty = f"faulty_{task.stem}"
        self._con = con
        self._cursors = threading.local()
        self._lock = threading.Lock()
        self._temporary: list[Path] = []
        self._against = 0
        self._has_faulty = False

    def begin(self, segment: Segment) -> None:
        """Show the keeper the first segment."""
        with _quotes_right():
            self.keeper.begin(self._cursor(), self._typed(segment), segment)

    def segment(self, segment: Segment, lines: Lines) -> int:
        """Write one segment; gives how many records were kept."""
        cursor = self._cursor()
        while (kept := self._attempt(cursor, segment, lines)) != segment.lines:
            content = segment.path.read_bytes()
            mended = self._without_rejects(cursor, content, lines)
            if mended is None and has_empty_lines(content):
                mended = lines.marked(content)
            if mended is None:
                kept += self._judge(cursor, segment, content)
                break
            segment.path.write_bytes(mended)
        segment.path.unlink()
        return kept

    def _attempt(self, cursor: duckdb.DuckDBPyConnection, segment: Segment, lines: Lines) -> int:
        with _quotes_right():
            return self.keeper.keep(cursor, self._typed(segment), segment, lines)

    def _typed(self, segment: Segment) -> str:
        source = reader(self.task.binding, "$path", quoted=self.task.quoted)
        few = segment.path.stat().st_size <= _FEW
        return records(self.task.binding, self.task.manner, source, _NUMBER, few=few)

    def _without_rejects(
        self, cursor: duckdb.DuckDBPyConnection, content: bytes, lines: Lines
    ) -> bytes | None:
        """The segment with the lines DuckDB could not cut replaced by marks; None if it cut all."""
        # The line DuckDB names is sometimes the one before; the byte of the error is always in it.
        rejects = cursor.execute(
            "select min(byte_position), min(error_type) from reject_errors "
            "group by line_byte_position order by 1"
        ).fetchall()
        if not rejects:
            return None
        cursor.execute("drop table reject_errors; drop table reject_scans")
        pieces, position = [], 0
        for byte, error in rejects:
            if error == "UNQUOTED VALUE" and not lines.joined:
                raise QuotesMisread
            code = {"TOO MANY COLUMNS": CELLS, "UNQUOTED VALUE": QUOTE}.get(error, BYTES)
            start = content.rfind(b"\n", 0, byte - 1) + 1
            end = content.index(b"\n", start)
            if start < position:  # a second error of the same line
                continue
            if content.startswith(MARK, start):  # it would be rejected for ever
                raise Unaccounted(None)
            pieces += [content[position:start], lines.mark(code, content[start:end])]
            position = end
        return b"".join([*pieces, content[position:]])

    def _judge(self, cursor: duckdb.DuckDBPyConnection, segment: Segment, content: bytes) -> int:
        """Say of every line that was not kept why, and set it aside; gives how many were heads."""
        last = segment.first_line + segment.lines - 1
        missing = [
            line
            for (line,) in cursor.execute(
                f"select range as line from range({segment.first_line}, {last + 1}) "
                f"anti join ({self.keeper.kept_lines(segment)}) as kept on range = kept.line "
                "order by 1"
            ).fetchall()
        ]
        gaps = list(zip(missing, _lines_at(content, missing, segment.first_line), strict=True))
        told = Counter(_UNTYPED[line] for _, line in gaps if line in _UNTYPED)
        with self._lock:
            self.written.kinds.update(told)
        gaps = [(number, line) for number, line in gaps if line not in _UNTYPED]
        return self._judge_lines(cursor, segment, gaps) if gaps else 0

    def _judge_lines(
        self, cursor: duckdb.DuckDBPyConnection, segment: Segment, gaps: list[tuple[int, bytes]]
    ) -> int:
        missing = [number for number, _ in gaps]
        path = self._path(f"gaps{segment.first_line}.txt")
        path.write_bytes(b"".join(line for _, line in gaps))
        binding = self.task.binding
        source = reader(binding, literal(str(path)), quoted=self.task.quoted)
        cells = "".join(f", {name}" for name in binding.reader_columns)
        number = "list_extract($missing, row_number() over ())"
        typed = records(binding, self.task.manner, source, number, carried=cells, few=True)
        cursor.execute(
            f"create or replace temp table judged as "
            f"select *, {fault(binding, self.task.manner)} as fault from ({typed})",
            {"missing": missing},
        )
        path.unlink()
        heads = self.keeper.keep_heads(cursor)
        if faulty := len(missing) - heads:
            self._set_aside(cursor, faulty)
        return heads

    def _set_aside(self, cursor: duckdb.DuckDBPyConnection, faulty: int) -> None:
        kinds = cursor.execute(
            "select fault.kind, count(*), min(line) from judged group by 1"
        ).fetchall()
        for kind, _, line in kinds:
            if kind is None:
                raise Unaccounted(line)
        if sum(count for _, count, _ in kinds) != faulty:
            raise QuotesMisread
        columns = ", ".join(f'"{name}" {kind}' for name, kind in SET_ASIDE.items())
        self._hear(cursor)
        with self._lock:
            if not self._has_faulty:
                cursor.execute(f"create table {self.faulty} ({columns})")
                self._has_faulty = True
            self.written.kinds.update({kind: count for kind, count, _ in kinds})
        left_out = f"fault.kind not in ('{SKIPPED}', '{CONTINUED}')"
        cursor.execute(
            f'insert into {self.faulty} select line, fault."column", fault.kind, fault.message, '
            f"{raw_row(self.task.binding)} from judged where {left_out}"
        )
        self.keeper.keep_faulty(cursor, left_out)

    def _hear(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """What the records just judged say against the manner presumed of the file."""
        presumed = self.task.decided.presumed
        if presumed is None:
            return
        row = cursor.execute(contradictions(self.task.binding, self.task.decided)).fetchone()
        assert row is not None  # an aggregate always gives a row
        numbers, dates = row
        with self._lock:
            self._against += numbers
        if dates or (presumed.numbers is not None and self._against >= presumed.numbers):
            raise MannerMistaken

    def finish(self, lines: Lines) -> None:
        """Write what waits for the whole file to be read."""
        if self.written.aside:
            path = self.task.staging / f"{self.task.stem}-set-aside.parquet"
            self._con.execute(
                f"copy (from {self.faulty} order by line) to {literal(str(path))} ({PARQUET})"
            )
            self.written.set_aside = Part("set_aside", path, self.written.aside)
        self.written.parts = self.keeper.finish(lines)

    def clear(self) -> None:
        """Remove everything temporary."""
        if self._has_faulty:
            self._con.execute(f"drop table {self.faulty}")
        self.keeper.clear()
        for path in self._temporary:
            path.unlink(missing_ok=True)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if not hasattr(self._cursors, "own"):
            self._cursors.own = self._con.cursor()
        cursor: duckdb.DuckDBPyConnection = self._cursors.own
        return cursor

    def _path(self, name: str) -> Path:
        path = self.task.staging / f"{self.task.stem}-{name}"
        self._temporary.append(path)
        return path


@contextlib.contextmanager
def _quotes_right() -> Iterator[None]:
    """Raises `QuotesMisread` where a quoted cell runs over a line's end."""
    try:
        yield
    except duckdb.Error as cause:
        if QUOTED_NEW_LINES not in str(cause):
            raise
        raise QuotesMisread from cause


def _lines_at(content: bytes, wanted: list[int], first_line: int) -> Iterator[bytes]:
    """The lines of these numbers, in order, each with its end."""
    position, line = 0, first_line
    for number in wanted:
        while number - line > 64:  # far away: leap over a window instead of line by line
            window = content.count(b"\n", position, position + 4096)
            if line + window >= number:
                break
            line += window
            position = content.rfind(b"\n", position, position + 4096) + 1 if window else position
            if not window:
                break
        while line < number:
            position = content.index(b"\n", position) + 1
            line += 1
        end = content.index(b"\n", position) + 1
        yield content[position:end]
        position, line = end, number + 1
