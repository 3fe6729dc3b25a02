"""Files are found below folders and inside archives, and named by where they were found."""

import gzip
import io
import zipfile
from pathlib import Path

from tests.reports.conftest import LEDGER, Give, ledger_row, read_folder


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
