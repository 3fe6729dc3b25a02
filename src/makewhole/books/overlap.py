"""What overlapping downloads leave out: rows of one file that another file tells again.

Which of two tellings holds is a property of the table (`Table.overlap`). Files are compared only
where they share something: for tables whose rows are known by their day among other things, the
days two files share; for the others, their keys. The result depends on the set of files alone:
every comparison looks at all files concerned and ranks them by what they say, never by when they
came. The file whose latest row is later goes first, of equals the one with the smaller SHA-256.
"""

import sqlite3
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from makewhole.books.form import Document, Multiset, Newest, Table
from makewhole.books.home import Home, fsync
from makewhole.books.manifest import marks
from makewhole.books.overlap_sql import (
    left_out_sql,
    lesser_documents_sql,
    part_of,
)
from makewhole.books.tables import TABLES


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """What is settled at once: a month of a table known by days, or (month '') all of a table."""

    table: str
    month: str


def settled_by_day(table: Table) -> bool:
    """Whether two files can tell of the same row only on the same day."""
    return isinstance(table.overlap, Multiset) and table.dated_by in table.overlap.key


def scopes_shared(db: sqlite3.Connection, account: str, file_ids: Iterable[int]) -> set[Scope]:
    """Where these files tell of something that other files of the account may tell of too."""
    ids = list(file_ids)
    shared = db.execute(
        "select table_name, day, count(*) as files from days join files using (file_id)"
        " where account = ? group by table_name, day"
        f" having count(case when file_id in ({marks(ids)}) then 1 end) > 0",
        [account, *ids],
    ).fetchall()
    by_day = {
        Scope(row["table_name"], row["day"][:7])
        for row in shared
        if row["files"] > 1 and settled_by_day(TABLES[row["table_name"]])
    }
    others = {row["table_name"] for row in shared if not settled_by_day(TABLES[row["table_name"]])}
    return by_day | {
        Scope(name, "")
        for table in others
        if _may_overlap(db, account, table)
        for name in _family(table)
    }


def scopes_settled(db: sqlite3.Connection, account: str, file_ids: Iterable[int]) -> set[Scope]:
    """Where something is left out that these files tell of too; asked before they are taken out."""
    ids = list(file_ids)
    told = db.execute(
        "select distinct table_name, substr(day, 1, 7) as month from days"
        f" where file_id in ({marks(ids)})",
        ids,
    ).fetchall()
    found = {(row["table_name"], row["month"]) for row in told}
    settled = db.execute(
        "select table_name, scope from left_out where account = ?", [account]
    ).fetchall()
    names = {other for name, _ in found for other in _family(name)}
    return {
        Scope(row["table_name"], row["scope"])
        for row in settled
        if row["table_name"] in names
        and (
            not settled_by_day(TABLES[row["table_name"]])
            or (row["table_name"], row["scope"]) in found
        )
    }


