"""Shipments to Amazon that go wrong: short, broken, too many, moved, shown by halves."""

from datetime import date

from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.supply import Line, Shipment
from makewhole.simulate.world import World


def _others(world: World, product: Product, count: int) -> list[Product]:
    place = world.products.index(product)
    ring = world.products[place + 1 :] + world.products[:place]
    return ring[:count]


def _short(world: World, product: Product) -> Line:
    sent = world.dice.between(12, 40)
    return Line(product, sent, sent - world.dice.between(1, 6))


def _whole(world: World, product: Product) -> Line:
    sent = world.dice.between(8, 30)
    return Line(product, sent, sent)


def short(world: World, product: Product, day: date) -> None:
    """A line arrives short; sometimes Amazon pays part of it or all."""
    line = _short(world, product)
    others = [_whole(world, other) for other in _others(world, product, world.dice.between(0, 2))]
    world.supply.send(day, [line, *others])
    _perhaps_pay(world, line, day)


def _perhaps_pay(world: World, line: Line, day: date, reason: str = "Lost_Inbound") -> None:
    missing = line.sent - line.arrives - line.broken or line.broken
    if world.dice.chance(0.45):
        when = world.later(day, 50, 75)
        units = world.dice.between(1, missing)
        kind = world.dice.chance(0.15)
        world.on(
            when,
            pay,
            world,
            when,
            line.product,
            reason,
            cash=0 if kind else units,
            in_kind=units if kind else 0,
            case=True,
        )


def broken(world: World, product: Product, day: date) -> None:
    """Units arrive damaged by the carrier or in the warehouse, or packed badly by the sender."""
    sent = world.dice.between(10, 24)
    units = world.dice.between(1, 4)
    state = world.dice.one_of(("CARRIER_DAMAGED", "WAREHOUSE_DAMAGED", "DISTRIBUTOR_DAMAGED"))
    line = Line(product, sent, sent - units, units, state)
    world.supply.send(day, [line])
    _perhaps_pay(world, line, day, "Damaged_Inbound")


def siblings(world: World, product: Product, day: date) -> None:
    """Two shipments of one plan: what one lacks the other has too many of."""
    moved = world.dice.between(1, 5)
    lacking, too_many = world.dice.between(0, 2), world.dice.between(0, moved)
    first, second = world.dice.between(15, 25), world.dice.between(15, 25)
    world.supply.send(day, [Line(product, first, first - moved - lacking)])
    world.supply.send(day, [Line(product, second, second + too_many)])


def mixed_up(world: World, product: Product, day: date) -> None:
    """Within one shipment one product is short and another too many."""
    others = _others(world, product, 1)
    if not others:
        return
    moved = world.dice.between(2, 5)
    sent = world.dice.between(15, 25)
    world.supply.send(day, [
        Line(product, sent, sent - moved),
        Line(others[0], sent, sent + world.dice.between(1, moved)),
    ])  # fmt: skip


def two_short_one_paid(world: World, product: Product, day: date) -> None:
    """The same product short in two shipments, one of them paid."""
    line = _short(world, product)
    world.supply.send(day, [line])
    again = world.later(day, 2, 9)
    world.on(again, world.supply.send, again, [_short(world, product)])
    when = world.later(day, 60, 70)
    missing = line.sent - line.arrives
    world.on(when, pay, world, when, product, "Lost_Inbound", cash=missing, case=True)


def still_receiving(world: World, product: Product, day: date) -> None:
    """A shipment Amazon has not closed: nothing is owed yet."""
    world.supply.send(day, [_short(world, product)], ends="RECEIVING")


def cancelled(world: World, product: Product, day: date) -> None:
    """A shipment the seller cancelled and never sent."""
    sent = world.dice.between(5, 10)
    world.supply.send(day, [Line(product, sent, 0)], ends="CANCELLED")


def by_contents_file(world: World, product: Product, day: date) -> None:
    """Known from the contents download and the queue alone, perhaps without the ledger's rows."""
    lines = [_short(world, product), *(_whole(world, one) for one in _others(world, product, 1))]
    silent = world.dice.chance(0.5)
    world.supply.send(day, lines, shown="contents", silent=silent)


def not_in_the_queue(world: World, product: Product, day: date) -> None:
    """Missing from the queue's download: status from the interface, counts from contents alone."""
    world.supply.send(day, [_short(world, product)], shown="contents", queued=False)


def located_later(world: World, product: Product, day: date) -> None:
    """The queue has located more than the receipts in hand show."""
    line = _short(world, product)
    extra = world.dice.between(1, line.sent - line.arrives)
    shipment: Shipment = world.supply.send(day, [line])
    shipment.located_extra = extra


SCENES: tuple[Scene, ...] = (
    short, short, broken, siblings, mixed_up, two_short_one_paid, still_receiving, cancelled,
    by_contents_file, not_in_the_queue, located_later,
)  # fmt: skip
