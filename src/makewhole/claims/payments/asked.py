"""What filed cases ask for, finding by finding: read once, then brought up to date by changes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, Value
from django.db.models.functions import Cast, Coalesce

from makewhole.claims import changes
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.models import BEFORE_FILING, CaseLine
from makewhole.terms import Decision

MADE_FROM = ("findings", "case_lines", "cases")
DECISIONS = (Decision.CLAIM, Decision.WAIT, Decision.REVIEW)


Kind = tuple[str, str | None]  # a decision and a currency


class Asked(NamedTuple):
    """A standing finding that a filed case asks for; `amount` in ten-thousandths, None: unknown."""

    line: int
    case: int
    finding: int
    decision: str
    currency: str | None
    closes_on: str | None
    amount: int | None

    def is_apart(self, rows: dict[str, set[int]]) -> bool:
        """Whether none of these rows, by table, has to do with it."""
        return (
            self.line not in rows["case_lines"]
            and self.case not in rows["cases"]
            and self.finding not in rows["findings"]
        )


class Summed(NamedTuple):
    """Findings, those of known amount, and these amounts in ten-thousandths."""

    findings: int = 0
    valued: int = 0
    amount: int = 0

    def with_one(self, amount: int | None) -> "Summed":
        """The same with one finding more."""
        known = 0 if amount is None else 1
        return Summed(self.findings + 1, self.valued + known, self.amount + (amount or 0))


@dataclass(frozen=True, slots=True)
class AskedFor:
    """All of them by the lines that ask, and the last event known before they were read."""

    lines: dict[int, Asked]
    latest: int | None

    def sums(self, *, closing: tuple[date, date] | None = None) -> dict[Kind, Summed]:
        """What they come to by decision and currency; `closing`: between two days, both in."""
        days = None if closing is None else [day.isoformat() for day in closing]
        found: dict[Kind, Summed] = defaultdict(Summed)
        for each in self.lines.values():
            if days is None or days[0] <= (each.closes_on or "") <= days[1]:
                kind = each.decision, each.currency
                found[kind] = found[kind].with_one(each.amount)
        return found


def asked_for(scope: Scope, earlier: AskedFor | None = None) -> AskedFor:
    """What filed cases of the accounts in scope ask for; `earlier`: as it was before."""
    latest = changes.latest()
    if earlier is not None and earlier.latest is not None:
        rows = changes.rows_changed(earlier.latest, MADE_FROM)
        if rows is not None:
            kept = {key: each for key, each in earlier.lines.items() if each.is_apart(rows)}
            return AskedFor(kept | _lines(scope, _touched(rows)), latest)
    return AskedFor(_lines(scope), latest)


def _touched(rows: dict[str, set[int]]) -> set[int]:
    """The lines that these rows, by table, have to do with."""
    of_cases = CaseLine.objects.filter(case__in=rows["cases"])
    of_findings = CaseLine.objects.filter(finding__in=rows["findings"])
    found = set(of_cases.values_list("pk", flat=True))
    return rows["case_lines"] | found | set(of_findings.values_list("pk", flat=True))


def _lines(scope: Scope, only: set[int] | None = None) -> dict[int, Asked]:
    rows = CaseLine.objects.filter(is_open=True).exclude(case__state__in=BEFORE_FILING)
    if only is not None:
        rows = rows.filter(pk__in=only)
    # so written that no index has them: cases and findings are found by their lines, not these by
    # them, which SQLite would prefer
    rows = rows.alias(
        gone=Coalesce("finding__retired_reason", Value("")),
        owner=Coalesce("case__account", Value(0)),
    )
    listed = scope.within(rows.filter(gone=""), "owner").order_by().values_list(
        "pk", "case", "finding", "finding__decision", "finding__currency",
        Cast("finding__closes_on", CharField()), Cast("finding__amount", BigIntegerField()),
    )  # fmt: skip
    found = (Asked._make(values) for values in listed)
    return {each.line: each for each in found if each.decision in DECISIONS}
