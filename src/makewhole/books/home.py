"""Where books lie on disk, and of which form they are.

    HOME/books/VERSION            the number of the form in use
    HOME/books/form-1/            manifest.sqlite, imports/, left_out/, live/ (staging, readers)
    HOME/books/sources/           the downloads kept, whatever the form

Deleting HOME removes everything.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from makewhole.books.errors import BooksBroken, BooksNewer, BooksOlder, NoBooks
from makewhole.books.lease import Lease

# The form of the canonical tables and of the manifest. Raise it whenever rows already on disk would
# have to be read again to be right; `forward.bring_forward` then makes them anew.
FORM = 1


@dataclass(frozen=True, slots=True)
class Home:
    """The places of one set of books. `lasting` books are written through to the disk."""

    path: Path
    lasting: bool = True
    form: int = FORM

    @property
    def books(self) -> Path:
        """All of the books, of whatever form."""
        return self.path / "books"

    @property
    def folder(self) -> Path:
        """The books of this form."""
        return self.books / f"form-{self.form}"

    @property
    def manifest(self) -> Path:
        """The manifest: which files are in the books."""
        return self.folder / "manifest.sqlite"

    @property
    def imports(self) -> Path:
        """One folder of Parquet files per import."""
        return self.folder / "imports"

    @property
    def left_out(self) -> Path:
        """Parquet files of the rows that overlaps leave out."""
        return self.folder / "left_out"

    @property
    def staging(self) -> Path:
        """Folders of imports under way."""
        return self.folder / "live" / "staging"

    @property
    def readers(self) -> Path:
        """Leases of those who read the books now."""
        return self.folder / "live" / "readers"

    @property
    def is_writable(self) -> bool:
        """Whether this user may change these books; they can be read all the same."""
        return all(os.access(path, os.W_OK) for path in (self.folder, self.manifest))

    @property
    def sources(self) -> Path:
        """The downloads kept."""
        return self.books / "sources"


def form_found(home: Path) -> int | None:
    """The form of the books in a home; None where there are no books. Errors: BooksBroken."""
    path = home / "books" / "VERSION"
    try:
        told = path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    if not told.isdecimal():
        raise BooksBroken(path, f'it holds "{told[:40]}"', "the number of the books' form")
    return int(told)


def check_form(home: Path, *, create: bool) -> None:
    """Refuse books that this program must not touch.

    Errors: NoBooks, unless they may be created; BooksNewer; BooksOlder; BooksBroken.
    """
    found = form_found(home)
    if found is None:
        if not create:
            raise NoBooks(home)
    elif found > FORM:
        raise BooksNewer(home, found, FORM)
    elif found < FORM:
        raise BooksOlder(home, found, FORM)
    elif not (manifest := Home(home).manifest).exists():
        raise BooksBroken(manifest, "it is not there", "the list of the files in the books")


def write_form(home: Home) -> None:
    """Say that the books of this form are the ones in use: one rename, so before or after."""
    with Lease(home.staging) as lease:
        fresh = lease.folder / "VERSION"
        _write_form(home, fresh)


def fsync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_form(home: Home, fresh: Path) -> None:
    fresh.write_text(f"{home.form}\n", encoding="ascii")
    if home.lasting:
        fsync(fresh)
    fresh.replace(home.books / "VERSION")
    if home.lasting:
        fsync(home.books)
