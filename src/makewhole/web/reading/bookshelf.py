"""What the books hold of the accounts one may see: files, months, rows set aside."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from makewhole.audit.needs import needs_of_rules
from makewhole.books import Books, FileRecord, ImportRecord
from makewhole.books.coverage import ReportCoverage, months_between
from makewhole.books.coverage import coverage as covered
from makewhole.books.errors import NoBooks
from makewhole.books.quarantine import Quarantined, quarantined
from makewhole.web.place import home

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


def unchecked(not_checked: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    """What an audit could not check, by account and by what it lacks for it, the most first."""
    lacks: dict[tuple[str, str], dict[str, str]] = {}
    for account, kinds_told in not_checked.items():
        for claim_type, told in kinds_told.items():
            missing = told.partition(" needs ")[2] or told
            lacks.setdefault((account, missing), {})[claim_type] = told
    found = [
        {"account": account, "told": next(iter(told.values())), "claim_types": list(told)}
        for (account, _missing), told in lacks.items()
    ]
    return sorted(found, key=lambda each: (each["account"], -len(each["claim_types"])))


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
    with held.snapshot(accounts) as snapshot:
        return list(islice(quarantined(snapshot), _MOST_ASIDE))


def kinds(rows: list[Quarantined]) -> list[tuple[str, int]]:
    """How many rows were set aside for each kind of reason."""
    return Counter(row.kind for row in rows).most_common()
