"""Units a case granted, as the seller says, less what was paid in it and what is asked elsewhere.

Never from reports alone: what a payment leaves open stays in the finding of its own event, so that
units of the FNSKU any other finding still asks for come off.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, add_up, units_finding
from makewhole.simulate.oracle.lots import Ask, Gift, set_off
from makewhole.simulate.oracle.statements import told
from makewhole.simulate.rows import StatementRow

_KIND = "reimb_quantity_short"


def granted_findings(account: Account, others: Sequence[Finding]) -> list[Finding]:
    """One finding per case and FNSKU of which units were neither paid nor are asked elsewhere."""
    asks = [
        Ask(row, row.day, row.case_id, row.units) for row in told(account, _KIND) if row.case_id
    ]
    asks.sort(key=lambda ask: (ask.day, ask.id, ask.row.fnsku))
    for payment in account.money.payments:
        row = payment.row
        units = max(row.cash, 0) + max(row.inventory, 0)
        in_case = [ask for ask in asks if (ask.id, ask.row.fnsku) == (row.case_id, row.fnsku)]
        set_off([Gift(payment, row.day, row.id, units)], in_case)
    asked: dict[str, int] = defaultdict(int)
    for one in others:
        asked[one.event.fnsku] += one.units
    for fnsku, units in asked.items():
        own = [ask for ask in asks if ask.row.fnsku == fnsku]
        if own:
            set_off([Gift(fnsku, own[0].day, "", units)], own)
    return add_up([_finding(account, ask) for ask in asks if ask.left])


def _finding(account: Account, ask: Ask) -> Finding:
    row: StatementRow = ask.row
    event = Event(_KIND, row.day, row.fnsku, row.sku, reference_id=row.case_id)
    value: Decimal | None = None if row.amount is None else row.amount / row.units
    return units_finding(account.figures, event, affected=row.units, owed=ask.left, value=value,
        valuation="unknown" if value is None else "charge_difference",
        currency=row.currency or account.currency)  # fmt: skip
