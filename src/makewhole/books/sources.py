"""The downloads kept, so that evidence can be quoted when the download itself is gone.

A source is kept byte for byte, or with the cells of personal columns emptied; the hash of the
original names it in both cases. It is a gzip file any program opens, made of parts of about a
megabyte, with an index beside it that says which line each part begins with: quoting a line reads
one part.
"""

import codecs
import gzip
import io
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from python_calamine import CalamineWorkbook

from makewhole.books.answers import parse
from makewhole.books.blanking import (
    blank_json,
    blank_lines,
    blank_row,
    enumerate_records,
    records_at,
)
from makewhole.books.imports import JSON, SHEET, TEXT, Origin, ReadFile

_CHUNK = 1 << 20
_LINES = 4096  # of a text with personal cells, about as much
_PACKERS = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """How a source is kept: `chunks` are (offset in the gzip file, number of its first line)."""

    sha256: str
    encoding: str
    form: str
    delimiter: str | None
    quoted: bool
    header_line: int
    sheet: str | None
    json_path: str | None
    blanked: bool
    chunks: tuple[tuple[int, int], ...]

    def origin(self, path: Path) -> Origin:
        """How to find records in the text of this source."""
        return Origin(
            path, self.form, self.delimiter, self.quoted, self.header_line, self.sheet,
            self.json_path,
        )  # fmt: skip


def place_of(sources: Path, sha256: str) -> Path:
    """Where a source lies; its index has the ending `.json`."""
    return sources / sha256[:2] / f"{sha256}.gz"


def index_of(place: Path) -> Path:
    """Where the index of a source lies; a source counts as kept when it has one."""
    return place.with_suffix(".json")


def pack(read: ReadFile, origin: Origin, folder: Path) -> tuple[Path, Path]:
    """A source and its index, written into a folder."""
    packed = folder / "source.gz"
    form, delimiter, quoted, encoding = (
        origin.form, origin.delimiter, origin.quoted, read.encoding
    )  # fmt: skip
    with packed.open("wb") as out:
        chunks = tuple(_write_chunks(_clean(read, origin), out))
    if origin.personal and form == SHEET:
        form, delimiter, quoted, encoding = TEXT, "\t", False, "utf-8"
    kept = Kept(
        read.sha256, encoding, form, delimiter, quoted, origin.header_line, origin.sheet,
        origin.json_path, bool(origin.personal), chunks,
    )  # fmt: skip
    index = folder / "source.json"
    index.write_text(json.dumps(asdict(kept)), encoding="utf-8")
    return packed, index


def index_read(index: Path) -> Kept:
    """The index of a source."""
    found = json.loads(index.read_text(encoding="utf-8"))
    return Kept(**{**found, "chunks": tuple(tuple(chunk) for chunk in found["chunks"])})


def unpack(place: Path, target: Path) -> Path:
    """The whole source, as it is kept, written to a file."""
    with gzip.open(place, "rb") as packed, target.open("wb") as out:
        while block := packed.read(_CHUNK):
            out.write(block)
    return target


def quote(place: Path, line: int) -> str:
    """The text of the record that begins on a line: what evidence shows of it.

    A row of a sheet is given with tabs between its cells, a record of JSON as JSON.
    """
    kept = index_read(index_of(place))
    if kept.form == SHEET:
        with gzip.open(place, "rb") as packed:
            book = CalamineWorkbook.from_filelike(io.BytesIO(packed.read()))
        rows = _sheet_rows(book, kept.sheet)
        return "\t".join(rows[line - 1]) if line <= len(rows) else ""
    if kept.form == JSON:
        with gzip.open(place, "rb") as packed:
            records = records_at(parse(packed.read(), float), kept.json_path or ".")
        return json.dumps(records[line - 1], ensure_ascii=False) if line <= len(records) else ""
    return _quote_text(place, kept, line)


