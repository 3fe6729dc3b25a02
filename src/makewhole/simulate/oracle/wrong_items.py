"""Returns that turned out to be something else, as far as the seller says so.

At most the units that came back for the order and SKU and that Amazon does not say it reimbursed; a
unit that has a finding of its own, open or paid, is not asked for again; then payments that name
the order, then those that name none. What is stated of the same removal order is told there.
"""

from collections import defaultdict

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, add_up, units_finding
from makewhole.simulate.oracle.lots import Ask, Gift, on_or_before, set_off
from makewhole.simulate.oracle.orders import Orders
from makewhole.simulate.oracle.statements import told
from makewhole.simulate.rows import StatementRow

_KIND = "return_wrong_item"


def wrong_item_findings(account: Account, orders: Orders) -> list[Finding]:
    """One finding per statement still owed; a person always judges it."""
    asks = sorted(_asks(account), key=lambda ask: (ask.day, ask.id))
    for key in {(ask.row.order_id, ask.row.sku) for ask in asks}:
        own = [ask for ask in asks if (ask.row.order_id, ask.row.sku) == key]
        set_off([Gift(key, own[0].day, "", orders.told_of(*key))], own)
        set_off(orders.paid(*key), own)
    for payment in account.money.closing(_KIND):
        fit = [ask for ask in asks if ask.row.fnsku == payment.row.fnsku]
        set_off([orders.gifts[id(payment)]], fit, on_or_before)
    return add_up([_finding(account, ask) for ask in asks if ask.left])


def _asks(account: Account) -> list[Ask]:
    shown: dict[tuple[str, str], int] = defaultdict(int)
    for back in account.reports.returns:
        units = 0 if back.status.lower() == "reimbursed" else back.units
        shown[back.order_id, back.sku] += units
    in_removals = {(row.removal_order_id, row.fnsku)
        for row in told(account, "removal_wrong_or_short")}  # fmt: skip
    asks = []
    for row in told(account, _KIND):
        key, units = (row.order_id, row.sku), row.units
        if key in shown:
            units = min(units, max(0, shown[key]))
            shown[key] -= row.units
        if units and (row.removal_order_id, row.fnsku) not in in_removals:
            asks.append(Ask(row, row.day, row.order_id, units))
    return asks


def _finding(account: Account, ask: Ask) -> Finding:
    row: StatementRow = ask.row
    item = account.items.get((row.order_id, row.sku))
    value, valuation = account.values.after_order(item)
    event = Event(_KIND, row.day, row.fnsku, row.sku, account.products.asin(row.fnsku),
        order_id=row.order_id, removal_order_id=row.removal_order_id,
        reference_id=row.plate)  # fmt: skip
    currency = item.currency if item and value is not None else account.currency
    return units_finding(account.figures, event, affected=ask.left, owed=ask.left, value=value,
        valuation=valuation, currency=currency, review=True)  # fmt: skip
