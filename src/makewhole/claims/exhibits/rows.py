"""The source rows that findings cite, out of the books: as read, and as Amazon wrote them.

Evidence names a row by report, file and line. Here it becomes the record itself: its canonical
values, the hash of its file and, where the download was kept, its own text.
"""

import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from makewhole.books import Books, FileRecord, Snapshot
from makewhole.books.errors import SourceNotKept
from makewhole.books.snapshot import Piece
from makewhole.books.tables import TABLES
from makewhole.claims.models import Finding
from makewhole.engine import connect

_own = threading.local()

Place = tuple[str, str, int]  # account, file, line


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One record of one download.

    `text` is the record as it stands in the file (cells of buyers' data emptied), None where the
    download was not kept. `parts` are its canonical rows: more than one where a record became
    several. `sha256` is the hash of the file as it was read.
    """

    report: str
    file: str
    line: int
    sha256: str
    text: str | None
    parts: tuple[Mapping[str, Any], ...]

    def value(self, name: str) -> Any:
        """A canonical value of the record, None where it has none of that name."""
        return next((part[name] for part in self.parts if part.get(name) is not None), None)


def source_rows(home: Path, account: str, findings: Iterable[Finding]) -> dict[Place, SourceRow]:
    """Every row an account's findings cite that its books still hold, by account, file, line."""
    places = {
        (account, str(each["report"] or ""), str(each["file"] or ""), each["line"])
        for finding in findings
        for each in finding.evidence
    }
    if not places or not (home / "books").exists():
        return {}
    books = Books.open(home, create=False)
    try:
        return _found(books, places)
    finally:
        books.close()


def _found(books: Books, places: set[tuple[str, str, str, int]]) -> dict[Place, SourceRow]:
    files = {(each.account, each.report, each.name): each for each in books.files()}
    wanted = [
        (files[account, report, name], line)
        for account, report, name, line in sorted(places)
        if (account, report, name) in files
    ]
    with books.snapshot({file.account for file, _ in wanted}) as snapshot:
        values = _values(snapshot, wanted)
    texts = _texts(books, wanted)
    return {
        (file.account, file.name, line): SourceRow(
            file.report,
            file.name,
            line,
            file.sha256,
            texts.get((file.source, line)),
            tuple(values.get((file.account, file.source, line), ())),
        )
        for file, line in wanted
    }


def _texts(books: Books, wanted: list[tuple[FileRecord, int]]) -> dict[tuple[int, int], str]:
    lines: dict[int, list[int]] = {}
    for file, line in wanted:
        lines.setdefault(file.source, []).append(line)
    found: dict[tuple[int, int], str] = {}
    for source, listed in lines.items():
        with suppress(SourceNotKept):
            quoted = books.quotes(source, listed)
            found |= {(source, line): text for line, text in quoted.items()}
    return found


def _values(
    snapshot: Snapshot, wanted: list[tuple[FileRecord, int]]
) -> dict[tuple[str, int, int], list[dict[str, Any]]]:
    lines: dict[tuple[str, int], set[int]] = {}
    for file, line in wanted:
        lines.setdefault((file.account, file.source), set()).add(line)
    held: dict[tuple[str, int, int], list[dict[str, Any]]] = {}
    for piece in snapshot.pieces:
        asked = lines.get((piece.account, piece.source))
        for row in _rows(piece, asked) if asked else ():
            held.setdefault((piece.account, piece.source, row["line"]), []).append(row)
    return held


def _rows(piece: Piece, lines: set[int]) -> Iterable[dict[str, Any]]:
    names = list(TABLES[piece.table].schema)
    # as text and not as a parameter: by it parts of the file are skipped
    numbers = ", ".join(str(int(line)) for line in sorted(lines))
    found = _reader().execute(
        f"select {', '.join(names)} from read_parquet(?) where line in ({numbers})",
        [[str(path) for path in piece.paths]],
    )
    return (dict(zip(names, row, strict=True)) for row in found.fetchall())


def _reader() -> DuckDBPyConnection:
    """This thread's own DuckDB: to open one takes longer than all the rows of a case."""
    if not hasattr(_own, "reader"):
        _own.reader = connect(threads=1)
    reader: DuckDBPyConnection = _own.reader
    return reader
