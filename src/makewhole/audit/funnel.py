"""The funnel: per claim type what was seen, explained, owed, and what was not checked."""

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.engine import Engine, load_folder
from makewhole.money import plain

FUNNEL_STATEMENTS = {f.name: f.statements for f in load_folder("makewhole.audit")}["funnel"]


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A claim type that could not be judged for want of a report; `events` None means none could.

    `report` may name several, of which one will do, with `|` between them.
    """

    account: str
    claim_type: str
    report: str
    events: int | None

    def __str__(self) -> str:
        wanted = " or ".join(self.report.split("|"))
        some = "" if self.events is None else f" ({self.events} events)"
        return f"not checked: {self.claim_type}{some} needs {wanted}"


@dataclass(frozen=True, slots=True)
class Decided:
    """How many events of a claim type got one decision: units, and money in one currency.

    `unvalued` of the events have no known value; their money is not in `amount`.
    """

    decision: str
    currency: str
    events: int
    units: int
    amount: Decimal | None
    unvalued: int


@dataclass(frozen=True, slots=True)
class ClaimTypeFunnel:
    """One claim type of one account: seen - explained = owed, stage by stage."""

    account: str
    claim_type: str
    events: int
    units_seen: int
    units_explained: int
    units_owed: int
    stages: list[tuple[str, str, int]] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Funnel:
    """The whole audit in figures. `reports` are (account, report, files, rows kept)."""

    as_of: date
    claim_types: list[ClaimTypeFunnel]
    not_checked: list[NotChecked]
    reports: list[tuple[str, str, int, int]]

    @classmethod
    def of(cls, engine: Engine, as_of: date, not_checked: list[NotChecked]) -> "Funnel":
        """The funnel of the audit whose tables the engine holds."""
        types: dict[tuple[str, str], ClaimTypeFunnel] = {}
        for account, kind, *figures in engine.rows(FUNNEL_STATEMENTS["seen"]):
            types[account, kind] = ClaimTypeFunnel(account, kind, *figures)
        for account, kind, stage, role, units in engine.rows(FUNNEL_STATEMENTS["explained"]):
            types[account, kind].stages.append((stage, role, units))
        for account, kind, *decided in engine.rows(FUNNEL_STATEMENTS["decided"]):
            types[account, kind].decisions.append(Decided(*decided))
        reports = [tuple(row) for row in engine.rows(FUNNEL_STATEMENTS["read"])]
        return cls(as_of, list(types.values()), not_checked, reports)

    def as_dict(self) -> dict[str, Any]:
        """The funnel as plain values for one JSON object."""
        return {
            "as_of": self.as_of.isoformat(),
            "claim_types": [_type_as_dict(kind) for kind in self.claim_types],
            "not_checked": [asdict(one) for one in self.not_checked],
            "reports": [
                {"account": account, "report": report, "files": files, "rows_kept": rows}
                for account, report, files, rows in self.reports
            ],
        }


def _type_as_dict(kind: ClaimTypeFunnel) -> dict[str, Any]:
    figures = asdict(kind)
    figures["stages"] = [
        {"stage": stage, "by": role, "units": units} for stage, role, units in kind.stages
    ]
    for decided in figures["decisions"]:
        amount = decided["amount"]
        decided["amount"] = None if amount is None else plain(amount)
    return figures
