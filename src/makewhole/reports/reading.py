"""One file read: from its bytes to typed Parquet and what was set aside.

What a file is decides how its records are found (lines of text, rows of a sheet, a list in JSON);
from there on every report takes the same way.
"""

import errno
import hashlib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from makewhole.books.answers import parse
from makewhole.books.imports import JSON, SHEET, Origin, ReadFile, source_number
from makewhole.errors import Problem
from makewhole.reports import kinds, refusals
from makewhole.reports.binding import Binding, HeadingsUnfit, bind
from makewhole.reports.containers import Document
from makewhole.reports.encodings import UTF_8, encoding_of, opening_encoding
from makewhole.reports.exchanged import refuse_exchanged
from makewhole.reports.headed import HeadsMistaken
from makewhole.reports.inspection import inspect
from makewhole.reports.json_records import Answer, answer
from makewhole.reports.keeping import Task
from makewhole.reports.lines import Lines, Segment
from makewhole.reports.manner import (
    COMMA,
    Decided,
    Doubt,
    Evidence,
    MannerMistaken,
    decide,
    needs_all_cells,
    presume,
)
from makewhole.reports.mapping import Mapping
from makewhole.reports.reading_engine import ReadingEngine
from makewhole.reports.recognition import Ambiguous, Head, find_head
from makewhole.reports.refusals import Refusal
from makewhole.reports.sheets import Sheet, sheets
from makewhole.reports.shifted import usual
from makewhole.reports.typing_sql import reader, records
from makewhole.reports.values import literal
from makewhole.reports.writing import QUOTED_NEW_LINES, QuotesMisread, Unaccounted, Written, write

