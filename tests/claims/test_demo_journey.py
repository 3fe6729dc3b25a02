"""From the demo account to the money and back, by command line and reports alone."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from makewhole.claims.models import Finding
from makewhole.cli.main import run as makewhole

Line = Callable[..., str]
_CASE_ID = "15700000001"
_APPROVAL = (
    "approval-date", "reimbursement-id", "case-id", "amazon-order-id", "reason", "sku", "fnsku",
    "asin", "product-name", "condition", "currency-unit", "amount-per-unit", "amount-total",
    "quantity-reimbursed-cash", "quantity-reimbursed-inventory", "quantity-reimbursed-total",
    "original-reimbursement-id", "original-reimbursement-type",
)  # fmt: skip
_SETTLED = (
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date",
    "total-amount", "currency", "transaction-type", "order-id", "merchant-order-id",
    "adjustment-id", "shipment-id", "marketplace-name", "amount-type", "amount-description",
    "amount", "fulfillment-id", "posted-date", "posted-date-time", "order-item-code",
    "merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased",
    "promotion-id",
)  # fmt: skip


@pytest.fixture
def line(home: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Run a command of makewhole on a home of its own; what it printed, both streams."""

    def run(*words: object) -> str:
        with pytest.raises(SystemExit) as ended:
            makewhole([*map(str, words), "--home", str(home / "own")])
        said = capsys.readouterr()
        assert ended.value.code == 0, said.err
        return said.out + said.err

    return run


def _table(file: Path, headings: tuple[str, ...], *rows: dict[str, object]) -> Path:
    lines = [headings, *(tuple(str(row.get(name, "")) for name in headings) for row in rows)]
    file.write_text("".join("\t".join(each) + "\n" for each in lines), "utf-8")
    return file


def _approved(folder: Path, case: dict[str, Any], units: int, **other: object) -> Path:
    """The next reimbursements report: the last of the demo, and one row more."""
    with as_file(files("makewhole.demo").joinpath("reports")) as reports:
        (last,) = reports.glob("reimbursements*")
        known = [each.split("\t") for each in last.read_text("utf-8").splitlines()[1:]]
    rows = [dict(zip(_APPROVAL, cells, strict=True)) for cells in known]
    row = {
        "approval-date": "2026-11-21T10:00:00+00:00", "reimbursement-id": "4410000900",
        "case-id": _CASE_ID, "reason": "Lost_Warehouse", "sku": case["msku"],
        "fnsku": case["fnsku"], "asin": case["fnsku"], "product-name": "Item",
        "condition": "NewItem", "currency-unit": "USD", "amount-per-unit": "10.95",
        "amount-total": "65.72", "quantity-reimbursed-cash": units,
        "quantity-reimbursed-inventory": 0, "quantity-reimbursed-total": units,
    }  # fmt: skip
    name = f"reimbursements-{len(list(folder.glob('reimbursements-*')))}.txt"
    return _table(folder / name, _APPROVAL, *rows, row, *([{**row, **other}] if other else []))


def _settled(folder: Path, msku: str) -> Path:
    """The settlement in which the reimbursement was paid out."""
    head = {
        "settlement-id": "25809999999", "settlement-start-date": "2026-11-08 20:21:38 UTC",
        "settlement-end-date": "2026-12-06 20:21:38 UTC",
        "deposit-date": "2026-12-08 20:21:38 UTC", "total-amount": "65.72", "currency": "USD",
    }  # fmt: skip
    paid = {
        "settlement-id": "25809999999", "transaction-type": "other-transaction",
        "amount-type": "FBA Inventory Reimbursement", "amount-description": "WAREHOUSE_LOST",
        "amount": "65.72", "posted-date": "2026-11-23",
        "posted-date-time": "2026-11-23 09:00:00 UTC", "sku": msku, "quantity-purchased": 6,
    }  # fmt: skip
    return _table(folder / "settlement-25809999999.txt", _SETTLED, head, paid)


def _shown(line: Line) -> dict[str, Any]:
    (found,) = _objects(line("claim", "show", _label(line), "--format", "json"))
    return found


def _label(line: Line) -> str:
    rows = _objects(line("claim", "list", "--all", "--format", "json"))
    return next(str(row["case"]) for row in rows if row["claim_type"] == "fc_lost")


