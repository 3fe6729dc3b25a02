"""Refunds after the days of return, as far as the seller says when the item was delivered."""

from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.aftersales import give_back, proceeds, refund, replace_free
from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.stating import state
from makewhole.simulate.trade import Sale, sell
from makewhole.simulate.world import World

_DAYS = 30


def _delivered(world: World, product: Product, day: date) -> tuple[Sale, date] | None:
    """A sale that arrived, and the last day on which its buyer may send it back."""
    sale = sell(world, product, day, 1)
    if sale is None:
        return None
    arrived = world.later(day, 2, 5)
    state(world, "refund_outside_policy", arrived, product, order_id=sale.order_id)
    return sale, arrived + timedelta(days=_DAYS)


def _back(world: World, sale: Sale, day: date) -> None:
    world.on(day, give_back, world, sale, day, 1, "CUSTOMER_DAMAGED")


def refunded_late(world: World, product: Product, day: date) -> None:
    """Refunded after the last day, and back."""
    if told := _delivered(world, product, day):
        sale, last = told
        when = world.later(last, 1, 9)
        world.on(when, refund, world, sale, when)
        _back(world, sale, when)


def on_the_last_day(world: World, product: Product, day: date) -> None:
    """Refunded on the last day, or a part on it and the rest on the next."""
    if (told := _delivered(world, product, day)) is None:
        return
    sale, last = told
    part = (sale.price / 3).quantize(Decimal("0.01"))
    if world.dice.chance(0.5):
        world.on(last, refund, world, sale, last)
    else:
        world.on(last, refund, world, sale, last, principal=part)
        after = last + timedelta(days=1)
        world.on(after, refund, world, sale, after, principal=sale.price - part)
    _back(world, sale, last)


def late_but_told_elsewhere(world: World, product: Product, day: date) -> None:
    """Late, but not back, a brick, refunded too much, replaced, or paid for."""
    if (told := _delivered(world, product, day)) is None:
        return
    sale, last = told
    how = world.dice.one_of(("not back", "brick", "too much", "replaced", "paid"))
    when = last + timedelta(days=1)
    price = sale.price + 3 if how == "too much" else None
    world.on(when, refund, world, sale, when, principal=price)
    if how != "not back":
        _back(world, sale, when)
    if how == "brick":
        seen = world.later(when, 2, 9)
        world.on(seen, state, world, "return_wrong_item", seen, product,
            order_id=sale.order_id)  # fmt: skip
    if how == "replaced":
        world.on(when, replace_free, world, sale, when)
    if how == "paid":
        paid = world.later(when, 2, 20)
        world.on(paid, pay, world, paid, product, "CustomerReturn", cash=1,
            per_unit=proceeds(sale), order_id=sale.order_id)  # fmt: skip


SCENES: tuple[Scene, ...] = (
    refunded_late, on_the_last_day, late_but_told_elsewhere, late_but_told_elsewhere,
)  # fmt: skip
