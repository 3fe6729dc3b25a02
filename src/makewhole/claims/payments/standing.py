"""What a case's payments make of it: paid, paid in part, or reversed.

Units count first: cash and kind. Then money, where there is a figure to hold it against: what
was granted, else what was claimed. A claim at Amazon's own earlier rate is an estimate, so a
difference counts only if it is above 1.00 and above 5 % (as for reimbursements paid too low);
any other claim is exact to the cent. Money in another currency is never held against it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from makewhole.claims.models import AWAITING_MONEY, Case, PaymentKind, PaymentMatch, State
from makewhole.terms import Valuation

_SMALL_SUM = Decimal("1.00")
_SMALL_SHARE = Decimal("0.05")
_ESTIMATES = (Valuation.AMAZON_RATE, Valuation.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Standing:
    """Net units and cash that reached a case, the value of what came in kind, and the gap left.

    `gap` is in the case's currency; None where it cannot be told. `state` is None while no
    payment has come.
    """

    state: State | None
    units: int
    cash: Decimal
    gap: Decimal | None
    last_day: date | None


def standing(case: Case, matches: Iterable[PaymentMatch]) -> Standing:
    """Where the matched payments leave a case."""
    listed = list(matches)
    units = sum(each.cash_units + each.inventory_units for each in listed)
    own = [each for each in listed if each.currency == case.currency or case.currency is None]
    cash = sum((each.amount for each in own), Decimal("0.00"))
    last = max((each.payment.approval_date for each in listed), default=None)
    if not listed:
        return Standing(None, 0, cash, None, None)
    gap = _gap(case, own, cash) if len(own) == len(listed) else None
    state = _state(case, listed, units, cash=cash, gap=gap)
    return Standing(state, units, cash, gap, last)


def _state(
    case: Case, matches: list[PaymentMatch], units: int, *, cash: Decimal, gap: Decimal | None
) -> State:
    taken_back = any(each.payment.kind == PaymentKind.REVERSAL for each in matches)
    if taken_back and units <= 0 and cash <= 0:
        return State.REVERSED
    short = units < _expected_units(case) or (gap is not None and gap > _allowed(case))
    return State.PART_PAID if short else State.PAID


def _expected_units(case: Case) -> int:
    return case.claimed_units if case.granted_units is None else case.granted_units


def _expected(case: Case) -> Decimal | None:
    expected: Decimal | None = case.granted_amount
    return case.claimed_amount if expected is None else expected


def _gap(case: Case, matches: list[PaymentMatch], cash: Decimal) -> Decimal | None:
    """What is missing in money; units in kind count at the case's own value of a unit."""
    expected = _expected(case)
    if expected is None:
        return None
    in_kind = sum(each.inventory_units for each in matches)
    units = _expected_units(case)
    per_unit = expected / units if units else Decimal(0)
    return max(Decimal("0.00"), (expected - cash - in_kind * per_unit).quantize(Decimal("0.01")))


def _allowed(case: Case) -> Decimal:
    """How large a gap may be before it counts."""
    if case.granted_amount is not None or not _is_estimate(case):
        return Decimal("0.00")
    return max(_SMALL_SUM, (_expected(case) or Decimal(0)) * _SMALL_SHARE)


def _is_estimate(case: Case) -> bool:
    return case.lines.filter(finding__valuation__in=_ESTIMATES).exists()


def may_be_paid(case: Case) -> bool:
    """Whether a payment without a case id may be taken for this case's."""
    return case.state in AWAITING_MONEY
