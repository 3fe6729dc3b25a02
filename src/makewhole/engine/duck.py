"""DuckDB, the engine in the box: one process, no set-up, a memory limit it keeps to."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from makewhole.engine.canary import FULL_WINDOW
from makewhole.engine.connecting import connect
from makewhole.engine.engine import Engine, Schema
from makewhole.engine.parsed import Parsed
from makewhole.errors import EngineError

# Half away from zero at any place: DuckDB's round of a DECIMAL is exact. mw_div takes both sides as
# whole numbers of ten-thousandths, so that the quotient never passes through a binary fraction.
_FUNCTIONS = """
create or replace macro mw_days(a, b) as date_diff('day', a, b);
create or replace macro mw_add_days(d, n) as cast(d + to_days(cast(n as integer)) as date);
create or replace macro mw_add_months(d, n) as cast(d + to_months(cast(n as integer)) as date);
create or replace macro mw_round(x, places) as
  cast(round(cast(x as decimal(38,6)), places) as decimal(38,6));
create or replace macro mw_wide(x) as cast(round(cast(x as decimal(38,10)) * 10000) as hugeint);
create or replace macro mw_half(n, d) as
  case when d = 0 then null else sign(n) * sign(d) * ((abs(n) * 2 + abs(d)) // (abs(d) * 2)) end;
create or replace macro mw_div(a, b) as
  cast(cast(mw_half(mw_wide(a) * 1000000, mw_wide(b)) as decimal(38,0))
    * cast(0.000001 as decimal(7,6)) as decimal(38,6));
create or replace macro mw_share(x, n, p) as
  case when p = 0 then mw_round(mw_div(x, n), 0) else mw_round(mw_div(x, n), 2) end;
create or replace macro mw_cents(x) as cast(round(x * 100) as bigint);
create or replace macro mw_whole(a, b) as cast(a // b as bigint);
create or replace macro mw_fold(t) as regexp_replace(upper(t), '[ _:-]', '', 'g');
create or replace macro mw_id(t) as md5(t);
create or replace macro mw_join(l, s) as array_to_string(l, s);
create or replace macro mw_plain(x) as case
  when x = round(x, 2) then cast(cast(x as decimal(38,2)) as varchar)
  else cast(cast(x as decimal(38,4)) as varchar) end;
create or replace macro mw_policy(k, f, v, s) as struct_pack("key" := k::varchar,
   "from" := f::date, "value" := v::varchar, source := s::varchar);
create or replace macro mw_evidence(r, f, l, o, u) as struct_pack(
  report := r::varchar, file := f::varchar, line := l::bigint, role := o::varchar,
  units := u::bigint);
"""

_PARSED = Parsed()
_INSERT_ROWS = 20_000
_BATCH = 10_000  # rows of a stream in memory
_SMALL = 2_000_000  # rows of books whose questions are quick: two side by side are quicker
_LARGE = 30_000_000  # more than this, and it is memory that is short


class WrongSums(EngineError):
    """The engine gives wrong window sums and cannot be trusted with units."""

    def __init__(self, version: str, wrong: int) -> None:
        self.version, self.wrong = version, wrong
        super().__init__(
            f"DuckDB {version} gave {wrong:,} wrong sums in the start-up check. Nothing was "
            "audited. Install DuckDB 2.0 or later: pip install --upgrade 'duckdb>=2.0,<3'"
        )


class _Own(threading.local):
    """What each thread has for itself: its way into the database, and what its own names are."""

    def __init__(self) -> None:
        self.connection: duckdb.DuckDBPyConnection | None = None
        self.kinds: dict[str, str] = {}


class DuckEngine(Engine):
    """An in-memory DuckDB; `memory_limit` as DuckDB writes it ('2GB'), spilling to `spill`."""

    name = "duckdb"
    has_private = True  # as temporary names of a thread's own connection

    def __init__(
        self,
        *,
        threads: int | None = None,
        memory_limit: str | None = None,
        spill: Path | None = None,
    ) -> None:
        config: dict[str, Any] = {}
        if threads is not None:
            config["threads"] = threads
        if memory_limit is not None:
            config["memory_limit"] = memory_limit
        if spill is not None:
            config["temp_directory"] = str(spill)
        self._main = connect(**config)
        self._own = _Own()
        self._own.connection = self._main
        self._kinds: dict[str, str] = {}
        self._ask("set preserve_insertion_order = false")
        self._ask(_FUNCTIONS)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """This thread's way into the one database."""
        if self._own.connection is None:
            self._own.connection = self._main.cursor()
        return self._own.connection

    def _ask(self, sql: str, *parameters: Any) -> duckdb.DuckDBPyConnection:
        """Runs what a text says; what the last statement gives can be fetched."""
        connection = self.connection
        for statement in _PARSED.of(sql, connection):
            connection.execute(statement, *parameters)
        return connection

    def prepare_for(self, rows: int) -> None:
        """Two questions at a time; of small books each on one core.

        A plan is made on one core, and DuckDB's own threads only stand in each other's way there.
        Of large books each question is given all memory.
        """
        super().prepare_for(rows)
        if rows <= _SMALL:
            self._main.execute("set threads = 1")
        if rows <= _LARGE:
            self._work_side_by_side()

    def run(self, sql: str) -> None:
        self._ask(sql)

    def view(self, name: str, sql: str, *, private: bool = False) -> None:
        self._free(name, "view", private=private)
        self._ask(f"create or replace {_kept(private)}view {name} as {sql}")

    def table(self, name: str, sql: str, *, private: bool = False) -> int:
        self._free(name, "table", private=private)
        made = self._ask(f"create or replace {_kept(private)}table {name} as {sql}")
        return int(made.fetchall()[0][0])

    def append(self, name: str, sql: str) -> None:
        if name in self._kinds:
            self._ask(f"insert into {name} {sql}")
        else:
            self.table(name, sql)

    def numbered(self, sql: str, column: str, first: int) -> str:
        number = f"{first} + row_number() over () as {column}"
        return f"select {number}, numbered.* from ({sql}) as numbered"

    def drop(self, name: str) -> None:
        if kind := self._kinds.pop(name, None):
            self._ask(f"drop {kind} {name}")

    def chain(self, steps: Sequence[tuple[str, str]], *, append: bool = False) -> None:
        # One statement is planned once, and what several steps use is kept by DuckDB itself.
        *before, (name, last) = steps
        parts = ", ".join(f"{step} as ({sql})" for step, sql in before)
        sql = f"with {parts} select * from ({last}) as last_step" if parts else last
        super().chain([(name, sql)], append=append)

    def load(self, name: str, schema: Schema, rows: Iterable[Sequence[Any]]) -> None:
        self._free(name, "table")
        source = iter(rows)
        batch = list(islice(source, _INSERT_ROWS))
        if not batch:
            columns = ", ".join(f"{column} {kind}" for column, kind in schema.items())
            self._ask(f"create or replace table {name} ({columns})")
            return
        # one list per column and a cast: binding every cell by itself takes twenty times as long
        cells = ", ".join(
            f"cast(unnest(cast(? as varchar[])) as {kind}) as {column}"
            for column, kind in schema.items()
        )
        self._ask(f"create or replace table {name} as select {cells}", _columnwise(batch))
        while batch := list(islice(source, _INSERT_ROWS)):
            self._ask(f"insert into {name} select {cells}", _columnwise(batch))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._ask(sql).fetchall()

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        # a cursor of its own: the next question of a connection ends the answer before
        with closing(self._main.cursor()) as cursor:
            answer = cursor.execute(sql)
            while rows := answer.fetchmany(_BATCH):
                yield from rows

    def as_json(self, value: str) -> str:
        return f"cast(to_json({value}) as varchar)"

    def columns(self, name: str) -> list[str]:
        return [column[0] for column in self._ask(f"from {name} limit 0").description]

    def names(self) -> set[str]:
        return set(self._kinds)

    def scan(self, paths: Sequence[Path]) -> str:
        listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
        return f"read_parquet([{listed}])"

    def write_parquet(self, sql: str, path: Path) -> None:
        target = str(path).replace("'", "''")
        self._ask(
            f"copy ({sql}) to '{target}' (format parquet, compression zstd, compression_level 1)"
        )

    def close(self) -> None:
        self._end_work()
        self._main.close()

    def check(self) -> None:
        """Refuses a DuckDB that sums windows wrongly.

        Errors: WrongSums.
        """
        wrong = self.rows(FULL_WINDOW)[0][0]
        if wrong:
            raise WrongSums(duckdb.__version__, wrong)

    def _free(self, name: str, kind: str, *, private: bool = False) -> None:
        """A view cannot replace a table, nor a table a view: what stands in the way is dropped.

        What there is is kept here; asking the catalogue each time costs more than most statements.
        """
        kinds = self._own.kinds if private else self._kinds
        before = kinds.get(name)
        if before is not None and before != kind:
            self._ask(f"drop {before} {name}")
        kinds[name] = kind


def _kept(private: bool) -> str:
    return "temporary " if private else ""


def _columnwise(rows: Sequence[Sequence[Any]]) -> list[list[str | None]]:
    return [[_text(cell) for cell in column] for column in zip(*rows, strict=True)]


def _text(cell: Any) -> str | None:
    return None if cell is None else str(cell)