def _clean(read: ReadFile, origin: Origin) -> Iterator[bytes]:
    """The bytes to keep: the file's own, or those left when personal cells are emptied."""
    if not origin.personal:
        with origin.path.open("rb") as file:
            yield from iter(lambda: file.read(_CHUNK), b"")
    elif origin.form == JSON:
        document = parse(origin.path.read_bytes(), float)
        blanked = json.dumps(blank_json(document, origin.personal), ensure_ascii=False)
        yield blanked.encode("utf-8", "backslashreplace")
    elif origin.form == SHEET:
        rows = _sheet_rows(CalamineWorkbook.from_path(origin.path), origin.sheet)
        headings = rows[origin.header_line - 1]
        gone = [i for i, heading in enumerate(headings) if heading.strip() in origin.personal]
        head, body = rows[: origin.header_line], rows[origin.header_line :]
        kept = [*head, *(blank_row(row, gone) for row in body)]
        yield "".join("\t".join(row) + "\n" for row in kept).encode()
    else:
        yield from _clean_text(read, origin)


def _clean_text(read: ReadFile, origin: Origin) -> Iterator[bytes]:
    """The same for a text. Bytes that are no text in its encoding come out as they went in."""
    encode = codecs.getincrementalencoder(read.encoding)("surrogateescape").encode
    with origin.path.open(encoding=read.encoding, errors="surrogateescape", newline="") as lines:
        blanked = blank_lines(lines, origin)
        while some := "".join(islice(blanked, _LINES)):
            yield encode(some)


def _write_chunks(blocks: Iterable[bytes], out: BinaryIO) -> Iterator[tuple[int, int]]:
    """Writes chunks of whole lines, packed side by side; gives the offset and line of each."""
    line = 1
    packing: deque[tuple[int, Future[bytes]]] = deque()
    with ThreadPoolExecutor(_PACKERS) as pool:
        for chunk in _whole_lines(blocks):
            packing.append((line, pool.submit(gzip.compress, chunk, 1, mtime=0)))
            line += chunk.count(b"\n")
            if len(packing) > 2 * _PACKERS:
                yield _written(*packing.popleft(), out)
        while packing:
            yield _written(*packing.popleft(), out)


def _written(line: int, packed: Future[bytes], out: BinaryIO) -> tuple[int, int]:
    offset = out.tell()
    out.write(packed.result())
    return offset, line


def _whole_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut behind ends of lines."""
    rest = b""
    for block in blocks:
        held = rest + block
        cut = held.rfind(b"\n") + 1
        chunk, rest = held[:cut], held[cut:]
        if chunk:
            yield chunk
    if rest:
        yield rest


def _quote_text(place: Path, kept: Kept, line: int) -> str:
    origin = kept.origin(place)
    offset, first = 0, 1
    # Only where a line ends in the byte of a line feed does the index know its lines.
    if not kept.encoding.lower().startswith(("utf-16", "utf_16", "utf-32", "utf_32")):
        begun = [chunk for chunk in kept.chunks if chunk[1] <= line]
        offset, first = begun[-1] if begun else (0, 1)
    with place.open("rb") as raw:
        raw.seek(offset)
        with gzip.open(raw, "rt", encoding=kept.encoding, errors="replace", newline="\n") as text:
            for _ in range(line - first):
                text.readline()
            for _, record in enumerate_records(text, origin):
                return record.rstrip("\r\n").lstrip("\ufeff")
    return ""


def _sheet_rows(book: CalamineWorkbook, sheet: str | None) -> list[list[str]]:
    names = book.sheet_names
    found: Any = book.get_sheet_by_name(sheet if sheet is not None else names[0])
    return [
        [str(cell).replace("\n", " ").replace("\t", " ") for cell in row]
        for row in found.to_python(skip_empty_area=False)
    ]


def move_into_place(packed: Path, index: Path, place: Path) -> None:
    """Put a packed source where it is kept; the index last, because it is what counts."""
    place.parent.mkdir(parents=True, exist_ok=True)
    for path in (packed, index):
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
    packed.replace(place)
    index.replace(index_of(place))
