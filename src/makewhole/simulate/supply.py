"""Shipments to Amazon: packed, received in pieces, closed, and what the seller's screens show.

A shipment's story is one `Shipment`; its scenes only choose how many units of each line arrive, in
what state, and how it is shown (by the interface or by a contents file, in the queue or not).
"""

from dataclasses import dataclass, field
from datetime import date

from makewhole.simulate.catalogue import Product, stamped
from makewhole.simulate.rows import QueueRow, ShipmentItem
from makewhole.simulate.world import World


@dataclass(slots=True, eq=False)
class Line:
    """One product of a shipment: sent, to arrive sellable, to arrive in another state."""

    product: Product
    sent: int
    arrives: int
    broken: int = 0
    disposition: str = "CARRIER_DAMAGED"
    received: int = 0


@dataclass(slots=True, eq=False)
class Shipment:
    """One shipment: `shown` is `api` or `contents`; `versions` what the queue showed over time."""

    id: str
    created: date
    center: str
    lines: list[Line]
    shown: str = "api"
    queued: bool = True
    ends: str = "CLOSED"
    silent: bool = False  # received before the ledger in hand begins: no Receipts rows
    located_extra: int = 0
    versions: list[tuple[date, int, str, dict[str, int]]] = field(default_factory=list)


class Supply:
    """The seller's shipments, playing in one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.shipments: list[Shipment] = []

    def send(self, day: date, lines: list[Line], **how: object) -> Shipment:
        """Pack and send a shipment; it is received in pieces and closed about six weeks later."""
        world = self.world
        lines = list({line.product.fnsku: line for line in reversed(lines)}.values())[::-1]
        number = world.number("shipment", 190000)
        shipment = Shipment(
            stamped(f"FBA19{_coded(number)}", world.mark, 5),
            day,
            world.dice.one_of(world.store.centers),
            lines,
        )
        for name, value in how.items():
            setattr(shipment, name, value)
        self.shipments.append(shipment)
        for line in lines:
            world.make(line.product, max(line.sent, line.arrives + line.broken), "on the way")
        self._show(shipment, day, "SHIPPED")
        pieces = 1 if shipment.silent else world.dice.between(1, 3)
        for piece in range(pieces):
            when = world.later(day, 5 + 5 * piece, 9 + 5 * piece)
            world.on(when, self._receive, shipment, when, last=piece == pieces - 1)  # fmt: skip
        closing = world.later(day, 35, 48)
        if shipment.ends != "RECEIVING":
            world.on(closing, self._show, shipment, closing, shipment.ends)
        return shipment

    def _receive(self, shipment: Shipment, day: date, *, last: bool) -> None:
        world = self.world
        for line in shipment.lines:
            rest = line.arrives - (line.received - (line.broken if line.received else 0))
            good = rest if last else world.dice.between(0, max(0, rest))
            self._book(shipment, line, day, good, disposition="SELLABLE")
            if last and line.broken:
                self._book(shipment, line, day, line.broken, disposition=line.disposition)
        self._show(shipment, day, "RECEIVING")

    def _book(
        self, shipment: Shipment, line: Line, day: date, units: int, *, disposition: str
    ) -> None:
        world, product = self.world, line.product
        goal = (product.fnsku, disposition, shipment.center)
        if units and world.move(
            day, "received", (product.fnsku, "on the way", ""), goal, count=units
        ):
            line.received += units
            if not shipment.silent:
                world.ledger(
                    day,
                    product,
                    "Receipts",
                    units,
                    center=shipment.center,
                    disposition=disposition,
                    reference=shipment.id,
                )

    def _show(self, shipment: Shipment, day: date, status: str) -> None:
        received = {line.product.fnsku: line.received for line in shipment.lines}
        located = sum(received.values())
        if status == shipment.ends:
            located += shipment.located_extra
        shipment.versions.append((day, located, status, received))

    def print_newest(self) -> None:
        """Print every shipment as the last download shows it."""
        for shipment in self.shipments:
            updated, located, status, received = shipment.versions[-1]
            reports = self.world.reports
            if shipment.queued:
                reports.queue.append(queue_row(shipment, updated, located, status))
            else:
                reports.api_status[shipment.id] = status
            for line in shipment.lines:
                if not line.sent:
                    continue
                product = line.product
                target = reports.items if shipment.shown == "api" else reports.contents
                target.append(ShipmentItem(shipment.id, product.sku, product.fnsku, product.asin,
                    product.title, line.sent,
                    received[product.fnsku] if shipment.shown == "api" else None))  # fmt: skip


def queue_row(shipment: Shipment, updated: date, located: int, status: str) -> QueueRow:
    """A shipment as the queue printed it on a day."""
    made = shipment.created
    name = f"FBA STA ({made.month:02d}/{made.day:02d}/{made.year} 09:15)-{shipment.center}"
    sent = [line for line in shipment.lines if line.sent]
    return QueueRow(shipment.id, name, made, updated, shipment.center, len(sent),
        sum(line.sent for line in sent), located, status)  # fmt: skip


def _coded(number: int) -> str:
    """A number in the capitals and digits of Amazon's shipment ids, seven of them."""
    letters = "0123456789BCDFGHJKLMNPQRSTVWXYZ"
    text = ""
    number = number * 7919 + 13
    for _ in range(7):
        number, rest = divmod(number, len(letters))
        text = letters[rest] + text
    return text
