"""One proven sum as the contract of findings writes it, and how its days and decision follow.

A finding waits until the claim type's opening day: the event's day plus the longer of the stated
and the prudent wait, plus one. It may be claimed on the closing day itself and has expired on the
next. A window that is only assumed never expires: after its last day a person must judge. So must
they, from the opening day on, where there is no window or it has no end.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.dates import days_after, months_after
from makewhole.money import cents, plain, round_half_up
from makewhole.simulate.figures import Figures, Window


@dataclass(frozen=True, slots=True)
class Event:
    """The ids and the day of one source event."""

    claim_type: str
    event_date: date
    fnsku: str = ""
    msku: str = ""
    asin: str = ""
    order_id: str = ""
    shipment_id: str = ""
    removal_order_id: str = ""
    reimbursement_id: str = ""
    settlement_id: str = ""
    reference_id: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is owed for one event. `units` are 0 where it is about money only."""

    event: Event
    marketplace: str
    decision: str
    opens_on: date
    remind_by: date | None
    closes_on: date | None
    units_affected: int
    units_compensated: int
    units: int
    unit_value: Decimal | None
    amount: Decimal | None
    currency: str
    valuation: str

    def line(self) -> dict[str, Any]:
        """The finding as a line of truth, in the names of the contract."""
        ids = {
            name: getattr(self.event, name) or None
            for name in self.event.__dataclass_fields__
            if name not in ("claim_type", "event_date")
        }
        return {
            "claim_type": self.event.claim_type, "decision": self.decision,
            "marketplace": self.marketplace, **ids,
            "event_date": _day(self.event.event_date), "opens_on": _day(self.opens_on),
            "remind_by": _day(self.remind_by), "closes_on": _day(self.closes_on),
            "units_affected": self.units_affected, "units_compensated": self.units_compensated,
            "units": self.units, "unit_value": _money(self.unit_value, self.currency),
            "amount": _money(self.amount, self.currency), "currency": self.currency,
            "valuation": self.valuation,
        }  # fmt: skip


def days_of(window: Window, event_date: date) -> tuple[date, date | None, date | None]:
    """The first day to file, the day to remind by, and the last day (None where none is sure)."""
    opens_on = days_after(event_date, max(window.open_after, window.soft_wait) + 1)
    last: date | None = None
    if window.close_days is not None:
        last = days_after(event_date, window.close_days)
    elif window.close_months is not None:
        last = months_after(event_date, window.close_months)
    return opens_on, last, None if window.assumed else last


def decide(window: Window, event_date: date, as_of: date, review: bool) -> str:
    """What an audit of one day asks of its reader."""
    opens_on, remind_by, closes_on = days_of(window, event_date)
    if as_of < opens_on:
        return "wait"
    if closes_on is not None and as_of > closes_on:
        return "expired"
    if window.action == "report_only":
        return window.action
    beyond = remind_by is None or as_of > remind_by
    return "review" if review or beyond else window.action


def units_finding(
    figures: Figures, event: Event, *, affected: int, owed: int, value: Decimal | None,
    valuation: str, currency: str, review: bool = False,
) -> Finding:  # fmt: skip
    """A finding about units: the amount is units times the unit's value."""
    return _finding(figures, event, review=review, currency=currency, valuation=valuation,
        units_affected=affected, units_compensated=affected - owed, units=owed, unit_value=value,
        amount=None if value is None else value * owed)  # fmt: skip


def money_finding(
    figures: Figures,
    event: Event,
    *,
    amount: Decimal,
    valuation: str,
    currency: str,
    review: bool = False,
) -> Finding:
    """A finding about money only: no units, no unit value."""
    return _finding(figures, event, review=review, currency=currency, valuation=valuation,
        units_affected=0, units_compensated=0, units=0, unit_value=None, amount=amount)  # fmt: skip


def _finding(figures: Figures, event: Event, *, review: bool, **facts: Any) -> Finding:
    window = figures.window(event.claim_type)
    opens_on, remind_by, closes_on = days_of(window, event.event_date)
    return Finding(
        event=event, marketplace=figures.store, opens_on=opens_on, remind_by=remind_by,
        closes_on=closes_on, decision=decide(window, event.event_date, figures.as_of, review),
        **facts,
    )  # fmt: skip


def add_up(findings: list[Finding]) -> list[Finding]:
    """Findings of one event as one: units and amounts added (equal ledger rows are one event)."""
    merged: dict[Event, Finding] = {}
    for one in findings:
        held = merged.get(one.event)
        merged[one.event] = one if held is None else _sum(held, one)
    return list(merged.values())


def _sum(held: Finding, more: Finding) -> Finding:
    amount = None
    if held.amount is not None and more.amount is not None:
        amount = held.amount + more.amount
    return replace(
        held,
        decision="review" if "review" in (held.decision, more.decision) else held.decision,
        units_affected=held.units_affected + more.units_affected,
        units_compensated=held.units_compensated + more.units_compensated,
        units=held.units + more.units,
        amount=amount,
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _money(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else plain(round_half_up(amount, cents(currency)))
