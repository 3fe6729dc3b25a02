"""Cases that granted units: paid short, in full, in kind, or asked for by another finding."""

from datetime import date
from decimal import Decimal

from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.scenes.lost import lose
from makewhole.simulate.stated.returns import brick
from makewhole.simulate.stating import state
from makewhole.simulate.world import World

_KIND = "reimb_quantity_short"


def _grant(
    world: World, product: Product, day: date, granted: int, *, cash: int, in_kind: int = 0,
    each: Decimal | None = None,
) -> None:  # fmt: skip
    """A case grants units on a day and pays some of them on a later one, under the same case."""
    paid = world.later(day, 1, 9)

    def settle() -> None:
        row = pay(world, paid, product, "Lost_Warehouse", cash=cash, in_kind=in_kind, case=True)
        amount = None if each is None else each * granted
        state(world, _KIND, day, product, units=granted, case_id=row.case_id, amount=amount)

    world.on(paid, settle)


def paid_short(world: World, product: Product, day: date) -> None:
    """Six units granted, four paid, and no other finding of the product."""
    _grant(world, world.inspected[0], day, 6, cash=4, each=product.cost)


def paid_in_full(world: World, product: Product, day: date) -> None:
    """All of it paid, partly in kind."""
    _grant(world, world.inspected[0], day, 4, cash=3, in_kind=1)


def value_not_told(world: World, product: Product, day: date) -> None:
    """Granted without a sum, of a product of which other findings may be open."""
    _grant(world, product, day, world.dice.between(3, 5), cash=world.dice.between(1, 3))


def asked_for_already(world: World, product: Product, day: date) -> None:
    """What the case left open is the loss's, or a wrong item's: one unit, one claim."""
    if world.dice.chance(0.5):
        brick(world, product, day)
    else:
        lose(world, product, day, 4)
    when = world.later(day, 6, 15)
    world.on(when, _grant, world, product, when, 4, cash=3, each=product.cost)


SCENES: tuple[Scene, ...] = (
    paid_short, paid_in_full, value_not_told, asked_for_already, asked_for_already,
)  # fmt: skip
