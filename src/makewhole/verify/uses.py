"""What must hold over all findings: no row serves twice, none that would close one stands idle."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from makewhole.verify.books import GIVES, MONEY, Books, Finding, asks
from makewhole.verify.rows import Row

Said = Iterator[tuple[str, str]]
# Corrections come off single charges, and credits also serve returns that no finding judges.
_NOT_TOLD = ("fee_", "return_not_credited")


class Uses:
    """How many units (or cents) of each row the findings use, and how many were taken back.

    Stores audited each by itself may all be shown a row that might be of either: it serves once in
    each. What explains a reversal serves a loss as well, and money is counted apart from units.
    """

    def __init__(self, findings: list[Finding], books: Books) -> None:
        self.findings, self.books = findings, books
        self.used: Counter[Any] = Counter()
        self.taken: Counter[Any] = Counter()
        for finding in findings:
            for lot in {row.lot for row in books.originals(finding)}:
                self.taken[lot] += finding["units_compensated"]
            for role, units, row, _ in books.cited(finding):
                if row and row.kind and units and gives(role):
                    self.used[self.pool(row, finding)] += units

    def pool(self, row: Row, finding: Finding) -> tuple[Any, ...]:
        """The account of a row's units that a finding draws on."""
        claim, store = finding["claim_type"], finding["currency"] if self.books.split else ""
        return row.lot, claim == "reimb_reversed_wrongly", claim.startswith(MONEY), store

    def left(self, row: Row, units: int, finding: Finding) -> int:
        """What a row still has of its units; money that was paid is not taken back in cents."""
        taken = 0 if finding["claim_type"].startswith(MONEY) else self.taken[row.lot]
        return units - self.used[self.pool(row, finding)] - taken


def gives(role: str) -> bool:
    """Whether a role uses a row up; what Amazon has found and settled itself is counted apart."""
    return role.removeprefix("settled_") in GIVES and role != "settled_found"


def all_once(uses: Uses) -> Said:
    """No row opens two findings, or gives more than it has."""
    asked: Counter[Any] = Counter()
    for finding in uses.findings:
        for role, units, row, place in uses.books.cited(finding):
            if row is None or not row.kind or units is None:
                continue
            if gives(role) and uses.left(row, uses.books.gives(row, finding), finding) < 0:
                yield finding["finding_id"], f"{place} gives more than it has"
            asked[role, row.twin] += asks(role, units)
            if asked[role, row.twin] > uses.books.count.get(row.twin, 0):
                yield finding["finding_id"], f"{place} opens more than one finding as {role}"


def none_idle(uses: Uses) -> Said:
    """No row with units left fits a finding that still asks."""
    for finding in uses.findings:
        claim = finding["claim_type"]
        if finding["decision"] == "rejected" or claim.startswith(_NOT_TOLD):
            continue
        found = -uses.books.struck(finding) if claim == "fc_lost" else 0
        for row, units in uses.books.closings(finding):
            left = uses.left(row, units, finding)
            if row.kind == "ledger" and claim != "inbound_short":
                found += left if uses.books.sees(row, finding) else 0
            elif left > 0 and _would_close(row, left, finding, uses.books):
                yield finding["finding_id"], f"{row.file} line {row.line} has units left for it"
        if found > 0:
            yield finding["finding_id"], f"{found} found units of it are not used"


def _would_close(row: Row, left: int, finding: Finding, books: Books) -> bool:
    """Of money only the same sum of the same SKU pays."""
    same_sum = row.kind != "settlement" or left == Decimal(finding["amount"] or 0) * 100
    same_sku = not finding["claim_type"].startswith("reimb_") or row.sku == finding["msku"]
    return same_sum and same_sku and books.sees(row, finding)
