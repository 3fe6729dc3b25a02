"""Rows set aside: listed with file, line, column and reason, and written out for a spreadsheet.

What stands in a quarantined row came from outside; a spreadsheet must not take it for a formula.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import duckdb

from makewhole.books.imports import SET_ASIDE_TABLE, Part, read_set_aside
from makewhole.books.snapshot import Snapshot
from makewhole.errors import Problem
from makewhole.formulas import defused


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One record of a file that was set aside, as the quarantine shows it."""

    account: str
    file: str
    line: int
    column: str | None
    kind: str
    message: str
    row: str | None

    @property
    def problem(self) -> Problem:
        """The same as a problem of the file."""
        return Problem(self.file, self.line, self.column, self.kind, self.message, self.row)


def quarantined(
    snapshot: Snapshot, connection: Callable[[], duckdb.DuckDBPyConnection]
) -> Iterator[Quarantined]:
    """Every record set aside in the books, by account, file and line.

    Each file that has some is read over a `connection` of its own.
    """
    names = {(f.account, f.source): f.name for f in snapshot.file_records}
    pieces = [piece for piece in snapshot.pieces if piece.table == SET_ASIDE_TABLE]
    for piece in sorted(pieces, key=lambda p: (p.account, names[p.account, p.source], p.source)):
        name = names[piece.account, piece.source]
        for path in piece.paths:
            part = Part(SET_ASIDE_TABLE, path, piece.rows)
            for row in read_set_aside(part, connection):
                yield Quarantined(
                    piece.account, name, row.line, row.column, row.kind, row.message, row.row
                )


def write_csv(rows: Iterable[Quarantined], path: Path) -> int:
    """Write quarantined rows to a CSV file that is safe to open; gives their number."""
    names = [field.name for field in fields(Quarantined)]
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(names)
        for row in rows:
            values = (getattr(row, name) for name in names)
            writer.writerow(["" if value is None else defused(str(value)) for value in values])
            count += 1
    return count
