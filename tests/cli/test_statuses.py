"""What a call ends with, and what it says, when there is nothing to work on."""

from pathlib import Path

import pytest

from makewhole.cli.main import run


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as end:
        run(list(arguments))
    return int(end.value.code or 0), capsys.readouterr().err


def test_no_path_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(capsys, "audit") == (
        2,
        "Nothing was given to read. Name the folder that holds your Amazon downloads "
        "(makewhole audit ~/Downloads), or the home that holds your books (--home FOLDER).\n",
    )


def test_a_path_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, said = ended(capsys, "audit", str(tmp_path / "nosuch"))
    assert status == 2
    assert "nosuch: there is no such file or folder. Nothing was read." in said


def test_a_folder_with_nothing_readable(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello\n")
    status, said = ended(capsys, "audit", str(tmp_path))
    assert status == 3
    assert said.startswith("notes.txt: it is a text without a table")
    assert "Nothing could be read in" in said


def test_a_home_without_books(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert ended(capsys, "audit", "--home", str(home)) == (
        2,
        f"{home}: there are no books here yet. Nothing was done. "
        f"Read your downloads first: makewhole read --home {home} FOLDER\n",
    )


def test_a_file_that_holds_no_findings(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("hello\n")
    assert ended(capsys, "verify", str(file), str(tmp_path)) == (
        2,
        f"{file}: this is not a list of findings, one JSON object a line. Nothing was proven. "
        "Make one with: makewhole audit PATH... --format json --out findings.json\n",
    )
