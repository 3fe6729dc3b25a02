"""A text file cut into segments that DuckDB can read in parallel, with every line in its place.

Line k of the file stays line k of the segments, whatever is wrong with it. A line DuckDB could not
read is replaced by a mark of one cell (`MARK`, a code, the line's text), so that counting records
gives physical line numbers without the reader's help, which counts wrongly after a quoted newline.
A record that runs over several lines is joined into its first; the others become `more` marks.

While it is cut, the file is hashed, decoded to UTF-8 and its line ends are made `\\n`. Only a few
megabytes of it are in memory at a time; the segments are files beside each other.
"""

import codecs
import csv
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from makewhole.reports.encodings import Encoding, encoding_of, opening_encoding

SEGMENT_BYTES = 48 << 20
# The first segments are small, so that reading begins soon, and the last, to end side by side.
_LEAST_SEGMENT, _SHARES = 6 << 20, 6
_BLOCK_BYTES = 8 << 20  # the allocator gives memory of this size again; more is paged in anew
_SMALL = 1 << 20
LONGEST_LINE = 200_000  # characters; no report has a tenth of it
_LONGEST_KEPT = 48 << 20  # so much of a line without an end is kept, to say how long it is
LONGEST_CELL = csv.field_size_limit()  # a line within it can always be cut into cells
LONGEST_RECORD = (
    200  # lines that one quoted cell may run over before its quote is taken as unclosed
)

MARK, TEXT_AFTER = b"\x02", b"\x1f"
EMPTY, MORE, BYTES, NUL, LONG, QUOTE, CELLS, CUT, END = (
    "empty", "more", "bytes", "nul", "long", "quote", "cells", "cut", "end",
)  # fmt: skip

# Marks without width, of byte order and of direction, as copying from a page or joining files
# leaves them in cells; and blanks that are not the plain one.
_UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u2060\ufeff"
_BLANKS = "\u00a0\u202f"

Piece = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Segment:
    """Some lines of a file: the number of the first, how many they are, and the file they are in.

    The segment's file is temporary, and whoever is given the segment removes it.
    """

    first_line: int
    lines: int
    path: Path


