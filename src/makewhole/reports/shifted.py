"""Rows that lack a cell before their end, in a file whose rows end early.

Where a spreadsheet or an editor dropped empty cells at the ends of rows, a short row is whole but
for its end. A row that lost a cell in its middle is as short, and all its cells behind that place
stand under the wrong heading: a quantity that is another quantity, an amount that is a currency.
No cell alone tells; the other rows do. Each column has its usual kinds of cell (a day, an amount,
an order's id, nothing), counted over the file. A row is as usual as its least usual cell. If one
to three cells put in somewhere make the row far more usual than it is, it lacks them there.
"""

import duckdb

from makewhole.reports.binding import Binding, places_in
from makewhole.reports.columns import Column, Id, OneOf
from makewhole.reports.values import BLANKS

# The kinds of cell, in this order; what fits none is a word. The first is no cell or an empty one.
_KINDS = (
    r"\s*",
    r"\s*[-+]?\d{1,15}\s*",
    r"[-+ ]?[\d.,]+ ?",
    r"(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}).*",
    r"[A-Z]{3}",
    r"[A-Z0-9]{3}-\d{7}-\d{7}",
    r"[BX][0-9A-Z]{9}",
    r".*\s.*",
    r".*\d.*",
)
_ASIN = 10  # characters
_MOST_LOST = 3  # cells of one row
# So many times more usual a row must become. Rows damaged alike make each other a little usual.
_CLEARLY = 5


def usual(
    con: duckdb.DuckDBPyConnection, binding: Binding, source: str
) -> tuple[tuple[int, ...], ...]:
    """How many records of `source` have a cell of each kind, per column."""
    names = binding.reader_columns[: binding.width]
    kinds = ", ".join(_kind(name) for name in names)
    counted = con.execute(
        f"select place, kind, count(*) from (select unnest(range({len(names)})) as place, "
        f"unnest([{kinds}]) as kind from {source}) group by all"
    ).fetchall()
    found = [[0] * (len(_KINDS) + 1) for _ in names]
    for place, kind, count in counted:
        found[place][kind - 1] = count
    return tuple(map(tuple, found))


def told(binding: Binding, source: str) -> str:
    """The records of `source` with `is_shifted`: whether one lacks a cell before its end.

    Only short rows are asked.
    """
    names = binding.reader_columns[: binding.width]
    width, rows = binding.width, sum(binding.usual[0])
    kinds = ", ".join(_kind(name) for name in names)
    own = f"list_min({_each('p', width, f'{_counts(binding)}[p][kinds[p]]')})"
    better = ", ".join(
        f"case when {names[width - lost]} is null then {_best(binding, lost)} else 0 end"
        for lost in range(1, min(_MOST_LOST, width - 1) + 1)
    )
    return (
        f"(select * exclude (kinds, own), case when {_CLEARLY} * own >= {rows} then false "
        f"else greatest({better}) > {_CLEARLY} * own end as is_shifted from "
        f"(select *, case when kinds is null then {rows} else greatest({own} - 1, 0) end as own "
        f"from (select *, case when {names[-1]} is null then [{kinds}] end as kinds "
        f"from {source})))"
    )


def misplaced(binding: Binding) -> str:
    """Whether a record has cells under a wrong heading: its currency is none, or its ASIN.

    Asked only where rows have not as many cells as there are headings; what else a whole file
    shifted alike would be read as, nobody would see.
    """
    odd = "true" if binding.whole < binding.width else f"c{binding.width} is not null"
    wrong = [
        f"not regexp_full_match(trim({cell}, {BLANKS}), '{shape}|-{{0,2}}|(?i)n/?a')"
        for name, cell in binding.cells.items()
        if places_in(cell) and (shape := _shape(name, binding.form.columns[name]))
    ]
    return f"case when {odd} then {' or '.join(wrong)} else false end" if wrong else "false"


def _shape(name: str, column: Column) -> str | None:
    """What the filled cells of a column look like, where that is known for certain."""
    if isinstance(column, Id) and column.length == _ASIN:
        return r"[=\"]*[0-9A-Za-z]{9,10}[\"]*"
    # All beyond ASCII stands for letters: RE2 takes 8 ms to make "any letter", for every file.
    letters = r"[.A-Za-z\x{80}-\x{10FFFF}]{3,4}"
    return f"{letters}|[$€£¥]" if name == "currency" and isinstance(column, OneOf) else None


def _best(binding: Binding, lost: int) -> str:
    """How usual a row is with so many cells put in where they make it most usual.

    A cell put in is as usual as can be. What a row counts for itself is taken off.
    """
    width, rows, counts = binding.width, sum(binding.usual[0]), _counts(binding)
    kind = f"case when p <= k then kinds[p] else kinds[p - {lost}] end"
    count = f"{counts}[p][{kind}] - cast({kind} = kinds[p] as int)"
    cell = f"case when p > k and p <= k + {lost} then {rows} else {count} end"
    least = f"list_min({_each('p', width, cell)})"
    return f"list_max(list_transform(range(0, {width - lost + 1}), lambda k: {least}))"


def _counts(binding: Binding) -> str:
    return "[" + ", ".join(str(list(counts)) for counts in binding.usual) + "]"


def _each(name: str, width: int, value: str) -> str:
    return f"list_transform(range(1, {width + 1}), lambda {name}: {value})"


def _kind(cell: str) -> str:
    arms = " ".join(
        f"when regexp_full_match({cell}, '{pattern}') then {place}"
        for place, pattern in enumerate(_KINDS, 1)
    )
    return f"case when {cell} is null then 1 {arms} else {len(_KINDS) + 1} end"
