"""One import: parts checked and moved into place, entered, overlaps settled, all or nothing.

Until the manifest says otherwise the new files are leftovers: the transaction that enters them is
the one moment at which the books change.
"""

import json
import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import duckdb

from makewhole.books.errors import PartMalformed
from makewhole.books.form import Table
from makewhole.books.home import Home, fsync
from makewhole.books.imports import SET_ASIDE, SET_ASIDE_TABLE, Part, ReadFile
from makewhole.books.overlap import Settling, scan, scopes_shared
from makewhole.books.records import Imported
from makewhole.books.tables import TABLES

# Rows of each file and table by day: what the manifest keeps of them.
Days = Mapping[int, Mapping[tuple[str, str], int]]


def distinct_files(reads: Sequence[ReadFile]) -> list[ReadFile]:
    """Each content once, under the name that comes first as text."""
    first: dict[str, ReadFile] = {}
    for read in sorted(reads, key=lambda read: (read.name, read.sha256)):
        first.setdefault(read.sha256, read)
    return list(first.values())


def count_days(duck: duckdb.DuckDBPyConnection, reads: Sequence[ReadFile]) -> Days:
    """The rows of every part by day, checked against what was said of them.

    Errors: PartMalformed where columns, types, sources or row counts are not as they should be.
    """
    by_table: dict[str, list[tuple[ReadFile, Part]]] = {}
    for read in reads:
        for part in read.parts_with_rows:
            by_table.setdefault(part.table, []).append((read, part))
    _check_columns(duck, by_table)
    days: dict[int, dict[tuple[str, str], int]] = {read.source: {} for read in reads}
    if by_table:
        counted = " union all ".join(_days_sql(name, parts) for name, parts in by_table.items())
        for table, source, day, rows in duck.execute(counted).fetchall():
            days.setdefault(source, {})[table, day] = rows
    for table, parts in by_table.items():
        _check_rows(table, parts, days)
    # Rows set aside are counted, but have no day.
    return {
        source: {key: rows for key, rows in counts.items() if key[0] != SET_ASIDE_TABLE}
        for source, counts in days.items()
    }


