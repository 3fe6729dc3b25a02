"""Each fixture becomes exactly the rows beside it.

The expected files are written anew by `GOLDEN=write python -m pytest tests/reports/formats`, and
then read by a person: what is there is what every rule will be told.
"""

import os
from pathlib import Path

import pytest
from tests.reports.formats.golden import read_one, told
from tests.reports.formats.layouts import FIXTURES, module_of

from makewhole.reports import read_paths
from makewhole.reports.form import formats

LEFT_ALONE = {module_of(form) for form in formats()} - {
    module_of(form) for form in formats() if form.not_read is None
}
NOT_READ = [path for path in FIXTURES if path.parent.name in LEFT_ALONE]
READ = [path for path in FIXTURES if path not in NOT_READ]


def name(path: Path) -> str:
    """A fixture's name in the list of tests."""
    return f"{path.parent.name}-{path.name}"


@pytest.mark.parametrize("path", READ, ids=name)
def test_a_file_becomes_these_rows(path: Path, tmp_path: Path) -> None:
    expected = path.with_suffix(".expected.tsv")
    text = told(read_one(path, tmp_path))
    if os.environ.get("GOLDEN") == "write":
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", READ, ids=name)
def test_a_file_is_read_as_its_own_report(path: Path, tmp_path: Path) -> None:
    reports = {form.report for form in formats() if module_of(form) == path.parent.name}
    assert {read_one(path, tmp_path).report} == reports


@pytest.mark.parametrize("path", NOT_READ, ids=name)
def test_a_report_without_use_here_is_named_and_left_alone(path: Path, tmp_path: Path) -> None:
    read = read_paths([path], staging=tmp_path)
    assert read.files == ()
    (problem,) = read.problems
    forms = [form for form in formats() if module_of(form) == path.parent.name]
    assert problem.kind == "known_not_read"
    assert any(
        problem.message.startswith(f'this is a file of "{form.called()}" ({form.report}), which')
        for form in forms
    )


def test_no_two_fixtures_share_an_expected_file() -> None:
    expected = [path.with_suffix(".expected.tsv") for path in READ]
    assert len(set(expected)) == len(expected)
    assert {
        path for folder in {p.parent for p in READ} for path in folder.glob("*.expected.tsv")
    } <= set(expected)


@pytest.mark.parametrize("path", READ, ids=name)
def test_nothing_personal_reaches_a_table(path: Path, tmp_path: Path) -> None:
    told_rows = told(read_one(path, tmp_path)).casefold()
    secrets = ("pat example", "sample street", "sampletown", "sampleton", "musterstadt",
               "98000", "12345\t", "ab1 2cd", "555-0100", "@", "handle broke")  # fmt: skip
    assert not [secret for secret in secrets if secret in told_rows]
