"""The books as the rules see them: rows of the audited accounts up to the audit's day.

Snapshots show every canonical table as `book_<name>`; here each becomes a view under its own name.
"""

from makewhole.books.tables import TABLES
from makewhole.engine import Engine, StatementFile, load_folder
from makewhole.reconcile.accounts import AuditDay
from makewhole.reconcile.pricing import price

BOOK = "book_"


def see_books(engine: Engine, days: list[AuditDay]) -> None:
    """Makes the dated views of every canonical table, and `audit_days`."""
    engine.load(
        "audit_days", {"account": "VARCHAR", "as_of": "DATE"}, [(d.account, d.as_of) for d in days]
    )
    for table in TABLES.values():
        dated = f"and (b.{table.dated_by} is null or b.{table.dated_by} <= d.as_of)"
        engine.view(
            table.name,
            f"select b.* from {BOOK}{table.name} as b "
            "join audit_days as d on d.account = b.account " + (dated if table.dated_by else ""),
        )


def make_facts(engine: Engine, names: set[str] | None = None) -> None:
    """Makes the shared facts, each after those it names in its header.

    A fact that `Prices` a kind of fee asks the rate cards: `expected_<kind>` is there after it.
    """
    made: set[str] = set()
    waiting = [
        f for f in load_folder("makewhole.reconcile.facts") if names is None or f.name in names
    ]
    while waiting:
        ready = next(f for f in waiting if not set(f.words("After")) & {w.name for w in waiting})
        _make(engine, ready)
        for kind in ready.words("Prices"):
            price(engine, kind)
        made.add(ready.name)
        waiting.remove(ready)


def _make(engine: Engine, fact: StatementFile) -> None:
    if "view" in fact.statements:
        engine.view(fact.name, fact.statements["view"])
    else:
        engine.table(fact.name, fact.statements["table"])
