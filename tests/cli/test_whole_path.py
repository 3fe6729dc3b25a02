"""From a folder of downloads to findings, as a user runs it: the same answer in every shape."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import duckdb
import pytest
from tests.cli.conftest import AS_OF, DEMO, FILES, Ended, makewhole

PAID = (
    "approval-date,reimbursement-id,case-id,amazon-order-id,reason,sku,fnsku,asin,product-name,"
    "condition,currency-unit,amount-per-unit,amount-total,quantity-reimbursed-cash,"
    "quantity-reimbursed-inventory,quantity-reimbursed-total\n"
    "2026-10-01T10:00:00+00:00,1,,,Lost_Warehouse,S-2,X002,B000000002,Cup,New,USD,4.1,4.1,1,0,1\n"
)


def without_places(found: Ended) -> list[dict[str, object]]:
    """The findings, without the files and lines their evidence names."""
    findings = [json.loads(line) for line in found.out.splitlines()]
    for finding in findings:
        for row in finding["evidence"]:
            del row["file"], row["line"]
        finding["evidence"].sort(key=str)
    return findings


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same reports under other names, some zipped, one of them there twice."""
    folder = tmp_path_factory.mktemp("moved")
    reports = sorted(path for path in DEMO.rglob("*") if path.is_file())
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for number, path in enumerate(reports[::-1]):
            if number % 2:
                archive.write(path, f"inner/{number}.dat")
            else:
                shutil.copy(path, folder / f"{number} copy of a report")
    shutil.copy(reports[0], folder / "once more.csv")
    return folder


def test_names_places_archives_and_copies_change_nothing(audited: Ended, moved: Path) -> None:
    again = makewhole("audit", moved, *AS_OF, "--format", "json")
    assert (audited.status, again.status) == (0, 0)
    assert without_places(again) == without_places(audited)


def test_a_home_gives_the_bytes_its_files_give(audited: Ended, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = makewhole("read", DEMO, "--home", home)
    assert first.status == 0
    assert first.out.startswith(f"{FILES} new files read into {home} (account default).\n")
    again = makewhole("read", DEMO, "--home", home, "--format", "json")
    told = json.loads(again.out)
    assert (told["new_files"], told["known_files"], told["rows"]) == (0, FILES, 0)
    found = makewhole("audit", "--home", home, *AS_OF, "--format", "json")
    assert found.out == audited.out
    shutil.rmtree(home)
    assert list(tmp_path.iterdir()) == []


def test_every_format_holds_the_same_findings(audited: Ended, tmp_path: Path) -> None:
    findings = [json.loads(line) for line in audited.out.splitlines()]
    ids = [finding["finding_id"] for finding in findings]
    assert ids == sorted(ids)
    table = makewhole("audit", DEMO, *AS_OF, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(table.out)))
    assert [row["finding_id"] for row in rows] == ids
    assert [row["amount"] or None for row in rows] == [f["amount"] for f in findings]
    assert [json.loads(row["evidence"]) for row in rows] == [f["evidence"] for f in findings]
    out = tmp_path / "owed.parquet"
    assert makewhole("audit", DEMO, *AS_OF, "--format", "parquet", "--out", out).status == 0
    with duckdb.connect() as con:
        found = con.execute(
            "select finding_id, decision, units from read_parquet($path)", {"path": str(out)}
        ).fetchall()
    assert found == [(f["finding_id"], f["decision"], f["units"]) for f in findings]


def test_no_token_stands_raw_in_a_sentence(audited: Ended) -> None:
    for finding in map(json.loads, audited.out.splitlines()):
        tokens = {*finding["reasons"], *(row["role"] for row in finding["evidence"])}
        said = finding["explanation"]
        assert not [token for token in tokens if "_" in token and token in said], said


