"""Every home that a release has written is brought forward, and work goes on in it."""

import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from tests.claims.releases.making import FOLDER, restore
from tests.claims.scenes import TODAY, finding, owned_scope, record

from makewhole.books import Books
from makewhole.books.forward import bring_forward
from makewhole.claims import connect
from makewhole.claims.cases.drafting import draft
from makewhole.claims.documents.selectors import papers
from makewhole.claims.models import Case, Event, Finding
from makewhole.claims.pack.packing import pack
from makewhole.reports.again import read_again
from makewhole.version import __version__

# SQLite alone: a home is a folder, and a release writes its database into it
_RELEASES = sorted(FOLDER.glob("*.zip"))


def test_this_version_has_its_home() -> None:
    assert FOLDER / f"{__version__}.zip" in _RELEASES, (
        "make it: python -m tests.claims.releases.making"
    )


@pytest.mark.parametrize("release", _RELEASES, ids=lambda release: release.stem)
def test_its_cases_are_there_and_work_goes_on(tmp_path: Path, release: Path) -> None:
    home = restore(release, tmp_path)
    connect(home)
    try:
        (case,) = Case.objects.all()
        assert (case.state, case.amazon_case_id, case.claimed_units) == ("filed", "A1", 4)
        assert sorted(Finding.objects.values_list("finding_id", flat=True)) == ["f1", "f2"]
        assert [link.document.name for link in papers(case)] == ["invoice.pdf"]
        assert [tag.name for tag in case.tags.all()] == ["kept"]
        assert Event.objects.filter(table="cases", row=case.pk, what="filed", who="owner").exists()
        record(finding(9, fnsku="X009"), as_of=TODAY + timedelta(days=1))
        assert len(draft(owned_scope(), on=TODAY + timedelta(days=1)).cases) == 1
    finally:
        connections.close_all()


@pytest.mark.parametrize("release", _RELEASES, ids=lambda release: release.stem)
def test_its_books_are_there_and_prove_its_case(tmp_path: Path, release: Path) -> None:
    home = restore(release, tmp_path)
    bring_forward(home, read_again)
    books = Books.open(home, create=False)
    try:
        assert [(each.account, each.name) for each in books.files()] == [("demo", "ledger.txt")]
    finally:
        books.close()
    connect(home)
    try:
        made = pack(owned_scope(), 1, home, tmp_path / "C-1.zip")
    finally:
        connections.close_all()
    with zipfile.ZipFile(made.path) as packed:
        packed.extract("check.py", tmp_path)
        assert any(name.endswith("invoice.pdf") for name in packed.namelist())
    command = [sys.executable, "-I", "-S", tmp_path / "check.py", made.path]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
