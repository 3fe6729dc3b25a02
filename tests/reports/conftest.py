"""Helpers of the tests of reading: write a file, read it, see its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from makewhole.books.imports import ReadFile, SetAside, check_identity, read_set_aside
from makewhole.errors import Problem
from makewhole.reports import read_paths

LEDGER = (
    "Date\tFNSKU\tASIN\tMSKU\tTitle\tEvent Type\tReference ID\tQuantity\tFulfillment Center\t"
    "Disposition\tReason\tCountry\tReconciled Quantity\tUnreconciled Quantity\n"
)


def ledger_row(
    day: str = "03/31/2026", fnsku: str = "X001", units: str = "-1", title: str = "A cup"
) -> str:
    """One line of a ledger, tab-separated."""
    return (
        f"{day}\t{fnsku}\tB000000001\tSKU-1\t{title}\tAdjustments\t7\t{units}\tPHX7\tSELLABLE\tM\t"
        "US\t\t\n"
    )


@dataclass
class Outcome:
    """What became of the files of one test."""

    files: list[ReadFile]
    problems: list[Problem]

    @property
    def file(self) -> ReadFile:
        """The only file read."""
        assert len(self.files) == 1, [str(problem) for problem in self.problems]
        return self.files[0]

    @property
    def problem(self) -> str:
        """The only problem, as it is shown."""
        assert len(self.problems) == 1, [str(problem) for problem in self.problems]
        return str(self.problems[0])

    def rows(self, columns: str, table: str = "ledger_events") -> list[tuple[object, ...]]:
        """Some columns of all rows of a table, by line."""
        paths = [str(p.path) for file in self.files for p in file.parts if p.table == table]
        if not paths:
            return []
        return duckdb.execute(
            f"select {columns} from read_parquet($paths) order by line", {"paths": paths}
        ).fetchall()

    def aside(self) -> list[SetAside]:
        """The records set aside."""
        return list(read_set_aside(self.file.set_aside))

    def aside_texts(self) -> list[str]:
        """The records set aside, as they are shown."""
        return [
            str(Problem(self.file.name, each.line, each.column, each.kind, each.message))
            for each in self.aside()
        ]


Give = Callable[..., Outcome]


@pytest.fixture
def give(tmp_path: Path) -> Give:
    """Write one file (text or bytes) and read it."""
    (tmp_path / "given").mkdir()
    (tmp_path / "staging").mkdir()

    def read(content: str | bytes, name: str = "ledger.tsv", **options: object) -> Outcome:
        path = tmp_path / "given" / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_folder(path, tmp_path / "staging", **options)

    return read


def read_folder(path: Path, staging: Path, **options: object) -> Outcome:
    """Read paths, and check of every file that its records are all accounted for."""
    read = read_paths([path], staging=staging, **options)  # type: ignore[arg-type]
    for file in read.files:
        check_identity(file)
    return Outcome(list(read.files), list(read.problems))
