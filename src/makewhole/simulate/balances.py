"""Amazon's own stock balance, month by month: what stood on each shelf, and what moved it.

The balance follows the units, so it also holds those that came before the first row of the ledger
in hand. Once a month Amazon corrects one balance without any row that says why, as it does in real
accounts: the stock account shows these as gaps, and no claim rests on them.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from makewhole.dates import months_after
from makewhole.policy import Policy, load_policy
from makewhole.simulate.rows import LEAVES, BalanceRow, LedgerRow
from makewhole.simulate.world import World

Shelf = tuple[str, str]

_EVENTS = {
    "receipts": "receipts", "shipments": "shipments", "customerreturns": "returns",
    "vendorreturns": "removals", "whsetransfers": "transfers",
}  # fmt: skip
_GROUPS = ("found", "lost", "damaged", "disposed", "other")


def tell_balances(world: World) -> None:
    """Print the balance of every whole month up to the download."""
    rows: dict[Shelf, list[LedgerRow]] = defaultdict(list)
    for row in world.reports.ledger:
        rows[row.fnsku, row.disposition].append(row)
    standing = {shelf: _before(world, shelf, moves) for shelf, moves in sorted(rows.items())}
    policy = load_policy()
    traded = {product.fnsku for product in world.products}
    for first, last in _months(world):
        kept = [shelf for shelf, units in standing.items()
            if units and shelf[1] == "SELLABLE" and shelf[0] in traded]  # fmt: skip
        corrected = world.dice.one_of(kept) if kept else None
        for shelf, moves in sorted(rows.items()):
            month = [row for row in moves if first <= row.day <= last]
            if not month and not standing[shelf]:
                continue
            balance = _balance(first, moves, standing[shelf])
            for row in month:
                _book(balance, row, policy)
            if shelf == corrected:
                balance.moved["unknown"] = balance.units("unknown") - 1
                world.tell(last, "balance corrected without a row", fnsku=shelf[0])
            standing[shelf] = balance.end
            world.reports.balances.append(balance)


def _months(world: World) -> Iterator[tuple[date, date]]:
    first = world.start.replace(day=1)
    while (following := months_after(first, 1)) <= world.as_of:
        yield first, following - timedelta(days=1)
        first = following


def _before(world: World, shelf: Shelf, moves: list[LedgerRow]) -> int:
    """Units on a shelf before the first row: those whose receipt no row shows, and at least what
    leaves later."""
    unseen: int = sum(
        line.received
        for shipment in world.supply.shipments
        for line in shipment.lines
        if shipment.silent and (line.product.fnsku, "SELLABLE") == shelf
    )
    level = lowest = 0
    for row in sorted(moves, key=lambda row: row.day):
        level += row.units
        lowest = min(lowest, level)
    return max(unseen, -lowest)


def _balance(first: date, moves: list[LedgerRow], start: int) -> BalanceRow:
    """The balance of a shelf before the month's own rows are added."""
    told = min(moves, key=lambda row: row.msku)
    following = months_after(first, 1)
    under_way = -sum(
        row.units for row in moves if row.event == "WhseTransfers" and row.day < following
    )
    return BalanceRow(
        first, told.fnsku, told.asin, told.msku, told.title, told.disposition, start, told.country,
        max(0, under_way),
    )  # fmt: skip


def _book(balance: BalanceRow, row: LedgerRow, policy: Policy) -> None:
    kind = _kind(row, policy)
    units = -row.units if kind in LEAVES else row.units
    balance.moved[kind] = balance.units(kind) + units


def _kind(row: LedgerRow, policy: Policy) -> str:
    event = _EVENTS.get(row.event.replace(" ", "").lower())
    if event:
        return event
    code = policy.ledger_codes.get(row.reason)
    group = code.group.lower() if code else ""
    return group if group in _GROUPS else "unknown"
