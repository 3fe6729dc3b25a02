"""What a file becomes, as text a person can read: the form of the `.expected.tsv` files.

A first line names the report, layout and encoding and counts the records; then each table filled,
in brackets, with the columns that hold anything; then the records set aside. NULL is an empty cell.
"""

from pathlib import Path

import duckdb

from makewhole.books.imports import ReadFile
from makewhole.reports import read_paths


def read_one(path: Path, staging: Path) -> ReadFile:
    """The one file read; fails with what was said of it if it was not."""
    staging.mkdir(parents=True, exist_ok=True)
    read = read_paths([path], staging=staging)
    assert len(read.files) == 1, [str(problem) for problem in read.problems]
    return read.files[0]


def told(read: ReadFile) -> str:
    """A read file as text."""
    days = f"{read.first_day or '-'} to {read.last_day or '-'}"
    counts = f"{read.records} records, {read.kept} kept, {read.skipped} skipped"
    lines = [f"{read.report}\t{read.layout}\t{read.encoding}\t{days}\t{counts}"]
    for part in read.parts:
        if part.rows:
            lines += ["", f"[{part.table}]", *rows_of(part.path, {"source"})]
    if read.set_aside is not None and read.set_aside.rows:
        lines += ["", "[set aside]", *rows_of(read.set_aside.path, set())]
    return "\n".join(lines) + "\n"


def rows_of(path: Path, without: set[str]) -> list[str]:
    """The rows of a Parquet file, line by line, without its empty columns."""
    with duckdb.connect() as con:
        result = con.execute("select * from read_parquet($path)", {"path": str(path)})
        names = [str(column[0]) for column in result.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    rows.sort(key=lambda row: (row["line"], row.get("part") or 0))
    shown = [n for n in names if n not in without and any(row[n] is not None for row in rows)]
    cells = [["" if row[name] is None else plain(row[name]) for name in shown] for row in rows]
    return ["\t".join(shown), *("\t".join(each) for each in cells)]


def plain(value: object) -> str:
    """A value without the zeros its type adds."""
    text = str(value)
    return text.rstrip("0").rstrip(".") if type(value).__name__ == "Decimal" else text
