"""Letters, packs, documents, defence, journal and statements of services on the command line."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.claims.documents.papers import pdf
from tests.claims.pack.home import LEDGER, case_of
from tests.claims.scenes import filed

from makewhole.cli.main import run


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        run([str(each) for each in arguments])
    out = capsys.readouterr()
    return int(ended.value.code or 0), out.out, out.err


def test_a_letter_is_printed_ready_to_paste(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case_of(home)
    status, out, _ = _run(capsys, "letter", "C-1", "--home", home, "--language", "de")
    assert status == 0
    assert out.startswith("C-1: claim (de)\n")
    assert "Im Versandzentrum verlorene FBA-Einheiten, FNSKU X001, Menge 2" in out
    _, out, _ = _run(capsys, "letter", "1", "--home", home, "--format", "json")
    assert json.loads(out)["language"] == "en"


def test_a_letter_too_early_ends_with_its_reason(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_of(home)
    status, out, err = _run(capsys, "letter", "C-1", "--home", home, "--step", "appeal")
    assert (status, out) == (1, "") and "no refusal has been noted" in err


def test_a_pack_is_written_and_checks_itself(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_of(home)
    status, out, _ = _run(capsys, "pack", "C-1", "--home", home, "--out", tmp_path)
    assert status == 0 and "manifest SHA-256" in out
    with zipfile.ZipFile(tmp_path / "C-1.zip") as packed:
        packed.extract("check.py", tmp_path)
    command = [sys.executable, "-I", "-S", tmp_path / "check.py", tmp_path / "C-1.zip"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_a_heap_without_a_paper_ends_with_a_reason(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_of(home)
    heap = tmp_path / "heap"
    heap.mkdir()
    (heap / "noise.bin").write_bytes(bytes(range(256)))
    status, out, err = _run(capsys, "document", "add", heap, "--home", home, "--format", "json")
    assert (status, out) == (3, "")
    assert "its bytes are of no kind known here" in err
    assert "0 new, 0 known before, 1 not taken in" in err
    assert err.endswith(
        f"{heap}: no document was taken in. Expected were invoices, proofs of delivery or photos, "
        "as PDFs or pictures; folders, ZIPs and e-mails are looked into. Nothing was changed.\n"
    )


def test_papers_from_heap_to_case(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_of(home)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "invoice.pdf").write_bytes(pdf("Invoice 2026-08-01, SKU-1"))
    (tmp_path / "papers" / "empty.pdf").write_bytes(b"")
    status, out, err = _run(
        capsys, "document", "add", tmp_path / "papers", "--home", home, "--format", "json"
    )
    assert status == 0
    assert json.loads(out)["because"] == "SKU-1"
    assert "empty.pdf: it is empty, 0 bytes" in err and "1 new, 0 known before, 1 not taken" in err
    status, out, _ = _run(
        capsys, "document", "confirm", 1, "C-1", "--home", home, "--on", "2026-10-10"
    )
    assert (status, out) == (0, "invoice.pdf is purchase invoice of C-1.\n")
    _, out, _ = _run(capsys, "document", "needed", "C-1", "--home", home, "--format", "json")
    held = {row["paper"]: row for row in map(json.loads, out.splitlines())}
    assert held["purchase_invoice"]["documents"] == ["invoice.pdf"]


def test_defence_as_list_workbook_and_archive(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filed(case_of(home).pk, "15500000001")
    for name in ("d.zip", "d.xlsx", "d.csv"):
        status, _, _ = _run(
            capsys, "defence", "--home", home, "--on", "2026-10-11", "--out", tmp_path / name,
            *(["--format", "csv"] if name == "d.csv" else []),
        )  # fmt: skip
        assert status == 0 and (tmp_path / name).stat().st_size > 0
    assert "15500000001" in (tmp_path / "d.csv").read_text()


def test_a_journal_and_a_comparison_need_no_cases(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_of(home)
    reports = home.parent / f"{home.name}-downloads" / LEDGER
    status, out, _ = _run(capsys, "journal", reports, "--format", "beancount")
    assert (status, out) == (0, "; no entries in this time\n")
    (tmp_path / "s.csv").write_text("Case ID,Amount\nC5,40.00\n")
    status, out, _ = _run(capsys, "compare-service", tmp_path / "s.csv", reports, "--format", "csv")
    assert status == 0 and "2,not_in_reports" in out
    (tmp_path / "s.csv").write_text("A,B\n1,2\n")
    status, _, err = _run(capsys, "compare-service", tmp_path / "s.csv", reports)
    assert status == 2 and "Say which it is: --column" in err
