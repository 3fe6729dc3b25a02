"""What a call ends with, and what it says, when there is nothing to work on."""

from pathlib import Path

import pytest
from tests.reports.conftest import LEDGER, ledger_row

from makewhole.books import Books
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


def test_a_mapping_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert ended(capsys, "identify", str(tmp_path), "--mapping", str(tmp_path / "a.yaml")) == (
        2,
        "a.yaml: it cannot be read (No such file or directory). The mapping was not used. See "
        "`makewhole template mapping` for the form of a mapping file.\n",
    )


@pytest.mark.parametrize(
    "name", ["/", "notes.txt/out.csv", "x" * 300], ids=["root", "file", "long"]
)
def test_a_result_that_cannot_be_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    (tmp_path / "notes.txt").write_text("hello\n")
    status, said = ended(capsys, "policy", "list", "--format", "csv", "--out", f"{tmp_path / name}")
    assert status == 2
    assert "the result could not be written there (" in said
    assert said.endswith("Nothing was changed; name another file with --out.\n")


def test_a_home_no_folder_can_be_made_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("hello\n")
    home = tmp_path / "notes.txt" / "home"
    status, said = ended(capsys, "read", str(tmp_path), "--home", str(home))
    assert status == 1
    assert "the system does not allow what was to be done there (Not a directory)" in said


def test_what_is_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = ended(capsys, "audit", "/dev/null")
    assert status == 3
    assert said.startswith(
        "null: this is a device, a pipe or a socket, not a file. It was left alone. Save the "
        "report as a file and give that.\n"
    )


def test_a_home_without_a_row(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Books.open(tmp_path / "home")
    assert ended(capsys, "audit", "--home", str(tmp_path / "home")) == (
        3,
        "The books hold no rows yet, so there is nothing to audit. Read your downloads first: "
        "makewhole read FOLDER\n",
    )


def test_an_account_the_home_does_not_hold(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "ledger.tsv").write_text(LEDGER + ledger_row())
    home = str(tmp_path / "home")
    ended(capsys, "read", str(tmp_path / "reports"), "--home", home, "--account", "us-store")
    assert ended(capsys, "audit", "--home", home, "--account", "us") == (
        2,
        'The books hold no account "us". Nothing was audited. They hold: us-store. Give --account '
        "one of these, or leave it out for all.\n",
    )
