"""Parcels of removed sellable stock that the carrier never delivered.

Judged only where the seller's tracking file knows the parcel: no delivery day, and either called
lost or not heard of for more than fourteen days. Payments for lost removals come off the oldest
parcel first, then what payments without a telling reason have left.
"""

from datetime import timedelta

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, add_up, units_finding
from makewhole.simulate.oracle.lots import Ask, Gift, oldest, on_or_before, set_off
from makewhole.simulate.rows import ParcelRow, TrackingRow

_SILENT = timedelta(days=14)


class Removals:
    """All parcels the carrier lost, after their set-offs; `gifts` is what payments have left."""

    def __init__(self, account: Account, unknown: list[Gift]) -> None:
        self._account = account
        self._asks = _lost(account)
        self.lost = {(one.row.order_id, one.row.fnsku, one.row.tracking) for one in self._asks}
        self.gifts = [payment.gift() for payment in account.money.closing("removal_lost")]
        for gift in (*self.gifts, *unknown):
            fnsku = gift.row.row.fnsku
            set_off([gift], [ask for ask in self._asks if ask.row.fnsku == fnsku], on_or_before)

    def findings(self) -> list[Finding]:
        """One finding per parcel line still owed."""
        return add_up([_finding(self._account, ask) for ask in self._asks if ask.left])


def _lost(account: Account) -> list[Ask]:
    tracked = {row.tracking: row for row in account.reports.tracking}
    return oldest(
        Ask(row, row.day, row.tracking, row.units)
        for row in account.reports.parcels
        if row.type == "Return" and row.disposition.upper() == "SELLABLE"
        and _is_lost(account, tracked.get(row.tracking))
    )  # fmt: skip


def _is_lost(account: Account, row: TrackingRow | None) -> bool:
    if row is None or row.delivered:
        return False
    return row.status == "lost" or row.last_event < account.as_of - _SILENT


def _finding(account: Account, ask: Ask) -> Finding:
    row: ParcelRow = ask.row
    value, valuation = account.values.before_order(row.sku, row.fnsku, row.day)
    event = Event("removal_lost", row.day, row.fnsku, row.sku, account.products.asin(row.fnsku),
        removal_order_id=row.order_id, reference_id=row.tracking)  # fmt: skip
    return units_finding(account.figures, event, affected=row.units, owed=ask.left, value=value,
        valuation=valuation, currency=account.currency)  # fmt: skip
