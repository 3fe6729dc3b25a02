"""Report files as plain records: folded heading -> cell, by file name and first physical line."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

Record = dict[str, str]
Records = dict[int, Record]


def fold(heading: str) -> str:
    """A heading without case, blanks, hyphens and underscores."""
    return "".join(c for c in heading.strip("\ufeff\u00a0 :\t").lower() if c not in " -_")


def read_all(paths: list[Path]) -> dict[str, Records]:
    """Every file below the paths, by its name as findings cite it; what is no text is left out."""
    found: dict[str, Records] = {}
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in inside:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            for member, content in _unpacked(name, file.read_bytes()):
                records = _records(content)
                if records:
                    found[member] = records
    return found


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if content[:2] == b"\x1f\x8b":
        yield name, gzip.decompress(content)
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                if not member.endswith("/"):
                    yield from _unpacked(f"{name}!{member}", archive.read(member))
    else:
        yield name, content


def _records(content: bytes) -> Records:
    text = _text(content)
    if text.lstrip()[:1] in ("{", "["):
        try:
            return _json_records(json.loads(text))
        except ValueError:
            return {}
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines[:40]):
        delimiter = max("\t,;", key=line.count)
        if line.count(delimiter) < 2:
            continue
        rows = list(_rows("".join(lines[number:]), delimiter, line))
        headings = [fold(cell) for cell in rows[0][1]]
        if len(set(filter(None, headings))) >= 3 and not any(h.isdigit() for h in headings):
            return {
                number + at: dict(zip(headings, cells, strict=False))
                for at, cells in rows[1:]
                if any(cells)
            }
    return {}


def _rows(text: str, delimiter: str, heading: str) -> Iterator[tuple[int, list[str]]]:
    raw = delimiter == "\t" and not heading.startswith('"')
    source = io.StringIO(text, newline="")
    reader = (
        csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        if raw
        else csv.reader(source, delimiter=delimiter)
    )
    before = 0
    for cells in reader:
        yield before + 1, [cell.strip() for cell in cells]
        before = reader.line_num


def _json_records(document: object) -> Records:
    """The records of an interface's answer (or of pages of it), by their place in the list."""
    found = list(_lists(document))
    if not found and isinstance(document, list):
        found = [one for one in document if isinstance(one, dict)]
    return dict(enumerate(({fold(k): str(v) for k, v in one.items()} for one in found), 1))


def _lists(node: object) -> Iterator[dict[str, object]]:
    if isinstance(node, list):
        for each in node:
            yield from _lists(each)
    elif isinstance(node, dict):
        for key, each in node.items():
            if key in ("ItemData", "ShipmentData", "items") and isinstance(each, list):
                yield from (one for one in each if isinstance(one, dict))
            else:
                yield from _lists(each)


def _text(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "cp1252", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
