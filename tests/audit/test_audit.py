"""What no audit may depend on: how the same rows lie in files, and when they were read."""

import io
import json
import random
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from makewhole.audit import audit
from makewhole.audit.session import open_books
from makewhole.simulate.account import write_account
from makewhole.simulate.play import Size, play

AS_OF = date(2026, 11, 15)
_SMALL = Size(skus=3, months=3, orders_per_month=15, scenes_per_month=5)
# Reports whose first cell is the day: rows that may be equal are of one day.
_BY_DAY = ("inventory-ledger", "reimbursements", "fba-customer-returns")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_account(play(31, "US", AS_OF, _SMALL), tmp_path_factory.mktemp("world")).reports


@pytest.fixture(scope="module")
def findings(reports: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines([reports])]


def lines(paths: list[Path], home: Path | None = None) -> list[str]:
    """The findings as they are written, read from paths into a home of their own or a given one."""
    with open_books(*paths, home=home) as books, audit(books.books, as_of=AS_OF) as result:
        return [one.to_json() for one in result.findings()]


def test_findings_are_written_as_each_of_them_says_itself(reports: Path) -> None:
    out = io.StringIO()
    with open_books(reports) as books, audit(books.books, as_of=AS_OF) as result:
        assert result.write_json(out) > 50
        assert out.getvalue() == "".join(one.to_json() + "\n" for one in result.findings())


def placeless(finding: dict[str, Any]) -> dict[str, Any]:
    """A finding with what its evidence did, but not in which file it lies."""
    used: Counter[tuple[str, str]] = Counter()
    for each in finding["evidence"]:
        used[each["report"], each["role"]] += each["units"] or 0
    return {**finding, "evidence": dict(used)}


def renamed_zipped_and_twice(reports: Path, out: Path) -> None:
    """Every file once under a name that says nothing, and once more in an archive."""
    held = sorted(p for p in reports.rglob("*") if p.is_file())
    with zipfile.ZipFile(out / "all.zip", "w") as archive:
        for number, file in enumerate(held):
            shutil.copy(file, out / f"{number:03}.txt")
            archive.write(file, file.relative_to(reports))


def split_by_day_and_shuffled(reports: Path, out: Path) -> None:
    """Rows of a day stay in one file: equal rows of two files would be one row."""
    shutil.copytree(reports, out, dirs_exist_ok=True)
    for file in [p for p in out.rglob("*") if p.name.startswith(_BY_DAY)]:
        heading, *rows = file.read_text("utf-8").splitlines(keepends=True)
        random.Random(5).shuffle(rows)
        for part in range(3):
            held = [row for row in rows if sum(row[:12].encode()) % 3 == part]
            name = f"{file.stem}-{part}{file.suffix}"
            file.with_name(name).write_text("".join([heading, *held]), "utf-8")
        file.unlink()


@pytest.mark.parametrize("change", [renamed_zipped_and_twice, split_by_day_and_shuffled])
def test_how_rows_lie_in_files_changes_nothing(
    change: Callable[[Path, Path], None],
    reports: Path,
    findings: list[dict[str, Any]],
    tmp_path: Path,
) -> None:
    change(reports, tmp_path)
    told = [json.loads(line) for line in lines([tmp_path])]
    assert len(findings) > 20
    assert list(map(placeless, told)) == list(map(placeless, findings))


@settings(
    max_examples=1, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(new=1, again=3)
@example(new=30, again=0)
@given(new=st.integers(1, 60), again=st.integers(0, 10))
def test_more_days_of_reports_give_the_bytes_of_a_run_from_nothing(
    reports: Path, tmp_path_factory: pytest.TempPathFactory, new: int, again: int
) -> None:
    """The later download brings the last days of each report, and some before them once more."""
    place = tmp_path_factory.mktemp("days")
    first, second = place / "until", place / "since"
    shutil.copytree(reports, first)
    second.mkdir()
    for file in [p for p in first.rglob("*") if p.name.startswith(_BY_DAY)]:
        heading, *rows = file.read_text("utf-8").splitlines(keepends=True)
        days = sorted({row[:10] for row in rows})
        until, since = set(days[:-new]), set(days[-new - again :])
        for folder, kept in ((first, until), (second, since)):
            text = "".join([heading, *(row for row in rows if row[:10] in kept)])
            (folder / file.name).write_text(text, "utf-8")
    before = lines([first], home=place / "grown")
    after = lines([second], home=place / "grown")
    assert after == lines([second, first], home=place / "fresh")
    assert len(after) > 10
    assert before != after or new < 30


def test_units_are_conserved(findings: list[dict[str, Any]]) -> None:
    opened: Counter[tuple[str, int, str]] = Counter()
    for finding in findings:
        assert finding["units_affected"] == finding["units_compensated"] + finding["units"]
        assert min(finding["units"], finding["units_compensated"]) >= 0
        for each in finding["evidence"]:
            if each["role"] in ("lost", "damaged", "disposed"):
                opened[each["file"], each["line"], each["role"]] += 1
    assert opened and max(opened.values()) == 1
