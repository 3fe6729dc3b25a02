"""Which encoding a text file is in: a BOM, else UTF-8, else Japanese, else Western.

Pure ASCII says nothing and is called utf-8; the question is put to the first block that is not.
"""

import codecs
import itertools
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name shown to people, and the codec that decodes it."""

    label: str
    codec: str


UTF_8 = Encoding("utf-8", "utf-8")
UTF_8_BOM = Encoding("utf-8-sig", "utf-8")
UTF_16 = Encoding("utf-16", "utf-16")
UTF_32 = Encoding("utf-32", "utf-32")
CP932 = Encoding("cp932", "cp932")
CP1252 = Encoding("cp1252", "cp1252")
LATIN_1 = Encoding("latin-1", "latin-1")


def opening_encoding(block: bytes) -> Encoding | None:
    """What the first bytes say: a BOM, or the zero bytes of UTF-16; None where they say nothing."""
    if block.startswith(codecs.BOM_UTF8):
        return UTF_8_BOM
    if block.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return UTF_32  # before UTF-16, whose BOM begins the little-endian one
    if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF_16
    start = block[:400]
    if len(start) >= 8 and start[1::2].count(0) > len(start) * 0.4:
        return Encoding("utf-16", "utf-16-le")
    if len(start) >= 8 and start[0::2].count(0) > len(start) * 0.4:
        return Encoding("utf-16", "utf-16-be")
    return None


def encoding_of(block: bytes, *, final: bool) -> Encoding:
    """The encoding of a block that is not pure ASCII.

    A block that is UTF-8 but for some damaged lines stays UTF-8 (those lines are set aside): it is
    UTF-8 if more of its lines beyond ASCII decode than do not, or if only its very end is cut off.
    """
    try:
        codecs.utf_8_decode(block, "strict", final)
        return UTF_8
    except UnicodeDecodeError as cause:
        if cause.end == len(block) and cause.reason == "unexpected end of data":
            return UTF_8
    sample = block[: 8 << 20]
    beyond = [line for line in sample.splitlines() if not line.isascii()] or [
        line for line in block.splitlines() if not line.isascii()
    ]
    good = sum(_decodes(line, "utf-8") for line in beyond)
    if good > len(beyond) - good:
        return UTF_8
    if _is_japanese(beyond):
        return CP932
    return CP1252 if all(_decodes(line, "cp1252") for line in beyond) else LATIN_1


def _decodes(line: bytes, codec: str) -> bool:
    try:
        line.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _is_japanese(lines: list[bytes]) -> bool:
    """True where the lines decode as cp932 and their letters beyond ASCII stand in runs.

    Western accents stand alone between ASCII letters, so what cp932 makes of them does too.
    """
    if not all(_decodes(line, "cp932") for line in lines):
        return False
    text = "\n".join(line.decode("cp932") for line in lines[:2000])
    beyond = [not mark.isascii() for mark in text]
    in_runs = sum(a and b for a, b in itertools.pairwise(beyond))
    return in_runs * 2 > sum(beyond)
