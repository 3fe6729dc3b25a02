"""What the seller says of removals: parcels not received, short or wrong, units damaged.

No more units are asked for than left the centre: a parcel not received cannot be opened, a missing
unit cannot be the damaged one, so statements are heard in that order, those that name the parcel
before those that name the removal order alone. A parcel the carrier lost has a finding of its own;
units removed as unsellable cannot be owed as damaged.
"""

from collections import defaultdict
from datetime import date

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, add_up, units_finding
from makewhole.simulate.oracle.lots import Ask, Gift, on_or_before, set_off
from makewhole.simulate.oracle.removals import Removals
from makewhole.simulate.oracle.statements import told
from makewhole.simulate.rows import StatementRow

_KINDS = ("removal_not_received", "removal_wrong_or_short", "removal_damaged")

Parcel = tuple[str, str, str]  # removal order, FNSKU, tracking number


class _Parcels:
    """Units of each parcel that no statement has been heard of yet."""

    def __init__(self, account: Account) -> None:
        self.room: dict[Parcel, int] = defaultdict(int)
        self.unsellable: set[Parcel] = set()
        for row in account.reports.parcels:
            fnsku = row.fnsku or account.products.fnsku(row.sku)
            key = (row.order_id, fnsku, row.tracking)
            self.room[key] += row.units
            if row.disposition.upper() != "SELLABLE":
                self.unsellable.add(key)

    def of(self, row: StatementRow) -> list[Parcel]:
        """The parcels a statement may speak of."""
        return [
            key for key in self.room
            if key[:2] == (row.removal_order_id, row.fnsku) and row.tracking in ("", key[2])
        ]  # fmt: skip

    def take(self, row: StatementRow) -> int:
        """As many of the stated units as the parcels still have; all where none is in hand."""
        keys = self.of(row)
        units = row.units if not keys else 0
        for key in keys:
            taken = min(row.units - units, self.room[key])
            self.room[key] -= taken
            units += taken
        return units


def stated_removal_findings(
    account: Account, removals: Removals, unknown: list[Gift]
) -> list[Finding]:
    """One finding per statement still owed."""
    parcels = _Parcels(account)
    rows = told(account, *_KINDS)
    heard = {
        id(row): parcels.take(row)
        for row in sorted(rows, key=lambda row: (not row.tracking, _KINDS.index(row.kind)))
    }
    asks = [
        Ask(row, row.day, row.removal_order_id, heard[id(row)])
        for row in rows
        if heard[id(row)] and not _is_told_elsewhere(row, parcels, removals)
    ]
    asks.sort(key=_turn)
    _pay(account, asks, removals.gifts, unknown)
    return add_up([_finding(account, ask, parcels) for ask in asks if ask.left])


def _turn(ask: Ask) -> tuple[date, str, bool, str, int]:
    """The oldest first; of one day by removal order and parcel, then by kind."""
    tracking = ask.row.tracking
    return ask.day, ask.id, not tracking, tracking, _KINDS.index(ask.row.kind)


def _is_told_elsewhere(row: StatementRow, parcels: _Parcels, removals: Removals) -> bool:
    keys = parcels.of(row)
    if row.kind == "removal_damaged" and parcels.unsellable & set(keys):
        return True
    return bool(removals.lost & set(keys))


def _pay(account: Account, asks: list[Ask], lost: list[Gift], unknown: list[Gift]) -> None:
    """Payments for damaged removals, then whatever removals were paid for, then unknown ones."""
    damaged = [payment.gift() for payment in account.money.closing("removal_damaged")]
    for gift in damaged:
        own = [ask for ask in asks if ask.row.kind == "removal_damaged"]
        set_off([gift], _of(gift, own), on_or_before)
    rest = sorted([*damaged, *lost], key=lambda gift: (gift.day, gift.id))
    for gift in (*rest, *unknown):
        set_off([gift], _of(gift, asks), on_or_before)


def _of(gift: Gift, asks: list[Ask]) -> list[Ask]:
    return [ask for ask in asks if ask.row.fnsku == gift.row.row.fnsku]


def _finding(account: Account, ask: Ask, parcels: _Parcels) -> Finding:
    row: StatementRow = ask.row
    keys = parcels.of(row)
    value, valuation = account.values.before_order(row.sku, row.fnsku, row.day)
    event = Event(row.kind, row.day, row.fnsku, row.sku, account.products.asin(row.fnsku),
        removal_order_id=row.removal_order_id, reference_id=row.tracking)  # fmt: skip
    return units_finding(account.figures, event, affected=ask.left, owed=ask.left, value=value,
        valuation=valuation, currency=account.currency,
        review=not keys or bool(parcels.unsellable & set(keys)))  # fmt: skip
