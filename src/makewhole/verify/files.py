"""Report files as plain rows: folded heading -> cell, by file name and first physical line."""

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
    rows, names = list[Row](), set[str]()
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
        wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252", "cp932", "latin-1"):
            with suppress(UnicodeDecodeError):
                yield name, content.decode(encoding)
                return


def _rows(file: str, text: str) -> Iterator[Row]:
    """The rows of a text; some downloads begin with lines of explanation."""
    if text.lstrip()[:1] in ("{", "["):
        with suppress(ValueError):
            document = json.loads(text)
            for place, one in enumerate(_records(document) or [*document], 1):
                if isinstance(one, dict):
                    yield Row(file, place, {plain(name): str(one[name]) for name in one})
        return
    lines = [*io.StringIO(text, newline="")]
    for before, line in enumerate(lines[:40]):
        delimiter = max("\t,;", key=line.count)
        raw = delimiter == "\t" and line[:1] != '"'  # such tab files use no quotes at all
        reader = csv.reader(lines[before:], delimiter=delimiter, quoting=3 if raw else 0)
        with suppress(csv.Error):  # a cell beyond all measure: no report has one
            headings = [plain(cell) for cell in next(reader)]
            if len({*headings} - {""}) >= 3 and not any(map(str.isdigit, headings)):
                for cells in filter(any, reader):
                    place = before + reader.line_num - "".join(cells).count("\n")
                    yield Row(file, place, dict(zip(headings, cells, strict=False)))
                return


def _records(node: Any) -> list[Any]:
    """The records of an interface's answer, or of pages of it, in the order of its lists."""
    if isinstance(node, list):
        return [one for each in node for one in _records(each)]
    inside = node.items() if isinstance(node, dict) else ()
    return [one for key, each in inside for one in (each if key in _LISTS else _records(each))]
