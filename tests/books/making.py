"""Files as a reader would hand them over, made of a few rows."""

import atexit
import functools
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from makewhole.books import Books, Part, ReadFile
from makewhole.books.imports import SetAside, write_set_aside
from makewhole.books.tables import TABLES

Row = dict[str, Any]
LEDGER: Row = {
    "event_date": date(2026, 3, 3), "fnsku": "X001", "asin": "B001", "msku": "SKU-1",
    "event_type": "Adjustments", "reference_id": "R1", "units": -1, "fulfillment_center": "ABE8",
    "disposition": "SELLABLE", "reason": "M",
}  # fmt: skip


def ledger(**cells: Any) -> Row:
    """A ledger row that lost one unit, except where told otherwise."""
    return {**LEDGER, **cells}


def make_read(
    folder: Path, tables: dict[str, list[Row]], *, name: str = "file.csv", aside: int = 0,
    last_day: date | None = None, salt: str = "",
) -> ReadFile:  # fmt: skip
    """A file whose rows are these; equal rows and name make an equal file.

    Lines count from 2, through all tables; a row may say its own `line`.
    """
    content = json.dumps([tables, aside, salt], default=str, sort_keys=True)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    place = folder / f"{len(list(folder.iterdir()))}-{sha256[:8]}"
    place.mkdir()
    parts, line, source = [], 1, int(sha256[:16], 16) >> 1
    for table, rows in tables.items():
        schema = TABLES[table].schema
        numbered = []
        for row in rows:
            line += 1
            numbered.append({"source": source, "line": line, **row})
        path = place / f"{table}.parquet"
        write_parquet(schema, numbered, path)
        parts.append(Part(table, path, len(rows)))
    bad = [
        SetAside(line + n, "Date", "bad_date", "not a date", "=x,1") for n in range(1, aside + 1)
    ]
    return ReadFile(
        name=name, sha256=sha256, report="GET_LEDGER_DETAIL_VIEW_DATA", layout="csv",
        encoding="utf-8", records=line - 1 + aside, kept=line - 1, parts=tuple(parts),
        set_aside=write_set_aside(bad, place / "aside.parquet") if aside else None,
        last_day=last_day,
    )  # fmt: skip


def write_parquet(schema: dict[str, str], rows: list[Row], path: Path) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in schema.items())
    with shared().cursor() as con:
        con.execute(f"create or replace temp table part ({columns})")
        if rows:
            values = [tuple(row.get(name) for name in schema) for row in rows]
            con.executemany(f"insert into part values ({', '.join('?' * len(schema))})", values)
        con.execute(f"copy part to '{path}' (format parquet)")


@functools.cache
def shared() -> duckdb.DuckDBPyConnection:
    """One DuckDB for all tests: starting one takes longer than most of them do."""
    duck = duckdb.connect()
    atexit.register(shared.cache_clear)
    atexit.register(duck.close)
    return duck


class Looking:
    """Just enough of an engine to look at a snapshot."""

    def __init__(self) -> None:
        self.con = shared().cursor()

    def view(self, name: str, sql: str) -> None:
        self._free(name, "table")
        self.con.execute(f"create or replace temp view {name} as {sql}")

    def _free(self, name: str, kind: str) -> None:
        """A name may have stood for the other kind when another snapshot was looked at."""
        found = self.con.execute(
            f"select 1 from duckdb_{kind}s() where {kind}_name = ? and temporary", [name]
        ).fetchall()
        if found:
            self.con.execute(f"drop {kind} {name}")

    def load(self, name: str, schema: dict[str, str], rows: Any) -> None:
        columns = ", ".join(f"{column} {kind}" for column, kind in schema.items())
        self._free(name, "view")
        self.con.execute(f"create or replace temp table {name} ({columns})")
        for row in rows:
            self.con.execute(f"insert into {name} values ({', '.join('?' * len(schema))})", row)

    def prepare_for(self, rows: int) -> None:
        """Nothing to prepare."""

    def at_once(self, jobs: Any) -> list[Any]:
        return [job() for job in jobs]

    def scan(self, paths: Any) -> str:
        return "read_parquet([" + ", ".join(f"'{path}'" for path in paths) + "])"


def shown(books: Books, table: str, columns: str = "* exclude (title)") -> list[tuple[Any, ...]]:
    """The rows of a table that the books show now, in order."""
    engine = Looking()
    with books.snapshot() as snapshot:
        engine.view(table, snapshot.sql(engine, TABLES[table]))
        rows = engine.con.execute(f"select {columns} from {table} order by all").fetchall()
        assert len(rows) == snapshot.rows(table)
    return rows
