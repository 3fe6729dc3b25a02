"""One finding: what is owed for one event, with the evidence and the policy it rests on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.money import cents, plain, round_half_up
from makewhole.terms import Decision, Valuation


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source row: what it did and how many of its units the finding uses (None: context)."""

    report: str | None
    file: str | None
    line: int
    role: str
    units: int | None


@dataclass(frozen=True, slots=True)
class PolicyUse:
    """One policy value as used: `since` is its first day, None where older than any source."""

    key: str
    since: date | None
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One source event and what is still owed for it.

    *Units* affected - compensated = units, still owed; all 0 where the finding is about money only.
    `amount` is None where the value is unknown. `finding_id` is the same in every later audit.
    """

    finding_id: str
    claim_type: str
    decision: Decision
    reasons: tuple[str, ...]
    account: str
    marketplace: str
    fnsku: str | None
    msku: str | None
    asin: str | None
    order_id: str | None
    shipment_id: str | None
    removal_order_id: str | None
    reimbursement_id: str | None
    settlement_id: str | None
    reference_id: str | None
    event_date: date
    opens_on: date | None
    remind_by: date | None
    closes_on: date | None
    units_affected: int
    units_compensated: int
    units: int
    unit_value: Decimal | None
    amount: Decimal | None
    currency: str
    valuation: Valuation
    confidence: str
    explanation: str
    evidence: tuple[Evidence, ...]
    policy: tuple[PolicyUse, ...]

    def to_json(self) -> str:
        """The finding as one line of JSON: keys in the order of the contract, no spaces, stable."""
        return json.dumps(self.as_dict(), ensure_ascii=False, separators=(",", ":"))

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain values: days and money as text, lists for evidence and policy."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


COLUMNS = tuple(f.name for f in fields(Finding))


def finding_of(row: tuple[Any, ...]) -> Finding:
    """The finding that one row of the table `output` says."""
    cell: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    currency = cell["currency"]
    cell["decision"] = Decision(cell["decision"])
    cell["valuation"] = Valuation(cell["valuation"])
    cell["reasons"] = tuple(cell["reasons"] or ())
    cell["unit_value"] = _shortest(cell["unit_value"], currency)
    if cell["amount"] is not None:
        cell["amount"] = round_half_up(cell["amount"], cents(currency))
    cell["evidence"] = tuple(Evidence(**part) for part in cell["evidence"] or ())
    cell["policy"] = tuple(
        PolicyUse(part["key"], part["from"], part["value"], part["source"])
        for part in cell["policy"] or ()
    )
    return Finding(**cell)


def _shortest(value: Decimal | None, currency: str) -> Decimal | None:
    """A unit value with the places of its currency, more only where it needs them."""
    if value is None:
        return None
    step = cents(currency)
    whole = round_half_up(value, step)
    return whole if whole == value else value.normalize()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Evidence):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, PolicyUse):
        since = value.since.isoformat() if value.since else None
        return {"key": value.key, "from": since, "value": value.value, "source": value.source}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
