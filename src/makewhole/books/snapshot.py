"""One view of the books: which files and rows they showed at one moment, as SQL for any engine.

Every canonical table becomes a view of the same name with `account` in front, rows that another
file tells again left out; a table without files is an empty view with the right columns. `files`
names the file of each source. The text is the common subset: it runs alike on every engine.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from makewhole.books import manifest
from makewhole.books.form import Table
from makewhole.books.home import Home
from makewhole.books.lease import Lease
from makewhole.books.records import FILES_SQL, FileRecord, file_record
from makewhole.books.tables import TABLES

FILES_SCHEMA = {
    "account": "VARCHAR",
    "source": "BIGINT",
    "name": "VARCHAR",
    "report": "VARCHAR",
    "rows": "BIGINT",
    "first_day": "DATE",
    "last_day": "DATE",
    "imported_at": "VARCHAR",
}


class Views(Protocol):
    """What a snapshot needs of an engine."""

    def view(self, name: str, sql: str) -> None:
        """Gives a name to a question."""

    def load(self, name: str, schema: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Makes a table of rows that Python holds."""

    def prepare_for(self, rows: int) -> None:
        """Told how many rows the snapshot shows, before anything is asked of them."""

    def at_once(self, jobs: Sequence[Callable[[], None]]) -> list[None]:
        """Does jobs of which none needs what another makes."""

    def scan(self, paths: Sequence[Path]) -> str:
        """Text that stands after FROM for the rows of Parquet files."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of one file for one table: Parquet, and how many of them overlaps leave out."""

    account: str
    table: str
    source: int
    paths: tuple[Path, ...]
    rows: int
    left_out: int


@dataclass(frozen=True, slots=True)
class MonthRows:
    """Rows of one report in one month ('' where rows have no day), as the snapshot shows them."""

    account: str
    report: str
    table: str
    month: str
    first_day: str
    last_day: str
    rows: int


@dataclass(slots=True)
class Snapshot:
    """The books at one moment. While it is open, what it shows is not removed from the disk."""

    accounts: tuple[str, ...]
    file_records: tuple[FileRecord, ...]
    pieces: tuple[Piece, ...]
    left_out: dict[tuple[str, str], tuple[Path, ...]]
    months: tuple[MonthRows, ...]
    _lease: Lease | None = field(default=None, repr=False)

    def files(self, table: str) -> list[Path]:
        """The Parquet files that hold rows of a table, those told wholly by others left away."""
        return [path for piece in self._shown(table) for path in piece.paths]

    def rows(self, table: str) -> int:
        """How many rows of a table the snapshot shows."""
        return sum(piece.rows - piece.left_out for piece in self._shown(table))

    def attach(self, engine: Views, prefix: str = "") -> None:
        """Make every table and `files` visible in an engine, their names after `prefix`."""
        engine.prepare_for(sum(self.rows(name) for name in TABLES))
        engine.at_once([partial(self._attach, engine, prefix, t) for t in TABLES.values()])
        engine.load(f"{prefix}files", FILES_SCHEMA, [_file_row(f) for f in self.file_records])

    def _attach(self, engine: Views, prefix: str, table: Table) -> None:
        if any(self._shown(table.name)):
            engine.view(f"{prefix}{table.name}", self.sql(engine, table))
        else:
            engine.load(f"{prefix}{table.name}", {"account": "VARCHAR", **table.schema}, [])

    def sql(self, engine: Views, table: Table) -> str:
        """The question that gives a table's rows, account by account."""
        columns = ", ".join(f"t.{column}" for column in table.schema)
        selects = []
        for account in self.accounts:
            shown = [piece for piece in self._shown(table.name) if piece.account == account]
            front = f"select {_literal(account)} as account, {columns} from"
            if whole := [path for piece in shown if not piece.left_out for path in piece.paths]:
                selects.append(f"{front} {engine.scan(whole)} as t")
            if partly := [path for piece in shown if piece.left_out for path in piece.paths]:
                hidden = engine.scan(self.left_out[account, table.name])
                same = "l.source = t.source and l.line = t.line"
                if "part" in table.schema:
                    same += " and l.part = coalesce(t.part, 0)"
                selects.append(
                    f"{front} {engine.scan(partly)} as t"
                    f" where not exists (select 1 from {hidden} as l where {same})"
                )
        return " union all ".join(selects) or _empty(table.schema)

    def close(self) -> None:
        """Let go of the files; they may be removed when no import refers to them any more."""
        if self._lease is not None:
            self._lease.release()
            self._lease = None

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _shown(self, table: str) -> Iterator[Piece]:
        for piece in self.pieces:
            if piece.table == table and piece.left_out < piece.rows:
                yield piece