_HEAD_BYTES = 1 << 20
# What the engine raises over a value; a full disk or memory is no matter of one file.
_STOPPED = (
    duckdb.OutOfRangeException,
    duckdb.ConversionException,
    duckdb.InvalidInputException,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a document: the text that holds it, how it is cut, where it comes from."""

    name: str
    text: Path
    head: Head
    origin: Origin
    encoding: str | None = None  # None: found while reading
    sha256: str | None = None  # None: that of the text itself
    problems: tuple[Problem, ...] = ()  # found before a row was read


class Reader:
    """Reads files, one after the other, on one engine; readers side by side may share it.

    Readers that share a staging folder have a `number` each.
    """

    def __init__(
        self,
        engine: ReadingEngine,
        staging: Path,
        *,
        number: int = 1,
        dates: str | None = None,
        decimals: str | None = None,
        mappings: tuple[Mapping, ...] = (),
    ) -> None:
        self.staging = staging
        self.dates = dates
        self.comma = None if decimals is None else decimals == COMMA
        self.mappings = {mapping.form: mapping for mapping in mappings}
        self._number, self._count = number, 0
        self._engine, self._con = engine, engine.connection()

    def close(self) -> None:
        """Let go of the connection."""
        self._con.close()

    def read(self, document: Document) -> Iterator[ReadFile | Refusal]:
        """What a document holds: one file read, or one refusal; a workbook may hold several."""
        try:
            for table in list(self._tables(document)):
                yield self._read(table) if isinstance(table, Table) else table
        except Ambiguous as cause:
            yield refusals.ambiguous(document.name, cause.reports)
        except OSError as cause:
            if cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            yield refusals.unreadable(document.name, cause.strerror or str(cause))

    def _tables(self, document: Document) -> Iterator[Table | Refusal]:
        """The tables of a document, or why there are none."""
        with document.path.open("rb") as file:
            content = file.read(_HEAD_BYTES)
        start = _opening(content)
        if not start:
            yield refusals.empty(document.name)
            return
        kind = kinds.kind_of(start, content)
        if kind == kinds.WORKBOOK:
            yield from self._sheets(document)
        elif kind is not None:
            yield refusals.not_a_report(document.name, kind)
        elif start[:1] in (b"{", b"["):
            yield self._json(document)
        else:
            yield self._text(document, content)

    def _text(self, document: Document, content: bytes) -> Table | Refusal:
        encoding = opening_encoding(content)
        if encoding is None:
            encoding = UTF_8 if content.isascii() else encoding_of(content, final=False)
        text = content.decode(encoding.codec, "replace").removeprefix("\ufeff")
        head = find_head(text, tuple(self.mappings))
        if head is None:
            return refusals.unknown_text(document.name, text)
        origin = Origin(
            document.path,
            delimiter=head.delimiter,
            quoted=head.quoted,
            header_line=head.header_line,
        )
        return Table(document.name, document.path, head, origin)

    def _json(self, document: Document) -> Table | Refusal:
        content = document.path.read_bytes()
        try:
            found: Answer | None = answer(parse(content))
        except ValueError as cause:
            return refusals.broken_json(document.name, str(cause))
        if found is None:
            return refusals.unknown_json(document.name)
        if found.form.not_read is not None:
            return refusals.not_read(document.name, found.form)
        path = self._path("records.txt")
        found.write(path)
        head = Head(found.form, 0, found.headings, "\t", quotes="none", preamble="")
        personal = tuple(sorted(found.form.personal))
        origin = Origin(document.path, JSON, json_path=found.path, personal=personal)
        sha256 = hashlib.sha256(content).hexdigest()
        problems = (_answers_left_out(document.name, found.without),) if found.without else ()
        return Table(document.name, path, head, origin, "utf-8", sha256, problems)

    def _sheets(self, document: Document) -> Iterator[Table | Refusal]:
        sha256 = _sha256(document.path)
        found = list(sheets(document.path, tuple(self.mappings)))
        if not found:
            yield refusals.no_sheet(document.name)
        for place, sheet in enumerate(found):
            # a second sheet is a source of its own, so it needs a number of its own
            own = hashlib.sha256(f"{sha256}!{sheet.name}".encode()).hexdigest()
            name = f"{document.name}!{sheet.name}" if place else document.name
            yield self._sheet(document, sheet, name, own if place else sha256)

    def _sheet(self, document: Document, sheet: Sheet, name: str, sha256: str) -> Table | Refusal:
        head = Head(
            sheet.form,
            sheet.header_row,
            sheet.headings,
            "\t",
            quotes="none",
            preamble=sheet.preamble,
        )
        path = self._path("sheet.txt")
        if sheet.form.not_read is None:
            try:
                sheet.write(path)
            except HeadingsUnfit as cause:
                return refusals.unfit(name, cause.kind, cause.says, sheet.form.report)
        origin = Origin(document.path, SHEET, header_line=sheet.header_row, sheet=sheet.name)
        return Table(name, path, head, origin, "xlsx", sha256)

    def _read(self, table: Table) -> ReadFile | Refusal:
        form, name = table.head.form, table.name
        if form.not_read is not None:
            return refusals.not_read(name, form)
        head = table.head
        try:
            binding = bind(
                form,
                head.headings,
                head.preamble,
                head.delimiter,
                file_name=name,
                ends_early=head.ends_early,
                most=head.most,
            )
            return self._bound(table, binding)
        except HeadingsUnfit as cause:
            return refusals.unfit(name, cause.kind, cause.says, form.report)
        except Unaccounted as cause:
            return refusals.unaccounted(name, cause.line)
        except _STOPPED as cause:
            return refusals.engine_failed(name, str(cause).splitlines()[0])

    def _bound(self, table: Table, binding: Binding) -> ReadFile:
        for quoted, joined in _ways(table.head):
            for whole in (False, True):
                try:
                    return self._in_one_way(
                        table, binding, quoted=quoted, joined=joined, whole=whole
                    )
                except QuotesMisread:
                    break
                except (MannerMistaken, HeadsMistaken):
                    continue
        raise Unaccounted(None)

    def _in_one_way(
        self, table: Table, binding: Binding, *, quoted: bool, joined: bool, whole: bool
    ) -> ReadFile:
        """The file read with its quotes taken so; `whole`: without presuming anything.

        Raises `QuotesMisread`, `MannerMistaken`, `HeadsMistaken` and `Unaccounted`.
        """
        into = self._path("")
        lines = Lines(
            table.text,
            into=into,
            header_line=table.head.header_line,
            delimiter=table.head.delimiter,
            joined=joined,
            with_text=not binding.form.personal,
            last_cells=binding.width if binding.whole < binding.width else 0,
            most_cells=binding.width + binding.spare,
        )
        try:
            decided, segments = self._manner(binding, lines, quoted=quoted, whole=whole)
            if binding.whole < binding.width:
                binding, segments = self._with_usual(binding, segments, quoted=quoted)
            source = None if table.sha256 is None else source_number(table.sha256)
            task = Task(binding, decided, quoted, self.staging, into.name, source, whole)
            self._engine.teach(records(binding, decided.manner, "", ""))
            written = write(self._con, lines, segments, task)
        finally:
            for path in self.staging.glob(f"{into.name}-segment*.txt"):
                path.unlink()
        return self._file(table, binding, lines, written, doubts=decided.doubts)

    def _manner(
        self, binding: Binding, lines: Lines, *, quoted: bool, whole: bool
    ) -> tuple[Decided, Iterable[Segment]]:
        """The manner of a file, and its segments; where need be all are cut before."""
        mapping = self.mappings.get(binding.form)
        dates = self.dates or (mapping.dates if mapping else None)
        comma = mapping.comma if self.comma is None and mapping else self.comma
        coming = lines.segments()
        segments = list(itertools.islice(coming, 1))
        try:
            refuse_exchanged(Evidence(self._con, binding, segments, quoted))
            if not needs_all_cells(binding):
                found = decide(Evidence(self._con, binding, [], quoted), dates, comma)
                return found, itertools.chain(segments, coming)
            if not lines.sha256 and not whole:
                first = Evidence(self._con, binding, segments, quoted, is_part=True)
                if (presumed := presume(first, dates, comma)) is not None:
                    return presumed, itertools.chain(segments, coming)
            segments += coming
            return decide(Evidence(self._con, binding, segments, quoted), dates, comma), segments
        except duckdb.Error as cause:
            if QUOTED_NEW_LINES not in str(cause):
                raise
            raise QuotesMisread from cause

    def _with_usual(
        self, binding: Binding, segments: Iterable[Segment], *, quoted: bool
    ) -> tuple[Binding, Iterable[Segment]]:
        """The usual cells of a file whose rows end early, counted over its first segment."""
        coming = iter(segments)
        first = list(itertools.islice(coming, 1))
        for segment in first:
            source = reader(binding, literal(str(segment.path)), quoted=quoted)
            try:
                binding = replace(binding, usual=usual(self._con, binding, source))
            except duckdb.Error as cause:
                if QUOTED_NEW_LINES not in str(cause):
                    raise
                raise QuotesMisread from cause
        return binding, itertools.chain(first, coming)

    def _file(
        self,
        table: Table,
        binding: Binding,
        lines: Lines,
        written: Written,
        *,
        doubts: tuple[Doubt, ...],
    ) -> ReadFile:
        seen = inspect(
            self._con,
            table.name,
            binding,
            written.parts,
            may_be_rounded=lines.may_hold_rounded_ids,
        )
        problems = list(table.problems)
        problems += [Problem(table.name, None, d.column, d.kind, d.says) for d in doubts]
        problems += [
            Problem(table.name, None, heading, kind, says) for heading, kind, says in binding.notes
        ]
        if binding.unknown:
            problems.append(_unknown_columns(table.name, binding.unknown))
        personal = table.origin.personal or binding.personal
        return ReadFile(
            name=table.name,
            sha256=table.sha256 or lines.sha256,
            report=binding.form.report,
            layout=binding.layout,
            encoding=table.encoding or (lines.encoding or UTF_8).label,
            records=written.records,
            kept=written.kept,
            skipped=written.skipped,
            parts=tuple(written.parts),
            set_aside=written.set_aside,
            first_day=seen.first_day,
            last_day=seen.last_day,
            problems=(*problems, *seen.problems),
            origin=replace(table.origin, personal=personal, cells=binding.whole),
        )

    def _path(self, name: str) -> Path:
        """A new file in the staging folder."""
        self._count += 1
        stem = f"r{self._number}f{self._count}"
        return self.staging / f"{stem}{'-' if name else ''}{name}"


def _ways(head: Head) -> list[tuple[bool, bool]]:
    """Quoted or not, records joined or not: what is tried in turn until the quotes come out right.

    In a tab file without quotes around its headings a quote is rather data than a cell's start.
    """
    if not head.quoted:
        return [(False, False)]
    if head.delimiter == "\t":
        return [(True, False), (False, False), (True, True)]
    return [(True, False), (True, True), (False, False)]


def _opening(content: bytes) -> bytes:
    """The first bytes from the first that is no blank, as UTF-8 if they are another Unicode."""
    encoding = opening_encoding(content)
    if encoding is not None and encoding.codec != "utf-8":
        text = content[:4096].decode(encoding.codec, "replace").removeprefix("\ufeff")
        content = text.encode("utf-8", "replace")
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _answers_left_out(name: str, count: int) -> Problem:
    are = "1 of its answers has" if count == 1 else f"{count} of its answers have"
    return Problem(
        name, None, None, "answers_left_out",
        f"{are} no such list (an error, or an answer to another question) and could not be read; "
        "the others were. Save the answers to each question in a file of their own.",
    )  # fmt: skip


def _unknown_columns(name: str, unknown: tuple[str, ...]) -> Problem:
    shown = ", ".join(f'"{heading}"' for heading in unknown[:10])
    more = f" and {len(unknown) - 10} more" if len(unknown) > 10 else ""
    return Problem(
        name, None, None, "note_unknown_columns",
        f"columns this version does not know were left out: {shown}{more}. "
        "The other columns were read.",
    )  # fmt: skip
