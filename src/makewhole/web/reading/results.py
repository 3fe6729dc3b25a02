"""Tables beside an audit: written by its job, read by pages in bounded pieces.

*Shape*: one folder per recorded audit, `web/results/<number>`, with the Parquet files named in
`results.sql` and `inbound.parquet`. A folder appears whole or not at all.
"""

import shutil
import threading
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from makewhole.audit import Audit
from makewhole.audit.stock import build_stock
from makewhole.books import Books
from makewhole.engine import Engine, connect, open_engine, parse
from makewhole.fees import load_relations, remeasure
from makewhole.policy import load_policy
from makewhole.web.place import home

_KEPT = 3  # the latest audits; older ones can be made again from the books
_INBOUND = (
    "select account, shipment_id, fnsku, msku, asin, shipped, received, is_counted, status,"
    " created_date, event_date, source, line from inbound_lines"
    " order by account, shipment_id, fnsku"
)
# where a finding's own event happened: the ledger rows that opened it
_PLACES = """
select distinct o.account, o.finding_id, e.fulfillment_center as place
from (
  select account, finding_id, unnest(evidence) as shown from output
) as o
join book_files as f on f.account = o.account and f.name = o.shown.file
join book_ledger_events as e on e.account = o.account and e.source = f.source
  and e.line = o.shown.line
where e.fulfillment_center is not null and o.shown.role in ('lost', 'damaged', 'disposed')
order by place, o.finding_id
"""
_local = threading.local()

Row = dict[str, Any]


def root() -> Path:
    """Where the tables of all audits are."""
    return home() / "web" / "results"


def folder_of(audit: int) -> Path:
    """Where the tables of one audit are, or would be."""
    return root() / str(audit)


def write(result: Audit, books: Books, number: int) -> None:
    """Write the tables of an audit that has just been recorded."""
    target = folder_of(number)
    part = target.with_name(f"{number}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    with books.snapshot() as snapshot, open_engine("duckdb") as engine:
        snapshot.attach(engine)
        build_stock(engine, load_policy(), result.as_of)
        engine.load("result_day", {"as_of": "DATE"}, [(result.as_of,)])
        _measure(engine, result.as_of, part)
        text = files("makewhole.web.reading").joinpath("results.sql").read_text("utf-8")
        for name, sql in parse("results", text).statements.items():
            engine.write_parquet(sql, part / f"{name}.parquet")
    if "inbound_lines" in result.engine.names():
        result.engine.write_parquet(_INBOUND, part / "inbound.parquet")
    result.engine.write_parquet(_PLACES, part / "places.parquet")
    shutil.rmtree(target, ignore_errors=True)
    part.replace(target)
    _forget_older(number)


def _measure(engine: Engine, day: date, part: Path) -> None:
    """Amazon's measurements beside the seller's own, and what to have measured again."""
    text = files("makewhole.web.reading").joinpath("measures.sql").read_text("utf-8")
    for name, sql in parse("measures", text).statements.items():
        engine.table(name, sql)
    load_relations(engine)
    remeasure(engine, day)
    engine.write_parquet("select * from expected_remeasure", part / "remeasure.parquet")
    engine.write_parquet(
        "select * from measure_sorted where age = 1", part / "measurements.parquet"
    )


def clear() -> None:
    """Remove the tables of every audit: the books they were made of are empty."""
    shutil.rmtree(root(), ignore_errors=True)


def _forget_older(number: int) -> None:
    held = sorted(int(each.name) for each in root().iterdir() if each.name.isdigit())
    for old in held[:-_KEPT]:
        if old != number:
            shutil.rmtree(root() / str(old), ignore_errors=True)


def latest() -> int | None:
    """The number of the latest audit whose tables are there."""
    if not root().exists():
        return None
    return max((int(each.name) for each in root().iterdir() if each.name.isdigit()), default=None)


def rows(table: str, sql: str, values: list[Any] | None = None) -> list[Row]:
    """Rows of a table of the latest audit; `{table}` in the SQL stands for it. None there: empty.

    Values are bound, never written into the SQL.
    """
    number = latest()
    path = None if number is None else folder_of(number) / f"{table}.parquet"
    if path is None or not path.exists():
        return []
    quoted = str(path).replace("'", "''")
    cursor = _connection().execute(sql.format(table=f"read_parquet('{quoted}')"), values or [])
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def names_of(accounts: Any) -> list[str]:
    """The names by which the books know accounts of the app database."""
    return [each.name for each in accounts]


def as_of() -> date | None:
    """The day of the latest audit whose tables are there."""
    from makewhole.claims.models import Audit as Recorded

    number = latest()
    found = None if number is None else Recorded.objects.filter(pk=number).first()
    return None if found is None else found.as_of


def _connection() -> duckdb.DuckDBPyConnection:
    """One small engine per thread: starting one takes longer than a page may."""
    held: duckdb.DuckDBPyConnection | None = getattr(_local, "held", None)
    if held is None:
        held = connect(threads=1, memory_limit="256MB")
        _local.held = held
    return held
