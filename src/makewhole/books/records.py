"""What the books say of themselves: imports, files, and the outcome of adding."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from makewhole.errors import Problem


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of adding files: `import_id` is None where all of them were known already.

    `files` are the names that are new, `known` those whose bytes the account's books already held;
    `left_out` counts the rows that overlaps leave out in the months concerned, old and new.
    """

    import_id: int | None
    files: tuple[str, ...]
    known: tuple[str, ...]
    rows: int
    set_aside: int
    left_out: int


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import: when (UTC), for which account, how many files of it are in the books."""

    import_id: int
    account: str
    imported_at: datetime
    undone_at: datetime | None
    files: int
    rows: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of one account in the books, as it was read."""

    import_id: int
    account: str
    source: int
    sha256: str
    name: str
    report: str
    layout: str
    encoding: str
    records: int
    kept: int
    skipped: int
    set_aside: int
    first_day: date | None
    last_day: date | None
    imported_at: datetime
    problems: tuple[Problem, ...]


FILES_SQL = (
    "select files.*, imports.imported_at from files join imports using (import_id)"
    " order by files.account, files.name, files.sha256"
)

IMPORTS_SQL = (
    "select i.import_id, i.account, i.imported_at, i.undone_at, count(f.file_id) as files,"
    " coalesce(sum(f.kept), 0) as row_count, coalesce(sum(f.set_aside), 0) as set_aside"
    " from imports i left join files f using (import_id) group by i.import_id order by i.import_id"
)


def file_record(row: sqlite3.Row) -> FileRecord:
    """A line of `FILES_SQL` as a value."""
    return FileRecord(
        import_id=row["import_id"],
        account=row["account"],
        source=row["source"],
        sha256=row["sha256"],
        name=row["name"],
        report=row["report"],
        layout=row["layout"],
        encoding=row["encoding"],
        records=row["records"],
        kept=row["kept"],
        skipped=row["skipped"],
        set_aside=row["set_aside"],
        first_day=_day(row["first_day"]),
        last_day=_day(row["last_day"]),
        imported_at=datetime.fromisoformat(row["imported_at"]),
        problems=tuple(Problem(**found) for found in json.loads(row["problems"])),
    )


def import_record(row: sqlite3.Row) -> ImportRecord:
    """A line of `IMPORTS_SQL` as a value."""
    undone = row["undone_at"]
    return ImportRecord(
        import_id=row["import_id"],
        account=row["account"],
        imported_at=datetime.fromisoformat(row["imported_at"]),
        undone_at=None if undone is None else datetime.fromisoformat(undone),
        files=row["files"],
        rows=row["row_count"],
        set_aside=row["set_aside"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
