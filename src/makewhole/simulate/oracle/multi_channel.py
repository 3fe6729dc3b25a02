"""Orders of the seller's other shops that did not arrive as they should, as the seller says.

At most what was shipped for the order and SKU: the larger of what the two shipment reports show.
The event is the estimated arrival, where a report shows one, else the day stated; the value is an
estimate of Amazon's and unknown.
"""

from collections import defaultdict
from datetime import date

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, add_up, units_finding
from makewhole.simulate.oracle.lots import Ask, on_or_before, set_off
from makewhole.simulate.oracle.orders import Orders
from makewhole.simulate.oracle.statements import told
from makewhole.simulate.oracle.values import UNKNOWN
from makewhole.simulate.rows import StatementRow

_KIND = "mcf_lost_damaged"


def multi_channel_findings(account: Account, orders: Orders) -> list[Finding]:
    """One finding per order and SKU still owed; a person always judges it."""
    asks = sorted(_asks(account), key=lambda ask: (ask.day, ask.id))
    for key in {(ask.row.order_id, ask.row.sku) for ask in asks}:
        own = [ask for ask in asks if (ask.row.order_id, ask.row.sku) == key]
        set_off(orders.paid(*key), own)
    for payment in account.money.closing(_KIND):
        fit = [ask for ask in asks if ask.row.fnsku == payment.row.fnsku]
        set_off([orders.gifts[id(payment)]], fit, on_or_before)
    first: dict[tuple[str, str], date] = {}
    for ask in asks:  # several statements of one order are one event, that of the first
        first.setdefault((ask.row.order_id, ask.row.sku), ask.day)
    return add_up([
        _finding(account, ask, first[ask.row.order_id, ask.row.sku]) for ask in asks if ask.left
    ])  # fmt: skip


def _asks(account: Account) -> list[Ask]:
    before: dict[tuple[str, str], int] = defaultdict(int)
    asks = []
    for row in told(account, _KIND):
        shipped, arrival = _shipped(account, row)
        units = row.units
        if shipped:
            units = max(0, min(units, shipped - before[row.order_id, row.sku]))
        before[row.order_id, row.sku] += row.units
        if units:
            asks.append(Ask(row, arrival or row.day, row.order_id, units))
    return asks


def _shipped(account: Account, row: StatementRow) -> tuple[int, date | None]:
    reports = account.reports
    lines = [one for one in reports.fulfilled if one.sku == row.sku
        and row.order_id in (one.order_id, one.merchant_order_id)]  # fmt: skip
    sold = [one for one in reports.sales if (one.order_id, one.sku) == (row.order_id, row.sku)]
    days = [one.arrival for one in lines if one.arrival]
    units = max(sum(one.units for one in lines), sum(one.units for one in sold))
    return units, max(days, default=None)


def _finding(account: Account, ask: Ask, day: date) -> Finding:
    row: StatementRow = ask.row
    event = Event(_KIND, day, row.fnsku, row.sku, account.products.asin(row.fnsku),
        order_id=row.order_id)  # fmt: skip
    value, valuation = UNKNOWN
    return units_finding(account.figures, event, affected=ask.left, owed=ask.left, value=value,
        valuation=valuation, currency=account.currency, review=True)  # fmt: skip
