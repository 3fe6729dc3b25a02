"""Report files as plain rows: folded heading -> cell, by file name and first physical line."""

import codecs
import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from makewhole.verify.rows import Row, plain

_LISTS = ("ItemData", "ShipmentData", "items")  # where an interface's answer has its records
_DAMAGED = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError)


def read_all(paths: Iterable[Path]) -> tuple[list[Row], set[str]]:
    """Every row below the paths, and the names of what has none: workbooks, damaged files."""
    rows: list[Row] = []
    names: set[str] = set()
    for path in paths:
        for file in filter(Path.is_file, sorted(path.rglob("*")) if path.is_dir() else [path]):
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            names.add(name)
            with suppress(*_DAMAGED):
                for member, text in _texts(name, file.read_bytes()):
                    names.add(member)
                    rows += _rows(member, text)
    return rows, names - {row.file for row in rows}


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The texts in a file; a workbook is an archive whose texts have no rows."""
    if content[:2] == b"\x1f\x8b":
        yield from _texts(name, gzip.decompress(content))
    elif content[:4] == b"PK\x03\x04":
        yield name, ""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _texts(f"{name}!{member}", archive.read(member))
    else:
        yield name, _decoded(content)


def _decoded(content: bytes) -> str:
    wide = content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252", "cp932"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("latin-1")


def _rows(file: str, text: str) -> Iterator[Row]:
    if text.lstrip()[:1] in ("{", "["):
        with suppress(ValueError):
            document = json.loads(text)
            found = [*_records(document)] or [one for one in document if isinstance(one, dict)]
            for place, one in enumerate(found, 1):
                yield Row(file, place, {plain(key): str(cell) for key, cell in one.items()})
        return
    lines = text.splitlines(keepends=True)
    for before, line in enumerate(lines[:40]):  # some downloads begin with lines of explanation
        cells = _cells("".join(lines[before:]), line)
        headings = [plain(cell) for cell in next(cells, (0, []))[1]]
        if len({*headings} - {""}) >= 3 and not any(map(str.isdigit, headings)):
            named = ((at, dict(zip(headings, record, strict=False))) for at, record in cells)
            yield from (Row(file, before + at, row) for at, row in named if any(row.values()))
            return


def _cells(text: str, heading: str) -> Iterator[tuple[int, list[str]]]:
    """Records with their first line; tab files whose heading has no quotes use none at all."""
    delimiter = max("\t,;", key=heading.count)
    raw = delimiter == "\t" and heading[:1] != '"'
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE if raw else 0)
    before = 0
    with suppress(csv.Error):  # a cell beyond all measure: no report has one
        for cells in reader:
            yield before + 1, [cell.strip() for cell in cells]
            before = reader.line_num


def _records(node: dict[str, Any] | list[Any]) -> Iterator[dict[str, Any]]:
    """The records of an interface's answer, or of pages of it, in the order of its lists."""
    inside = node.items() if isinstance(node, dict) else enumerate(node)
    for key, each in inside:
        if key in _LISTS and isinstance(each, list):
            yield from (one for one in each if isinstance(one, dict))
        elif isinstance(each, dict | list):
            yield from _records(each)
