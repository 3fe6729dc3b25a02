"""The PDF of a case: set by typst from values, with fonts that hold every sign in it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from makewhole.claims.pack.errors import GlyphMissing
from makewhole.claims.pack.glyphs import font_folders, missing_signs

_MONO = "Noto Sans Mono"
_BREAK = "\u200b"  # lets a line break here; it has no shape
_RUN = 24


def set_pdf(
    statement: dict[str, Any], letter: str, *, language: str, day: date, home: Path | None
) -> bytes:
    """The pages of a case; the same values give the same bytes.

    Errors: GlyphMissing.
    """
    shown = {
        **statement,
        "exhibits": [{**each, "shown": _shown(each["text"])} for each in statement["exhibits"]],
    }
    folders = font_folders(home)
    missing = missing_signs([letter, _template().decode("utf-8"), *_texts(shown)], folders)
    if missing:
        own = (home or Path("HOME")) / "fonts"
        raise GlyphMissing(str(statement["case"]), missing, own)
    fonts, families = _fonts(tuple(folders))
    made = typst.compile(
        _template(),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={
            "case": json.dumps(shown, ensure_ascii=False),
            "letter": letter,
            "lang": language,
            "families": json.dumps([name for name in families if name != _MONO]),
            "mono": json.dumps([_MONO, *(name for name in families if name != _MONO)]),
        },
        pdf_tags=False,  # halves the time of long cases
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made


def _shown(text: str | None) -> str | None:
    """A row as it is shown: tabs as arrows, and places where a long line may break."""
    if text is None:
        return None
    told = "".join(
        sign if sign.isprintable() else "→" if sign == "\t" else " " for sign in text
    ).replace("→", f"→{_BREAK}").replace(",", f",{_BREAK}")  # fmt: skip
    return _BREAK.join(
        run[start : start + _RUN]
        for run in told.split(_BREAK)
        for start in range(0, max(len(run), 1), _RUN)
    )


def _texts(value: Any) -> Iterator[str]:
    """Every text within plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "text":  # shown in its place, without the signs that have no shape
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


@lru_cache(maxsize=4)
def _fonts(folders: tuple[Path, ...]) -> tuple[typst.Fonts, tuple[str, ...]]:
    held = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
    names = sorted(held.families(), key=lambda name: (name not in ("Noto Sans",), name))
    return held, tuple(names)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("makewhole.claims.pack").joinpath("case.typ").read_bytes()
