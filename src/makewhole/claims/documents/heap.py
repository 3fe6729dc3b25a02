"""Walking a heap of files: folders, archives and e-mails give up what is in them.

Whatever cannot be used becomes a problem that says so; nothing is changed where it lies.
"""

import email
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import policy as email_policy
from pathlib import Path

from makewhole.claims.documents.formats import format_of
from makewhole.errors import PathMissing, Problem

# A paper of more than 200 MB is no paper; an archive that swells beyond these is a bomb.
LARGEST_FILE = 100 * 2**20
LARGEST_ARCHIVE = 500 * 2**20
MOST_MEMBERS = 2_000
_DEEPEST = 3


@dataclass(slots=True)
class _Room:
    """How much one file of the heap may still unpack to, archives within it included."""

    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Given:
    """One file out of the heap: its name as found (`zip!member`), its bytes and its format."""

    name: str
    content: bytes
    format: str


def walk(paths: Sequence[Path]) -> Iterator[Given | Problem]:
    """Every file below the paths, in order of name; what cannot be opened comes as a problem.

    Errors: PathMissing.
    """
    for path in paths:
        if not path.exists():
            raise PathMissing(path)
    for path in paths:
        base = path if path.is_dir() else path.parent
        files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [
            path
        ]  # fmt: skip
        for file in files:
            yield from _file(file, file.relative_to(base).as_posix())


def _file(file: Path, name: str) -> Iterator[Given | Problem]:
    size = file.stat().st_size
    if size > LARGEST_FILE:
        yield _problem(
            name, "too_large", f"it has {size:,} bytes; papers of more than {LARGEST_FILE:,} are "
            "not taken in. It was left where it is. Scan it at a lower resolution, or split it.",
        )  # fmt: skip
        return
    try:
        content = file.read_bytes()
    except OSError as error:
        yield _problem(
            name, "unreadable", f"it cannot be opened ({error.strerror}). It was left where it is. "
            "Check who may read it, then add it again.",
        )  # fmt: skip
        return
    yield from _opened(name, content, _Room(MOST_MEMBERS, LARGEST_ARCHIVE), 0)


def _opened(name: str, content: bytes, room: _Room, depth: int) -> Iterator[Given | Problem]:
    if not content:
        yield _problem(
            name, "empty", "it is empty, 0 bytes; expected was a paper. It was not taken in. Get "
            "it again from where it came.",
        )  # fmt: skip
        return
    found = format_of(content)
    if found == "ZIP":
        yield from _archive(name, content, room, depth)
    elif found == "EML":
        yield from _email(name, content, room, depth)
    elif found in ("RAR", "7Z", "GZIP"):
        yield _problem(
            name, "archive_unknown", f"it is an archive of the kind {found}; only ZIP is opened. "
            "It was left where it is. Unpack it and add what was in it.",
        )  # fmt: skip
    else:
        yield Given(name, content, found)


def _archive(name: str, content: bytes, room: _Room, depth: int) -> Iterator[Given | Problem]:
    if depth >= _DEEPEST:
        yield _problem(
            name, "too_deep", f"it is an archive within {depth} others; none deeper is opened. It "
            "was left where it is. Unpack it and add what was in it.",
        )  # fmt: skip
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [each for each in packed.infolist() if not each.is_dir()]
            swollen = sum(each.file_size for each in members)
            if swollen > room.size or len(members) > room.files:
                yield _problem(
                    name, "bomb", f"it would unpack to {swollen:,} bytes in {len(members):,} "
                    f"file(s); at most {MOST_MEMBERS:,} files of {LARGEST_ARCHIVE:,} bytes are "
                    "opened of an archive and those within it. It was left where it is. Unpack it "
                    "by hand if you trust it.",
                )  # fmt: skip
                return
            room.size, room.files = room.size - swollen, room.files - len(members)
            for member in members:
                yield from _member(packed, member, f"{name}!{member.filename}", room, depth=depth)
    except zipfile.BadZipFile as error:
        yield _problem(
            name, "damaged", f"it begins as a ZIP but cannot be read as one ({error}). It was left "
            "where it is. Get it again from where it came.",
        )  # fmt: skip


def _member(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, room: _Room, *, depth: int
) -> Iterator[Given | Problem]:
    if member.flag_bits & 1:
        yield _problem(
            name, "encrypted", "it is locked with a password inside the archive. It was left where "
            "it is. Unpack it with the password and add what was in it.",
        )  # fmt: skip
        return
    if member.file_size > LARGEST_FILE:
        yield _problem(
            name, "too_large", f"it has {member.file_size:,} bytes; papers of more than "
            f"{LARGEST_FILE:,} are not taken in. It was left where it is.",
        )  # fmt: skip
        return
    try:
        with packed.open(member) as opened:
            # the size an archive declares may be a lie: never read beyond it
            content = opened.read(member.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        yield _problem(
            name, "damaged", f"it cannot be unpacked ({error}). It was left where it is. Get the "
            "archive again from where it came.",
        )  # fmt: skip
        return
    yield from _opened(name, content, room, depth + 1)


def _email(name: str, content: bytes, room: _Room, depth: int) -> Iterator[Given | Problem]:
    if depth >= _DEEPEST:
        return
    message = email.message_from_bytes(content, policy=email_policy.default)
    found = False
    for number, part in enumerate(message.iter_attachments(), 1):
        held = part.get_payload(decode=True)
        found = True
        inside = part.get_filename() or f"attachment-{number}"
        if isinstance(held, bytes):
            yield from _opened(f"{name}!{inside}", held, room, depth + 1)
    if not found:
        yield _problem(
            name, "nothing_attached", "it is an e-mail without attachments; an e-mail itself is no "
            "paper that Amazon takes. It was left where it is. Add the paper it speaks of.",
        )  # fmt: skip


def _problem(name: str, kind: str, message: str) -> Problem:
    return Problem(name, None, None, kind, message)
