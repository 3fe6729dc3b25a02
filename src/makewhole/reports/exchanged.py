"""Days whose month and day a spreadsheet exchanged, told by those it could not exchange.

A spreadsheet that puts the day first takes "03/04/2026" for the third of April, whatever the report
meant, and writes it in its own form (03.04.2026, 2026-04-03); of "03/16/2026" it can make no day
and leaves the text. So where only days above 12 still stand as the report prints them, and all the
others stand otherwise with a day of at most 12, the others are wrong by months.
"""

import re

from makewhole.reports.binding import Binding, HeadingsUnfit
from makewhole.reports.columns import Date
from makewhole.reports.manner import Evidence

_SLASHED = re.compile(rb"\d/\d\d?/\d{4}")
_OTHERWISE = re.compile(rb"\d\.\d\d?\.\d{4}|\d{4}-\d\d-\d\d")
_DAY = (
    "try_cast(case when cell like '%/%/%' then split_part(cell, '/', 2) "
    "when cell like '____-__-__%' then substr(cell, 9, 2) "
    "when cell like '%.%.%' then split_part(cell, '.', 1) end as int)"
)


def refuse_exchanged(evidence: Evidence) -> None:
    """Raises `HeadingsUnfit` where days printed month first came back exchanged.

    Of a file of several segments only those in hand are asked.
    """
    named = _month_first(evidence.binding)
    if not named or not (evidence.may_hold(_SLASHED) and evidence.may_hold(_OTHERWISE)):
        return
    for heading, cell in named:
        left, turned = _examples(evidence, cell)
        if left and turned:
            raise HeadingsUnfit("exchanged_days", _says(left, turned), heading)


def _month_first(binding: Binding) -> list[tuple[str, str]]:
    columns = binding.form.columns
    return [
        (column.heading, cell)
        for name, cell in binding.cells.items()
        if isinstance(column := columns[name], Date) and column.month_first and cell != "null"
    ]


def _examples(evidence: Evidence, cell: str) -> tuple[str | None, str | None]:
    """A day left as it was and one that was exchanged, where the column tells that some were."""
    row = evidence.con.execute(
        "select min(cell) filter (where is_left), min(cell) filter (where not is_left), "
        "bool_and(is_left = (day > 12)) from ("
        f"select cell, cell like '%/%/%' as is_left, {_DAY} as day from ("
        f"select distinct {cell} as cell from {evidence.scan()})) where day is not null"
    ).fetchone()
    assert row is not None  # an aggregate always gives a row
    left, turned, is_told = row
    return (left, turned) if is_told else (None, None)


def _says(left: str, turned: str) -> str:
    return (
        f'some of its days stand as the report prints them ("{left}"), but only those above 12; '
        f'all others stand otherwise ("{turned}"): a spreadsheet that puts the day first took '
        "their month for the day. The file was not read, because its rows would stand on wrong "
        "days. Download the report again and give it as it comes."
    )