def take(home: Home, accounts: Iterable[str] | None) -> Snapshot:
    """The books as they are now. A snapshot that is not closed keeps undone files on the disk."""
    # Where nothing can be written nothing can be removed either, unless by somebody else.
    lease = Lease(home.readers) if home.is_writable else None
    try:
        with manifest.reading(home) as db:
            wanted = None if accounts is None else set(accounts)
            all_records = [file_record(row) for row in db.execute(FILES_SQL)]
            records = tuple(r for r in all_records if wanted is None or r.account in wanted)
            names = tuple(sorted({record.account for record in records}))
            return Snapshot(
                accounts=names,
                file_records=records,
                pieces=tuple(p for p in _pieces(db, home) if p.account in names),
                left_out=_left_out(db, home),
                months=tuple(m for m in _months(db) if m.account in names),
                _lease=lease,
            )
    except BaseException:
        if lease is not None:
            lease.release()
        raise


def _pieces(db: sqlite3.Connection, home: Home) -> Iterator[Piece]:
    rows = db.execute(
        "select account, table_name, source, sum(row_count) as row_count,"
        " group_concat(path, char(10)) as paths,"
        " coalesce((select sum(l.row_count) from left_out_rows l"
        "   where l.file_id = files.file_id and l.table_name = parts.table_name), 0) as left_out"
        " from files join parts using (file_id)"
        " group by file_id, table_name order by account, table_name, sha256"
    )
    for row in rows:
        paths = tuple(home.folder / path for path in sorted(row["paths"].split("\n")))
        yield Piece(
            row["account"], row["table_name"], row["source"], paths,
            row["row_count"], row["left_out"],
        )  # fmt: skip


def _left_out(db: sqlite3.Connection, home: Home) -> dict[tuple[str, str], tuple[Path, ...]]:
    found: dict[tuple[str, str], list[Path]] = {}
    for row in db.execute("select account, table_name, path from left_out order by scope"):
        found.setdefault((row["account"], row["table_name"]), []).append(home.folder / row["path"])
    return {key: tuple(paths) for key, paths in found.items()}


def _months(db: sqlite3.Connection) -> Iterator[MonthRows]:
    rows = db.execute(
        "with told as ("
        "   select file_id, table_name, substr(day, 1, 7) as month, min(day) as first_day,"
        "     max(day) as last_day, sum(row_count) as row_count"
        "   from days group by file_id, table_name, month),"
        " hidden as ("
        "   select file_id, table_name, month, sum(row_count) as row_count"
        "   from left_out_rows group by file_id, table_name, month)"
        " select account, report, told.table_name, told.month, min(told.first_day) as first_day,"
        "   max(told.last_day) as last_day,"
        "   sum(told.row_count - coalesce(hidden.row_count, 0)) as row_count"
        " from told join files using (file_id)"
        "   left join hidden using (file_id, table_name, month)"
        " group by account, report, told.table_name, told.month order by 1, 2, 3, 4"
    )
    for row in rows:
        yield MonthRows(*row)


def _file_row(record: FileRecord) -> tuple[object, ...]:
    return (
        record.account,
        record.source,
        record.name,
        record.report,
        record.kept,
        record.first_day,
        record.last_day,
        record.imported_at.isoformat(timespec="seconds"),
    )


def _empty(schema: dict[str, str]) -> str:
    # STRING is what both engines call text without a length.
    columns = {"account": "VARCHAR", **schema}
    return "select " + ", ".join(
        f"cast(null as {kind.replace('VARCHAR', 'STRING')}) as {name}"
        for name, kind in columns.items()
    ) + " where 1 = 0"  # fmt: skip


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