class Settling:
    """One account's overlaps settled anew, inside the transaction that changes its files."""

    def __init__(
        self, db: sqlite3.Connection, duck: duckdb.DuckDBPyConnection, home: Home, account: str
    ) -> None:
        self._db, self._duck, self._home, self._account = db, duck, home, account
        self._lesser_of: Document | None = None  # whose documents the table `lesser` holds

    def settle(self, scopes: Iterable[Scope]) -> int:
        """Put the rows left out in these scopes in place of those before; gives their number."""
        months: dict[str, set[str]] = {}
        for scope in sorted(scopes):
            months.setdefault(scope.table, set()).add(scope.month)
        if not months:
            return 0
        self._rank_files()
        self._lesser_of = None
        total = 0
        for name, wanted in months.items():
            table = TABLES[name]
            self._forget(name, wanted)
            if self._ask(table, wanted):
                total += self._keep(table)
        return total

    def _rank_files(self) -> None:
        ranked = self._db.execute(
            "select source from files where account = ?"
            " order by last_day is null, last_day desc, sha256",
            [self._account],
        ).fetchall()
        self._duck.execute("create or replace temp table places (source bigint, place bigint)")
        self._duck.execute(
            "insert into places select unnest($sources), unnest(range(len($sources)))",
            {"sources": [row["source"] for row in ranked]},
        )

    def _forget(self, name: str, months: set[str]) -> None:
        chosen = [self._account, name, *months]
        for relation in ("left_out", "left_out_rows"):
            self._db.execute(
                f"delete from {relation} where account = ? and table_name = ?"
                f" and scope in ({marks(list(months))})",
                chosen,
            )

    def _ask(self, table: Table, months: set[str]) -> bool:
        """Fill `left_out_now` with the rows left out; False where there are none."""
        paths = self._paths(table.name)
        if not paths:
            return False
        given = f"select r.*, place from {scan(paths)} as r join places using (source)"
        month = "''"
        if settled_by_day(table):
            days = self._shared_days(table.name, months)
            if not days:
                return False
            self._load_days(days)
            given += f" join shared_days as d on r.{table.dated_by} is not distinct from d.day"
            month = "coalesce(cast(day as varchar)[:7], '')"
        if isinstance(table.overlap, Document) and table.overlap != self._lesser_of:
            self._load_lesser(table.overlap)
            self._lesser_of = table.overlap
        made = self._duck.execute(
            f"create or replace temp table left_out_now as with given as not materialized ({given})"
            f" select {month} as scope, coalesce(cast(day as varchar)[:7], '') as month, *"
            f" from ({left_out_sql(table)})"
        ).fetchone()
        assert made is not None  # making a table always tells how many rows it has
        return bool(made[0])

    def _paths(self, table: str) -> list[Path]:
        rows = self._db.execute(
            "select path from parts join files using (file_id)"
            " where account = ? and table_name = ? and row_count > 0 order by path",
            [self._account, table],
        )
        return [self._home.folder / row["path"] for row in rows]

    def _shared_days(self, table: str, months: set[str]) -> list[str]:
        rows = self._db.execute(
            "select day from days join files using (file_id) where account = ? and table_name = ?"
            f" and substr(day, 1, 7) in ({marks(list(months))}) group by day having count(*) > 1",
            [self._account, table, *months],
        )
        return [row["day"] for row in rows]

    def _load_days(self, days: list[str]) -> None:
        self._duck.execute("create or replace temp table shared_days (day date)")
        self._duck.execute(
            "insert into shared_days select cast(nullif(unnest($days), '') as date)", {"days": days}
        )

    def _load_lesser(self, overlap: Document) -> None:
        rows = {
            table.name: scan(paths)
            for table in TABLES.values()
            if table.overlap == overlap and (paths := self._paths(table.name))
        }
        self._duck.execute(
            f"create or replace temp table lesser as {lesser_documents_sql(overlap.key, rows)}"
        )

    def _keep(self, table: Table) -> int:
        """Write `left_out_now` scope by scope and enter it in the manifest."""
        counts = self._duck.execute(
            "select scope, source, month, count(*) from left_out_now group by all order by all"
        ).fetchall()
        for scope in sorted({row[0] for row in counts}):
            path = self._home.left_out / f"{uuid.uuid4().hex}.parquet"
            part = ", part" if part_of(table) != "0" else ""
            self._duck.execute(
                f"copy (select source, line{part} from left_out_now where scope = '{scope}')"
                f" to {quoted(path)} (format parquet, compression zstd, compression_level 1)"
            )
            if self._home.lasting:
                fsync(path)
            self._db.execute(
                "insert into left_out values (?, ?, ?, ?)",
                [self._account, table.name, scope, path.relative_to(self._home.folder).as_posix()],
            )
        self._db.executemany(
            "insert into left_out_rows select ?, ?, ?, file_id, ?, ? from files"
            " where account = ? and source = ?",
            [
                (self._account, table.name, scope, month, rows, self._account, source)
                for scope, source, month, rows in counts
            ],
        )
        return sum(row[3] for row in counts)


def scan(paths: Iterable[Path]) -> str:
    """Text that stands after FROM for the rows of Parquet files."""
    return f"read_parquet([{', '.join(quoted(path) for path in paths)}])"


def quoted(path: Path) -> str:
    """A path as a literal of SQL.

    >>> quoted(Path("it's.parquet"))
    "'it''s.parquet'"
    """
    return "'" + str(path).replace("'", "''") + "'"


def _may_overlap(db: sqlite3.Connection, account: str, name: str) -> bool:
    if isinstance(TABLES[name].overlap, Newest):
        return True  # a file may hold two versions of a row itself
    tables = _family(name)
    files = db.execute(
        "select count(distinct file_id) from parts join files using (file_id)"
        f" where account = ? and table_name in ({marks(tables)}) and row_count > 0",
        [account, *tables],
    ).fetchone()
    return bool(files[0] > 1)


def _family(name: str) -> list[str]:
    """The tables settled together: all those of the same documents."""
    overlap = TABLES[name].overlap
    if not isinstance(overlap, Document):
        return [name]
    return [table.name for table in TABLES.values() if table.overlap == overlap]
