"""The facts a letter or a pack may state about a case, each drawn from a finding or a row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from makewhole.claims import handling
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases import selectors
from makewhole.claims.cases.apart import paid_apart
from makewhole.claims.documents.selectors import papers
from makewhole.claims.exhibits.rows import Place, SourceRow, source_rows
from makewhole.claims.models import Audit, Case, CaseLine, Finding
from makewhole.money import cents, plain, round_half_up

# Roles of rows that were set off against what was lost; what Amazon settled itself is one of them.
SET_OFF = frozenset({
    "found", "paid", "in_kind", "returned", "credited", "located", "overage", "ordered", "stated",
    "settled", "posted", "top_up", "explained", "corrected", "re_evaluated",
})  # fmt: skip
REVERSED = "reversed"
# Roles that price a unit or give context; their units are never counted.
_ABOUT_VALUE = frozenset({"priced", "measured", "charged", "refunded", "shipment", "received"})


@dataclass(frozen=True, slots=True)
class SetOff:
    """Units (of money claims: cents) that stand against the ones lost, and the row showing it."""

    role: str
    units: int
    day: date | None
    id: str | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One finding within the case. `units` and `amount` are what the case asks for."""

    finding_id: str
    event_date: date
    fnsku: str | None
    msku: str | None
    asin: str | None
    order_id: str | None
    shipment_id: str | None
    removal_order_id: str | None
    reimbursement_id: str | None
    settlement_id: str | None
    reference_id: str | None
    affected: int
    compensated: int
    units: int
    unit_value: Decimal | None
    documented_unit_value: Decimal | None
    amount: Decimal | None
    valuation: str
    explanation: str
    centre: str | None
    code: str | None
    disposition: str | None
    tracking: str | None
    paid_a_unit: Decimal | None
    paid_units: int | None
    set_off: tuple[SetOff, ...]

    @property
    def is_money(self) -> bool:
        """Whether the finding is about a sum only, not about units."""
        return self.affected == 0

    @property
    def id(self) -> str:
        """The id by which Amazon finds the record."""
        given = (
            self.shipment_id, self.removal_order_id, self.order_id, self.reimbursement_id,
            self.settlement_id, self.reference_id, self.fnsku,
        )  # fmt: skip
        return next(each for each in (*given, self.finding_id) if each)

    @property
    def proven_amount(self) -> Decimal | None:
        """The amount, where a row or a paper in the case shows it; else Amazon is to value it."""
        if self.is_money or self.valuation == "order_proceeds":
            return self.amount
        return self.amount if self.documented_unit_value is not None else None


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of the case, as attached."""

    name: str
    kind: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What may be said of a case. Figures are those of its lines; nothing is computed but sums."""

    label: str
    account: str
    claim_type: str
    title: str
    marketplace: str | None
    currency: str | None
    state: str
    amazon_case_id: str | None
    filed_on: date | None
    decided_on: date | None
    opens_on: date | None
    closes_on: date | None
    denial_reason: str
    granted_units: int | None
    granted_amount: Decimal | None
    paid_units: int
    paid_amount: Decimal
    paid_apart: Mapping[str, Decimal]
    as_of: date
    lines: tuple[LineFacts, ...]
    papers: tuple[Paper, ...]
    rows: Mapping[Place, SourceRow]

    @property
    def units(self) -> int:
        """Units asked for."""
        return sum(line.units for line in self.lines)

    @property
    def amount(self) -> Decimal | None:
        """The sum asked for; None where that of any line is unknown."""
        return _total(line.amount for line in self.lines)

    @property
    def proven_amount(self) -> Decimal | None:
        """The sum that may be named in a letter; None where Amazon is to value the units."""
        return _total(line.proven_amount for line in self.lines)

    @property
    def open_units(self) -> int:
        """Units asked for and not paid so far."""
        return max(0, self.units - self.paid_units)

    @property
    def open_amount(self) -> Decimal | None:
        """The sum asked for and not paid so far; None where it is unknown."""
        return None if self.amount is None else max(Decimal(0), self.amount - self.paid_amount)

    @property
    def is_all_paid(self) -> bool:
        """Whether nothing of what was asked for is open any more."""
        return self.open_amount == 0 if self.is_money else self.open_units == 0

    @property
    def is_value_paid(self) -> bool:
        """Whether every unit and all of the proven sum has been paid."""
        proven = self.proven_amount
        return proven is not None and self.paid_amount >= proven and self.paid_units >= self.units

    @property
    def is_money(self) -> bool:
        """Whether the case is about sums only."""
        return all(line.is_money for line in self.lines)

    @property
    def set_off(self) -> tuple[SetOff, ...]:
        """All that stands against the units lost, each row once, by day."""
        found = {
            (each.file, each.line, each.role): each for ln in self.lines for each in ln.set_off
        }
        return tuple(sorted(found.values(), key=lambda each: (each.day or date.min, each.line)))

    def all(self, name: str) -> tuple[str, ...]:
        """The different values of an id among the lines, in order."""
        found = (getattr(line, name) for line in self.lines)
        return tuple(dict.fromkeys(each for each in found if each))


