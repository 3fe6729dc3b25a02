"""What the books hold of the accounts one may see: files, months, rows set aside."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from makewhole.audit.needs import needs_of_rules
from makewhole.books import Books, FileRecord, ImportRecord
from makewhole.books.coverage import ReportCoverage, months_between
from makewhole.books.coverage import coverage as covered
from makewhole.books.errors import NoBooks
from makewhole.books.quarantine import Quarantined
from makewhole.web.place import home

_SOME_EVENTS = re.compile(r"\(([\d,]+) events?\)")
_MOST_ASIDE = 100_000
_MOST_MONTHS = 36  # of the calendar, the latest


def books() -> Books | None:
    """The books of the home; None before anything was read."""
    try:
        return Books.open(home(), create=False)
    except NoBooks:
        return None


def files(accounts: list[str], text: str = "") -> list[FileRecord]:
    """The files of these accounts, the latest import first, whose name or report has the text."""
    held = books()
    wanted = text.strip().lower()
    found = [
        each
        for each in ([] if held is None else held.files())
        if each.account in accounts and wanted in f"{each.name} {each.report}".lower()
    ]
    return sorted(found, key=lambda each: (-each.import_id, each.account, each.name))


def imports(accounts: list[str]) -> list[ImportRecord]:
    """The imports of these accounts that stand, the latest first."""
    held = books()
    listed = [] if held is None else held.imports()
    return [i for i in reversed(listed) if i.account in accounts and i.undone_at is None]


def summary(accounts: list[str]) -> dict[str, int]:
    """Files, rows read and rows set aside."""
    listed = files(accounts)
    return {
        "files": len(listed),
        "rows": sum(each.kept for each in listed),
        "set_aside": sum(each.set_aside for each in listed),
    }


def coverage(accounts: list[str]) -> dict[str, Any]:
    """The calendar: months as columns, reports as rows, and what each missing report disables."""
    held = books()
    if held is None:
        return {"months": [], "rows": [], "accounts": 0}
    with held.snapshot(accounts) as snapshot:
        reports = covered(snapshot, needs_of_rules())
    named = [month.month for report in reports for month in report.months]
    every = months_between(min(named), max(named))[-_MOST_MONTHS:] if named else []
    return {
        "months": every,
        "rows": [_row(report, every) for report in reports],
        "accounts": len({report.account for report in reports if report.files}),
    }


def _row(report: ReportCoverage, every: list[str]) -> dict[str, Any]:
    held = {month.month: month for month in report.months}
    cells = [{"month": name, "held": held.get(name), "gap": name in report.missing}
             for name in every]  # fmt: skip
    return {"report": report, "cells": cells}


@dataclass(frozen=True, slots=True)
class InPart:
    """A report that is in the books, but not for everything that a check needs of it.

    `gaps` are the months of the calendar it says nothing of, as runs of first and last; `days` the
    first and last day it tells of: None for a list without days, as of costs.
    """

    report: str
    gaps: tuple[tuple[str, str], ...]
    days: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What one lack leaves unchecked in an account.

    `told` is the audit's sentence about the first of `claim_types`; beside each stands how many
    events were left, None where all of its events were. `held` are reports there in part.
    """

    account: str
    told: str
    claim_types: tuple[tuple[str, int | None], ...]
    held: tuple[InPart, ...]


def unchecked(
    not_checked: dict[str, dict[str, str]], grid: dict[str, Any] | None = None
) -> list[Unchecked]:
    """What an audit could not check, by account and by what it lacks for it, the most first."""
    lacks: dict[tuple[str, str], dict[str, str]] = {}
    for account, kinds_told in not_checked.items():
        for claim_type, told in kinds_told.items():
            missing = told.partition(" needs ")[2] or told
            lacks.setdefault((account, missing), {})[claim_type] = told
    found = [
        Unchecked(
            account,
            next(iter(told.values())),
            tuple((each, _events(sentence)) for each, sentence in told.items()),
            tuple(_in_part(account, missing, grid or {"rows": []})),
        )
        for (account, missing), told in lacks.items()
    ]
    return sorted(found, key=lambda each: (each.account, -len(each.claim_types)))


def _events(told: str) -> int | None:
    """How many events a sentence says were left unchecked."""
    found = _SOME_EVENTS.search(told)
    return int(found[1].replace(",", "")) if found else None


def _in_part(account: str, missing: str, grid: dict[str, Any]) -> Iterator[InPart]:
    """Those of the reports named as missing that the books do hold something of."""
    wanted = set(re.findall(r"[A-Z][A-Z0-9_]+", missing))
    for row in grid["rows"]:
        report = row["report"]
        if report.account == account and report.report in wanted and report.files:
            held = report.months
            yield InPart(
                report.report,
                tuple(
                    _runs([c["month"] for c in row["cells"] if c["held"] is None] if held else [])
                ),
                (held[0].first_day, held[-1].last_day) if held else None,
            )


def _runs(named: list[str]) -> Iterator[tuple[str, str]]:
    """Months that follow each other, as first and last.

    >>> list(_runs(["2025-12", "2026-01", "2026-03"]))
    [('2025-12', '2026-01'), ('2026-03', '2026-03')]
    """
    first = last = ""
    for month in named:
        if last and months_between(last, month)[1:] == [month]:
            last = month
            continue
        if first:
            yield first, last
        first = last = month
    if first:
        yield first, last


def months(grid: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The calendar as plain rows."""
    for row in grid["rows"]:
        report = row["report"]
        for month in report.months:
            yield {
                "account": report.account, "report": report.report, "month": month.month,
                "rows": month.rows, "first_day": month.first_day, "last_day": month.last_day,
            }  # fmt: skip


def set_aside(accounts: list[str]) -> list[Quarantined]:
    """The rows set aside, by account, file and line; of very many, the first."""
    held = books()
    if held is None:
        return []
    return list(islice(held.set_aside(accounts), _MOST_ASIDE))


def kinds(rows: list[Quarantined]) -> list[tuple[str, int]]:
    """How many rows were set aside for each kind of reason."""
    return Counter(row.kind for row in rows).most_common()
