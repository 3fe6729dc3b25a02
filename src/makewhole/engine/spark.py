"""Spark, for those who outgrow one machine: the same statements over the same Parquet.

`spark` runs on this machine, `spark://HOST:PORT` on a standalone cluster whose workers see the same
files. What `table` keeps is cut from its history at once, or plans would grow with every stage.
"""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from makewhole.engine.engine import Engine, Schema
from makewhole.errors import EngineError

_LOCAL = "local[2]"
_LOOPBACK = "127.0.0.1"
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.adaptive.enabled": "true",
    # carrying constraints over a union of cut plans fails in 4.3.0: "key not found"
    "spark.sql.constraintPropagation.enabled": "false",
    # plans cut at every table leave many small joins: a shuffle for each costs more than it saves
    "spark.sql.autoBroadcastJoinThreshold": str(32 * 1024 * 1024),
}

# Decimal division keeps 38 digits and rounds half away from zero once, to six places.
_FUNCTIONS = (
    "mw_days(a DATE, b DATE) returns INT return datediff(b, a)",
    "mw_add_days(d DATE, n BIGINT) returns DATE return date_add(d, cast(n as int))",
    "mw_add_months(d DATE, n BIGINT) returns DATE return add_months(d, cast(n as int))",
    "mw_round(x DECIMAL(38,6), places INT) returns DECIMAL(38,6) return "
    "cast(case places when 0 then round(x, 0) when 1 then round(x, 1) when 2 then round(x, 2) "
    "when 3 then round(x, 3) when 4 then round(x, 4) else x end as decimal(38,6))",
    "mw_div(a DECIMAL(38,10), b DECIMAL(38,10)) returns DECIMAL(38,6) return "
    "cast(a / nullif(b, 0) as decimal(38,6))",
    "mw_cents(x DECIMAL(38,6)) returns BIGINT return cast(round(x * 100, 0) as bigint)",
    "mw_whole(a BIGINT, b BIGINT) returns BIGINT return a div b",
    "mw_fold(t STRING) returns STRING return regexp_replace(upper(t), '[ _:-]', '')",
    "mw_id(t STRING) returns STRING return md5(t)",
    "mw_join(l ARRAY<STRING>, s STRING) returns STRING return array_join(l, s)",
    "mw_plain(x DECIMAL(38,6)) returns STRING return case when x = round(x, 2) "
    "then cast(cast(x as decimal(36,2)) as string) "
    "else cast(cast(x as decimal(38,4)) as string) end",
    "mw_policy(k STRING, f DATE, v STRING, s STRING) returns "
    "STRUCT<`key`: STRING, `from`: DATE, `value`: STRING, source: STRING> "
    "return named_struct('key', k, 'from', f, 'value', v, 'source', s)",
    "mw_evidence(r STRING, f STRING, l BIGINT, o STRING, u BIGINT) returns "
    "STRUCT<report: STRING, file: STRING, line: BIGINT, role: STRING, units: BIGINT> "
    "return named_struct('report', r, 'file', f, 'line', l, 'role', o, 'units', u)",
)


