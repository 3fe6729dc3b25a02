"""Removals: parcels that arrive, go silent, are lost, are paid, or were never tracked."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.catalogue import Product, stamped
from makewhole.simulate.paying import pay
from makewhole.simulate.rows import ParcelRow, RemovalOrderRow, TrackingRow
from makewhole.simulate.scenes import Scene
from makewhole.simulate.world import World


def removed(world: World, product: Product, day: date) -> None:
    """The seller calls stock back, in one parcel or two, each with its own fate."""
    state = world.dice.one_of(("SELLABLE", "SELLABLE", "SELLABLE", "CUSTOMER_DAMAGED"))
    center = world.fullest(product, state)
    parcels = [world.dice.between(1, 5) for _ in range(world.dice.between(1, 2))]
    parcels = parcels if state == "SELLABLE" else [1]
    source, goal = (product.fnsku, state, center), (product.fnsku, "removed", center)
    if not world.move(day, "removed", source, goal, count=sum(parcels)):
        return
    row = order_removal(world, product, day, sum(parcels), state=state)
    for units in parcels:
        world.ledger(day, product, "VendorReturns", -units, center=center, disposition=state)
        _send(
            world,
            product,
            row,
            day=world.later(day, 1, 4),
            units=units,
        )


def order_removal(
    world: World, product: Product, day: date, units: int, *, state: str
) -> RemovalOrderRow:
    """The removal order some days before its units leave, as downloads show it then and later."""
    order_id = stamped(f"{world.dice.letters(4)}+{world.dice.letters(5)}", world.mark, 0)
    disposition = "Sellable" if state == "SELLABLE" else "Unsellable"
    asked = day - timedelta(days=world.dice.between(2, 9))
    row = RemovalOrderRow(
        asked, order_id, "Seller-initiated Manual Removal", "Return", "Completed",
        day + timedelta(days=3), product.sku, product.fnsku, disposition, units, 0, 0,
        units, Decimal("1.04") * units, world.store.currency,
    )  # fmt: skip
    world.reports.removal_orders.append(row)
    world.earlier[id(row)] = _pending
    return row


def _pending(row: RemovalOrderRow, day: date) -> RemovalOrderRow:
    """A removal order as a download before its end shows it."""
    if day >= row.updated:
        return row
    return replace(row, status="Pending", updated=row.day, shipped=0, disposed=0)


def send_parcel(world: World, order: RemovalOrderRow, day: date, units: int) -> ParcelRow:
    """A parcel of a removal order leaves the centre."""
    tracking = stamped(f"1Z{world.dice.letters(6)}{world.dice.digits(10)}", world.mark, 2)
    parcel = ParcelRow(order.day, order.id, day, order.sku, order.fnsku, order.disposition, units,
        "UPS", tracking, "Return")  # fmt: skip
    world.on(day, world.reports.parcels.append, parcel)
    return parcel


def _send(world: World, product: Product, order: RemovalOrderRow, *, day: date, units: int) -> None:
    tracking = send_parcel(world, order, day, units).tracking
    fate = world.dice.one_of(("delivered", "delivered", "lost", "silent", "moving", "untracked"))
    heard = day + timedelta(days=world.dice.between(1, 6))
    if fate == "moving":
        heard = world.as_of - timedelta(days=world.dice.between(1, 14))
    if fate == "untracked" or heard > world.as_of:
        return
    status = {"delivered": "delivered", "lost": "lost"}.get(fate, "in_transit")
    world.reports.tracking.append(TrackingRow(
        tracking, "UPS", status, heard, heard if fate == "delivered" else None))  # fmt: skip
    if fate in ("lost", "silent") and world.dice.chance(0.4):
        when = world.later(day, 25, 60)
        paid = world.dice.between(1, units)
        world.on(when, pay, world, when, product, "Removal_Order_Lost", cash=paid, case=True)


SCENES: tuple[Scene, ...] = (removed, removed)
