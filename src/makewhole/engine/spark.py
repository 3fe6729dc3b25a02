"""Spark, for those who outgrow one machine: the same statements over the same Parquet.

What `table` keeps is cut from its history at once, or plans would grow with every stage; a table of
few rows is held by the driver. Small books are worked through in one task per question, nothing
compiled and nothing spread, because there preparing takes longer than working. For large ones
Spark's own settings hold, as the cluster's spark-defaults.conf says them.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from makewhole.engine.engine import Engine, Schema
from makewhole.engine.spark_session import LOCAL, open_session

_HELD = 20_000  # rows of a table the driver holds itself
_SMALL = 100_000  # rows of books whose questions take longer to prepare than to answer
_ONE_TASK = {
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


class SparkEngine(Engine):
    """One Spark session; `master` as Spark writes it: local[2], spark://HOST:PORT.

    Errors: SparkMissing; ClusterUnreachable; NoWorkers; WrongAnswers.
    """

    name = "spark"

    def __init__(self, master: str = LOCAL, *, memory: str | None = None) -> None:
        self.session = open_session(master, memory)
        self._java, self._jvm = self.session._jsparkSession, self.session._jvm
        self._kinds: dict[str, str] = {}
        self._scanned = count(1)
        self._is_small = False

    def prepare_for(self, rows: int) -> None:
        super().prepare_for(rows)
        if rows <= _SMALL and not self._is_small:
            for key, value in _ONE_TASK.items():
                self.session.conf.set(key, value)
            self._is_small = True
            self._work_side_by_side()

    def run(self, sql: str) -> None:
        self.session.sql(sql)

    def view(self, name: str, sql: str, *, private: bool = False) -> None:
        # kept as text: what it names may be made anew before it is asked
        self.session.sql(f"create or replace temporary view {name} as {sql}")
        self._kinds[name] = "view"

    def table(self, name: str, sql: str, *, private: bool = False) -> int:
        return self._keep(name, self.session.sql(sql)._jdf)

    def append(self, name: str, sql: str) -> None:
        if name in self._kinds:
            sql = f"select * from {name} union all select * from ({sql}) as added"
        self.table(name, sql)

    def numbered(self, sql: str, column: str, first: int) -> str:
        number = f"{first} + monotonically_increasing_id() as {column}"
        return f"select {number}, numbered.* from ({sql}) as numbered"

    def drop(self, name: str) -> None:
        if self._kinds.pop(name, None):
            self.session.catalog.dropTempView(name)

    def load(self, name: str, schema: Schema, rows: Iterable[Sequence[Any]]) -> None:
        form = ", ".join(f"`{c}` {kind.replace('VARCHAR', 'STRING')}" for c, kind in schema.items())
        lines = "\n".join(_line(schema, row) for row in rows)
        if not lines:
            shape = self._jvm.org.apache.spark.sql.types.StructType.fromDDL(form)
            self._hold(name, self._jvm.java.util.ArrayList(), shape)
            return
        # one text for all rows: handing over cell by cell takes a call each
        texts = self._jvm.java.util.regex.Pattern.compile("\n").splitAsStream(lines).toList()
        read = self._java.read().schema(form).option("mode", "FAILFAST")
        strings = self._jvm.org.apache.spark.sql.Encoders.STRING()
        self._keep(name, read.json(self._java.createDataset(texts, strings)))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(_plain(cell) for cell in row) for row in self.session.sql(sql).collect()]

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        for row in self.session.sql(sql).toLocalIterator():
            yield tuple(_plain(cell) for cell in row)

    def as_json(self, value: str) -> str:
        return f"to_json({value}, map('ignoreNullFields', 'false'))"

    def columns(self, name: str) -> list[str]:
        return list(self.session.table(name).columns)

    def names(self) -> set[str]:
        return set(self._kinds)

    def scan(self, paths: Sequence[Path]) -> str:
        name = f"scanned_{next(self._scanned)}"
        self.session.read.parquet(*(str(path) for path in paths)).createOrReplaceTempView(name)
        self._kinds[name] = "view"
        return name

    def write_parquet(self, sql: str, path: Path) -> None:
        folder = path.with_name(f"{path.name}.parts")
        self.session.sql(sql).coalesce(1).write.mode("overwrite").parquet(str(folder))
        (part,) = folder.glob("*.parquet")
        part.replace(path)
        for rest in folder.iterdir():
            rest.unlink()
        folder.rmdir()

    def close(self) -> None:
        self._end_work()
        self.session.stop()

    def _keep(self, name: str, frame: Any) -> int:
        """Works out a question, keeps the answer under a name; gives how many rows it has."""
        if not self._is_small:
            frame = frame.localCheckpoint(True)
            rows = int(frame.count())
            if rows > _HELD:
                self._show(name, frame)
                return rows
        held = frame.collectAsList()
        self._hold(name, held, frame.schema())
        return int(held.size())

    def _hold(self, name: str, rows: Any, shape: Any) -> None:
        """Rows in the driver's own hands, under a name."""
        held = self._java.createDataFrame(rows, shape)
        # known to be one part, they are joined and counted without being moved; where there are
        # none Spark leaves them out of the plan
        self._show(name, held if rows.isEmpty() else held.coalesce(1))

    def _show(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView(name)
        self._kinds[name] = "table"


def _line(schema: Schema, row: Sequence[Any]) -> str:
    """A row as a line of JSON, NULLs left away."""
    cells = zip(schema.items(), row, strict=True)
    return json.dumps({c: _cell(value, kind) for (c, kind), value in cells if value is not None})


def _cell(value: Any, kind: str) -> Any:
    """A Python value as the column's type wants it: tests and parameters come loosely typed."""
    if kind in ("BIGINT", "INTEGER"):
        return int(value)
    return bool(value) if kind == "BOOLEAN" else str(value)


def _plain(cell: Any) -> Any:
    """Structs as dicts and arrays as lists, as every engine hands them out."""
    if hasattr(cell, "asDict"):
        return {key: _plain(part) for key, part in cell.asDict().items()}
    if isinstance(cell, list):
        return [_plain(part) for part in cell]
    return cell
