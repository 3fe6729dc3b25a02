"""Report files as plain rows: folded heading -> cell, by file name and first physical line."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from makewhole.verify.rows import Row

# A workbook is a zip whose first members are these; reading its sheets takes a library.
_WORKBOOK = "[Content_Types].xml"
_LISTS = ("ItemData", "ShipmentData", "items")


def fold(heading: str) -> str:
    """A heading without case, blanks, hyphens and underscores."""
    return "".join(c for c in heading.strip("\ufeff\u00a0 :\t").lower() if c not in " -_")


def read_all(paths: Iterable[Path]) -> tuple[list[Row], list[str]]:
    """Every row below the paths, and the files that cannot be read without a library."""
    rows: list[Row] = []
    closed: list[str] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in inside:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            for member, content in _unpacked(name, file.read_bytes()):
                found = [] if content is None else list(_rows(member, content))
                rows += found
                closed += [] if found else [member]
    return rows, closed


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes | None]]:
    """The texts in a file; None for what is a workbook or damaged."""
    try:
        if content[:2] == b"\x1f\x8b":
            yield name, gzip.decompress(content)
        elif content[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = archive.namelist()
                if _WORKBOOK in names:
                    yield name, None
                    return
                for member in (each for each in names if not each.endswith("/")):
                    yield from _unpacked(f"{name}!{member}", archive.read(member))
        else:
            yield name, content
    except (OSError, EOFError, zipfile.BadZipFile, RuntimeError):
        yield name, None


def _rows(file: str, content: bytes) -> Iterator[Row]:
    text = _text(content)
    if text.lstrip()[:1] in ("{", "["):
        yield from _json_rows(file, text)
        return
    lines = text.splitlines(keepends=True)
    for before, line in enumerate(lines[:40]):
        delimiter = max("\t,;", key=line.count)
        records = _records("".join(lines[before:]), delimiter, line)
        headings = [fold(cell) for cell in next(records, (0, []))[1]]
        if len(set(filter(None, headings))) >= 3 and not any(h.isdigit() for h in headings):
            for at, cells in records:
                if any(cells):
                    yield Row.of(file, before + at, dict(zip(headings, cells, strict=False)))
            return


def _records(text: str, delimiter: str, heading: str) -> Iterator[tuple[int, list[str]]]:
    """Records with their first line; tab files whose heading has no quotes use none at all."""
    raw = delimiter == "\t" and not heading.startswith('"')
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE if raw else 0)
    before = 0
    try:
        for cells in reader:
            yield before + 1, [cell.strip() for cell in cells]
            before = reader.line_num
    except csv.Error:  # a cell beyond all measure: no report has one
        return


def _json_rows(file: str, text: str) -> Iterator[Row]:
    """The records of an interface's answer, or of pages of it, by their place in the list."""
    try:
        document = json.loads(text)
    except ValueError:
        return
    found = list(_lists(document))
    if not found and isinstance(document, list):
        found = [each for each in document if isinstance(each, dict)]
    for place, each in enumerate(found, 1):
        yield Row.of(file, place, {fold(key): str(cell) for key, cell in each.items()})


def _lists(node: object) -> Iterator[dict[str, object]]:
    if isinstance(node, list):
        for each in node:
            yield from _lists(each)
    elif isinstance(node, dict):
        for key, each in node.items():
            if key in _LISTS and isinstance(each, list):
                yield from (one for one in each if isinstance(one, dict))
            else:
                yield from _lists(each)


def _text(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
