"""How close a tool's findings come to a truth: precision and recall of what it says is owed.

Two lines are the same finding where claim type, the event's own ids and its day agree. Lines of one
event are added up first, on both sides, so that two equal ledger rows may be one finding or two.
Only what is owed counts (`claim`, `wait`, `review`, `expired`); `rejected` and `report_only` lines
are ignored. Fee findings are one per product and calendar month.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Line = Mapping[str, Any]
Key = tuple[str, ...]

OWED = ("claim", "wait", "review", "expired")
DEADLINES = ("decision", "opens_on", "remind_by", "closes_on")
_IDS = {
    "fc": ("reference_id",), "inbound": ("shipment_id",), "return": ("order_id",),
    "refund": ("order_id",), "replacement": ("order_id", "reference_id"),
    "removal": ("removal_order_id", "reference_id"), "reimb": ("reimbursement_id",),
    "settlement": ("settlement_id",), "fee": (), "mcf": ("order_id",), "fbm": ("order_id",),
}  # fmt: skip


@dataclass(slots=True)
class Event:
    """All lines of one event, added up; the sum is None where the value of a line is unknown."""

    key: Key
    units: int = 0
    amount: Decimal | None = Decimal(0)
    currency: str = ""
    deadlines: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    day: str = ""

    def add(self, line: Line) -> None:
        """Count a line in."""
        self.units += int(line.get("units") or 0)
        amount = line.get("amount")
        if amount is None or self.amount is None:
            self.amount = None
        else:
            self.amount += Decimal(str(amount))
        self.currency = line.get("currency") or ""
        for name in DEADLINES:
            self.deadlines[name].add(str(line.get(name) or "none"))
        self.day = min(filter(None, (self.day, str(line["event_date"]))))

    def __str__(self) -> str:
        claim_type, *ids = self.key
        return f"{claim_type} {' '.join(part for part in ids if part)}"


@dataclass(frozen=True, slots=True)
class Share:
    """A precision and a recall, each from 0 to 1 (1 where there was nothing to get wrong)."""

    precision: Decimal
    recall: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """The result: shares by what is measured, and every difference in words."""

    findings: Share
    units: Share
    money: dict[str, Share]
    deadlines: Share
    mismatches: list[str]

    @property
    def is_perfect(self) -> bool:
        """Whether truth and findings agree in everything measured."""
        return not self.mismatches


def score(truth: Iterable[Line], findings: Iterable[Line]) -> Score:
    """Compare findings with the truth.

    >>> lost = {"claim_type": "fc_lost", "decision": "claim", "fnsku": "X1", "reference_id": "7",
    ...         "event_date": "2026-09-01", "units": 2, "amount": "10.00", "currency": "USD"}
    >>> score([lost], [lost]).is_perfect
    True
    >>> score([lost], []).findings
    Share(precision=Decimal('1.0000'), recall=Decimal('0.0000'))
    """
    true_lines, found_lines = list(truth), list(findings)
    names = _fnskus([*true_lines, *found_lines])
    true, found = _events(true_lines, names), _events(found_lines, names)
    both = sorted(set(true) & set(found))
    pairs = [(true[key], found[key]) for key in both]
    currencies = sorted({one.currency for one in (*true.values(), *found.values())} - {""})
    exact = sum(1 for one, other in pairs if one.deadlines == other.deadlines)
    return Score(
        findings=_share(len(both), len(found), len(true)),
        units=_share(
            sum(min(one.units, other.units) for one, other in pairs),
            sum(one.units for one in found.values()), sum(one.units for one in true.values()),
        ),
        money={currency: _money(currency, pairs, found, true) for currency in currencies},
        deadlines=_share(exact, len(found), len(true)),
        mismatches=[*_missing(true, found), *_invented(true, found), *_differing(pairs)],
    )  # fmt: skip


def _fnskus(lines: Iterable[Line]) -> dict[str, str]:
    """The FNSKU of each seller SKU, from every line that names both."""
    known: dict[str, str] = {}
    for line in lines:
        if line.get("msku") and line.get("fnsku"):
            known[line["msku"]] = min(line["fnsku"], known.get(line["msku"], line["fnsku"]))
    return known


def _events(lines: Iterable[Line], names: Mapping[str, str]) -> dict[Key, Event]:
    events: dict[Key, Event] = {}
    for line in lines:
        if line["decision"] in OWED:
            key = _key(line, names)
            events.setdefault(key, Event(key)).add(line)
    return events


def _key(line: Line, names: Mapping[str, str]) -> Key:
    claim_type = str(line["claim_type"])
    family = claim_type.split("_")[0]
    ids = [str(line.get(name) or "") for name in _IDS.get(family, ("reference_id",))]
    msku = line.get("msku") or ""
    product = line.get("fnsku") or names.get(msku, msku)
    day = str(line["event_date"])
    return (claim_type, *ids, "" if family == "settlement" else str(product),
        day[:7] if family == "fee" else day)  # fmt: skip


def _share(hit: Decimal | int, found: Decimal | int, true: Decimal | int) -> Share:
    return Share(_ratio(hit, found), _ratio(hit, true))


def _ratio(hit: Decimal | int, of: Decimal | int) -> Decimal:
    # rounded down, so that 1.0000 is said of nothing but all of it
    ratio = Decimal(hit) / Decimal(of) if of else Decimal(1)
    return ratio.quantize(Decimal("0.0001"), rounding="ROUND_DOWN")


def _money(
    currency: str, pairs: list[tuple[Event, Event]], found: dict[Key, Event], true: dict[Key, Event]
) -> Share:
    def sum_of(events: Iterable[Event]) -> Decimal:
        return sum(
            (one.amount or Decimal(0) for one in events if one.currency == currency), Decimal(0)
        )

    shared = [
        min(one.amount or Decimal(0), other.amount or Decimal(0))
        for one, other in pairs if one.currency == other.currency == currency
    ]  # fmt: skip
    return _share(sum(shared, Decimal(0)), sum_of(found.values()), sum_of(true.values()))


def _missing(true: dict[Key, Event], found: dict[Key, Event]) -> Iterable[str]:
    for key in sorted(set(true) - set(found)):
        yield f"missing: {true[key]}, {_sum(true[key])}{_elsewhere(key, found)}"


def _invented(true: dict[Key, Event], found: dict[Key, Event]) -> Iterable[str]:
    for key in sorted(set(found) - set(true)):
        yield f"not owed: {found[key]}, {_sum(found[key])}{_elsewhere(key, true)}"


def _elsewhere(key: Key, events: dict[Key, Event]) -> str:
    """Says so where the other side has the same event on another day."""
    days = sorted(other[-1] for other in events if other[:-1] == key[:-1])
    return f" (the other side has it on {', '.join(days)})" if days and any(key[1:-1]) else ""


def _sum(one: Event) -> str:
    amount = "value unknown" if one.amount is None else f"{one.amount} {one.currency}"
    return f"{one.units} units, {amount}, {'/'.join(sorted(one.deadlines['decision']))}"


def _differing(pairs: Iterable[tuple[Event, Event]]) -> Iterable[str]:
    for true, found in pairs:
        facts = [("units", str(true.units), str(found.units))]
        facts += [("amount", str(true.amount), str(found.amount))] if _unequal(true, found) else []
        facts += [("currency", true.currency, found.currency)]
        facts += [
            (name, "/".join(sorted(true.deadlines[name])), "/".join(sorted(found.deadlines[name])))
            for name in DEADLINES
        ]
        facts += [("event_date", true.day, found.day)]
        for name, should, said in facts:
            if should != said:
                yield f"differs: {true}, {name} should be {should}, is {said}"


def _unequal(true: Event, found: Event) -> bool:
    return true.amount != found.amount
