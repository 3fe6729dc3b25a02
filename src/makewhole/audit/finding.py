"""One finding: what is owed for one event, with the evidence and the policy it rests on."""

import json
from collections.abc import Callable
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
        return _JSON.encode(self.as_dict())

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain values: days and money as text, lists for evidence and policy."""
        return {name: says(getattr(self, name)) for name, says in _SAYS.items()}


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
    cell["policy"] = tuple(PolicyUse(*part.values()) for part in cell["policy"] or ())
    return Finding(**cell)


def told(row: tuple[Any, ...]) -> dict[str, Any]:
    """The finding as plain values, of a row whose evidence and policy the engine wrote as JSON.

    These two stay text: they are most of a finding.
    """
    *cells, evidence, policy = row
    finding = finding_of((*cells, None, None)).as_dict()
    return finding | {_EVIDENCE: _as_python(evidence), _POLICY: _as_python(policy)}


def line_of(told: dict[str, Any]) -> str:
    """The line `to_json` gives, of what `told` gave."""
    own = _JSON.encode({name: value for name, value in told.items() if name not in _TEXTS})
    texts = ",".join(f'"{name}":{told[name]}' for name in _TEXTS)
    return f"{own[:-1]},{texts}}}\n"


def _as_python(text: str | None) -> str:
    """JSON of an engine as Python writes it: they differ in how control characters are escaped."""
    if text is None:
        return "[]"
    return _JSON.encode(json.loads(text)) if "\\u" in text else text


def _shortest(value: Decimal | None, currency: str) -> Decimal | None:
    """A unit value with the places of its currency, more only where it needs them."""
    if value is None:
        return None
    step = cents(currency)
    whole = round_half_up(value, step)
    return whole if whole == value else value.normalize()


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _evidence(parts: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [{name: getattr(part, name) for name in _OF_EVIDENCE} for part in parts]


def _policy(parts: tuple[PolicyUse, ...]) -> list[dict[str, Any]]:
    return [
        {"key": part.key, "from": _day(part.since), "value": part.value, "source": part.source}
        for part in parts
    ]


def _as_it_is(value: Any) -> Any:
    return value


_OF_EVIDENCE = tuple(f.name for f in fields(Evidence))
# How each field is said, chosen once: audits write findings by the hundred thousand.
_HOW: dict[Any, Callable[[Any], Any]] = {
    date: _day, date | None: _day, Decimal | None: _number, tuple[str, ...]: list,
    tuple[Evidence, ...]: _evidence, tuple[PolicyUse, ...]: _policy,
}  # fmt: skip
_SAYS = {f.name: _HOW.get(f.type, _as_it_is) for f in fields(Finding)}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_TEXTS = _EVIDENCE, _POLICY = COLUMNS[-2:]
