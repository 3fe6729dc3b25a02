"""The files below the given paths: folders walked, archives opened, other documents named politely.

A member of an archive is unpacked into the staging folder, where the rest of the room reads it as
it reads any file; archives within archives too, to a sane depth and size. A name that points out of
its archive is refused, and so is an archive that unpacks to far more than its size suggests.
"""

import errno
import gzip
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from makewhole.errors import PathMissing, Problem

DEEPEST = 5  # archives within archives
LARGEST_UNPACKED = 64 << 30  # bytes of one member, or of all of one archive
SUSPECT_ABOVE = 256 << 20  # from here on, an unpacking ratio is looked at
LARGEST_RATIO = 200  # real tables shrink 5 to 30 times
_BLOCK = 1 << 20
# What opening a damaged archive raises, and what unpacking a damaged member does; names that are no
# text and places that are none are a `ValueError` or an `OverflowError`; a way of packing that is
# not known is a `RuntimeError`.
_NO_ARCHIVE = (zipfile.BadZipFile, EOFError, ValueError, OverflowError)
_DAMAGED = (*_NO_ARCHIVE, zlib.error, lzma.LZMAError)


@dataclass(frozen=True, slots=True)
class Document:
    """One file to be read: its name as found below the given path, and where its bytes are now.

    `stands` is the state of the file on disk when it was found (size and time of change), None for
    a member of an archive, which is our own copy.
    """

    name: str
    path: Path
    stands: tuple[int, int] | None = None

    def changed(self) -> bool:
        """Whether the file on disk is no longer what it was when found."""
        if self.stands is None:
            return False
        try:
            return self.stands != state_of(self.path)
        except FileNotFoundError:
            return True


def state_of(path: Path) -> tuple[int, int]:
    """Size and time of change of a file."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def documents(paths: list[Path], staging: Path) -> Iterator[Document | Problem]:
    """Every file below the paths, in the order of their names; problems where there is none.

    A folder given as PATH names its files from below itself, a file is named by its own name.
    Raises `PathMissing`.
    """
    for path in paths:
        if not path.exists():
            raise PathMissing(path)
    unpacking = _Unpacking(staging)
    for path in paths:
        if path.is_dir():
            yield from unpacking.folder(path, "")
        else:
            yield from unpacking.file(_shown(path.name), path, 0, on_disk=True)


class _Unpacking:
    """Walks folders and archives; numbers what it unpacks."""

    def __init__(self, staging: Path) -> None:
        self.staging = staging
        self.count = 0
        self._room = _Room(0)  # of the archive being unpacked
        self._inside: list[str] = []  # the real paths of the folders being walked

    def folder(self, path: Path, prefix: str) -> Iterator[Document | Problem]:
        """The files of a folder, recursively, sorted by name."""
        real = os.path.realpath(path)
        if real in self._inside:
            yield Problem(
                prefix, None, None, "note_link",
                "this is a link to a folder it lies in itself, so it was not followed.",
            )  # fmt: skip
            return
        self._inside.append(real)
        yield from self._entries(path, prefix)
        self._inside.pop()

    def _entries(self, path: Path, prefix: str) -> Iterator[Document | Problem]:
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except PermissionError:
            yield Problem(
                prefix or _shown(path.name), None, None, "no_permission",
                "this folder may not be read by you, so nothing in it was read. "
                "Give yourself the right to read it and try again.",
            )  # fmt: skip
            return
        if not entries and not prefix:
            yield Problem(
                _shown(path.name), None, None, "empty_folder",
                "the folder is empty, so there was nothing to read. Give the folder that holds "
                "your Amazon downloads.",
            )  # fmt: skip
        for entry in entries:
            name = f"{prefix}/{_shown(entry.name)}" if prefix else _shown(entry.name)
            if entry.name.startswith((".", "~$", "__MACOSX")):
                continue  # kept by the system or by an open spreadsheet, not by the seller
            if _is_folder(entry):
                yield from self.folder(Path(entry.path), name)
            else:
                yield from self.file(name, Path(entry.path), 0, on_disk=True)

    def file(
        self, name: str, path: Path, depth: int, *, on_disk: bool = False
    ) -> Iterator[Document | Problem]:
        """One file; or, if it is an archive, its members."""
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                yield Problem(
                    name, None, None, "not_a_file",
                    "this is a device, a pipe or a socket, not a file. It was left alone. Save "
                    "the report as a file and give that.",
                )  # fmt: skip
                return
            with path.open("rb") as opened:
                magic = opened.read(4)
        except PermissionError:
            yield Problem(
                name, None, None, "no_permission",
                "this file may not be read by you. It was left out. Give yourself the right to "
                "read it and try again.",
            )  # fmt: skip
            return
        except OSError as cause:
            yield _unreadable(name, cause)
            return
        if on_disk:
            self._room = _Room(path.stat().st_size)
        if magic.startswith(b"\x1f\x8b"):
            yield from self._gzip(name, path, depth)
        elif magic == b"PK\x05\x06":
            yield Problem(
                name, None, None, "empty_zip",
                "the zip archive is empty. Nothing was read from it. Download it again.",
            )  # fmt: skip
        elif magic == b"PK\x03\x04" and not _is_office(path):
            yield from self._zip(name, path, depth)
        else:
            yield Document(name, path, state_of(path) if on_disk else None)

    def _gzip(self, name: str, path: Path, depth: int) -> Iterator[Document | Problem]:
        target = self._target()
        try:
            with gzip.open(path) as packed:
                self._room.copy(cast(IO[bytes], packed), target, path.stat().st_size)
        except _Bomb:
            yield _bomb(name)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield Problem(
                name, None, None, "truncated_gzip",
                "the compressed file breaks off before its end. Nothing of it was read, because "
                "the missing rows would count as missing units. Download the report again.",
            )  # fmt: skip
        except OSError as cause:
            if cause.errno == errno.ENOSPC:
                raise
            yield _unreadable(name, cause)
        else:
            yield from self._inner(name, target, depth)

    def _zip(self, name: str, path: Path, depth: int) -> Iterator[Document | Problem]:
        try:
            with zipfile.ZipFile(path) as archive:
                for member in sorted(archive.infolist(), key=lambda found: found.filename):
                    yield from self._member(name, archive, member, depth)
        except RuntimeError:
            yield _foreign(name)
        except _NO_ARCHIVE:
            yield Problem(
                name, None, None, "broken_zip",
                "the zip archive is damaged or breaks off before its end. Nothing more of it was "
                "read. Download it again.",
            )  # fmt: skip

    def _member(
        self, name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int
    ) -> Iterator[Document | Problem]:
        inner = f"{name}!{member.filename}"
        place = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or place.name.startswith(".") or "__MACOSX" in place.parts:
            return
        if ".." in place.parts or place.is_absolute():
            yield Problem(
                inner, None, None, "name_points_out",
                "the name of this file points out of its archive, which no honest archive does. "
                "It was not unpacked. Find out where the archive comes from.",
            )  # fmt: skip
            return
        if member.flag_bits & 1:
            yield Problem(
                inner, None, None, "locked",
                "this file is locked with a password. It was not read. Unpack the archive "
                "yourself and give the folder.",
            )  # fmt: skip
            return
        target = self._target()
        try:
            with archive.open(member) as packed:
                self._room.copy(packed, target, member.compress_size)
        except _Bomb:
            yield _bomb(inner)
        except RuntimeError:
            yield _foreign(inner)
        except (*_DAMAGED, OSError) as cause:
            if isinstance(cause, OSError) and cause.errno == errno.ENOSPC:
                raise
            yield Problem(
                inner, None, None, "broken_zip",
                "this file cannot be unpacked: the archive is damaged. It was not read. "
                "Download the archive again.",
            )  # fmt: skip
        else:
            yield from self._inner(inner, target, depth)

    def _inner(self, name: str, target: Path, depth: int) -> Iterator[Document | Problem]:
        if depth >= DEEPEST:
            yield Problem(
                name, None, None, "too_deep",
                f"this is an archive within more than {DEEPEST} archives. It was not unpacked. "
                "Unpack it yourself and give the folder.",
            )  # fmt: skip
            return
        yield from self.file(name, target, depth + 1)

    def _target(self) -> Path:
        self.count += 1
        return self.staging / f"unpacked-{self.count}"


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry is a folder; one that cannot be looked at is taken for a file, and named."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _shown(name: str) -> str:
    """The name of a file as text; bytes that are none, as old archives leave them, as `\\xe9`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


