"""Several at work on the same books: importers queue, readers never wait."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.books.making import ledger, shown

from makewhole.books import Books
from makewhole.books import manifest as manifest_of
from makewhole.books.home import Home

ROOT = Path(__file__).parents[2]


def start(home: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.books.importing", str(home), name, "8"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_processes_importing_at_once_both_succeed(tmp_path):
    home = tmp_path / "home"
    importers = [start(home, "one"), start(home, "two")]
    for importer in importers:
        assert importer.stdout is not None
        assert importer.stdout.readline() == "ready\n"
    for importer in importers:
        importer.communicate("go\n")
        assert importer.returncode == 0
    books = Books.open(home)
    assert [record.files for record in books.imports()] == [1] * 16
    assert len(books.files()) == 16
    references = shown(books, "ledger_events", "reference_id")
    assert references == [(str(n),) for n in range(8)] + [("R1",)]


def test_readers_do_not_wait_for_an_importer(books, read):
    books.add([read([ledger()])], "acme")
    with manifest_of.writing(Home(books.home)) as db:
        db.execute("delete from files")
        assert len(shown(books, "ledger_events")) == 1
        assert books.knows("0" * 64, "acme") is False


@pytest.mark.parametrize("given", [1, 2])
def test_an_importer_that_comes_second_finds_the_file_known(books, read, given):
    other = Books.open(books.home)
    first = books.add([read([ledger()])], "acme")
    second = other.add([read([ledger()]) for _ in range(given)], "acme")
    assert (first.import_id, second.import_id) == (1, None)


def test_folders_of_the_dead_are_swept_and_those_of_the_living_stay(books):
    dead = books.home / "books" / "form-1" / "live" / "staging" / "dead"
    dead.mkdir()
    (dead / "half.parquet").write_text("x")
    dead.with_name("dead.lock").touch()
    with books.staging() as mine:
        books.sweep()
        assert mine.exists()
    assert not dead.exists()
    assert not dead.with_name("dead.lock").exists()
