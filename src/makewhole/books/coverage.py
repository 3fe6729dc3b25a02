"""What the books hold, per report and month, what is missing, and what that leaves unchecked.

*Shape*: one line per account and report. Which checks need which reports is told by the caller: the
books know files, not rules.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from makewhole.books.snapshot import MonthRows, Snapshot


@dataclass(frozen=True, slots=True)
class Month:
    """One month (`2026-03`) of a report: rows shown, and the first and last day that has any."""

    month: str
    rows: int
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class ReportCoverage:
    """One report of one account.

    `months` are the months that have rows, `missing` those between the first and the last of them
    that have none, `undated` the rows without a day. A report that is absent has no months and no
    files. `disables` are the checks that need this report and find nothing of it, or of any other
    that would do in its place.
    """

    account: str
    report: str
    files: int
    months: tuple[Month, ...]
    missing: tuple[str, ...]
    undated: int
    disables: tuple[str, ...]

    @property
    def rows(self) -> int:
        """All rows of the report that the books show."""
        return self.undated + sum(month.rows for month in self.months)


# A check -> what it needs: each need is a choice of reports, any one of which will do.
Needs = Mapping[str, Iterable[Collection[str]]]


def coverage(snapshot: Snapshot, needs: Needs) -> list[ReportCoverage]:
    """What is there, account by account: reports in hand, then those that checks miss."""
    found = []
    for account in snapshot.accounts:
        records = [f for f in snapshot.file_records if f.account == account]
        held = {f.report for f in records}
        wanted = {report for choices in needs.values() for choice in choices for report in choice}
        for report in [*sorted(held), *sorted(wanted - held)]:
            of_report = [m for m in snapshot.months if (m.account, m.report) == (account, report)]
            files = sum(f.report == report for f in records)
            disables = () if report in held else _disabled(report, held, needs)
            if files or disables:
                found.append(_cover(account, report, files, of_report, disables=disables))
    return found


def months_between(first: str, last: str) -> list[str]:
    """Every month from one to another, both in.

    >>> months_between("2025-11", "2026-02")
    ['2025-11', '2025-12', '2026-01', '2026-02']
    """
    at, end = _number(first), _number(last)
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(at, end + 1)]


def _cover(
    account: str, report: str, files: int, rows: list[MonthRows], *, disables: tuple[str, ...]
) -> ReportCoverage:
    # Where a report fills several tables, the fullest one speaks for it.
    tables = {row.table for row in rows}
    fullest = max(tables, key=lambda t: sum(r.rows for r in rows if r.table == t), default="")
    chosen = [row for row in rows if row.table == fullest]
    months = tuple(
        Month(row.month, row.rows, row.first_day, row.last_day)
        for row in chosen
        if row.month and row.rows
    )
    there = {month.month for month in months}
    span = months_between(min(there), max(there)) if there else []
    return ReportCoverage(
        account, report, files, months, tuple(month for month in span if month not in there),
        sum(row.rows for row in chosen if not row.month), disables,
    )  # fmt: skip


def _disabled(report: str, held: set[str], needs: Needs) -> tuple[str, ...]:
    return tuple(
        sorted(
            check
            for check, choices in needs.items()
            if any(report in choice and not held & set(choice) for choice in choices)
        )
    )


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
