"""The proof pack: a stranger can recompute it, and nothing can be changed in it unseen."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.claims.pack.home import LEDGER, case_of
from tests.claims.scenes import TODAY, filed, match, owned_scope, reimbursement

from makewhole.claims.documents import services
from makewhole.claims.pack.defence import Defence, filed_since, row_of, write_defence
from makewhole.claims.pack.errors import GlyphMissing, PackNotWritten
from makewhole.claims.pack.packing import pack


def _unpacked(home: Path, tmp_path: Path, rows: int = 1) -> Path:
    case = case_of(home, rows)
    made = pack(owned_scope(), case.pk, home, tmp_path / "pack.zip")
    folder = tmp_path / "empty"
    with zipfile.ZipFile(made.path) as packed:
        packed.extractall(folder)
    return folder


def _check(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run check.py with a bare Python: no site packages, nothing of ours."""
    command = [sys.executable, "-I", "-S", "check.py", *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def test_a_stranger_recomputes_the_amount(home: Path, tmp_path: Path) -> None:
    folder = _unpacked(home, tmp_path, rows=3)
    assert _check(folder) == (
        0,
        "All is as stated: C-1, Unit lost in a fulfilment centre: 3 finding(s), 3 row(s), "
        "6 unit(s), 74.07 USD.\n",
    )


def test_the_zip_itself_can_be_checked(home: Path, tmp_path: Path) -> None:
    folder = _unpacked(home, tmp_path)
    assert _check(folder, str(tmp_path / "pack.zip"))[0] == 0


def test_the_rows_are_verbatim_with_file_line_and_hash(home: Path, tmp_path: Path) -> None:
    folder = _unpacked(home, tmp_path, rows=2)
    source = home.parent / f"{home.name}-downloads" / LEDGER
    lines = source.read_bytes().decode().split("\r\n")
    rows = list(csv.DictReader(io.StringIO((folder / "rows.csv").read_text("utf-8-sig"))))
    assert [row["line"] for row in rows] == ["2", "3"]
    for row in rows:
        assert row["text"] == lines[int(row["line"]) - 1]
        assert row["file_sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert _check(folder, "--reports", str(source.parent))[0] == 0


def test_each_policy_value_has_its_source_and_the_day_it_was_seen(
    home: Path, tmp_path: Path
) -> None:
    case = json.loads((_unpacked(home, tmp_path) / "case.json").read_text())
    (value,) = case["policy"]
    assert value["key"] == "window.fc_ops" and value["from"] == "2024-10-23"
    assert value["sources"][0]["href"] and value["sources"][0]["seen"]


def test_a_changed_amount_is_found(home: Path, tmp_path: Path) -> None:
    folder = _unpacked(home, tmp_path)
    text = (folder / "case.json").read_text()
    (folder / "case.json").write_text(text.replace('"24.69"', '"24.70"'))
    status, told = _check(folder)
    assert status == 1
    assert "case.json is not the file the manifest names" in told
    assert "2 times 12.345 is 24.69, it says 24.70" in told


def test_a_change_with_its_hash_made_anew_is_found_by_the_arithmetic(
    home: Path, tmp_path: Path
) -> None:
    folder = _unpacked(home, tmp_path)
    case = json.loads((folder / "case.json").read_text())
    found = case["findings"][0]
    for name in ("units_affected", "units", "asked_units"):
        found[name] = 3
    found["amount"] = found["asked_amount"] = case["claimed_amount"] = "37.04"
    case["claimed_units"] = 3
    (folder / "case.json").write_text(json.dumps(case))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["case.json"] = hashlib.sha256((folder / "case.json").read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    status, told = _check(folder)
    assert (status, told) == (1, "WRONG: finding f1: its rows open 2 units, it says 3\n")


def test_a_row_read_otherwise_than_it_stands_is_found(home: Path, tmp_path: Path) -> None:
    folder = _unpacked(home, tmp_path)
    case = json.loads((folder / "case.json").read_text())
    case["exhibits"][0]["as_read"][0]["units"] = "-777"
    (folder / "case.json").write_text(json.dumps(case))
    assert "it was read as -777 units, which its text does not hold" in _check(folder)[1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda folder: (folder / "case.pdf").write_bytes(b"x"), "case.pdf is not the file"),
        (lambda folder: (folder / "rows.csv").unlink(), "rows.csv is in the manifest, but not in"),
        (lambda folder: (folder / "more.txt").write_text("x"), "more.txt is in the pack, but not"),
        (lambda folder: (folder / "manifest.json").unlink(), "there is no manifest.json"),
    ],
)
def test_files_changed_gone_or_added_are_found(
    home: Path, tmp_path: Path, change: object, told: str
) -> None:
    folder = _unpacked(home, tmp_path)
    change(folder)  # type: ignore[operator]
    status, output = _check(folder)
    assert status == 1 and told in output


def test_the_same_case_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    case = case_of(home)
    for name in ("a.zip", "b.zip"):
        pack(owned_scope(), case.pk, home, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("language", ["de", "ja"])
def test_the_letter_in_the_pack_is_in_the_language_asked_for(
    home: Path, tmp_path: Path, language: str
) -> None:
    case = case_of(home)
    made = pack(owned_scope(), case.pk, home, tmp_path, language=language)
    assert made.path == tmp_path / "C-1.zip"
    assert made.letter.language == language
    with zipfile.ZipFile(made.path) as packed:
        assert made.letter.body.strip() in packed.read("letter.txt").decode()


def test_a_sign_no_font_holds_is_an_error_and_not_a_box(home: Path, tmp_path: Path) -> None:
    case = case_of(home, title="Bells \U0001f514 and whistles")
    with pytest.raises(GlyphMissing) as error:
        pack(owned_scope(), case.pk, home, tmp_path)
    assert str(error.value) == (
        "C-1: no font at hand shows U+1F514 (BELL), so the PDF would have boxes in its place and "
        f"was not made. Put a font that holds it into {home / 'fonts'}, then make the pack again."
    )
    assert not list(tmp_path.glob("*.zip*"))


def test_a_font_of_ones_own_is_used(home: Path, tmp_path: Path) -> None:
    own = next(iter(Path("/usr/share/fonts").rglob("DejaVuSans.ttf")), None)
    if own is None:
        pytest.skip("DejaVu Sans is not installed")
    case = case_of(home, title="Dice \u2685 and chess \u265e")
    with pytest.raises(GlyphMissing):
        pack(owned_scope(), case.pk, home, tmp_path)
    (home / "fonts").mkdir()
    shutil.copy(own, home / "fonts")
    assert pack(owned_scope(), case.pk, home, tmp_path).size > 0


def test_a_title_cannot_run_as_a_formula_or_as_markup(home: Path, tmp_path: Path) -> None:
    case = case_of(home, title="=HYPERLINK(1) #panic() $x$ *b* @a <b>")
    made = pack(owned_scope(), case.pk, home, tmp_path)
    with zipfile.ZipFile(made.path) as packed:
        assert packed.read("case.pdf").startswith(b"%PDF")


def test_papers_go_in_unaltered(home: Path, tmp_path: Path) -> None:
    case = case_of(home)
    paper = tmp_path / "Invoice 7.png"
    paper.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (document,) = services.add_heap(owned_scope(), home, [paper]).new
    services.confirm(owned_scope(), document.pk, case.pk, "purchase_invoice", on=TODAY)
    made = pack(owned_scope(), case.pk, home, tmp_path)
    with zipfile.ZipFile(made.path) as packed:
        held = packed.read("documents/01_purchase_invoice_Invoice 7.png")
        packed.extractall(tmp_path / "out")
    assert held == paper.read_bytes()
    assert _check(tmp_path / "out")[0] == 0
    (tmp_path / "out" / "documents" / "01_purchase_invoice_Invoice 7.png").write_bytes(b"other")
    assert "the bytes in the pack are not those attached" in _check(tmp_path / "out")[1]


def test_a_place_that_cannot_be_written_leaves_nothing(home: Path, tmp_path: Path) -> None:
    case = case_of(home)
    with pytest.raises(PackNotWritten, match="the pack could not be written there"):
        pack(owned_scope(), case.pk, home, tmp_path / "no such folder" / "x.zip")


def test_a_pack_without_the_download_says_so(home: Path, tmp_path: Path) -> None:
    case = case_of(home)
    shutil.rmtree(home / "books" / "sources")
    made = pack(owned_scope(), case.pk, home, tmp_path)
    with zipfile.ZipFile(made.path) as packed:
        exhibit = json.loads(packed.read("case.json"))["exhibits"][0]
        packed.extractall(tmp_path / "out")
    assert exhibit["text"] is None and exhibit["as_read"][0]["units"] == "-2"
    assert _check(tmp_path / "out")[0] == 0


def test_defence_holds_every_claim_filed_with_its_papers(home: Path, tmp_path: Path) -> None:
    case = case_of(home)
    filed(case.pk, "15500000001")
    out = tmp_path / "defence.zip"
    assert write_defence(owned_scope(), home, out, on=TODAY, days=365) == Defence(1, {})
    with zipfile.ZipFile(out) as packed:
        packed.extractall(tmp_path / "out")
    assert _check(tmp_path / "out" / "C-1" / "pack")[0] == 0
    story = json.loads((tmp_path / "out" / "C-1" / "story.json").read_text())["story"]
    assert story[0]["what"] == "case drafted"
    row = row_of(filed_since(owned_scope(), TODAY, 365)[0])
    assert row["filed_in_window"] is True and row["amazon_case_id"] == "15500000001"
    assert filed_since(owned_scope(), date(2028, 1, 1), 365) == []


def test_defence_tells_of_a_case_others_filed_and_why_it_has_no_letter(
    home: Path, tmp_path: Path
) -> None:
    filed(case_of(home).pk, "15800000001")
    match(reimbursement(case_id="15800000099", fnsku="X777"))
    out = tmp_path / "defence.zip"
    assert write_defence(owned_scope(), home, out, on=date(2026, 12, 1), days=365).cases == 2
    with zipfile.ZipFile(out) as packed:
        assert "C-1/pack/letter.txt" in packed.namelist()
        assert "C-2/pack/letter.txt" not in packed.namelist()
        assert "no finding of yours" in json.loads(packed.read("C-2/story.json"))["no_letter"]
        packed.extractall(tmp_path / "all")
    assert _check(tmp_path / "all" / "C-2" / "pack")[0] == 0


def test_one_file_that_cannot_be_made_is_left_out_and_named_and_the_rest_is_packed(
    home: Path, tmp_path: Path
) -> None:
    filed(case_of(home, title="Bells \U0001f514 and whistles").pk, "15900000001")
    out = tmp_path / "defence.zip"
    made = write_defence(owned_scope(), home, out, on=TODAY, days=365)
    [why] = made.left_out["C-1"].values()
    assert (made.cases, list(made.left_out["C-1"])) == (1, ["case.pdf"])
    assert "no font at hand shows U+1F514 (BELL)" in why
    with zipfile.ZipFile(out) as packed:
        assert "C-1/pack/rows.csv" in packed.namelist()
        assert "C-1/pack/case.pdf" not in packed.namelist()
        listed = list(csv.DictReader(io.StringIO(packed.read("claims.csv").decode("utf-8-sig"))))
        assert listed[0]["left_out"] == f"case.pdf: {why}"
        assert json.loads(packed.read("manifest.json"))["left_out"] == made.left_out
        assert json.loads(packed.read("C-1/story.json"))["left_out"] == {"case.pdf": why}
        packed.extractall(tmp_path / "all")
    assert _check(tmp_path / "all" / "C-1" / "pack")[0] == 0
