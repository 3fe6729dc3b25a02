"""Files people give us: written to disk as they arrive, kept under their hash outside any page."""

import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from makewhole.web.place import home

_UNSAFE = re.compile(r"[\x00-\x1f/\\:*?\"<>|]+")
_LONGEST_NAME = 180


@dataclass(frozen=True, slots=True)
class Upload:
    """A file kept for a job: where it is, its name as given, size in bytes and hash."""

    path: Path
    name: str
    size: int
    sha256: str


class StraightToDisk(TemporaryFileUploadHandler):
    """Streams a file to the home's disk and hashes it on the way; a broken one leaves nothing."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a file on the home's own disk for what is coming."""
        super(TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        folder = incoming()
        self.file = _Incoming(self.file_name or "file", self.content_type or "", folder)
        self._digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hash and write the next piece."""
        self._digest.update(raw_data)
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        """The file with its hash."""
        done = super().file_complete(file_size)
        done.sha256 = self._digest.hexdigest()  # type: ignore[union-attr]
        return done


class _Incoming(TemporaryUploadedFile):
    """A file that is still arriving, on the disk where it will stay."""

    sha256 = ""

    def __init__(self, name: str, content_type: str, folder: Path) -> None:
        import tempfile

        held = tempfile.NamedTemporaryFile(suffix=".upload", dir=folder)  # noqa: SIM115
        super(TemporaryUploadedFile, self).__init__(held, name, content_type, 0, None)


def incoming() -> Path:
    """Where files arrive."""
    folder = home() / "uploads" / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(given: Any) -> Upload:
    """Keep an uploaded file under its hash; the same bytes again take no further room."""
    sha256 = given.sha256
    name = safe_name(given.name)
    place = home() / "uploads" / sha256[:2] / sha256
    place.mkdir(parents=True, exist_ok=True)
    target = place / name
    if not target.exists():
        given.file.flush()
        source = Path(given.temporary_file_path())
        part = target.with_name(target.name + ".part")
        try:
            os.link(source, part)
        except OSError:  # a file system without links
            shutil.copyfile(source, part)
        part.replace(target)
    return Upload(target, name, int(given.size), sha256)


def keep_text(name: str, text: str) -> Path:
    """Keep a text that was typed in the browser, as if its file had been given."""
    raw = text.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    place = home() / "uploads" / sha256[:2] / sha256
    place.mkdir(parents=True, exist_ok=True)
    target = place / safe_name(name)
    part = target.with_name(target.name + ".part")
    part.write_bytes(raw)
    return part.replace(target)


def forget(paths: list[str]) -> None:
    """Remove files that have been read: the books keep what they need, without personal cells."""
    root = (home() / "uploads").resolve()
    for each in paths:
        path = Path(each).resolve()
        if path.is_relative_to(root) and path.is_file():
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()


def sweep() -> None:
    """Remove what was left half-way by a process that was killed while a file arrived."""
    for each in incoming().glob("*.upload"):
        each.unlink(missing_ok=True)


def safe_name(given: str) -> str:
    """A file's own name without anything that could lead elsewhere.

    >>> safe_name("../../march: ledger?.tsv")
    '.. .. march ledger .tsv'
    """
    name = re.sub(r"\s+", " ", _UNSAFE.sub(" ", given)).strip()
    if len(name) > _LONGEST_NAME:
        name = name[-_LONGEST_NAME:]
    return name if name.strip(". ") else "file"
