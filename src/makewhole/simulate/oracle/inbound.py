"""Shipments to Amazon: lines received short, and units received damaged by Amazon or its carrier.

A line is a shipment and FNSKU. Only closed shipments owe. What the queue located beyond the lines'
receipts comes off the short lines first; then units received too many, of the same FNSKU in
shipments of the same creation day, then of other lines of the same shipment; then payments. The
event is the first receipt of the shipment, else the day it was created.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, units_finding
from makewhole.simulate.oracle.lots import Ask, Gift, oldest, on_or_before, set_off
from makewhole.simulate.rows import LedgerRow

_DAMAGED = ("CARRIER_DAMAGED", "WAREHOUSE_DAMAGED")  # not DISTRIBUTOR_DAMAGED: the sender's fault
_VOID = ("CANCELLED", "DELETED")


@dataclass(slots=True, eq=False)
class Line:
    """One FNSKU of one shipment: what was sent, what came, and what is still short or too many."""

    shipment_id: str
    fnsku: str
    sku: str
    asin: str
    shipped: int
    received: int
    damaged: int
    count_known: bool
    short: Ask
    over: Gift
    broken: Ask


class Inbound:
    """All lines of an account's shipments after their set-offs; uses what `unknown` leaves."""

    def __init__(self, account: Account, unknown: list[Gift]) -> None:
        self._account = account
        self._queue = {row.id: row for row in account.reports.queue}
        self._receipts: dict[str, list[LedgerRow]] = defaultdict(list)
        for row in account.reports.ledger:
            if row.event == "Receipts" and row.reference:
                self._receipts[row.reference].append(row)
        self._lines = [line for line in self._all_lines() if line]
        self._locate()
        self._offset_overages()
        self._pay()
        self._pay_unknown(unknown)

    def _all_lines(self) -> Iterable[Line]:
        reports = self._account.reports
        stated = {(item.shipment_id, item.fnsku): item for item in reversed(reports.contents)}
        stated |= {(item.shipment_id, item.fnsku): item for item in reports.items}
        known = {shipment_id for shipment_id, _ in stated}
        booked = {(row.reference, row.fnsku) for rows in self._receipts.values() for row in rows}
        for key in sorted(set(stated) | {pair for pair in booked if pair[0] in known}):
            item = stated.get(key)
            rows = [row for row in self._receipts[key[0]] if row.fnsku == key[1]]
            counts = [one.received for one in reports.items
                if (one.shipment_id, one.fnsku) == key and one.received is not None]  # fmt: skip
            yield self._line(key, item, rows, counts)

    def _line(
        self, key: tuple[str, str], item: object, rows: list[LedgerRow], counts: list[int]
    ) -> Line:
        shipment_id, fnsku = key
        products = self._account.products
        shipped = getattr(item, "shipped", 0)
        received = max(max(counts, default=0), sum(row.units for row in rows))
        damaged = sum(row.units for row in rows if row.disposition in _DAMAGED)
        day = self.event_date(shipment_id) or date.max
        live = self.status(shipment_id) not in _VOID
        short = max(0, shipped - received) if self._owes(shipment_id) else 0
        return Line(
            shipment_id, fnsku, getattr(item, "sku", "") or products.sku(fnsku),
            products.asin(fnsku), shipped, received, damaged, bool(counts),
            Ask(key, day, shipment_id, short),
            Gift(key, day, shipment_id, max(0, received - shipped) if live else 0),
            Ask(key, day, shipment_id, damaged if self._owes(shipment_id) else 0),
        )  # fmt: skip

    def status(self, shipment_id: str) -> str:
        """The shipping queue's status, else that of the shipments interface, in capitals."""
        row = self._queue.get(shipment_id)
        printed = row.status if row else self._account.reports.api_status.get(shipment_id, "")
        return printed.strip().upper()

    def event_date(self, shipment_id: str) -> date | None:
        """The shipment's earliest receipt of any FNSKU, else the day it was created."""
        days = [row.day for row in self._receipts.get(shipment_id, [])]
        row = self._queue.get(shipment_id)
        return min(days) if days else row.created if row else None

    def _owes(self, shipment_id: str) -> bool:
        return self.status(shipment_id) == "CLOSED" and self.event_date(shipment_id) is not None

    def _of(self, shipment_id: str) -> list[Line]:
        return [line for line in self._lines if line.shipment_id == shipment_id]

    def _locate(self) -> None:
        """Units the queue located beyond all receipts: the ledger in hand may not reach back."""
        for shipment_id, row in self._queue.items():
            lines = self._of(shipment_id)
            if not lines or sum(line.shipped for line in lines) != row.expected:
                continue
            extra = max(0, row.located - sum(line.received for line in lines))
            set_off([Gift(row, row.created, row.id, extra)], [line.short for line in lines])

    def _offset_overages(self) -> None:
        by_shipment = sorted(self._lines, key=lambda line: line.shipment_id)
        for fnsku in sorted({line.fnsku for line in self._lines}):
            same = [line for line in by_shipment if line.fnsku == fnsku]
            set_off([line.over for line in same], [line.short for line in same], self._same_day)
        for shipment_id in sorted({line.shipment_id for line in self._lines}):
            lines = sorted(self._of(shipment_id), key=lambda line: line.fnsku)
            set_off([line.over for line in lines], [line.short for line in lines])
        undated = [line for line in by_shipment if line.shipment_id not in self._queue]
        for fnsku in sorted({line.fnsku for line in undated}):
            same = [line for line in undated if line.fnsku == fnsku]
            set_off([line.over for line in same], [line.short for line in same])

    def _same_day(self, gift: Gift, ask: Ask) -> bool:
        giver, asker = self._queue.get(gift.id), self._queue.get(ask.id)
        return giver is not None and asker is not None and giver.created == asker.created

    def _pay(self) -> None:
        for kind, bucket in (("inbound_short", "short"), ("inbound_damaged", "broken")):
            for payment in self._account.money.closing(kind):
                asks = [getattr(line, bucket) for line in self._lines
                    if line.fnsku == payment.row.fnsku]  # fmt: skip
                set_off([payment.gift()], oldest(asks), on_or_before)

    def _pay_unknown(self, unknown: list[Gift]) -> None:
        """Payments whose reason says nothing: each line short, then damaged, oldest line first."""
        for gift in unknown:
            lines = [line for line in self._lines if line.fnsku == gift.row.row.fnsku]
            lines.sort(key=lambda line: (line.short.day, line.shipment_id))
            asks = [ask for line in lines for ask in (line.short, line.broken)]
            set_off([gift], asks, on_or_before)

    def findings(self) -> list[Finding]:
        """One finding per line still short, and one per line received damaged."""
        found = []
        for line in self._lines:
            short = max(0, line.shipped - line.received)
            if line.short.left:
                found.append(self._finding(line, "inbound_short", short, line.short.left))
            if line.broken.left:
                found.append(self._finding(line, "inbound_damaged", line.damaged, line.broken.left))
        return found

    def _finding(self, line: Line, kind: str, affected: int, owed: int) -> Finding:
        account, day = self._account, line.short.day
        value, valuation = account.values.before_order(line.sku, line.fnsku, day)
        event = Event(kind, day, line.fnsku, line.sku, line.asin, shipment_id=line.shipment_id)
        uncounted = not line.count_known and line.shipment_id not in self._queue
        return units_finding(account.figures, event, affected=affected, owed=owed, value=value,
            valuation=valuation, currency=account.currency, review=uncounted)  # fmt: skip
