"""`makewhole coverage`: which report is there for which month, what is missing, what that "
"disables."""

from pathlib import Path

from makewhole.audit.needs import needs_of_rules
from makewhole.books.coverage import ReportCoverage, coverage
from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, opened
from makewhole.cli.output import Format, write
from makewhole.reports.form import formats


def command(
    paths: list[Path] | None = opening.PATHS,
    home: Path | None = opening.HOME,
    account: str | None = opening.ACCOUNT,
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    fmt: Format = opening.FORMAT,
    out: Path | None = opening.OUT,
) -> None:
    """Show, per report and month, what is there, what is missing, and which checks that disables.

    Example: makewhole coverage ~/Downloads
    """
    with (
        opened(
            paths, home=home, account=account, dates=dates, decimals=decimals, mapping=mapping
        ) as (books, _),
        books.books.snapshot() as snapshot,
    ):
        found = coverage(snapshot, needs_of_rules())
        if fmt is Format.TABLE:
            names = {form.report: form.called() for form in formats()}
            several = len({each.account for each in found}) > 1
            rows = [_row(each, names.get(each.report), several=several) for each in found]
            write(rows, fmt, out)
        else:
            write([row for each in found for row in _months(each)], fmt, out)


def _row(each: ReportCoverage, name: str | None, *, several: bool) -> dict[str, object]:
    """A report as a table shows it: lines below each other, since ids of reports are long."""
    lines = [name, each.report, f"account {each.account}" if several else None]
    if each.missing:
        lines.append(f"months missing: {', '.join(each.missing)}")
    if each.disables:
        lines.append(f"not there, so not checked: {', '.join(each.disables)}")
    days = [each.months[0].first_day, each.months[-1].last_day] if each.months else []
    return {
        "report": "\n".join(line for line in lines if line),
        "files": each.files,
        "rows": each.rows,
        "days": "\n".join(day for day in days if day),
    }


def _months(each: ReportCoverage) -> list[dict[str, object]]:
    front: dict[str, object] = {"account": each.account, "report": each.report}
    there = [
        front | {"month": m.month, "rows": m.rows, "first_day": m.first_day, "last_day": m.last_day}
        for m in each.months
    ]
    missing = [front | {"month": month, "rows": 0} for month in each.missing]
    undated = [front | {"month": None, "rows": each.undated}] if each.undated else []
    disabled = [front | {"month": None, "rows": 0, "disables": list(each.disables)}]
    return there + missing + undated + (disabled if each.disables else [])
