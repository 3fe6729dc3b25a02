"""What the seller typed in the browser: one file for each account and kind, written anew each time.

Files are told apart by what they say, never by when they came; of two that give one product a cost
from the same day none is the later one. So all that was typed stays in one file, which takes the
place of the one before, and what an uploaded file says already is not typed beside it.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from makewhole.books import FileRecord
from makewhole.errors import UsageError
from makewhole.web.place import home
from makewhole.web.reading.own import Kind

Line = dict[str, str]

_THOUSANDS = r"[0-9]{1,3}(?:%s[0-9]{3})+"
_FORMS = (
    (re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"), ""),  # 1234.56
    (re.compile(rf"{_THOUSANDS % ','}\.[0-9]+"), ","),  # 1,234.56
    (re.compile(rf"{_THOUSANDS % '[.]'},[0-9]+"), "."),  # 1.234,56
    (
        re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|,[0-9]+"),
        "",
    ),  # 12,50; of 1,234 nobody knows what it is
)


class TypedWrong(UsageError):
    """Something typed as a figure of a product that is none."""

    def __init__(self, sku: str, what: str, found: str) -> None:
        self.sku, self.what, self.found = sku, what, found
        super().__init__(
            f'{sku or "A line without SKU"}, {what}: "{found}" is no such figure; expected was a '
            "number above 0, as 12.50 or 12,50. Nothing was kept. Correct it and send it again."
        )


class SaidAlready(UsageError):
    """A file that was given already says something of the product from that very day."""

    def __init__(self, sku: str, file: str, says: str) -> None:
        self.sku, self.file, self.says = sku, file, says
        super().__init__(
            f"{sku}: {file} already says {says}, from the same day. Nothing was kept. Give yours "
            "another day, or take that file out under Files first."
        )


def figure(text: str) -> str | None:
    """A number above 0 as typed, with a dot; None for anything else.

    >>> figure("12,50"), figure("1.234,56"), figure("1,234"), figure("-3"), figure("0")
    ('12.50', '1234.56', None, None, None)
    """
    plain = text.strip()
    for form, mark in _FORMS:
        if form.fullmatch(plain):
            number = (plain.replace(mark, "") if mark else plain).replace(",", ".")
            return number if Decimal(number) > 0 else None
    return None


def checked(kind: Kind, lines: Iterable[Line]) -> list[Line]:
    """The lines in which a figure was typed, with a dot. Errors: TypedWrong."""
    return [
        line | {name: _figure(kind, line, name) for name in kind.figures}
        for line in lines
        if any(line[name] for name in kind.figures)
    ]


def _figure(kind: Kind, line: Line, name: str) -> str:
    number = figure(line[name])
    if number is None or not line["sku"]:
        raise TypedWrong(line["sku"], str(dict(kind.cells)[name]), line[name])
    return number


def check_alone(kind: Kind, lines: Iterable[Line], held: Iterable[Mapping[str, object]]) -> None:
    """Refuse what an uploaded file in the books says already. Errors: SaidAlready."""
    said = {
        key(kind, each): each for each in held if each.get("file") not in (None, file_name(kind))
    }
    for line in lines:
        other = said.get(key(kind, line))
        if other is not None:
            says = " × ".join(f"{other[name]:f}" for name in kind.figures)
            raise SaidAlready(line["sku"], str(other["file"]), says)


def key(kind: Kind, line: Mapping[str, object]) -> tuple[str, ...]:
    """What a line is about: all but its figures."""
    return tuple(str(line[name] or "") for name, _label in kind.cells if name not in kind.figures)


def file_name(kind: Kind) -> str:
    """The name of the file among those in the books."""
    return f"typed-{kind.key}.csv"


def place_of(account: int, kind: Kind) -> Path:
    """Where what was typed for an account is kept."""
    return home() / "web" / "typed" / str(account) / file_name(kind)


def lines(place: Path, files: Sequence[FileRecord]) -> list[Line]:
    """The lines typed so far; none where their file is not in the books, or taken out of them."""
    if not place.exists():
        return []
    raw = place.read_bytes()
    if hashlib.sha256(raw).hexdigest() not in {each.sha256 for each in files}:
        return []
    return list(csv.DictReader(raw.decode().splitlines()))


def merged(
    kind: Kind, before: Iterable[Line], typed: Iterable[Line], removed: Sequence[Sequence[str]]
) -> list[Line]:
    """What was typed before with what is typed now in its place, without what is removed."""
    gone = {tuple(each) for each in removed}
    held = {key(kind, line): line for line in (*before, *typed)}
    return [held[about] for about in sorted(held) if about not in gone]
