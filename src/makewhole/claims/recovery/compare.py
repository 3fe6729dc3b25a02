"""The comparison: each billed line with its verdict, and the windows that closed unused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.audit import Audit
from makewhole.claims.recovery.statement import Statement
from makewhole.engine import Engine, load_folder

# Verdict of a billed line -> the sentence for it.
VERDICTS = {
    "in_order": "paid through a case, not taken back",
    "paid_by_itself": "Amazon paid this by itself: the report shows no case for it",
    "billed_twice": "the payment was billed in full by an earlier line",
    "units_found": "Amazon took the payment back because the units were found",
    "reversed": "Amazon took the payment back",
    "above_payment": "billed is more than Amazon paid",
    "other_case": "the report shows another case for this payment",
    "other_currency": "billed in another currency than Amazon paid",
    "not_in_reports": "no such payment is in your reports up to the day of the audit",
}
_SCHEMA = {
    "line": "BIGINT", "reimbursement_id": "VARCHAR", "case_id": "VARCHAR", "order_id": "VARCHAR",
    "fnsku": "VARCHAR", "msku": "VARCHAR", "day": "VARCHAR", "currency": "VARCHAR",
    "units": "BIGINT", "amount": "DECIMAL(18,2)", "fee": "DECIMAL(18,2)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Billed:
    """One billed line: what the books show of it, and how much of it has no ground (`over`)."""

    line: int
    verdict: str
    reimbursement_id: str | None
    case_id: str | None
    order_id: str | None
    fnsku: str | None
    msku: str | None
    units: int | None
    amount: Decimal
    fee: Decimal | None
    currency: str | None
    paid_id: str | None
    paid_case_id: str | None
    approval_date: date | None
    paid_amount: Decimal | None
    reversed_amount: Decimal | None
    reversed_on: date | None
    over: Decimal

    @property
    def says(self) -> str:
        """The verdict in words."""
        return VERDICTS[self.verdict]


def compare(engine: Engine, statement: Statement) -> list[Billed]:
    """Judge every billed line against the reimbursements an engine shows."""
    statements = {f.name: f.statements for f in load_folder("makewhole.claims.recovery")}["compare"]
    engine.load("billed", _SCHEMA, [[line[name] for name in _SCHEMA] for line in statement.lines])
    for name in ("payments", "payables", "reversals", "billed_matched"):
        engine.table(name, statements[name])
    return [Billed(*row) for row in engine.rows(statements["billed_judged"])]


def missed_windows(audit: Audit, since: date | None = None) -> list[dict[str, Any]]:
    """Findings whose window closed with something still owed, the most money first."""
    found = [
        {
            "finding_id": each.finding_id,
            "claim_type": each.claim_type,
            "account": each.account,
            "fnsku": each.fnsku,
            "event_date": each.event_date,
            "closed_on": each.closes_on,
            "units": each.units,
            "amount": each.amount,
            "currency": each.currency,
            "explanation": each.explanation,
        }
        for each in audit.findings("decision = 'expired'")
        if since is None or (each.closes_on is not None and each.closes_on >= since)
    ]
    return sorted(found, key=lambda row: (-(row["amount"] or Decimal(0)), row["finding_id"]))


def summary(billed: Iterable[Billed]) -> list[dict[str, Any]]:
    """Lines, billed, without ground and fee per verdict and currency."""
    held: dict[tuple[str, str | None], list[Billed]] = {}
    for each in billed:
        held.setdefault((each.verdict, each.currency), []).append(each)
    order = list(VERDICTS)
    return [
        {
            "verdict": verdict,
            "lines": len(lines),
            "billed": sum((each.amount for each in lines), Decimal(0)),
            "without_ground": sum((each.over for each in lines), Decimal(0)),
            "fee": sum((each.fee or Decimal(0) for each in lines), Decimal(0)),
            "currency": currency,
            "says": VERDICTS[verdict],
        }
        for (verdict, currency), lines in sorted(
            held.items(), key=lambda item: (order.index(item[0][0]), str(item[0][1]))
        )
    ]
