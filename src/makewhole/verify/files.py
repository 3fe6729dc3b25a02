"""Report files as plain rows: folded heading -> cell, by file name and first physical line."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from makewhole.verify.rows import Row, plain

_WORKBOOK = "[Content_Types].xml"  # reading its sheets takes a library
_LISTS = ("ItemData", "ShipmentData", "items")  # where an interface's answer has its records


def read_all(paths: Iterable[Path]) -> tuple[list[Row], list[str]]:
    """Every row below the paths, and the files in which none can be read without a library."""
    rows: list[Row] = []
    closed: list[str] = []
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            for member, content in _unpacked(name, file.read_bytes()) if file.is_file() else ():
                found = list(_rows(member, content))
                rows += found
                closed += [] if found else [member]
    return rows, closed


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The texts in a file; nothing in what is a workbook or damaged."""
    try:
        if content[:2] == b"\x1f\x8b":
            yield name, gzip.decompress(content)
        elif content[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                inside = [each for each in archive.namelist() if not each.endswith("/")]
                for member in [] if _WORKBOOK in inside else inside:
                    yield from _unpacked(f"{name}!{member}", archive.read(member))
                if _WORKBOOK in inside:
                    yield name, b""
        else:
            yield name, content
    except (OSError, EOFError, zipfile.BadZipFile, RuntimeError):
        yield name, b""


def _rows(file: str, content: bytes) -> Iterator[Row]:
    text = _text(content)
    if text.lstrip()[:1] in ("{", "["):
        try:
            document = json.loads(text)
        except ValueError:
            return
        bare = [one for one in document if isinstance(one, dict)] if text[:1] == "[" else []
        for place, one in enumerate(list(_records(document)) or bare, 1):
            yield Row.of(file, place, {plain(key): str(cell) for key, cell in one.items()})
        return
    lines = text.splitlines(keepends=True)
    for before, line in enumerate(lines[:40]):
        cells = _cells("".join(lines[before:]), line)
        headings = [plain(cell) for cell in next(cells, (0, []))[1]]
        if len(set(filter(None, headings))) >= 3 and not any(h.isdigit() for h in headings):
            yield from (
                Row.of(file, before + at, dict(zip(headings, record, strict=False)))
                for at, record in cells
                if any(record)
            )
            return


def _cells(text: str, heading: str) -> Iterator[tuple[int, list[str]]]:
    """Records with their first line; tab files whose heading has no quotes use none at all."""
    delimiter = max("\t,;", key=heading.count)
    raw = delimiter == "\t" and heading[:1] != '"'
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE if raw else 0)
    before = 0
    try:
        for cells in reader:
            yield before + 1, [cell.strip() for cell in cells]
            before = reader.line_num
    except csv.Error:  # a cell beyond all measure: no report has one
        return


def _records(node: object) -> Iterator[dict[str, object]]:
    """The records of an interface's answer, or of pages of it, in the order of its lists."""
    inside = enumerate(node) if isinstance(node, list) else ()
    for key, each in node.items() if isinstance(node, dict) else inside:
        if key in _LISTS and isinstance(each, list):
            yield from (one for one in each if isinstance(one, dict))
        else:
            yield from _records(each)


def _text(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
