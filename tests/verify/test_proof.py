"""Simulated accounts are proven from their files alone, and no lie about them passes."""

import ast
import copy
import json
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.verify.mutations import MUTATIONS, Finding, mutated

import makewhole.verify
from makewhole.audit import audit
from makewhole.audit.session import open_books
from makewhole.simulate.account import write_account
from makewhole.simulate.play import Size, play
from makewhole.verify import verify
from makewhole.verify.books import Books
from makewhole.verify.proof import alone, prove, together
from makewhole.verify.rows import read_all

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
# One charge cited for another of the same product and month: what each is too high by is in no
# report, so the checker knows only that both are such charges.
_NEIGHBOURS = {"an_evidence_line_changed", "the_last_evidence_line_changed"}
_CHARGED = {"fee_inbound_defect", "fee_inbound_placement", "fee_referral"}


class Lies:
    """Judges lists with one lie each: what stands as it did is looked at once."""

    def __init__(self, findings: list[Finding], books: Books) -> None:
        self.books, self.cases = books, {id(each): books.case(each) for each in findings}

    def pass_by(self, told: list[Finding]) -> bool:
        """Whether the proof says nothing against a list; the same checks as `prove`."""
        fresh = {id(each): self.books.case(each) for each in told if id(each) not in self.cases}
        if any(True for case in fresh.values() for _ in alone(case, self.books)):
            return False
        cases = [(self.cases | fresh)[id(each)] for each in told]
        return not any(True for _ in together(cases, self.books))


def window(finding: Finding) -> str:
    return next(use["key"] for use in finding["policy"] if use["key"].startswith("window."))


@pytest.fixture(scope="module")
def plain_account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    return account(tmp_path_factory.mktemp("plain"), "US", 7, noise=False)


@pytest.fixture(scope="module")
def plain_books(plain_account: Account) -> tuple[list[Finding], Lies]:
    """Findings whose files were all read, and who judges lies about them."""
    rows, closed = read_all([plain_account.reports])
    books = Books(rows, AS_OF, closed)
    unread = set(prove(plain_account.findings, books).unproven)
    cites = {f["finding_id"]: {e["file"] for e in f["evidence"]} for f in plain_account.findings}
    findings = [f for f in plain_account.findings if not unread & cites[f["finding_id"]]]
    return findings, Lies(findings, books)


def test_an_account_is_proven(plain_account: Account) -> None:
    proof = verify(plain_account.findings, [plain_account.reports], AS_OF)
    assert [str(each) for each in proof.contradictions] == []
    assert proof.rows > len(plain_account.findings) > 20
    assert proof.owed["USD"] > 0


@pytest.mark.parametrize(("store", "seed"), [("US", 20), ("DE", 12), ("UK", 13)])
def test_a_folder_with_copies_zips_and_other_files_is_proven(
    tmp_path: Path, store: str, seed: int
) -> None:
    made = account(tmp_path, store, seed, noise=True)
    proof = verify(made.findings, [made.reports], AS_OF)
    assert [str(each) for each in proof.contradictions] == []


def test_no_lie_passes(plain_account: Account) -> None:
    rows, closed = read_all([plain_account.reports])
    books = Books(rows, AS_OF, closed)
    tried: Counter[str] = Counter()
    passed = []
    unread = set(prove(plain_account.findings, books).unproven)
    lies = Lies(plain_account.findings, books)
    quoted = Counter(window(each) for each in plain_account.findings)
    for name, finding, told in mutated(plain_account.findings, _EACH):
        if unread & {each["file"] for each in finding["evidence"]}:
            continue  # named as unproven
        if quoted[window(finding)] == 1 and name in _NEEDS_COMPANY:
            continue  # a policy value quoted once has nothing to contradict it
        tried[name] += 1
        if lies.pass_by(told) and not (name in _NEIGHBOURS and finding["claim_type"] in _CHARGED):
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
    proof = prove([finding], Books([], AS_OF, read_all([tmp_path])[1]))
    assert proof.unproven == ["ledger.xlsx"]
    assert not any("not there" in said for _, said in proof.contradictions[:1])


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


class Numbers:
    """Every number of a finding that a lie may change: its own, and those of its evidence."""

    own = ("units", "units_affected", "units_compensated", "amount", "unit_value")
    days = ("event_date", "opens_on", "remind_by", "closes_on")

    @classmethod
    def of(cls, finding: Finding) -> list[tuple[str, int]]:
        known = [(name, -1) for name in (*cls.own, *cls.days) if finding[name] is not None]
        return known + [("evidence", place) for place in cls.rows(finding)]

    @staticmethod
    def rows(finding: Finding) -> list[int]:
        # what Amazon settled itself is not owed, and a doubt only marks: neither moves a figure
        return [
            place
            for place, each in enumerate(finding["evidence"])
            if each["units"] and each["role"] != "doubt" and not each["role"].startswith("settled")
        ]


@given(data=st.data())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_any_number_of_any_finding_changed_alone_is_seen(
    plain_books: tuple[list[Finding], Lies], data: st.DataObject
) -> None:
    findings, lies = plain_books
    place = data.draw(st.integers(0, len(findings) - 1))
    lie = copy.deepcopy(findings[place])
    name, row = data.draw(st.sampled_from(Numbers.of(lie)))
    more = data.draw(st.integers(1, 9)) * data.draw(st.sampled_from((1, -1)))
    if name == "evidence":
        lie["evidence"][row]["units"] += more
    elif name in Numbers.days:
        lie[name] = (date.fromisoformat(lie[name]) + timedelta(more)).isoformat()
    else:
        lie[name] = (
            str(Decimal(lie[name]) + more) if isinstance(lie[name], str) else lie[name] + more
        )
    told = [*findings[:place], lie, *findings[place + 1 :]]
    assert not lies.pass_by(told), (name, more, lie["claim_type"], lie["finding_id"])


@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_row_of_evidence_left_out_is_seen_where_it_decides(
    plain_books: tuple[list[Finding], Lies], data: st.DataObject
) -> None:
    """Left out alone the figures no longer add up, whichever row with units it was."""
    findings, lies = plain_books
    # of a loss that Amazon has settled itself no row counts
    counted = {n: rows for n, f in enumerate(findings) if (rows := Numbers.rows(f))}
    place = data.draw(st.sampled_from(sorted(counted)))
    lie = copy.deepcopy(findings[place])
    del lie["evidence"][data.draw(st.sampled_from(counted[place]))]
    told = [*findings[:place], lie, *findings[place + 1 :]]
    assert not lies.pass_by(told), lie["finding_id"]
