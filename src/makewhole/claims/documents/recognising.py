"""Text in pictures, recognised by the program `tesseract` where a user has installed it.

It is no part of makewhole: without it pictures are kept as they are, and that is said. Each page is
handed over as it is seen, and its text comes back; nothing leaves the machine.
"""

import shutil
import subprocess
from functools import cache

import pypdfium2

PROGRAM = "tesseract"
_LANGUAGES = ("eng", "deu", "fra", "ita", "spa", "jpn")  # those of the letters, where installed
_SECONDS = 60  # for one page
_MOST_PAGES = 10  # an invoice is shorter; a scanned book is no paper
_SCALE = 3  # pages are drawn at 216 dots an inch: small print needs it
_LONGEST = 4_000  # dots along the longer side: a page may claim to be as large as a house


def program() -> str | None:
    """Where the program is, None where it is not installed."""
    return shutil.which(PROGRAM)


def recognised(content: bytes, form: str) -> str:
    """The text in a picture or on the pages of a PDF; empty where none is seen, or no program is.

    A page that the program cannot read in time, or at all, gives no text.
    """
    where = program()
    if where is None:
        return ""
    pictures = _pages(content) if form == "PDF" else [content]
    return "\n".join(_read(where, each) for each in pictures).strip()


def _read(where: str, picture: bytes) -> str:
    command = [where, "stdin", "stdout", "-l", _languages(where)]
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


@cache
def _languages(where: str) -> str:
    """The languages of the letters that are installed, English where the program cannot tell."""
    try:
        done = subprocess.run(
            [where, "--list-langs"], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return _LANGUAGES[0]
    installed = done.stdout.decode("utf-8", "replace").split()
    return "+".join(each for each in _LANGUAGES if each in installed) or _LANGUAGES[0]


def _pages(content: bytes) -> list[bytes]:
    """The pages of a PDF as grey pictures, in the plain form that any program reads (PGM)."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [_drawn(document[number]) for number in range(min(len(document), _MOST_PAGES))]
    finally:
        document.close()


def _drawn(page: pypdfium2.PdfPage) -> bytes:
    scale = min(_SCALE, _LONGEST / max(1, *page.get_size()))
    drawn = page.render(scale=scale, grayscale=True)
    held = bytes(drawn.buffer)
    lines = (held[n * drawn.stride :][: drawn.width] for n in range(drawn.height))
    return b"P5 %d %d 255\n" % (drawn.width, drawn.height) + b"".join(lines)
