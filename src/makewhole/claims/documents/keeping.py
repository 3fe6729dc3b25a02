"""Papers on disk: HOME/documents/ab/abcd….pdf, byte for byte as they were given."""

import hashlib
import os
from pathlib import Path

from makewhole.errors import MakewholeError


class DocumentGone(MakewholeError):
    """A document whose bytes are no longer where they were kept, or no longer the same."""

    def __init__(self, name: str, place: Path, found: str) -> None:
        self.name, self.place, self.found = name, place, found
        super().__init__(
            f"{name}: {found} at {place}; expected were the bytes kept when it was added. Nothing "
            "was written. Put the file back there, or add the document again."
        )


def place_of(home: Path, sha256: str, form: str) -> Path:
    """Where a document of these bytes lies."""
    return home / "documents" / sha256[:2] / f"{sha256}.{form.lower()}"


def keep(home: Path, content: bytes, form: str) -> str:
    """Keep a document's bytes; gives their hash. Whole or not at all; the same bytes once."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(home, sha256, form)
    if place.exists():
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{os.getpid()}.part")
    with beside.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(place)
    return sha256


def content_of(home: Path, name: str, sha256: str, form: str) -> bytes:
    """A document's bytes, checked against their hash.

    Errors: DocumentGone.
    """
    place = place_of(home, sha256, form)
    try:
        content = place.read_bytes()
    except OSError as error:
        raise DocumentGone(name, place, "there is nothing to read") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DocumentGone(name, place, "there are other bytes")
    return content
