"""Books on disk: files added, undone and looked at, each change whole or not at all."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from makewhole.books import manifest
from makewhole.books.adding import Adding, count_days, distinct_files, write_through
from makewhole.books.errors import (
    BooksReadOnly,
    NoSuchImport,
    SourceNotKept,
    disk_full_named,
)
from makewhole.books.home import Home, check_form, form_found, write_form
from makewhole.books.imports import ReadFile, check_identity
from makewhole.books.lease import TEMPORARY, Lease, any_alive, sweep_dead
from makewhole.books.overlap import Settling, scopes_settled
from makewhole.books.quarantine import Quarantined, quarantined
from makewhole.books.records import (
    FILES_SQL,
    IMPORTS_SQL,
    FileRecord,
    Imported,
    ImportRecord,
    file_record,
    import_record,
)
from makewhole.books.scratch import Scratch
from makewhole.books.snapshot import Snapshot, take
from makewhole.books.sources import index_of, move_into_place, pack, place_of, quote


class Books:
    """The books of one home. Safe to use from several threads and processes at once."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._scratch = Scratch(home)

    @classmethod
    def open(cls, home: Path, *, create: bool = True) -> "Books":
        """The books in a home; made where there are none, unless `create` is False.

        Errors: NoBooks; BooksNewer; BooksOlder; DiskFull.
        """
        check_form(home, create=create)
        books = cls(Home(home))
        with disk_full_named(home):
            if form_found(home) is None:
                books._make()
            if books._home.is_writable:
                sweep_dead(books._home.staging)
        return books

    @classmethod
    @contextmanager
    def temporary(cls) -> Iterator["Books"]:
        """Books for one run, which leave nothing behind; what a killed run left is removed."""
        parent = Path(tempfile.gettempdir())
        sweep_dead(parent, TEMPORARY)
        with Lease(parent, TEMPORARY) as lease:
            books = cls(Home(lease.folder, lasting=False))
            books._make()
            try:
                yield books
            finally:
                books.close()

    @property
    def home(self) -> Path:
        """The folder that holds everything."""
        return self._home.path

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder for the parts of files being read, on the disk of the books; then removed.

        Errors: BooksReadOnly; DiskFull.
        """
        if not self._home.is_writable:
            raise BooksReadOnly(self.home)
        with disk_full_named(self.home), Lease(self._home.staging) as lease:
            yield lease.folder

    def add(
        self, reads: Sequence[ReadFile], account: str, *, at: datetime | None = None
    ) -> Imported:
        """Take files into an account's books, in one transaction; their parts are moved there.

        A file whose bytes the account's books hold already changes nothing. Waits while another
        process adds. `at` is the moment entered for the import (UTC; default now).

        Errors: DoesNotAddUp; PartMalformed; DiskFull. In each case the books are unchanged.
        """
        for read in reads:
            check_identity(read)
        distinct = distinct_files(reads)
        with self._working() as duck:
            days = count_days(duck, distinct)
            if self._home.lasting:
                write_through(distinct)
            with manifest.writing(self._home) as db:
                adding = Adding(db, duck, self._home, account)
                imported = adding.add(distinct, days, at or datetime.now(UTC))
        return imported

    def undo(self, import_id: int, *, at: datetime | None = None) -> None:
        """Take an import out of the books again; what it hid comes back.

        Errors: NoSuchImport; DiskFull.
        """
        with self._working() as duck, manifest.writing(self._home) as db:
            account = _account_of(db, import_id)
            files = "select file_id from files where import_id = ?"
            ids = [row["file_id"] for row in db.execute(files, [import_id])]
            scopes = scopes_settled(db, account, ids)
            db.execute("delete from files where import_id = ?", [import_id])
            db.execute(
                "update imports set undone_at = ? where import_id = ?",
                [(at or datetime.now(UTC)).isoformat(timespec="seconds"), import_id],
            )
            Settling(db, duck, self._home, account).settle(scopes)

    def knows(self, sha256: str, account: str) -> bool:
        """Whether the account's books hold these bytes, so that they need not be read again."""
        with manifest.reading(self._home) as db:
            found = db.execute(
                "select 1 from files where account = ? and sha256 = ?", [account, sha256]
            ).fetchone()
        return found is not None

    def keep_source(self, read: ReadFile) -> bool:
        """Keep a file's own text, without personal cells; True where it was not kept before.

        The file must be in the books; what no account's books refer to is not kept.
        """
        place = place_of(self._home.sources, read.sha256)
        if read.origin is None or index_of(place).exists():
            return False
        with self.staging() as folder:
            packed, index = pack(read, read.origin, folder)
            with manifest.writing(self._home) as db:
                if not _sources_named(db) >= {read.sha256}:
                    return False
                move_into_place(packed, index, place)
        return True

    def quote(self, source: int, line: int) -> str:
        """The record of a source that begins on a line, as Amazon wrote it.

        Errors: SourceNotKept.
        """
        return self.quotes(source, [line])[line]

    def quotes(self, source: int, lines: Iterable[int]) -> dict[int, str]:
        """The records of a source that begin on these lines, by line.

        Errors: SourceNotKept.
        """
        with manifest.reading(self._home) as db:
            row = db.execute("select sha256 from files where source = ?", [source]).fetchone()
        place = None if row is None else place_of(self._home.sources, row["sha256"])
        if place is None or not index_of(place).exists():
            raise SourceNotKept(source)
        return {line: quote(place, line) for line in lines}

    def set_aside(self, accounts: Iterable[str] | None = None) -> Iterator[Quarantined]:
        """Every row that was set aside, of some accounts or all, by account, file and line."""
        with self.snapshot(accounts) as snapshot:
            yield from quarantined(snapshot, self._scratch.connection)

    def snapshot(self, accounts: Iterable[str] | None = None) -> Snapshot:
        """The books as they are now, of some accounts or all; close it when done reading."""
        return take(self._home, accounts)

    def accounts(self) -> list[str]:
        """The accounts that have files in the books."""
        with manifest.reading(self._home) as db:
            found = db.execute("select distinct account from files order by account").fetchall()
        return [row["account"] for row in found]

    def imports(self) -> list[ImportRecord]:
        """Every import, oldest first, those undone too."""
        with manifest.reading(self._home) as db:
            return [import_record(row) for row in db.execute(IMPORTS_SQL)]

    def files(self) -> list[FileRecord]:
        """Every file in the books, by account and name."""
        with manifest.reading(self._home) as db:
            return [file_record(row) for row in db.execute(FILES_SQL)]

    def close(self) -> None:
        """Free what the books hold of memory; they may be used again."""
        self._scratch.close()

    def sweep(self) -> None:
        """Remove what no import refers to any more and nobody reads.

        Under the write lock nobody can be about to enter files, so whatever the manifest does not
        name is left over from an undone import or a process that died.
        """
        with suppress(sqlite3.OperationalError), manifest.writing(self._home, patience=0) as db:
            # Whoever writes now sweeps when he is done.
            sweep_dead(self._home.staging)
            sweep_dead(self._home.readers)
            if any_alive(self._home.readers):
                return
            named = {row["path"] for row in db.execute("select path from parts")}
            named |= {row["path"] for row in db.execute("select path from left_out")}
            _remove_unnamed(self._home, named)
            _remove_sources(self._home, _sources_named(db))

    @contextmanager
    def _working(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """What a change needs: a place to spill to, errors in plain words, sweeping afterwards."""
        with disk_full_named(self.home):
            with self._scratch.connection() as duck:
                yield duck
            if self._home.lasting:
                self.sweep()

    def _make(self) -> None:
        for folder in (self._home.imports, self._home.left_out, self._home.sources):
            folder.mkdir(parents=True, exist_ok=True)
        manifest.create(self._home)
        write_form(self._home)


def _account_of(db: sqlite3.Connection, import_id: int) -> str:
    live = db.execute(
        "select import_id, account from imports where undone_at is null order by import_id"
    ).fetchall()
    for row in live:
        if row["import_id"] == import_id:
            return str(row["account"])
    raise NoSuchImport(import_id, [row["import_id"] for row in live])


def _sources_named(db: sqlite3.Connection) -> set[str]:
    """The hashes of all files in the books."""
    return {row["sha256"] for row in db.execute("select distinct sha256 from files")}


def _remove_sources(home: Home, named: set[str]) -> None:
    for path in home.sources.glob("*/*"):
        if path.stem not in named:
            path.unlink(missing_ok=True)


def _remove_unnamed(home: Home, named: set[str]) -> None:
    folders = {Path(path).parent.name for path in named if path.startswith("imports/")}
    for folder in home.imports.iterdir():
        if folder.name not in folders:
            shutil.rmtree(folder, ignore_errors=True)
    for path in home.left_out.iterdir():
        if path.relative_to(home.folder).as_posix() not in named:
            path.unlink(missing_ok=True)
