"""The books as the rules see them: rows of the audited accounts up to the audit's day, and facts.

Snapshots show every canonical table as `book_<name>`; here each becomes a view under its own name,
a small one a table: a view is planned anew wherever it is used. Facts are made only where a rule,
another fact or the machinery names them.
"""

import re
from collections.abc import Collection
from functools import partial

from makewhole.books.form import Table
from makewhole.books.tables import TABLES
from makewhole.engine import Engine, Job, StatementFile, in_order, load_folder
from makewhole.reconcile.accounts import AuditDay
from makewhole.reconcile.pricing import price

BOOK = "book_"


_SMALL = 200_000  # rows a copy of which costs less than planning their view again and again
_WORD = re.compile(r"[a-z_][a-z_0-9]*")


def words_of(texts: Collection[str]) -> set[str]:
    """Every name that statements use."""
    return {word for text in texts for word in _WORD.findall(text)}


def see_books(engine: Engine, days: list[AuditDay], used: Collection[str]) -> None:
    """Makes the dated canonical tables, those that are `used` and small as copies."""
    engine.load(
        "audit_days", {"account": "VARCHAR", "as_of": "DATE"}, [(d.account, d.as_of) for d in days]
    )
    engine.at_once([partial(_see, engine, table, days, used) for table in TABLES.values()])


def _see(engine: Engine, table: Table, days: list[AuditDay], used: Collection[str]) -> None:
    sql = _dated(table, days)
    if table.name in used and _is_small(engine, f"{BOOK}{table.name}"):
        engine.table(table.name, sql)
    else:
        engine.view(table.name, sql)


def _is_small(engine: Engine, book: str) -> bool:
    if engine.rows_expected is not None and engine.rows_expected <= _SMALL:
        return True
    return bool(engine.rows(f"select count(*) <= {_SMALL} from {book}")[0][0])


def _dated(table: Table, days: list[AuditDay]) -> str:
    """The rows of a canonical table of the audited accounts, each up to its own day.

    Where all accounts share a day, as in every audit but those of tests, the day stands in the
    text: a join would touch every row of the books.
    """
    book = f"select b.* from {BOOK}{table.name} as b"
    if len({day.as_of for day in days}) == 1:
        names = ", ".join("'" + day.account.replace("'", "''") + "'" for day in days)
        until = f"b.{table.dated_by} <= date '{days[0].as_of.isoformat()}'"
        dated = f" and (b.{table.dated_by} is null or {until})" if table.dated_by else ""
        return f"{book} where b.account in ({names}){dated}"
    dated = f" and (b.{table.dated_by} is null or b.{table.dated_by} <= d.as_of)"
    return f"{book} join audit_days as d on d.account = b.account" + (
        dated if table.dated_by else ""
    )


def facts_for(used: Collection[str]) -> list[StatementFile]:
    """The facts that names in use call for, each after those it names in its header."""
    left = {f.name: f for f in load_folder("makewhole.reconcile.facts")}
    names, chosen = set(used), dict[str, StatementFile]()
    while found := [f for f in left.values() if names & {f.name, *_priced(f)}]:
        for fact in found:
            chosen[fact.name] = left.pop(fact.name)
            names |= words_of(fact.statements.values()) | set(fact.words("After"))
    order = in_order({name: fact.words("After") for name, fact in chosen.items()})
    return [chosen[name] for name in order]


def jobs_of(engine: Engine, facts: Collection[StatementFile]) -> list[Job]:
    """What makes facts, in the given order: each after those it names in its header.

    A fact that `Prices` a kind of fee asks the rate cards: `expected_<kind>` is made after it.
    """
    jobs, priced = list[Job](), set[str]()
    for fact in facts:
        said = words_of(fact.statements.values()) & priced
        needs = frozenset(said | set(fact.words("After")))
        jobs.append(Job(fact.name, partial(_make, engine, fact), needs))
        for kind in fact.words("Prices"):
            # one after the other: all ask the same cards
            needs = frozenset({fact.name, *priced})
            jobs.append(Job(f"expected_{kind}", partial(price, engine, kind), needs))
            priced.add(f"expected_{kind}")
    return jobs


def _make(engine: Engine, fact: StatementFile) -> None:
    if "view" in fact.statements:
        engine.view(fact.name, fact.statements["view"])
    else:
        engine.table(fact.name, fact.statements["table"])


def _priced(fact: StatementFile) -> set[str]:
    return {f"expected_{kind}" for kind in fact.words("Prices")}
