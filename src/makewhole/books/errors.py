"""What can be wrong with books on disk, each in words a seller can act on.

BooksError
├── NoBooks          there are no books in this home
├── BooksNewer       written by a newer makewhole
├── BooksOlder       of an older form: to be brought forward
├── BooksReadOnly    not to be changed by this user, or from this place
├── BooksMidway      a change stopped midway, which this user may not finish
├── SourcesMissing   cannot be brought forward, for want of these downloads
├── DiskFull         no room left while writing
├── TextNotKept      no room left for the text of files whose rows are in the books
├── NoSuchImport     an import that does not exist or is undone already
├── SourceNotKept    the text of a download that is not kept
└── PartMalformed    rows that are not of their table's form
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from makewhole.errors import BooksError

_LITTLE = 1 << 20  # bytes; less is no room for a page of SQLite and its log


class NoBooks(BooksError):
    """There are no books in this home. Naming it is wrong usage, as is any path that is "
    "not there."""

    exit_status = 2

    def __init__(self, home: Path) -> None:
        self.home = home
        super().__init__(
            f"{home}: there are no books here yet. Nothing was done. "
            f"Read your downloads first: makewhole read --home {home} FOLDER"
        )


class BooksNewer(BooksError):
    """The books were written by a newer makewhole than this one."""

    def __init__(self, home: Path, found: int, known: int) -> None:
        self.home, self.found, self.known = home, found, known
        super().__init__(
            f"{home}: these books have form {found}; this makewhole knows forms up to {known}. "
            "They were left as they are. Update makewhole, or use another --home."
        )


class BooksOlder(BooksError):
    """The books have an older form and must be brought forward before they are used."""

    def __init__(self, home: Path, found: int, known: int) -> None:
        self.home, self.found, self.known = home, found, known
        super().__init__(
            f"{home}: these books have form {found}; this makewhole works with form {known}. "
            "They were left as they are. Bring them forward (it can be repeated): "
            f"makewhole upgrade --home {home}"
        )


class BooksReadOnly(BooksError):
    """The books may be read by this user, or from this place, and not be changed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        super().__init__(
            f"{home}: you may not write in these books, so nothing was done. What only reads them "
            "works (audit, explain, coverage, quarantine, stock, without files of yours). To "
            "change them, get the right to write in this folder, or copy it and use the copy."
        )


class BooksMidway(BooksError):
    """A change of the books was stopped midway, and this user may not finish it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        super().__init__(
            f"{home}: a change of these books was stopped midway, and you may not write in them. "
            "Nothing was done. Let somebody who may write here run any command on them once, such "
            f"as makewhole coverage --home {home}, or copy the folder and use the copy."
        )


class BooksBroken(BooksError):
    """What tells the books apart is not as makewhole leaves it: something else changed the home."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        self.path, self.found, self.expected = path, found, expected
        super().__init__(
            f"{path}: {found}; expected is {expected}. Something else than makewhole changed this "
            "home. Nothing was done. Put the home back from a copy, or read your downloads into "
            "another one."
        )


class SourcesMissing(BooksError):
    """Books that cannot be brought forward because downloads they were made from are not kept."""

    def __init__(self, home: Path, names: Sequence[str]) -> None:
        self.home, self.names = home, tuple(names)
        listed = ", ".join(self.names[:5]) + (", ..." if len(self.names) > 5 else "")
        super().__init__(
            f"{home}: {len(self.names)} of the files in these books are not kept in them "
            f"({listed}), so their rows cannot be made anew. The books were left as they are. "
            "Read your downloads into a new --home."
        )


class DiskFull(BooksError):
    """There is no room left where the books are written."""

    def __init__(self, place: Path) -> None:
        self.place = place
        super().__init__(
            f"{place}: the disk is full. The import was stopped and the books are unchanged. "
            "Free some space and read the files again; files already read are recognised."
        )


class TextNotKept(BooksError):
    """The rows of files are in the books, but there was no room for the text of some."""

    def __init__(self, place: Path, files: int, without: int) -> None:
        self.place, self.files, self.without = place, files, without
        super().__init__(
            f"{place}: the disk is full. The rows of all {files} files are in the books and count "
            f"in every audit, but the text of {without} of them could not be kept, so their rows "
            "cannot be quoted once the downloads are gone. Free some space and read the files "
            "again: they are recognised, and only their text is added."
        )


class NoSuchImport(BooksError):
    """An import that is not in the books, or is undone already."""

    def __init__(self, import_id: int, known: Sequence[int]) -> None:
        self.import_id, self.known = import_id, tuple(known)
        there = ", ".join(map(str, self.known)) or "none"
        super().__init__(
            f"Import {import_id} is not in these books, or is undone already. Nothing was changed. "
            f"Imports that can be undone: {there}."
        )


class SourceNotKept(BooksError):
    """The text of a download is asked for that these books do not keep."""

    def __init__(self, source: int) -> None:
        self.source = source
        super().__init__(
            f"The file with number {source} is not kept in these books, so its text cannot be "
            "quoted. Read the download again and its text will be kept."
        )


class PartMalformed(BooksError):
    """Rows handed to the books that do not have the form of their table."""

    def __init__(self, name: str, table: str, found: str, expected: str) -> None:
        self.name, self.table, self.found, self.expected = name, table, found, expected
        super().__init__(
            f"{name}: the rows for {table} have {found}, where {expected} was expected. "
            "The import was refused and the books are unchanged. "
            "This is a fault of makewhole, not of your file: please report it."
        )


@contextmanager
def disk_full_named(place: Path) -> Iterator[None]:
    """Turns "no space left", in whatever words it comes, into `DiskFull`."""
    try:
        yield
    except (OSError, duckdb.Error, sqlite3.Error) as error:
        if is_full(error) or (_is_broken(error) and not _has_room(place)):
            raise DiskFull(place) from error
        raise


def _is_broken(error: Exception) -> bool:
    """SQLite calls a disk without room broken where it maps its files into memory."""
    return "disk i/o error" in str(error).lower()


def _has_room(place: Path) -> bool:
    there = next(each for each in (place, *place.parents) if each.exists())
    return shutil.disk_usage(there).free > _LITTLE


def is_full(error: Exception) -> bool:
    """Whether an error of the system or the engine says that there is no room left."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    said = str(error).lower()
    words = ("no space left", "disk is full", "disk quota", "file too large")
    return any(each in said for each in words)
