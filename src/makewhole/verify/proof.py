"""The proof: every check over every finding, then those over all of them together."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from makewhole.verify.books import Books, Finding
from makewhole.verify.checks import days_follow, figures_follow, rows_exist, value_follows
from makewhole.verify.files import read_all
from makewhole.verify.uses import Uses, all_once, nothing_idle


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something the findings say that the reports do not bear out."""

    finding_id: str
    claim: str

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.claim}"


@dataclass(frozen=True, slots=True)
class Proof:
    """Counts, money owed per currency, every contradiction, and cited files that were not read.

    Of rows in `unproven` files only that is proven what follows from the findings themselves.
    """

    findings: int
    rows: int
    owed: dict[str, Decimal]
    contradictions: list[Contradiction]
    unproven: list[str]


def verify(findings_file: Path, paths: list[Path], as_of: date) -> Proof:
    """Proves the findings of one account from the files they cite, as of the day of the audit."""
    lines = findings_file.read_text("utf-8").splitlines()
    findings: list[Finding] = [json.loads(line) for line in lines if line.strip()]
    rows, closed = read_all(paths)
    return prove(findings, Books(rows, as_of, closed), as_of)


def prove(findings: list[Finding], books: Books, as_of: date) -> Proof:
    """Proves findings from rows that were read, and names the cited files that were not."""
    wrong = [Contradiction(*each) for each in _all(findings, books, as_of)]
    owed: dict[str, Decimal] = defaultdict(Decimal)
    for each in findings:
        if each["decision"] != "rejected" and each["amount"] is not None:
            owed[each["currency"]] += Decimal(each["amount"])
    cites = {(e["file"], e["line"]) for f in findings for e in f["evidence"]}
    unread = {file for file, _ in cites} & books.closed
    unread |= {row.file for each in cites if (row := books.at.get(each)) and not row.kind}
    return Proof(len(findings), len(cites), dict(owed), wrong, sorted(unread))


def _all(findings: list[Finding], books: Books, as_of: date) -> Iterator[tuple[str, str]]:
    ids = [each["finding_id"] for each in findings]
    if ids != sorted(set(ids)):
        yield "list", "finding ids are not unique and in order"
    for each in findings:
        for check in (rows_exist, figures_follow, days_follow, value_follows):
            yield from ((each["finding_id"], said) for said in check(each, books, as_of))
    yield from _one_policy(findings)
    uses = Uses(findings, books)
    yield from all_once(uses)
    yield from nothing_idle(uses)


def _one_policy(findings: list[Finding]) -> Iterator[tuple[str, str]]:
    """All findings of a claim type quote one policy, and agree on what only policy decides."""
    views: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for each in findings:
        kind, store = each["claim_type"], each["marketplace"]
        for use in each["policy"]:
            told = f"{use['key']} = {use['value']} since {use['from']}"
            if use["key"].startswith(("window.", "wait.", "cap.")):
                views[use["key"], store].append((each["finding_id"], told))
        windows = [use["key"] for use in each["policy"] if use["key"].startswith("window.")]
        if each["remind_by"] and windows:
            sure = "has a last day" if each["closes_on"] else "has no sure last day"
            views["closes", windows[0], store].append((each["finding_id"], sure))
        if kind.startswith(("fc_", "inbound_", "removal_")):  # others follow their own rows
            views["currency", store].append((each["finding_id"], f"is in {each['currency']}"))
        if each["decision"] != "rejected":
            judged = "review_by_policy" in each["reasons"]
            views["judged", kind, store].append((each["finding_id"], f"always judged: {judged}"))
    for view in views.values():
        usual = Counter(said for _, said in view).most_common(1)[0][0]
        yield from ((i, f"{said}, others: {usual}") for i, said in view if said != usual)