class _Bomb(Exception):
    """Something unpacks to far more than it should."""


class _Room:
    """How much one archive on disk may unpack to, member by member and, nested or not, in all."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.used = 0

    def copy(self, packed: IO[bytes], target: Path, packed_size: int) -> None:
        """Unpack one member. Raises `_Bomb`."""
        written = 0
        with target.open("wb") as out:
            while block := packed.read(_BLOCK):
                written += len(block)
                self.used += len(block)
                if _is_suspect(written, packed_size) or _is_suspect(self.used, self.size):
                    raise _Bomb
                out.write(block)


def _is_suspect(written: int, packed_size: int) -> bool:
    too_many_times = written > SUSPECT_ABOVE and written > packed_size * LARGEST_RATIO
    return too_many_times or written > LARGEST_UNPACKED


def _bomb(name: str) -> Problem:
    return Problem(
        name, None, None, "zip_bomb",
        f"unpacked, this file is more than {LARGEST_RATIO} times its packed size, as no report "
        "is. Unpacking was stopped and nothing of it was read. If it is a report, unpack it "
        "yourself and give the file.",
    )  # fmt: skip


def _foreign(name: str) -> Problem:
    return Problem(
        name, None, None, "foreign_zip",
        "this is packed in a way makewhole cannot unpack. Nothing of it was read. Unpack it "
        "yourself and give the folder.",
    )  # fmt: skip


def _unreadable(name: str, cause: OSError) -> Problem:
    return Problem(
        name, None, None, "unreadable",
        f"the file could not be read ({cause.strerror or cause}). It was left out. "
        "Check the disk or the connection it lies on, and try again.",
    )  # fmt: skip


def _is_office(path: Path) -> bool:
    """Whether a zip file is an office document (a workbook, a text), to be read as one."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (*_NO_ARCHIVE, RuntimeError):
        return False
    return "[Content_Types].xml" in names or "mimetype" in names
