"""Refunds of own orders: the parcel never comes back, comes late, or there is nothing to come."""

from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.catalogue import Product
from makewhole.simulate.scenes import Scene
from makewhole.simulate.shipping import ask_return, becomes, refund_own, ship
from makewhole.simulate.world import World


def never_came_back(world: World, product: Product, day: date) -> None:
    """Refunded in full or in part on a prepaid label; nothing is heard of the parcel."""
    units = world.dice.between(1, 3)
    order = ship(world, product, day, units)
    asked = world.later(day, 3, 12)
    row = ask_return(world, order, asked, units)
    when = world.later(asked, 0, 6)
    part = order.price * units if world.dice.chance(0.6) else order.price / 3
    total = refund_own(world, order, when, units, price=part.quantize(Decimal("0.01")))
    becomes(world, row, when, refunded=total, status="Closed")


def came_home(world: World, product: Product, day: date) -> None:
    """Refunded, and the parcel delivered some days later, perhaps after an earlier download."""
    order = ship(world, product, day)
    asked = world.later(day, 3, 12)
    row = ask_return(world, order, asked)
    when = world.later(asked, 0, 3)
    becomes(world, row, when, refunded=refund_own(world, order, when, 1))
    home = world.later(asked, 4, 25)
    becomes(world, row, home, delivered=home)


def one_of_two_came_home(world: World, product: Product, day: date) -> None:
    """Two units under two returns of one order: one is back, the other is not."""
    order = ship(world, product, day, 2)
    asked = world.later(day, 3, 12)
    when = world.later(asked, 0, 5)
    for place in range(2):
        row = ask_return(world, order, asked + timedelta(days=place))
        becomes(world, row, max(when, row.day), refunded=order.price)
        if place:
            becomes(world, row, world.later(when, 3, 9), delivered=world.later(when, 3, 9))
    refund_own(world, order, when, 2)


def not_refunded(world: World, product: Product, day: date) -> None:
    """Asked for and never refunded, or kept by the buyer for a sum of nothing."""
    order = ship(world, product, day)
    asked = world.later(day, 3, 20)
    nothing = world.dice.one_of((None, Decimal(0)))
    ask_return(world, order, asked, refunded=nothing, status="Rejected")


def asked_today(world: World, product: Product, day: date) -> None:
    """Asked for and refunded on the day of the download, or on the edge of the window."""
    order = ship(world, product, world.as_of - timedelta(days=world.dice.between(66, 75)))
    asked = world.as_of - timedelta(days=world.dice.one_of((0, 1, 29, 30, 31, 60, 61)))
    row = ask_return(world, order, asked)
    becomes(world, row, asked, refunded=refund_own(world, order, asked, 1))


def a_dear_order(world: World, product: Product, day: date) -> None:
    """An order refunded above what SAFE-T pays at most, in one line or in two."""
    price = Decimal(world.dice.between(1700, 4900))
    order = ship(world, product, day, 2, price=price)
    asked = world.later(day, 3, 12)
    more = ship(world, product, day, 1, order_id=order.id, price=price)
    refund_own(world, order, asked, 2)
    refund_own(world, more, asked, 1)
    for one in (order, more):
        row = ask_return(world, one, asked, one.units)
        becomes(world, row, asked, refunded=one.price * one.units)


SCENES: tuple[Scene, ...] = (
    never_came_back, came_home, one_of_two_came_home, not_refunded, asked_today, asked_today,
    a_dear_order,
)  # fmt: skip
