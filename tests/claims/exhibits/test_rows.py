"""Source rows behind findings: as read, and as Amazon wrote them."""

import hashlib
from pathlib import Path

from tests.claims.pack.home import LEDGER, case_of

from makewhole.claims.cases.selectors import lines
from makewhole.claims.exhibits.rows import source_rows


def test_a_row_is_found_with_its_text_values_and_hash(home: Path) -> None:
    case = case_of(home, rows=3)
    found = source_rows(home, "demo", [line.finding for line in lines(case)])
    assert sorted(found) == [("demo", LEDGER, 2), ("demo", LEDGER, 3), ("demo", LEDGER, 4)]
    row = found["demo", LEDGER, 3]
    source = home.parent / f"{home.name}-downloads" / LEDGER
    assert row.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert row.text == source.read_bytes().decode().split("\r\n")[2]
    assert (row.value("reference_id"), row.value("units")) == ("R2", -2)
    assert row.value("no such column") is None


def test_other_accounts_and_homes_without_books_give_nothing(home: Path, tmp_path: Path) -> None:
    case = case_of(home)
    findings = [line.finding for line in lines(case)]
    assert source_rows(home, "another", findings) == {}
    assert source_rows(tmp_path / "nowhere", "demo", findings) == {}