def case_facts(scope: Scope, number: int, home: Path) -> CaseFacts:
    """The facts of a case, its rows looked up in the books of the home.

    Errors: CaseMissing.
    """
    case = selectors.case(scope, number)
    lines = list(selectors.lines(case))
    rows = source_rows(home, case.account.name, [line.finding for line in lines])
    return facts_of(case, lines, rows)


def facts_of(case: Case, lines: Iterable[CaseLine], rows: Mapping[Place, SourceRow]) -> CaseFacts:
    """The facts of a case whose rows are at hand."""
    known = handling.claim_type(case.claim_type)
    audit = Audit.objects.filter(accounts=case.account_id).order_by("-as_of", "-pk").first()
    listed = list(lines)
    as_of = audit.as_of if audit else max(line.finding.event_date for line in listed)
    return CaseFacts(
        label=case.label,
        account=case.account.name,
        claim_type=case.claim_type,
        title=known.title if known is not None else case.claim_type,
        marketplace=case.marketplace,
        currency=case.currency,
        state=case.state,
        amazon_case_id=case.amazon_case_id,
        filed_on=case.filed_on,
        decided_on=case.decided_on,
        opens_on=case.opens_on,
        closes_on=case.closes_on,
        denial_reason=case.denial_reason,
        granted_units=case.granted_units,
        granted_amount=case.granted_amount,
        paid_units=case.paid_units,
        paid_amount=case.paid_amount,
        paid_apart=paid_apart(case),
        as_of=as_of,
        lines=tuple(_line(line, case.account.name, rows) for line in listed),
        papers=tuple(
            Paper(_clean(each.document.name), each.kind, each.document.sha256, each.document.size)
            for each in papers(case)
        ),
        rows=rows,
    )


def _line(line: CaseLine, account: str, rows: Mapping[Place, SourceRow]) -> LineFacts:
    finding = line.finding
    cited = [(each, rows.get((account, each["file"] or "", each["line"]))) for each in
             finding.evidence]  # fmt: skip
    opened = [(each, row) for each, row in cited if row is not None and _opens(each["role"])]
    # rows without units are context: they come after the row that the finding is about
    opened.sort(key=lambda pair: pair[0]["units"] is None)
    opening = opened[0][1] if opened else None
    original = opening.value("original_reimbursement_id") if opening else None
    return LineFacts(
        **{name: _ids(finding, name) for name in _IDS}
        # a reversal refers to the reimbursement that its row names
        | ({"reference_id": _clean(original)} if original and not finding.reference_id else {}),
        finding_id=finding.finding_id,
        event_date=finding.event_date,
        affected=finding.units_affected,
        compensated=finding.units_compensated,
        units=line.units,
        unit_value=finding.unit_value,
        documented_unit_value=line.documented_unit_value,
        amount=line.amount,
        valuation=finding.valuation,
        explanation=_clean(finding.explanation),
        set_off=tuple(_set_off(each, row) for each, row in cited if each["role"] in SET_OFF),
        **{name: _clean(opening.value(column)) if opening else None
           for name, column in _OF_THE_ROW.items()},
        paid_a_unit=opening.value("amount_per_unit") if opening else None,
        paid_units=opening.value("cash_units") if opening else None,
    )  # fmt: skip


_IDS = (
    "fnsku", "msku", "asin", "order_id", "shipment_id", "removal_order_id", "reimbursement_id",
    "settlement_id", "reference_id",
)  # fmt: skip
_OF_THE_ROW = {
    "centre": "fulfillment_center", "code": "reason", "disposition": "disposition",
    "tracking": "tracking_number",
}  # fmt: skip


def _ids(finding: Finding, name: str) -> Any:
    return _clean(getattr(finding, name))


def _opens(role: str) -> bool:
    return not (role in SET_OFF or role in _ABOUT_VALUE or role.startswith("settled_"))


def _set_off(each: Mapping[str, Any], row: SourceRow | None) -> SetOff:
    day = name = None
    if row is not None:
        dates = ("approval_date", "event_date", "return_date", "posted_date", "shipment_date")
        day = next((row.value(column) for column in dates if row.value(column)), None)
        ids = ("reimbursement_id", "license_plate_number", "reference_id", "settlement_id")
        name = next((row.value(column) for column in ids if row.value(column)), None)
    return SetOff(each["role"], each["units"] or 0, day, _clean(name), each["file"], each["line"])


def _clean(text: Any) -> Any:
    """One line of text without control characters; ids as the report prints them."""
    if not isinstance(text, str):
        return text
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    listed = list(amounts)
    known = [amount for amount in listed if amount is not None]
    return sum(known, Decimal(0)) if listed and len(known) == len(listed) else None


def money(amount: Decimal | None, currency: str | None) -> str | None:
    """An amount with its currency, as a letter states it: `12.50 USD`."""
    return None if amount is None else f"{figure(amount, currency)} {currency}"


def figure(amount: Decimal, currency: str | None) -> str:
    """An amount with the places of its currency, with more only where it needs them.

    >>> figure(Decimal("5.5400"), "USD"), figure(Decimal("1200.00"), "JPY")
    ('5.54', '1200')
    """
    step = cents(currency or "")
    whole = round_half_up(amount, step)
    return plain(whole if whole == amount else amount.normalize())