class Adding:
    """The files of one import on their way into the books, inside a transaction."""

    def __init__(
        self, db: sqlite3.Connection, duck: duckdb.DuckDBPyConnection, home: Home, account: str
    ) -> None:
        self._db, self._duck, self._home, self._account = db, duck, home, account

    def add(self, reads: Sequence[ReadFile], days: Days, at: datetime) -> Imported:
        """Enter the files the account's books do not hold yet."""
        held = self._held(reads)
        fresh = [read for read in reads if read.sha256 not in held]
        known = tuple(read.name for read in reads if read.sha256 in held)
        if not fresh:
            return Imported(None, (), known, 0, 0, 0)
        import_id = self._enter_import(at)
        folder = self._home.imports / uuid.uuid4().hex
        folder.mkdir(parents=True)
        ids = [self._enter_file(read, import_id, folder, days[read.source]) for read in fresh]
        if self._home.lasting:
            fsync(folder)
            fsync(folder.parent)
        settling = Settling(self._db, self._duck, self._home, self._account)
        left_out = settling.settle(scopes_shared(self._db, self._account, ids))
        return Imported(
            import_id,
            tuple(read.name for read in fresh),
            known,
            sum(sum(days[read.source].values()) for read in fresh),
            sum(read.set_aside_rows for read in fresh),
            left_out,
        )

    def _held(self, reads: Sequence[ReadFile]) -> set[str]:
        """Which of the files are in the books; of two names of one file the first as text stays."""
        held = set()
        for read in reads:
            found = self._db.execute(
                "update files set name = min(name, ?) where account = ? and sha256 = ?",
                [read.name, self._account, read.sha256],
            )
            if found.rowcount:
                held.add(read.sha256)
        return held

    def _enter_import(self, at: datetime) -> int:
        cursor = self._db.execute(
            "insert into imports (account, imported_at) values (?, ?)",
            [self._account, at.isoformat(timespec="seconds")],
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _enter_file(
        self, read: ReadFile, import_id: int, folder: Path, days: Mapping[tuple[str, str], int]
    ) -> int:
        values = {
            "import_id": import_id,
            "account": self._account,
            "source": read.source,
            "sha256": read.sha256,
            "name": read.name,
            "report": read.report,
            "layout": read.layout,
            "encoding": read.encoding,
            "records": read.records,
            "kept": read.kept,
            "skipped": read.skipped,
            "set_aside": read.set_aside_rows,
            "first_day": _iso(read.first_day),
            "last_day": _iso(read.last_day) or max((day for _, day in days), default="") or None,
            "problems": json.dumps([asdict(problem) for problem in read.problems]),
        }
        cursor = self._db.execute(
            f"insert into files ({', '.join(values)}) values ({', '.join('?' * len(values))})",
            list(values.values()),
        )
        file_id = cursor.lastrowid
        assert file_id is not None
        self._db.executemany(
            "insert into days values (?, ?, ?, ?)",
            [(table, day, file_id, rows) for (table, day), rows in days.items()],
        )
        self._move_parts(read, file_id, folder)
        return file_id

    def _move_parts(self, read: ReadFile, file_id: int, folder: Path) -> None:
        for number, part in enumerate(read.parts_with_rows):
            path = folder / f"{read.sha256[:16]}-{number}-{part.table}.parquet"
            part.path.replace(path)
            self._db.execute(
                "insert into parts values (?, ?, ?, ?)",
                [file_id, part.table, path.relative_to(self._home.folder).as_posix(), part.rows],
            )


def write_through(reads: Sequence[ReadFile]) -> None:
    """Wait until the rows of files are on the disk, before the books say that they are."""
    for read in reads:
        for part in read.parts_with_rows:
            fsync(part.path)


def _check_columns(
    duck: duckdb.DuckDBPyConnection, by_table: Mapping[str, Sequence[tuple[ReadFile, Part]]]
) -> None:
    found: dict[str, dict[str, str]] = {
        str(part.path): {} for parts in by_table.values() for _, part in parts
    }
    if not found:
        return
    for path, column, kind in duck.execute(
        "select file_name, name, duckdb_type from parquet_schema($paths)"
        " where duckdb_type is not null",
        {"paths": list(found)},
    ).fetchall():
        found[path][column] = kind
    for name, parts in by_table.items():
        expected = SET_ASIDE if name == SET_ASIDE_TABLE else TABLES[name].schema
        for read, part in parts:
            if (columns := found[str(part.path)]) != expected:
                raise PartMalformed(read.name, name, _columns(columns), _columns(expected))


def _days_sql(name: str, parts: Sequence[tuple[ReadFile, Part]]) -> str:
    if name == SET_ASIDE_TABLE:
        return " union all ".join(
            f"select '{name}', {read.source}, '', count(*) from {scan([part.path])}"
            for read, part in parts
        )
    table: Table = TABLES[name]
    day = f"coalesce(cast({table.dated_by} as varchar), '')" if table.dated_by else "''"
    rows = scan(part.path for _, part in parts)
    return f"select '{name}', source, {day} as day, count(*) from {rows} group by source, day"


def _check_rows(name: str, parts: Sequence[tuple[ReadFile, Part]], days: Days) -> None:
    said: dict[int, int] = {}
    for read, part in parts:
        said[read.source] = said.get(read.source, 0) + part.rows
    for read, _ in parts:
        found = sum(rows for (table, _), rows in days[read.source].items() if table == name)
        if found != said[read.source]:
            raise PartMalformed(
                read.name, name, f"{found} rows of this file", f"{said[read.source]} rows"
            )


def _columns(schema: Mapping[str, str]) -> str:
    return "the columns " + ", ".join(f"{name} {kind}" for name, kind in schema.items())


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
