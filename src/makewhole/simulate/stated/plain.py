"""One plain event of each claim type that chance may leave out of an account."""

from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.aftersales import give_back, refund
from makewhole.simulate.catalogue import Product
from makewhole.simulate.fees import Mistake
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.scenes.charged import err
from makewhole.simulate.scenes.lost import lose
from makewhole.simulate.scenes.reimbursed import never_posted, taken_back_of_old
from makewhole.simulate.scenes.returned import refunded_too_many, refunded_too_much
from makewhole.simulate.stated.removals import send_home
from makewhole.simulate.supply import Line
from makewhole.simulate.trade import sell
from makewhole.simulate.world import World


def carrier_lost(world: World, product: Product, day: date) -> None:
    """A parcel of the seller's own stock is lost on its way home."""
    send_home(world, product, day, [6], status="lost")


def received_broken(world: World, product: Product, day: date) -> None:
    """A shipment of which some units arrive damaged by the carrier."""
    world.supply.send(day, [Line(product, 30, 24, 6)])


def back_damaged(world: World, product: Product, day: date) -> None:
    """Refunded, and damaged on the way back."""
    _back(world, product, day, "DAMAGED", booked=0)


def never_booked(world: World, product: Product, day: date) -> None:
    """Refunded and back, and never seen in stock again."""
    _back(world, product, day, "SELLABLE", booked=None)


def _back(world: World, product: Product, day: date, shelf: str, *, booked: int | None) -> None:
    sale = sell(world, product, day, 1)
    if sale:
        when = world.later(day, 3, 6)
        world.on(when, refund, world, sale, when)
        back = world.later(when, 1, 5)
        world.on(back, give_back, world, sale, back, 1, shelf, booked=booked)


def paid_half(world: World, product: Product, day: date) -> None:
    """Lost, and paid at half its cost."""
    known = world.inspected[1]  # of which the seller tells the cost
    if lose(world, known, day, 2):
        when = world.later(day, 3, 20)
        half = (known.cost / 2).quantize(Decimal("0.01"))
        world.on(when, pay, world, when, known, "Lost_Warehouse", cash=2, per_unit=half)


def believed_larger(world: World, product: Product, day: date) -> None:
    """Amazon believes a product larger than it is for two months."""
    err(world, world.inspected[4], Mistake(day, day + timedelta(days=60), Decimal("1.4")))


def believed_another_kind(world: World, product: Product, day: date) -> None:
    """Amazon takes the rate of a dearer category for some weeks."""
    until = day + timedelta(days=30)
    err(world, world.inspected[1], Mistake(day, until, category="amazon_device_accessories"))


SCENES: tuple[Scene, ...] = (
    carrier_lost, received_broken, back_damaged, never_booked, paid_half, believed_larger,
    believed_another_kind, never_posted, taken_back_of_old, refunded_too_many, refunded_too_much,
)  # fmt: skip