class Lines:
    """The lines of one file from `header_line` + 1 on, segment by segment.

    Segments are written to files whose names begin with `into`. `joined` joins records that run
    over several lines (quoted newlines). With the last segment `sha256` and `encoding` are known.
    `with_text=False` keeps the text of unreadable lines out, since it may hold personal cells.
    Lines are joined to records of `most_cells` only. A last line without an end is marked where it
    has fewer than `last_cells`: the file broke off.
    """

    def __init__(
        self,
        path: Path,
        *,
        into: Path,
        header_line: int,
        delimiter: str,
        joined: bool = False,
        with_text: bool = True,
        last_cells: int = 0,
        most_cells: int = sys.maxsize,
    ) -> None:
        self.path = path
        self.into = into
        self.header_line = header_line
        self.delimiter = delimiter.encode()
        self.joined = joined
        self.with_text = with_text
        self.last_cells, self.most_cells = last_cells, most_cells
        self.sha256 = ""
        self.encoding: Encoding | None = None
        self.may_hold_rounded_ids = False

    def segments(self) -> Iterator[Segment]:
        """The segments in order; a file without a line below the header gives none."""
        done, left = 0, self.path.stat().st_size
        first = lines = size = enough = 0
        file: BinaryIO | None = None
        try:
            for line, count, pieces in self._whole_lines():
                if file is None:
                    first, lines, size = line, 0, 0
                    enough = min(SEGMENT_BYTES, max(min(left // _SHARES, done), _LEAST_SEGMENT))
                    path = self.into.with_name(f"{self.into.name}-segment{first}.txt")
                    file = path.open("wb")
                file.writelines(pieces)
                lines, size = lines + count, size + sum(map(len, pieces))
                if size >= enough:
                    file.close()
                    file, done, left = None, done + size, left - size
                    yield Segment(first, lines, path)
            if file is not None:
                file.close()
                yield Segment(first, lines, path)
        finally:
            if file is not None:
                file.close()

    def _whole_lines(self) -> Iterator[tuple[int, int, tuple[Piece, ...]]]:
        """Lines below the headings, megabytes at a time: the first's number, how many, which."""
        rest, line, skip = b"", 1, self.header_line
        for block, final in self._blocks(hashlib.sha256()):
            if not (skip or final or self.joined) and (found := _without_copying(rest, block)):
                self._look_for_rounded(found[0])
                self._look_for_rounded(block)
                end = len(found[0]) - len(rest) + len(found[1])
                count, rest = block.count(b"\n", 0, end), block[end:]
                yield line, count, found
                line += count
                continue
            content, broken_off = rest + block if rest else block, b""
            if not final:
                content, rest = self._cut(content)
            elif content and not content.endswith(b"\n"):
                broken_off = content[content.rfind(b"\n") + 1 :]
                content += b"\n"
            if skip and content:
                dropped, content = _drop_lines(content, skip)
                line, skip = line + dropped, skip - dropped
            if content:
                content = self._marked_end(self._mended(_seen(content)), broken_off)
                self._look_for_rounded(content)
                count = content.count(b"\n")
                yield line, count, (content,)
                line += count

    def _look_for_rounded(self, content: bytes) -> None:
        if b"+" in content and b"E+" in content:  # one byte is found much faster than two
            self.may_hold_rounded_ids = True

    def _marked_end(self, content: bytes, broken_off: bytes) -> bytes:
        """The same lines, the last replaced by a mark if the file broke off in it."""
        if not broken_off or self._cells_in(broken_off) >= self.last_cells:
            return content
        start = content.rfind(b"\n", 0, -1) + 1
        return content[:start] + self.mark(END, broken_off) + b"\n"

    def _cells_in(self, line: bytes) -> int:
        return cells_in(line.decode(errors="replace"), self.delimiter.decode())

    def _blocks(self, digest: "hashlib._Hash") -> Iterator[tuple[bytes, bool]]:
        """Blocks of UTF-8 with `\\n` line ends; each with whether it is the last."""
        decoder: codecs.IncrementalDecoder | None = None
        was_cr, lone = False, b"\n"
        with self.path.open("rb") as file:
            size = min(_BLOCK_BYTES, SEGMENT_BYTES)
            block = file.read(size)
            self.encoding = opening_encoding(block)
            bom = codecs.BOM_UTF8
            while True:
                following = file.read(size)
                digest.update(block)
                final = not following
                if final:
                    self.sha256 = digest.hexdigest()
                if self.encoding is None and not block.isascii():
                    self.encoding = encoding_of(block, final=final)
                if self.encoding is not None and self.encoding.codec != "utf-8":
                    decoder = decoder or codecs.getincrementaldecoder(self.encoding.codec)(
                        "replace"
                    )
                    text = decoder.decode(block, final).encode("utf-8", "replace")
                else:
                    text = block
                text, bom = text.removeprefix(bom), b""
                if b"\n" in text:  # then a lone \r is no line end but dirt in a cell
                    lone = b" "
                if b"\r" in text or was_cr:
                    text, was_cr = _newlines(text, was_cr, lone)
                yield text, final
                if final:
                    return
                block = following

    def _cut(self, content: bytes) -> tuple[bytes, bytes]:
        """Whole lines and the rest; in joined mode the cut is where no quoted cell is open."""
        end = content.rfind(b"\n") + 1
        if not end and len(content) > _LONGEST_KEPT:  # its being too long is all that matters
            return b"", content[: LONGEST_LINE + 1]
        if self.joined:
            kept, quotes = end, content.count(b'"', 0, end)
            for _ in range(LONGEST_RECORD):
                if quotes % 2 == 0:
                    return content[:kept], content[kept:]
                start = content.rfind(b"\n", 0, kept - 1) + 1
                quotes -= content.count(b'"', start, kept)
                kept = start
        return content[:end], content[end:]

    def marked(self, content: bytes) -> bytes:
        """The same lines with every one that DuckDB would not give back replaced by a mark."""
        return b"\n".join(self._lines(content)) + b"\n"

    def _mended(self, content: bytes) -> bytes:
        """The same lines, the unreadable ones replaced by marks if there are any.

        Empty lines are only looked for where that is cheap; in a large file they are noticed when
        fewer records come back than there are lines.
        """
        odd = _is_odd(content) or (len(content) < _SMALL and has_empty_lines(content))
        return self.marked(content) if odd or self.joined or not _is_utf8(content) else content

    def _lines(self, content: bytes) -> list[bytes]:
        plain = b"\x00" not in content and MARK not in content
        lines = [
            line if line and plain and line.isascii() and len(line) <= LONGEST_LINE
            else self._line(line)
            for line in content.split(b"\n")[:-1]
        ]  # fmt: skip
        return self._join(lines) if self.joined else lines

    def _line(self, line: bytes) -> bytes:
        if not line:
            return self.mark(EMPTY, b"")
        if len(line) > LONGEST_LINE:
            return self.mark(LONG, str(len(line)).encode())
        if b"\x00" in line:
            return self.mark(NUL, line.replace(b"\x00", b""))
        line = line.replace(MARK, b" ")
        try:
            line.decode()
        except UnicodeDecodeError as cause:
            cut = cause.end == len(line) and cause.reason == "unexpected end of data"
            text = line.decode(errors="replace").encode()
            return self.mark(CUT if cut else BYTES, text)
        return line

    def _join(self, lines: list[bytes]) -> list[bytes]:
        """Records that run over several lines in one line each, the others marked `more`."""
        joined: list[bytes] = []
        index = 0
        while index < len(lines):
            end = index
            quotes = lines[index].count(b'"')
            while quotes % 2 and end + 1 < len(lines) and end - index < LONGEST_RECORD:
                end += 1
                quotes += 0 if lines[end].startswith(MARK) else lines[end].count(b'"')
            record = b" ".join(
                b"" if line.startswith(MARK) else line for line in lines[index : end + 1]
            )
            if quotes % 2 or (end > index and not self._is_record(record)):
                joined.append(self.mark(QUOTE, lines[index]))
                index += 1
                continue
            joined.append(lines[index] if end == index else record)
            joined.extend(self.mark(MORE, b"") for _ in range(index, end))
            index = end + 1
        return joined

    def _is_record(self, joined: bytes) -> bool:
        """Whether some lines make one record; a quote left open may take in whole rows."""
        text, delimiter = joined.decode(errors="replace"), self.delimiter.decode()
        try:
            cells = next(csv.reader([text], delimiter=delimiter, strict=True))
        except csv.Error:
            return False
        return len(cells) <= self.most_cells

    def mark(self, code: str, text: bytes) -> bytes:
        """The line that stands for one that cannot be read."""
        shown = text[:2000] if self.with_text or code == LONG else b""
        for character in (self.delimiter, b'"', b"\n", MARK, TEXT_AFTER):
            shown = shown.replace(character, b" ")
        shown = shown.decode(errors="replace").encode()
        return MARK + code.encode() + TEXT_AFTER + shown


def empty_mark(code: str) -> bytes:
    """The marked line, with its end, of one that has no text to show."""
    return MARK + code.encode() + TEXT_AFTER + b"\n"


def cells_in(line: str, delimiter: str) -> int:
    """How many cells a line has; 0 where a quote is left open."""
    if '"' not in line or len(line) > LONGEST_CELL:
        return line.count(delimiter) + 1
    return 0 if line.count('"') % 2 else len(next(csv.reader([line], delimiter=delimiter)))


def has_empty_lines(content: bytes) -> bool:
    """Whether some line of whole lines is empty."""
    return content.startswith(b"\n") or b"\n\n" in content


def _without_copying(rest: bytes, block: bytes) -> tuple[bytes, memoryview] | None:
    """The whole lines of a block behind the rest of the one before, as the two pieces they are in.

    None where a line may need mending. Blocks are large: each copy takes as long as reading one.
    """
    start, end = block.find(b"\n") + 1, block.rfind(b"\n") + 1
    first = rest + block[:start]
    if len(block) < _SMALL or not start or _is_odd(first) or _is_odd(block):
        return None
    others = memoryview(block)[start:end]
    return (first, others) if _is_plain(first) and (block.isascii() or _is_plain(others)) else None


def _seen(content: bytes) -> bytes:
    """The same lines without what nobody sees: two ids that look alike are one."""
    if not content.isascii() and _has_unseen(content.decode(errors="replace")):
        for mark in _UNSEEN:
            content = content.replace(mark.encode(), b"")
        for blank in _BLANKS:
            content = content.replace(blank.encode(), b" ")
    return content


def _has_unseen(text: str) -> bool:
    return any(mark in text for mark in _UNSEEN + _BLANKS)


def _is_odd(content: bytes) -> bool:
    """Whether some line of text may have to be marked."""
    return b"\x00" in content or MARK in content or _has_long_line(content)


def _drop_lines(content: bytes, count: int) -> tuple[int, bytes]:
    dropped = position = 0
    while dropped < count and (end := content.find(b"\n", position)) >= 0:
        position, dropped = end + 1, dropped + 1
    return dropped, content[position:]


def _newlines(text: bytes, was_cr: bool, lone: bytes) -> tuple[bytes, bool]:
    """`\\r\\n` as `\\n` and a lone `\\r` as `lone`; one at a block's end waits for the next."""
    if was_cr:
        text = b"\r" + text
    waits = text.endswith(b"\r")
    body = text[:-1] if waits else text
    return body.replace(b"\r\n", b"\n").replace(b"\r", lone), waits


def _has_long_line(content: bytes) -> bool:
    position = 0
    while len(content) - position > LONGEST_LINE:
        end = content.rfind(b"\n", position, position + LONGEST_LINE)
        if end < 0:
            return True
        position = end + 1
    return False


def _is_plain(content: Piece) -> bool:
    """Whether some text is UTF-8 in which everything can be seen."""
    if isinstance(content, bytes) and content.isascii():
        return True
    try:
        return not _has_unseen(str(content, "utf-8"))
    except UnicodeDecodeError:
        return False


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
