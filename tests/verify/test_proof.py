"""Simulated accounts are proven from their files alone, and no lie about them passes."""

import ast
import json
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.verify.mutations import MUTATIONS, mutated

import makewhole.verify
from makewhole.audit import audit
from makewhole.audit.session import open_books
from makewhole.simulate.account import write_account
from makewhole.simulate.play import Size, play
from makewhole.verify import verify
from makewhole.verify.books import Books, Finding
from makewhole.verify.files import read_all
from makewhole.verify.proof import prove

AS_OF = date(2026, 11, 15)
# What is told of each claim type, per kind of lie.
_EACH = 1


@dataclass(frozen=True)
class Account:
    """A simulated account: its folder of reports, and its findings as a file and as read."""

    reports: Path
    file: Path
    findings: list[Finding]


def account(folder: Path, store: str, seed: int, *, noise: bool) -> Account:
    written = write_account(
        play(seed, store, AS_OF, Size(6, 4, 120)), folder, noise=seed if noise else None
    )
    with open_books(written.reports) as books, audit(books.books, as_of=AS_OF) as result:
        lines = [finding.to_json() for finding in result.findings()]
    file = folder / "findings.json"
    file.write_text("".join(line + "\n" for line in lines), "utf-8")
    return Account(written.reports, file, [json.loads(line) for line in lines])


# Lies about what only policy knows: the checker sees them where findings disagree.
_NEEDS_COMPANY = {"the_last_day_left_out", "the_window_quoted_longer"}


def window(finding: Finding) -> str:
    return next(use["key"] for use in finding["policy"] if use["key"].startswith("window."))


@pytest.fixture(scope="module")
def plain_account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    return account(tmp_path_factory.mktemp("plain"), "US", 7, noise=False)


def test_an_account_is_proven(plain_account: Account) -> None:
    proof = verify(plain_account.file, [plain_account.reports], AS_OF)
    assert [str(each) for each in proof.contradictions] == []
    assert proof.findings == len(plain_account.findings) > 20
    assert proof.rows > proof.findings
    assert proof.owed["USD"] > 0


@pytest.mark.parametrize(("store", "seed"), [("US", 11), ("DE", 12)])
def test_a_folder_with_copies_zips_and_other_files_is_proven(
    tmp_path: Path, store: str, seed: int
) -> None:
    made = account(tmp_path, store, seed, noise=True)
    proof = verify(made.file, [made.reports], AS_OF)
    assert [str(each) for each in proof.contradictions] == []


def test_no_lie_passes(plain_account: Account) -> None:
    rows, closed = read_all([plain_account.reports])
    books = Books(rows, AS_OF, closed)
    tried: Counter[str] = Counter()
    passed = []
    unread = set(prove(plain_account.findings, books, AS_OF).unproven)
    quoted = Counter(window(each) for each in plain_account.findings)
    for name, finding, told in mutated(plain_account.findings, _EACH):
        if unread & {each["file"] for each in finding["evidence"]}:
            continue  # named as unproven
        if quoted[window(finding)] == 1 and name in _NEEDS_COMPANY:
            continue  # a policy value quoted once has nothing to contradict it
        tried[name] += 1
        if not prove(told, books, AS_OF).contradictions:
            passed.append(f"{name}: {finding['claim_type']} {finding['finding_id']}")
    sys.stdout.write(f"{sum(tried.values())} lies of {len(tried)} kinds were tried\n")
    assert passed == [], f"{len(passed)} of {sum(tried.values())} lies passed"
    assert {each.__name__ for each in MUTATIONS} <= set(tried)
    assert sum(tried.values()) > 100


def test_what_is_in_a_workbook_is_named_not_passed_over(
    plain_account: Account, tmp_path: Path
) -> None:
    finding = plain_account.findings[0]
    finding = finding | {"evidence": [finding["evidence"][0] | {"file": "ledger.xlsx"}]}
    book = tmp_path / "ledger.xlsx"
    book.write_bytes(b"PK\x03\x04 not even a zip")
    proof = prove([finding], Books([], AS_OF, read_all([tmp_path])[1]), AS_OF)
    assert proof.unproven == ["ledger.xlsx"]
    assert not any("not there" in each.claim for each in proof.contradictions[:1])


def test_the_checker_uses_the_standard_library_only() -> None:
    folder = Path(makewhole.verify.__file__).parent
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = (
                [each.name for each in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            )  # fmt: skip
            for name in names:
                ours = name.startswith("makewhole.verify")
                assert ours or name.split(".")[0] in sys.stdlib_module_names, (file, name)
