"""What the rows of a file show once they are read: their days, and what a reader should be told.

Currencies that do not exist and ids a spreadsheet has damaged do not set a row aside: the row is
kept as printed, never claimed on what is unknown, and the file says so.
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from makewhole.books.imports import Part
from makewhole.books.tables import TABLES
from makewhole.errors import Problem
from makewhole.money import STORE_CURRENCY
from makewhole.reports.binding import Binding
from makewhole.reports.columns import Id
from makewhole.reports.values import literal

_STORE = ", ".join(sorted({literal(code) for code in STORE_CURRENCY.values()}))


@dataclass(frozen=True, slots=True)
class Inspection:
    """The first and last day of a file's rows, and what is to be told of them."""

    first_day: date | None
    last_day: date | None
    problems: list[Problem]


def inspect(
    con: duckdb.DuckDBPyConnection,
    name: str,
    binding: Binding,
    parts: list[Part],
    *,
    may_be_rounded: bool,
) -> Inspection:
    """Look at the rows written for a file; `may_be_rounded`: some text looks like 1.12E+14."""
    days: list[date] = []
    problems: list[Problem] = []
    by_table: dict[str, list[str]] = {}
    for part in parts:
        by_table.setdefault(part.table, []).append(literal(str(part.path)))
    for table_name, paths in by_table.items():
        asked = _questions(binding, table_name)
        rows = con.execute(
            f"select {', '.join(asked.values())} from read_parquet([{', '.join(paths)}])"
        ).fetchone()
        if rows is None:
            continue
        found = dict(zip(asked, rows, strict=True))
        days += [day for day in (found.get("first"), found.get("last")) if day is not None]
        problems += [
            _unknown_currency(name, code)
            for code in sorted(found.get("currencies") or ())
            if not _exists(code)
        ]
        for column in _ids(binding, table_name):
            shortest = found.get(f"shortest:{column.name}")
            too_short = column.length is not None and (shortest or column.length) < column.length
            if may_be_rounded or too_short:
                problems += _damaged_ids(con, name, column, f"[{', '.join(paths)}]")
    return Inspection(min(days, default=None), max(days, default=None), problems)


def _questions(binding: Binding, table_name: str) -> dict[str, str]:
    table = TABLES[table_name]
    names = {column.name for column in table.columns}
    asked = {"rows": "count(*)"}
    if table.dated_by is not None:
        asked |= {"first": f"min({table.dated_by})", "last": f"max({table.dated_by})"}
    if "currency" in names:
        asked["currencies"] = f"list(distinct currency) filter (where currency not in ({_STORE}))"
    for column in _ids(binding, table_name):
        if column.length is not None:
            asked[f"shortest:{column.name}"] = f"min(length({column.name}))"
    return asked


def _ids(binding: Binding, table_name: str) -> list[Id]:
    """The id columns of the format that a cell feeds and the table has."""
    names = {column.name for column in TABLES[table_name].columns}
    return [
        column
        for name, column in binding.form.columns.items()
        if isinstance(column, Id) and name in names and binding.cells.get(name) != "null"
    ]


def _damaged_ids(
    con: duckdb.DuckDBPyConnection, name: str, column: Id, paths: str
) -> list[Problem]:
    damaged = f"regexp_full_match({column.name}, '\\d([.,]\\d+)?E\\+\\d+')"
    if column.length is not None:
        damaged += (
            f" or (length({column.name}) < {column.length} "
            f"and regexp_full_match({column.name}, '\\d+'))"
        )
    row = con.execute(
        f"select count(*), min(line), min_by({column.name}, line) from read_parquet({paths}) "
        f"where {damaged}"
    ).fetchone()
    assert row is not None  # an aggregate always gives a row
    count, line, one = row
    return [_damaged(name, column.heading, count=count, line=line, one=one)] if count else []


def _exists(code: str) -> bool:
    import babel.numbers  # slow to load, and seldom asked: a currency no Amazon store has

    return code in babel.numbers.list_currencies()


def _unknown_currency(name: str, code: str) -> Problem:
    return Problem(
        name, None, "currency", "note_currency",
        f'"{code}" is no currency. The rows that name it were kept as printed and count for no '
        "amount. Look them up in Seller Central.",
    )  # fmt: skip


def _damaged(name: str, heading: str, *, count: int, line: int, one: str) -> Problem:
    rows = "1 id of this column is" if count == 1 else f"{count} ids of this column are"
    return Problem(
        name, line, heading, "note_damaged_id",
        f'"{one}" is an id a spreadsheet has damaged (digits rounded away or leading zeros lost); '
        f"{rows}. The rows were kept, but cannot be matched by this id. Read the file as "
        "downloaded, not as saved by a spreadsheet.",
    )  # fmt: skip
