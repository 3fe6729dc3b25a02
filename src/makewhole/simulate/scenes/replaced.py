"""Free replacements: the first unit comes back, or is paid for under either order, or not."""

from datetime import date

from makewhole.simulate.aftersales import give_back, proceeds, refund, replace_free
from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay
from makewhole.simulate.rows import ReplacementRow
from makewhole.simulate.scenes import Scene
from makewhole.simulate.trade import Sale, sell
from makewhole.simulate.world import World


def replaced(world: World, product: Product, day: date) -> None:
    """A replacement is sent; what becomes of the first unit differs."""
    sale = sell(world, product, day, 1)
    if sale is None:
        return
    when = world.later(day, 4, 14)
    fate = world.dice.one_of(
        ("never", "never", "back", "paid new", "paid old", "paid without order")
    )
    world.on(when, _replace, world, sale, when, fate)


def _replace(world: World, sale: Sale, day: date, fate: str) -> None:
    row = replace_free(world, sale, day)
    if row is None or fate == "never":
        return
    if fate == "back":
        back = world.later(day, 3, 35)
        state = world.dice.one_of(("SELLABLE", "CUSTOMER_DAMAGED", "DEFECTIVE"))
        world.on(back, give_back, world, sale, back, 1, state)
        return
    paid = world.later(day, 40, 66)
    order_id = {"paid new": row.replacement_order_id, "paid old": sale.order_id}.get(fate, "")
    world.on(paid, _pay, world, sale, paid, order_id)


def _pay(world: World, sale: Sale, day: date, order_id: str) -> None:
    pay(world, day, sale.product, "Free_Replacement_Refund_Items", cash=1, per_unit=proceeds(sale),
        order_id=order_id)  # fmt: skip


def replaced_and_refunded(world: World, product: Product, day: date) -> None:
    """The same unit is replaced and refunded: it is owed once at most."""
    sale = sell(world, product, day, 1)
    if sale is None:
        return
    when = world.later(day, 4, 10)
    again = world.later(when, 3, 20)

    def send() -> None:
        row: ReplacementRow | None = replace_free(world, sale, when)
        if row:
            world.on(again, refund, world, sale, again)

    world.on(when, send)
    if world.dice.chance(0.5):
        back = world.later(again, 2, 20)
        world.on(back, give_back, world, sale, back, 1)


def one_replaced_one_refunded(world: World, product: Product, day: date) -> None:
    """Two units: one replaced, both refunded in the end, nothing back."""
    sale = sell(world, product, day, 2)
    if sale is None:
        return
    when = world.later(day, 4, 10)
    again = world.later(when, 3, 20)
    world.on(when, replace_free, world, sale, when)
    world.on(again, refund, world, sale, again)


SCENES: tuple[Scene, ...] = (replaced, replaced, replaced_and_refunded, one_replaced_one_refunded)