def _file_one(line: Line, tmp_path: Path) -> str:
    """From the reports of the demo to a case filed with its pack; the case's label."""
    with as_file(files("makewhole.demo").joinpath("reports")) as reports:
        shutil.copytree(reports, tmp_path / "downloads")
    line("read", tmp_path / "downloads")
    on = ("--on", "2026-11-15")
    assert "draft" in line("todo", *on)
    line("claim", "draft", "--type", "fc_lost", "--limit", 1, *on)
    label = _label(line)
    assert f"{label}: ready to file" in line("claim", "ready", label, *on)
    line("pack", label, "--out", tmp_path)
    _a_stranger_checks(tmp_path / f"{label}.zip", tmp_path / "unpacked")
    line("claim", "file", label, "--case-id", _CASE_ID, *on)
    return label


@pytest.mark.parametrize(
    "home", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_a_case_of_the_demo_is_filed_and_granted_on_postgresql(line: Line, tmp_path: Path) -> None:
    label = _file_one(line, tmp_path)
    claimed = _shown(line)["claimed"]
    line("claim", "grant", label, "--on", "2026-11-18", "--units", 1, "--amount", claimed)
    shown = _shown(line)
    assert (shown["state"], shown["granted"]) == ("granted", claimed)
    assert connection.vendor == "postgresql"


# the whole way takes about half a minute: once is enough, its parts are tested on both databases
@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
def test_a_case_of_the_demo_is_filed_refused_appealed_paid_and_reversed(
    line: Line, tmp_path: Path
) -> None:
    label = _file_one(line, tmp_path)
    line("claim", "asked", label, "Which centre?", "--on", "2026-11-16")
    assert "1. ABE8" in line("letter", label, "--step", "reply", "--answer", "ABE8")
    line("claim", "reply", label, "ABE8", "--on", "2026-11-16")
    line("claim", "deny", label, "other", "Not found", "--on", "2026-11-18")
    assert "look at these records again" in line("letter", label, "--step", "appeal")
    line("claim", "appeal", label, "The rows are open", "--on", "2026-11-19")

    case = _shown(line)
    (shown,) = _objects(line("explain", case["lines"][0]["finding_id"], "--format", "json"))
    item = {"fnsku": shown["fnsku"], "msku": shown["msku"]}
    told = line("read", _approved(tmp_path, item, case["claimed_units"]), "--as-of", "2026-11-22")
    assert f"cases moved on by payments: {label}" in told
    paid = _shown(line)
    assert (paid["state"], paid["paid"], paid["paid_units"]) == ("paid", "65.72", 6)
    assert paid["payments"][0]["deposit_date"] is None

    line("read", _settled(tmp_path, item["msku"]), "--as-of", "2026-12-20")
    (payment,) = _shown(line)["payments"]
    assert (payment["settlement_id"], payment["deposit_date"]) == ("25809999999", "2026-12-08")

    taken = {
        "approval-date": "2027-01-05T10:00:00+00:00", "reimbursement-id": "4410000950",
        "case-id": "", "reason": "Reimbursement_Reversal", "amount-total": "-65.72",
        "quantity-reimbursed-cash": -6, "quantity-reimbursed-total": -6,
        "original-reimbursement-id": "4410000900",
        "original-reimbursement-type": "Lost_Warehouse",
    }  # fmt: skip
    line("read", _approved(tmp_path, item, 6, **taken), "--as-of", "2027-01-20")
    assert _shown(line)["state"] == "reversed"
    work = _objects(line("todo", "--on", "2027-01-20", "--format", "json"))
    assert "dispute_reversal" in {each["action"] for each in work if each["case"] == label}
    court = Finding.objects.get(reimbursement_id="4410000950")
    assert (court.claim_type, court.decision) == ("reimb_reversed_wrongly", "review")
    assert court.finding_id in {
        each for task in work if task["action"] == "judge" for each in task["findings"]
    }
    line("claim", "judge", court.finding_id, "no unit came back")
    line("claim", "draft", court.finding_id, "--on", "2027-01-20")
    letter = line("letter", f"C-{court.lines.get().case_id}")
    assert "4410000900 was taken back by 4410000950" in letter


def _objects(text: str) -> list[dict[str, Any]]:
    """The JSON lines of an output, beside whatever was said."""
    return [json.loads(each) for each in text.splitlines() if each.startswith("{")]


def _a_stranger_checks(pack: Path, folder: Path) -> None:
    """Unpack it and run its script with Python alone: no makewhole, no packages, no settings."""
    with zipfile.ZipFile(pack) as packed:
        packed.extractall(folder)
    command = [sys.executable, "-I", "-S", "check.py"]
    done = subprocess.run(
        command, cwd=folder, env={}, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