def test_parquet_without_a_file_to_write(tmp_path: Path) -> None:
    said = makewhole("audit", DEMO, "--format", "parquet")
    assert (said.status, said.out, said.err) == (
        2,
        "",
        "--format parquet writes a binary file and needs a name for it: add --out FILE.\n",
    )


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one report of two rows, one of which cannot be read."""
    folder = tmp_path_factory.mktemp("damaged")
    headings = "Date,FNSKU,ASIN,MSKU,Title,Event Type,Reference ID,Quantity,Fulfillment Center,"
    headings += "Disposition,Reason,Country,Reconciled Quantity,Unreconciled Quantity"
    good = "09/01/2026,X001,B000000001,S-1,Cup,Adjustments,7,-1,PHX7,SELLABLE,M,US,0,1"
    bad = good.replace("-1,PHX7", "=1+1,PHX7")
    (folder / "ledger.csv").write_text(f"{headings}\n{good}\n{bad}\n", encoding="utf-8")
    return folder


_SAID = (
    'ledger.csv, line 3, column Quantity: "=1+1" is not a whole number of units. '
    "The row was set aside.\n"
)


def test_strict_and_the_quarantine_file(damaged: Path, tmp_path: Path) -> None:
    written = tmp_path / "aside.csv"
    found = makewhole("audit", damaged, *AS_OF, "--strict", "--quarantine", written)
    assert found.status == 1
    assert found.err.startswith(_SAID)
    assert "not checked: " in found.err
    (row,) = csv.DictReader(io.StringIO(written.read_text("utf-8-sig")))
    assert (row["file"], row["line"], row["kind"]) == ("ledger.csv", "3", "bad_units")
    assert all(len(line) <= 80 for line in found.out.splitlines())


def test_rows_set_aside_alone_end_with_0_and_the_summary_counts_them(damaged: Path) -> None:
    found = makewhole("audit", damaged, *AS_OF, "--summary", "--format", "json")
    assert (found.status, found.err.startswith(_SAID)) == (0, True)
    figures = json.loads(found.out)
    assert figures["read"] == {"files": 1, "rows": 1, "set_aside": 1, "files_refused": 0}


def test_costs_are_read_and_explain_walks_back(damaged: Path, tmp_path: Path) -> None:
    costs = tmp_path / "costs.csv"
    costs.write_text("sku,cost,currency\nS-1,4.50,usd\n", encoding="utf-8")
    paid = tmp_path / "reimbursements.csv"
    paid.write_text(PAID, encoding="utf-8")
    found = makewhole("audit", damaged, paid, "--cost", costs, *AS_OF, "--format", "json")
    (finding,) = map(json.loads, found.out.splitlines())
    assert (finding["amount"], finding["valuation"]) == ("4.50", "seller_cost")
    page = makewhole("explain", finding["finding_id"][:8], damaged, paid, costs, *AS_OF)
    assert page.status == 0
    for line in (
        finding["explanation"],
        "units       1 affected - 0 compensated = 1 owed",
        "amount      1 x 4.50 = 4.50 USD, by seller_cost",
        "  lost: ledger.csv, line 2, 1 of its units",
        "      09/01/2026,X001,B000000001,S-1,Cup,Adjustments,7,-1,PHX7,SELLABLE,M,US,0,1",
    ):
        assert line in page.out.splitlines()
    unknown = makewhole("explain", "nosuch", damaged, *AS_OF)
    assert unknown.status == 2
    assert unknown.err.endswith(
        "No single finding begins with 'nosuch'. Give more of its id, and the same reports and "
        "day it came from: makewhole explain FINDING PATH... --as-of DATE\n"
    )


def test_identify_says_one_line_a_file(damaged: Path) -> None:
    found = makewhole("identify", damaged, "--format", "json")
    assert json.loads(found.out) == {
        "file": "ledger.csv",
        "report": "GET_LEDGER_DETAIL_VIEW_DATA",
        "layout": "spaced_14_older",
        "encoding": "utf-8",
        "first_day": "2026-09-01",
        "last_day": "2026-09-01",
        "rows": 1,
        "set_aside": 1,
        "problem": '1 row was set aside: line 3, column Quantity: "=1+1" is not a whole number of '
        "units. The row was set aside.",
    }
    assert (found.status, found.err) == (0, "")
