"""Books of an older form brought forward: read anew, from the sources kept, into the form of today.

The old books stay in use until the new ones are whole; one rename makes the change. Stopped at any
moment, the command can be repeated. All it needs of the old manifest is its outline (see
`manifest.sql`), which no form changes.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from makewhole.books import manifest
from makewhole.books.errors import BooksNewer, NoBooks, SourcesMissing, disk_full_named
from makewhole.books.home import FORM, Home, form_found, fsync, write_form
from makewhole.books.imports import ReadFile
from makewhole.books.lease import Lease, sweep_dead
from makewhole.books.sources import index_of, place_of, unpack
from makewhole.books.store import Books


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file to be read anew: its text at `path`, and what it was called and known by."""

    path: Path
    name: str
    sha256: str


# Reads a kept file into parts below a folder. The text may lack personal cells, so its own hash is
# not the file's: `KeptFile.sha256` is, and the rows' `source` comes from it.
Reader = Callable[[KeptFile, Path], ReadFile]


@dataclass(frozen=True, slots=True)
class BroughtForward:
    """What was done: the form before, the form now, and how many files were read anew."""

    form_before: int
    form: int
    files: int


def bring_forward(home: Path, reader: Reader) -> BroughtForward:
    """Make the books of a home anew in the form of today; does nothing where they have it.

    Imports keep their numbers, accounts and moments. Waits for an import under way.

    Errors: NoBooks; BooksNewer; SourcesMissing; DiskFull; whatever `reader` raises. In each case
    the old books stay as they are.
    """
    form = form_found(home)
    if form is None:
        raise NoBooks(home)
    if form > FORM:
        raise BooksNewer(home, form, FORM)
    files = 0
    if form < FORM:
        with disk_full_named(home), manifest.writing(Home(home, form=form)) as old:
            # Another process may have done it while this one waited.
            if form_found(home) == form:
                files = _make_anew(home, old, reader)
    _remove_others(home)
    return BroughtForward(form, FORM, files)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the outline: an import, and one of its files if it has any."""

    import_id: int
    account: str
    imported_at: str
    undone_at: str | None
    sha256: str | None
    name: str


def _make_anew(home: Path, old: sqlite3.Connection, reader: Reader) -> int:
    outline = _outline(old)
    final = Home(home)
    kept = [line for line in outline if line.sha256]
    missing = [line.name for line in kept if not _is_kept(final, line)]
    if missing:
        raise SourcesMissing(home, missing)
    building = home / "books" / "building"
    sweep_dead(building)
    with Lease(building) as lease:
        fresh = Home(lease.folder)
        with closing(Books.open(lease.folder)) as books:
            for _, lines in groupby(outline, key=lambda line: line.import_id):
                _carry(books, fresh, final, list(lines), reader=reader)
        # A change that was stopped just before its last step may have left its result.
        shutil.rmtree(final.folder, ignore_errors=True)
        fresh.folder.rename(final.folder)
        fsync(final.books)
        write_form(final)
    return len(kept)


def _outline(old: sqlite3.Connection) -> list[_Line]:
    rows = old.execute(
        "select i.import_id, i.account, i.imported_at, i.undone_at, f.sha256, f.name"
        " from imports i left join files f using (import_id) order by i.import_id, f.name, f.sha256"
    )
    return [_Line(*row) for row in rows]


def _is_kept(home: Home, line: _Line) -> bool:
    return index_of(place_of(home.sources, str(line.sha256))).exists()


def _carry(books: Books, fresh: Home, final: Home, lines: list[_Line], *, reader: Reader) -> None:
    """One import, with its number, into the new books."""
    first = lines[0]
    if first.sha256 is None:
        with manifest.writing(fresh) as db:
            db.execute(
                "insert into imports values (?, ?, ?, ?)",
                [first.import_id, first.account, first.imported_at, first.undone_at],
            )
        return
    with manifest.writing(fresh) as db:
        db.execute("delete from sqlite_sequence where name = 'imports'")
        db.execute("insert into sqlite_sequence values ('imports', ?)", [first.import_id - 1])
    with books.staging() as folder:
        reads = [_read_again(final, line, reader, folder / str(n)) for n, line in enumerate(lines)]
        books.add(reads, first.account, at=datetime.fromisoformat(first.imported_at))


def _read_again(final: Home, line: _Line, reader: Reader, folder: Path) -> ReadFile:
    folder.mkdir()
    sha256 = str(line.sha256)
    text = unpack(place_of(final.sources, sha256), folder / "source")
    read = reader(KeptFile(text, line.name, sha256), folder)
    text.unlink()
    return replace(read, name=line.name, sha256=sha256)


def _remove_others(home: Path) -> None:
    for folder in (home / "books").glob("form-*"):
        if folder.name != f"form-{FORM}":
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(home / "books" / "building", ignore_errors=True)
