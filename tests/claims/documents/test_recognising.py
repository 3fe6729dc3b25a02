"""Text in pictures: read by an installed program, and plainly missing without one."""

import stat
from pathlib import Path

import pytest
from tests.claims.documents.papers import picture_pdf

from makewhole.claims.documents import recognising
from makewhole.claims.documents.judging import flags_of_bytes
from makewhole.claims.documents.reading import read

# Says what it was handed: the kind of picture, and how it was asked to read it.
_PROGRAM = """#!/bin/sh
if [ "$1" = "--list-langs" ]; then echo "List of languages (3):"; echo deu; echo eng; exit 0; fi
head=$(head -c 2)
echo "Invoice 2026-08-01 for FBA15ABC1; read from $head with $4"
"""
_PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the program, first on the path."""
    return _installed(tmp_path, monkeypatch, _PROGRAM)


def _installed(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Path:
    file = folder / "bin" / recognising.PROGRAM
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{file.parent}:/usr/bin:/bin")
    return file


@pytest.mark.usefixtures("program")
def test_pages_without_text_are_drawn_and_read() -> None:
    found = read(picture_pdf(), "PDF")
    assert found.is_recognised and found.pages == 1
    assert found.text == "Invoice 2026-08-01 for FBA15ABC1; read from P5 with eng+deu"


@pytest.mark.usefixtures("program")
def test_pictures_are_handed_over_as_they_are() -> None:
    found = read(_PNG, "PNG")
    assert found.is_recognised and found.text.startswith("Invoice 2026-08-01")


def test_a_program_that_fails_gives_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(tmp_path, monkeypatch, "#!/bin/sh\nexit 1\n")
    assert read(_PNG, "PNG") == read(b"", "PNG")
    assert read(picture_pdf(), "PDF").text == ""


def test_without_the_program_it_is_said_how_to_read_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = read(picture_pdf(), "PDF")
    assert (found.text.strip(), found.pages, found.is_recognised) == ("", 1, False)
    (flag,) = flags_of_bytes("scan.pdf", "PDF", found.text, found.pages)
    assert flag.sentence == (
        "scan.pdf holds a picture without text, so its ids could not be looked for. Say by hand "
        "which case it belongs to, or install the program tesseract, which reads pictures, and add "
        "it again."
    )
