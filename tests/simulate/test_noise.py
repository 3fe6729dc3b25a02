"""Disorder of real folders: every kind is there, and the rows in hand stay the same."""

import io
import zipfile
from datetime import date

from makewhole.simulate.play import Size, play
from makewhole.simulate.printing.folder import files
from makewhole.simulate.printing.noise import noisy

CLEAN = list(files(play(4, "US", date(2026, 11, 15), Size(skus=12, months=6, scenes_per_month=3))))
NOISY = noisy(CLEAN, 4)


def test_clean_files_are_left_as_they_are_but_for_the_six_that_are_touched() -> None:
    before = {(one.name, one.content) for one in CLEAN}
    after = {(one.name, one.content) for one in NOISY}
    assert len(before - after) == 6


def test_every_kind_of_disorder_is_there() -> None:
    names = [one.name for one in NOISY]
    for part in (".xlsx", " part 2.", "copies/", ".pdf", "notes.txt", "backup.zip", "empty.csv"):
        assert any(part in name for name in names), part


def test_the_parts_of_a_split_download_hold_all_its_rows() -> None:
    parts = [one for one in NOISY if " part " in one.name and not one.name.startswith("copies")]
    whole = next(one for one in CLEAN if one.name == parts[0].name.replace(" part 1", ""))
    rows = [row for part in parts for row in part.content.splitlines()[1:]]
    assert rows == whole.content.splitlines()[1:]


def test_an_archive_holds_files_once_more() -> None:
    archive = zipfile.ZipFile(
        io.BytesIO(next(one for one in NOISY if one.name == "backup.zip").content)
    )
    held = {one.name: one.content for one in NOISY}
    assert archive.namelist()
    assert all(archive.read(name) == held[name] for name in archive.namelist())


def test_spoilt_rows_stand_beside_the_good_ones() -> None:
    ledger = [one.content for one in NOISY if b"13/45/2026" in one.content]
    assert len(ledger) >= 1
