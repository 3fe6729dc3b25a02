"""Whether a PDF is a bomb: a few bytes that swell to more than any page holds once it is opened.

PDFs keep what is on a page in streams deflated as in a ZIP, sometimes deflated again. Here each is
inflated piece by piece and thrown away, so that the reader of PDFs, which keeps them, never meets
one that is too large.
"""

import re
import zlib
from collections.abc import Iterator

LARGEST_STREAM = 256 * 2**20  # a page of A3 scanned at 600 dots an inch in colour has 200 MB
LARGEST_PDF = 2 * 2**30
_BEGIN = re.compile(rb"(?<!end)stream[ \t]*\r?\n?")
_PIECE = 2**18
_KEPT = 16 * 2**20  # of what was inflated, as much as may hold a second deflated stream
_DEEPEST = 4  # times a stream is deflated over; bytes exist that inflate to themselves


def is_bomb(content: bytes) -> bool:
    """Whether a stream of a PDF inflates beyond `LARGEST_STREAM`, or all beyond `LARGEST_PDF`."""
    total = place = 0
    while (begin := _BEGIN.search(content, place)) is not None:
        size = _inflated(memoryview(content)[begin.end() :])
        total += size
        if size > LARGEST_STREAM or total > LARGEST_PDF:
            return True
        place = begin.end()
    return False


def _inflated(deflated: memoryview | bytes, depth: int = 0) -> int:
    """How large bytes get, inflated until nothing of them is deflated; 0 for any other bytes."""
    size, kept = 0, bytearray()
    for piece in _pieces(deflated):
        size += len(piece)
        if size > LARGEST_STREAM:
            return size
        if size <= _KEPT:
            kept += piece
    if depth == _DEEPEST or not 0 < size <= _KEPT:
        return size
    return max(size, _inflated(bytes(kept), depth + 1))


def _pieces(deflated: memoryview | bytes) -> Iterator[bytes]:
    if len(deflated) < 2 or deflated[0] & 15 != 8 or (deflated[0] * 256 + deflated[1]) % 31:
        return  # not how zlib begins
    inflate = zlib.decompressobj()
    for start in range(0, len(deflated), _PIECE):
        given: bytes | memoryview = deflated[start : start + _PIECE]
        while given and not inflate.eof:
            try:
                piece = inflate.decompress(given, _PIECE)
            except zlib.error:
                return  # damaged from here on, or never deflated
            yield piece
            given = inflate.unconsumed_tail
        if inflate.eof:
            return
