"""Removals as the seller unpacked them: damaged, short, not there; paid, gainsaid, told twice."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from makewhole.simulate.aftersales import give_back
from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay
from makewhole.simulate.rows import ParcelRow, RemovalOrderRow, TrackingRow
from makewhole.simulate.scenes import Scene
from makewhole.simulate.scenes.removed import order_removal, send_parcel
from makewhole.simulate.stating import state
from makewhole.simulate.trade import order_number, sell
from makewhole.simulate.world import World

_KINDS = ("removal_damaged", "removal_wrong_or_short", "removal_not_received")


@dataclass(frozen=True, slots=True)
class Box:
    """One parcel of a removal, and the day it came or was last heard of."""

    order: RemovalOrderRow
    parcel: ParcelRow
    day: date

    def ids(self, *, tracked: bool = True) -> dict[str, Any]:
        """What a statement names of it."""
        return {
            "removal_order_id": self.order.id, "tracking": self.parcel.tracking if tracked else "",
        }  # fmt: skip


def send_home(
    world: World, product: Product, day: date, parcels: list[int], *, shelf: str = "SELLABLE",
    status: str = "delivered", came: date | None = None,
) -> list[Box]:  # fmt: skip
    """Units are called back in parcels; `status` is what the carrier says of all of them."""
    center, units = world.fullest(product, shelf), sum(parcels)
    source, goal = (product.fnsku, shelf, center), (product.fnsku, "removed", center)
    if not world.move(day, "removed", source, goal, count=units):
        return []
    order = order_removal(world, product, day, units, state=shelf)
    boxes = []
    for count in parcels:
        world.ledger(day, product, "VendorReturns", -count, center=center, disposition=shelf)
        sent = world.later(day, 1, 4)
        heard = came or world.later(sent, 2, 6)
        parcel = send_parcel(world, order, sent, count)
        if status and heard <= world.as_of:
            delivered = heard if status == "delivered" else None
            row = TrackingRow(parcel.tracking, "UPS", status, heard, delivered)
            world.reports.tracking.append(row)
        boxes.append(Box(order, parcel, heard))
    return boxes


def _pay(world: World, product: Product, day: date, *, reason: str, units: int) -> None:
    world.on(day, pay, world, day, product, reason, cash=units, case=True)


def damaged_on_arrival(world: World, product: Product, day: date) -> None:
    """Some units of a sellable parcel came broken."""
    for box in send_home(world, product, day, [world.dice.between(2, 5)]):
        state(world, "removal_damaged", box.day, product, units=2, **box.ids())


def too_few_in_the_box(world: World, product: Product, day: date) -> None:
    """Two parcels, one of them short; the seller names the order's product by its SKU alone."""
    for box in send_home(world, product, day, [3, 2])[:1]:
        state(world, "removal_wrong_or_short", box.day, product, named_by="sku", **box.ids())


def delivered_to_nobody(world: World, product: Product, day: date) -> None:
    """The carrier says delivered, the seller has nothing."""
    for box in send_home(world, product, day, [world.dice.between(1, 4)]):
        state(world, "removal_not_received", box.day, product, units=box.parcel.units, **box.ids())


def paid_for(world: World, product: Product, day: date) -> None:
    """Stated and paid: wholly, in part, a day too early, for another cause or for none."""
    kind = world.dice.one_of(_KINDS)
    for box in send_home(world, product, day, [4]):
        state(world, kind, box.day, product, units=3, **box.ids())
        reason = world.dice.one_of(
            ("Removal_Order_Damaged", "Removal_Order_Damaged", "Removal_Order_Lost", "Goodwill")
        )
        early = world.dice.chance(0.25)
        paid = box.day - timedelta(days=1) if early else world.later(box.day, 0, 25)
        _pay(world, product, paid, reason=reason, units=world.dice.between(1, 4))


def more_than_was_sent(world: World, product: Product, day: date) -> None:
    """Several statements of one parcel, together of more units than it had."""
    for box in send_home(world, product, day, [4]):
        for kind in _KINDS[: world.dice.between(2, 3)]:
            units = world.dice.between(2, 4)
            state(world, kind, box.day, product, units=units, **box.ids())


def told_with_and_without_number(world: World, product: Product, day: date) -> None:
    """One parcel of two stated by its number, and the order once more without any."""
    boxes = send_home(world, product, day, [2, 2])
    for box in boxes[:1]:
        state(world, "removal_not_received", box.day, product, units=2, **box.ids())
        later = box.day + timedelta(days=world.dice.between(0, 2))
        kind, units = world.dice.one_of(_KINDS), world.dice.between(1, 4)
        state(world, kind, later, product, units=units, **box.ids(tracked=False))


def lost_by_the_carrier(world: World, product: Product, day: date) -> None:
    """Stated, but the carrier itself says lost or is silent: that is another finding."""
    status = world.dice.one_of(("lost", "in_transit"))
    for box in send_home(world, product, day, [3], status=status):
        state(world, world.dice.one_of(_KINDS), box.day, product, units=2,
            **box.ids(tracked=world.dice.chance(0.7)))  # fmt: skip
        if world.dice.chance(0.4):
            paid = world.later(box.day, 10, 30)
            _pay(world, product, paid, reason="Removal_Order_Lost", units=4)


def unsellable_before(world: World, product: Product, day: date) -> None:
    """Units that were unsellable when they were removed."""
    sale = sell(world, product, day, 2)
    if sale is None:
        return
    back = world.later(day, 5, 9)
    world.on(back, give_back, world, sale, back, 2, "CUSTOMER_DAMAGED")
    leaves = world.later(back, 2, 9)

    def remove() -> None:
        for box in send_home(world, product, leaves, [1], shelf="CUSTOMER_DAMAGED"):
            state(world, world.dice.one_of(_KINDS), box.day, product, **box.ids())

    world.on(leaves, remove)


def not_in_these_reports(world: World, product: Product, day: date) -> None:
    """A removal whose parcels no download shows."""
    state(world, world.dice.one_of(_KINDS), day, product, units=2, named_by="fnsku",
        removal_order_id=order_number(world, "OLD"))  # fmt: skip


def seen_today(world: World, product: Product, day: date) -> None:
    """Unpacked on the day of the download: too early to ask."""
    for box in send_home(world, product, day, [3], came=world.as_of):
        state(world, world.dice.one_of(_KINDS[:2]), box.day, product, **box.ids())


SCENES: tuple[Scene, ...] = (
    damaged_on_arrival, too_few_in_the_box, delivered_to_nobody, paid_for, paid_for,
    more_than_was_sent, told_with_and_without_number, lost_by_the_carrier, unsellable_before,
    not_in_these_reports, seen_today,
)  # fmt: skip
