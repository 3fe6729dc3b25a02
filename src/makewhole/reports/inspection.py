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
    """Look at the rows written for a file; `may_be_rounded`: some text in it looks like 1.12E+14."""
    days: list[date] = []
    problems: list[Problem] = []
    by_table: dict[str, list[str]] = {}
    for part in parts:
        by_table.setdefault(part.table, []).append(literal(str(part.path)))
    for table_name, paths in by_table.items():
        asked = _questions(binding, table_name, may_be_rounded)
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
        for key, hit in found.items():
            if key.startswith("id:") and hit["count"]:
                problems.append(_damaged(name, key.removeprefix("id:"), hit))
    return Inspection(min(days, default=None), max(days, default=None), problems)


def _questions(binding: Binding, table_name: str, may_be_rounded: bool) -> dict[str, str]:
    table = TABLES[table_name]
    names = {column.name for column in table.columns}
    asked = {"rows": "count(*)"}
    if table.dated_by is not None:
        asked |= {"first": f"min({table.dated_by})", "last": f"max({table.dated_by})"}
    if "currency" in names:
        asked["currencies"] = f"list(distinct currency) filter (where currency not in ({_STORE}))"
    for name, column in binding.form.columns.items():
        if not isinstance(column, Id) or name not in names or binding.cells.get(name) == "null":
            continue
        signs = []
        if may_be_rounded:
            pattern = r"\d([.,]\d+)?E\+\d+"
            signs.append(f"contains({name}, 'E+') and regexp_full_match({name}, '{pattern}')")
        if column.length:
            signs.append(
                f"length({name}) < {column.length} and try_cast({name} as bigint) is not null"
            )
        if signs:
            damaged = f"({' or '.join(signs)})"
            asked[f"id:{column.heading}"] = (
                f"{{'count': count(*) filter (where {damaged}), "
                f"'line': min(line) filter (where {damaged}), "
                f"'one': min({name}) filter (where {damaged})}}"
            )
    return asked


def _exists(code: str) -> bool:
    import babel.numbers  # slow to load, and seldom asked: a currency no Amazon store has

    return code in babel.numbers.list_currencies()


def _unknown_currency(name: str, code: str) -> Problem:
    return Problem(
        name, None, "currency", "note_currency",
        f'"{code}" is no currency. The rows that name it were kept as printed and count for no '
        "amount. Look them up in Seller Central.",
    )  # fmt: skip


def _damaged(name: str, heading: str, hit: dict[str, object]) -> Problem:
    count = hit["count"]
    rows = "1 id" if count == 1 else f"{count} ids"
    line = hit["line"]
    assert line is None or isinstance(line, int)
    return Problem(
        name, line, heading, "note_damaged_id",
        f'"{hit["one"]}" is an id a spreadsheet has damaged (digits rounded away or leading zeros '
        f"lost); {rows} of this column are. The rows were kept, but cannot be matched by this id. "
        "Read the file as downloaded, not as saved by a spreadsheet.",
    )  # fmt: skip
