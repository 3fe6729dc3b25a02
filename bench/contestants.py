"""What is measured, each a process of its own: `python -m bench.contestants NAME ARGUMENT...`."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from makewhole.audit import audit
from makewhole.audit.session import open_books
from makewhole.audit.settlements import classify
from makewhole.books import Books
from makewhole.engine import Engine, open_engine
from makewhole.policy import load_policy
from makewhole.reconcile import AuditDay, assemble, reconcile
from makewhole.reconcile.stores import split
from makewhole.reconcile.views import BOOK
from makewhole.reports import read_paths
from makewhole.rules import load_rules

_THREADS = 2
_SORTED = {
    "ledger_events": "fnsku, event_date",
    "settlement_lines": "order_id, msku, posted_date",
    "fulfilled_shipments": "order_id, msku, shipment_date",
    "returns": "order_id, msku, return_date",
    "reimbursements": "fnsku, approval_date",
}
FEES_AS_OF = date(2026, 11, 15)  # the day up to which the account of the fees is simulated


def bare_copy(*paths: str) -> None:
    """DuckDB's own copy of CSVs to Parquet: all columns as text, zstd 1, rejects on."""
    for path in paths:
        _bare_copy(path)


def _bare_copy(path: str) -> None:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute(f"set threads = {_THREADS}")
        with Path(path).open(encoding="utf-8") as file:
            names = file.readline().strip().replace('"', "")
        delimiter = "\t" if "\t" in names else ","
        columns = dict.fromkeys(names.split(delimiter), "VARCHAR")
        quote = "" if delimiter == "\t" else '"'
        source = (
            f"read_csv('{path}', delim='{delimiter}', header=true, auto_detect=false, "
            f"columns={columns}, quote='{quote}', escape='{quote}', store_rejects=true, "
            "rejects_limit=0)"
        )
        target = f"{folder}/copy.parquet"
        connection.execute(
            f"copy (select * from {source}) to '{target}' "
            "(format parquet, compression zstd, compression_level 1)"
        )


def read_only(*paths: str) -> None:
    """Our reading of files into typed Parquet, with rejects and provenance, into new books."""
    with Books.temporary() as books, books.staging() as folder:
        read = read_paths([Path(path) for path in paths], staging=folder)
        books.add(read.files, "bench")


def fill_home(home: str, *paths: str) -> None:
    """Books in a home, made anew; not measured."""
    shutil.rmtree(home, ignore_errors=True)
    with open_books(*paths, home=Path(home)):
        pass


def audit_home(home: str, memory: str = "2GB", as_of: str = "2026-06-30") -> None:
    """Every rule over the books of a home, findings written as Parquet."""
    with (
        open_books(home=Path(home)) as opened,
        open_engine("duckdb", threads=_THREADS, memory_limit=memory) as engine,
        audit(opened.books, as_of=date.fromisoformat(as_of), engine=engine) as result,
        tempfile.TemporaryDirectory() as folder,
    ):
        result.write_parquet(Path(folder) / "findings.parquet")


@contextmanager
def _ruled(home: str, begin: str, day: date, memory: str) -> Iterator[Engine]:
    """An engine that has judged the books of a home by the rules whose names begin so."""
    rules = [rule for rule in load_rules() if rule.name.startswith(begin)]
    with (
        open_books(home=Path(home)) as opened,
        opened.books.snapshot() as snapshot,
        open_engine("duckdb", threads=_THREADS, memory_limit=memory) as engine,
    ):
        snapshot.attach(engine, prefix=BOOK)
        policy = load_policy()
        accounts = [AuditDay(name, day, policy, None) for name in snapshot.accounts]
        reconcile(engine, rules, split(engine, accounts, {}))
        assemble(engine, rules)
        yield engine


def fees_home(home: str, memory: str = "2GB") -> None:
    """Every settlement line in its account, every fee rule, from the books of a home."""
    with _ruled(home, "fee_", FEES_AS_OF, memory) as engine:
        classify(engine)
        engine.rows(
            "select settlement_id, account_name, sum(amount) from account_sums "
            "group by settlement_id, account_name"
        )


def lost_home(home: str, memory: str = "1GB") -> None:
    """What Amazon lost in its own buildings, found nowhere and paid by nothing; one rule alone."""
    with _ruled(home, "fc_lost", date(2026, 6, 30), memory) as engine:
        engine.rows("select count(*), sum(units) from findings")


def read_and_sort(
    home: str, table: str = "ledger_events", order: str = "fnsku, event_date"
) -> None:
    """The floor of any reconciliation: read a table's columns and sort them by what it names."""
    with open_books(home=Path(home)) as opened, opened.books.snapshot() as snapshot:
        files = [path.as_posix() for path in snapshot.files(table)]
        with duckdb.connect() as connection, tempfile.TemporaryDirectory() as folder:
            connection.execute(f"set threads = {_THREADS}")
            connection.execute("set memory_limit = '2GB'")
            connection.execute(
                f"copy (select columns(lambda c: c <> 'title') from read_parquet({files}) "
                f"order by {order}) to '{folder}/sorted.parquet' (format parquet)"
            )


def read_and_sort_all(home: str) -> None:
    """The same for the large tables of a whole account, one after the other."""
    for table, order in _SORTED.items():
        read_and_sort(home, table, order)


def read_all_bytes(path: str) -> None:
    """The physical limit of reading: every byte of the file once."""
    with Path(path).open("rb") as file:
        while file.read(8 << 20):
            pass


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