class SparkMissing(EngineError):
    """Spark, or the Java it runs on, is not installed."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"Spark cannot be started: {what}. Nothing was run. "
            "Install it with: pip install 'makewhole[spark]', and a Java runtime, 17 or later"
        )


class SparkEngine(Engine):
    """One Spark session; `master` as Spark writes it."""

    name = "spark"

    def __init__(self, master: str = _LOCAL, *, memory: str = "2g") -> None:
        self.session = _session(master, memory)
        self.session.sparkContext.setLogLevel("OFF")
        self._kinds: dict[str, str] = {}
        self._parts: dict[str, list[Any]] = {}
        for function in _FUNCTIONS:
            self.session.sql(f"create or replace temporary function {function}")

    def run(self, sql: str) -> None:
        self.session.sql(sql)

    def view(self, name: str, sql: str) -> None:
        self._name(name, self.session.sql(sql), "view")

    def table(self, name: str, sql: str) -> None:
        kept = self.session.sql(sql).localCheckpoint(eager=True)
        self._name(name, kept, "table")
        self._parts[name] = [kept]

    def append(self, name: str, sql: str) -> None:
        if name not in self._parts:
            self.table(name, sql)
            return
        parts = [*self._parts[name], self.session.sql(sql).localCheckpoint(eager=True)]
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.union(part)
        self._name(name, whole, "table")
        self._parts[name] = parts

    def numbered(self, sql: str, column: str, first: int) -> str:
        number = f"{first} + monotonically_increasing_id() as {column}"
        return f"select {number}, numbered.* from ({sql}) as numbered"

    def drop(self, name: str) -> None:
        if self._kinds.pop(name, None):
            self._parts.pop(name, None)
            self.session.catalog.dropTempView(name)

    def chain(self, steps: Sequence[tuple[str, str]]) -> None:
        *before, (name, last) = steps
        for step, sql in before:
            self.view(step, sql)
        self.table(name, last)

    def load(self, name: str, schema: Schema, rows: Iterable[Sequence[Any]]) -> None:
        form = ", ".join(f"`{c}` {kind.replace('VARCHAR', 'STRING')}" for c, kind in schema.items())
        kinds = list(schema.values())
        cells = [
            tuple(_cell(value, kind) for value, kind in zip(row, kinds, strict=True))
            for row in rows
        ]
        kept = self.session.createDataFrame(cells, form)
        self._name(name, kept, "table")
        self._parts[name] = [kept]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(_plain(cell) for cell in row) for row in self.session.sql(sql).collect()]

    def columns(self, name: str) -> list[str]:
        return list(self.session.table(name).columns)

    def names(self) -> set[str]:
        return set(self._kinds)

    def scan(self, paths: Sequence[Path]) -> str:
        name = f"scanned_{len(self._kinds)}"
        self._name(name, self.session.read.parquet(*(str(path) for path in paths)), "view")
        return name

    def write_parquet(self, sql: str, path: Path) -> None:
        self.session.sql(sql).coalesce(1).write.mode("overwrite").parquet(str(path))

    def close(self) -> None:
        self.session.stop()

    def _name(self, name: str, frame: Any, kind: str) -> None:
        frame.createOrReplaceTempView(name)
        self._kinds[name] = kind
        if kind == "view":
            self._parts.pop(name, None)


def _session(master: str, memory: str) -> Any:
    # Spark comes with an extra, and importing it takes a second
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise SparkMissing("the package pyspark is not installed") from missing
    os.environ.setdefault("SPARK_LOCAL_IP", _LOOPBACK)
    builder = SparkSession.builder.master(master).appName("makewhole")
    settings = {**_SETTINGS, "spark.driver.memory": memory}
    if master.startswith("local") or _LOOPBACK in master:
        settings |= {"spark.driver.host": _LOOPBACK, "spark.driver.bindAddress": _LOOPBACK}
        settings |= {"spark.sql.shuffle.partitions": "4", "spark.default.parallelism": "2"}
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except PySparkException as failed:
        raise SparkMissing(str(failed).splitlines()[0]) from failed


def _cell(value: Any, kind: str) -> Any:
    """A Python value as the column's type wants it: tests and parameters come loosely typed."""
    if value is None:
        return None
    if kind.startswith("DECIMAL"):
        return Decimal(str(value))
    if kind == "BIGINT":
        return int(value)
    if kind == "DATE":
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    return bool(value) if kind == "BOOLEAN" else str(value)


def _plain(cell: Any) -> Any:
    """Structs as dicts and arrays as lists, as every engine hands them out."""
    if hasattr(cell, "asDict"):
        return {key: _plain(part) for key, part in cell.asDict().items()}
    if isinstance(cell, list):
        return [_plain(part) for part in cell]
    return cell
