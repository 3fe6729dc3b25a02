"""Files are found below folders and inside archives, and named by where they were found."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
from tests.reports.conftest import LEDGER, Give, ledger_row, read_folder

from makewhole.reports.containers import Document, documents


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/two.tsv", "a/one.tsv", "three.tsv", "a/deep/er/four.tsv"):
        path = tmp_path / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LEDGER + ledger_row())
    (tmp_path / "given" / ".DS_Store").write_bytes(b"\0")
    read = read_folder(tmp_path / "given", tmp_path)
    names = [file.name for file in read.files]
    assert names == ["a/deep/er/four.tsv", "a/one.tsv", "b/two.tsv", "three.tsv"]
    assert read.problems == []


def test_archives_within_archives(give: Give) -> None:
    ledger = (LEDGER + ledger_row()).encode()
    inner = zipped({"march/ledger.tsv": ledger, "packed.txt": gzip.compress(ledger + b"\n")})
    read = give(zipped({"inner.zip": inner, "top.csv": ledger}), "all.zip")
    assert [file.name for file in read.files] == [
        "all.zip!inner.zip!march/ledger.tsv",
        "all.zip!inner.zip!packed.txt",
        "all.zip!top.csv",
    ]


def test_gzip_is_known_by_its_bytes_not_its_name(give: Give) -> None:
    read = give(gzip.compress((LEDGER + ledger_row()).encode()), "report.txt")
    assert (read.file.name, read.file.kept) == ("report.txt", 1)


def test_the_same_bytes_give_the_same_number_wherever_they_lie(give: Give) -> None:
    ledger = (LEDGER + ledger_row()).encode()
    plain = give(ledger).file.sha256
    assert give(zipped({"x.tsv": ledger}), "x.zip").file.sha256 == plain
    assert give(gzip.compress(ledger), "x.gz").file.sha256 == plain


def test_links_that_lead_in_a_circle_or_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    (folder / "inner").mkdir(parents=True)
    (folder / "ledger.tsv").write_text(LEDGER + ledger_row())
    (folder / "inner" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "gone").symlink_to(tmp_path / "nowhere")
    (folder / "self").symlink_to(folder / "self")
    read = read_folder(folder, tmp_path)
    assert read.file.name == "ledger.tsv"
    assert [str(problem) for problem in read.problems] == [
        "gone: the file could not be read (No such file or directory). It was left out. Check the "
        "disk or the connection it lies on, and try again.",
        "inner/up: this is a link to a folder it lies in itself, so it was not followed.",
        "self: the file could not be read (Too many levels of symbolic links). It was left out. "
        "Check the disk or the connection it lies on, and try again.",
    ]


def test_a_zip_bomb_of_many_small_members(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("makewhole.reports.containers.SUSPECT_ABOVE", 200_000)
    member = zipped({f"{name}.csv": b"0" * 100_000 for name in "ab"})
    read = give(zipped({"one.zip": member, "two.zip": member}), "bomb.zip")
    assert str(read.problems[0]).startswith(
        "bomb.zip!one.zip!b.csv: unpacked, this file is more than 200 times its packed size"
    )


def test_an_empty_zip(give: Give) -> None:
    assert give(zipped({}), "empty.zip").problem == (
        "empty.zip: the zip archive is empty. Nothing was read from it. Download it again."
    )


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"R\xe9clamations.tsv")
    try:
        (tmp_path / name).write_text(LEDGER + ledger_row())
    except OSError:
        pytest.skip("this file system takes names of text only")
    (found,) = documents([tmp_path], tmp_path)
    assert isinstance(found, Document)
    assert found.name == "R\\xe9clamations.tsv"


def test_a_zip_packed_in_a_way_nobody_here_knows(give: Give) -> None:
    whole = zipped({"ledger.tsv": (LEDGER + ledger_row()).encode()})
    central = whole.index(b"PK\1\2")
    newer, method, name = bytearray(whole), bytearray(whole), bytearray(whole)
    newer[central + 6] = 153  # the version that unpacks it
    method[8] = method[central + 10] = 9  # Deflate64, as Windows packs large folders
    name[central + 9] |= 8  # names are UTF-8 …
    name[central + 46] = 0xFF  # … and are not
    unpack = (
        "this is packed in a way makewhole cannot unpack. Nothing of it was read. Unpack it "
        "yourself and give the folder."
    )
    assert give(bytes(newer), "new.zip").problem == f"new.zip: {unpack}"
    assert give(bytes(method), "big.zip").problem == f"big.zip!ledger.tsv: {unpack}"
    assert give(bytes(name), "name.zip").problem.startswith("name.zip: the zip archive is damaged")
