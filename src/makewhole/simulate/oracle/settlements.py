"""Settlements whose lines add up to more than the total that was paid out."""

from decimal import Decimal

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, money_finding


def settlement_findings(account: Account) -> list[Finding]:
    """One finding per settlement short by more than a cent; a surplus is none."""
    found = []
    for one in account.reports.settlements:
        short = sum((line.amount for line in one.lines), Decimal(0)) - one.total
        if one.end <= account.as_of and short > Decimal("0.01"):
            event = Event("settlement_error", one.end, settlement_id=one.id)
            found.append(money_finding(account.figures, event, amount=short,
                valuation="charge_difference", currency=one.currency))  # fmt: skip
    return found
