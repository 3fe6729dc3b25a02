"""Which signs the fonts at hand can show: read out of the fonts themselves (table `cmap`)."""

import struct
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

_COLLECTION = b"ttcf"
# Signs without a shape of their own, which a text may hold and no font needs to show.
_SHAPELESS = frozenset("\n\t\r\u200b\u200c\u200d\u200e\u200f\ufeff\ufe0f")


def font_folders(home: Path | None) -> list[Path]:
    """Where fonts are looked for: those shipped, then the home's own."""
    shipped = Path(str(files("makewhole.claims.pack").joinpath("fonts")))
    own = [] if home is None else [home / "fonts"]
    return [shipped, *(folder for folder in own if folder.is_dir())]


def missing_signs(text: Iterable[str], folders: Iterable[Path]) -> list[str]:
    """The signs of texts that no font of the folders holds, in order."""
    wanted = {sign for part in text for sign in part} - _SHAPELESS
    for folder in folders:
        for font in sorted(folder.iterdir()):
            if font.suffix.lower() in (".ttf", ".otf", ".ttc"):
                wanted -= {sign for sign in wanted if ord(sign) in _held(font)}
    return sorted(wanted)


@lru_cache(maxsize=64)
def _held(font: Path) -> frozenset[int]:
    """The code points a font has a shape for; none where it is no font that can be read."""
    content = font.read_bytes()
    try:
        start = struct.unpack_from(">I", content, 12)[0] if content[:4] == _COLLECTION else 0
        return frozenset(_code_points(content, _cmap(content, start)))
    except (struct.error, IndexError):
        return frozenset()


def _cmap(content: bytes, start: int) -> int:
    """Where the table of characters begins."""
    (tables,) = struct.unpack_from(">H", content, start + 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", content, start + 12 + 16 * number)
        if tag == b"cmap":
            return int(offset)
    raise IndexError


def _code_points(content: bytes, cmap: int) -> Iterable[int]:
    (count,) = struct.unpack_from(">H", content, cmap + 2)
    for number in range(count):
        (offset,) = struct.unpack_from(">I", content, cmap + 4 + 8 * number + 4)
        (form,) = struct.unpack_from(">H", content, cmap + offset)
        if form == 4:
            yield from _segments(content, cmap + offset)
        elif form == 12:
            yield from _groups(content, cmap + offset)


def _segments(content: bytes, at: int) -> Iterable[int]:
    (doubled,) = struct.unpack_from(">H", content, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", content, at + 14)
    starts = struct.unpack_from(f">{count}H", content, at + 16 + doubled)
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            yield from range(first, last + 1)


def _groups(content: bytes, at: int) -> Iterable[int]:
    (count,) = struct.unpack_from(">I", content, at + 12)
    for number in range(count):
        first, last, _ = struct.unpack_from(">III", content, at + 16 + 12 * number)
        yield from range(first, last + 1)
