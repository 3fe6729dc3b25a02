"""Own orders of which a claim was made: SAFE-T by the seller, A-to-z by the buyer."""

from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.catalogue import Product
from makewhole.simulate.own_order_rows import SellerReturnRow
from makewhole.simulate.scenes import Scene
from makewhole.simulate.shipping import OwnOrder, ask_return, becomes, refund_own, ship
from makewhole.simulate.world import World


def _refunded(
    world: World, product: Product, day: date, units: int = 1
) -> tuple[OwnOrder, SellerReturnRow, date]:
    """An own order, its return, and the day of the refund."""
    order = ship(world, product, day, units)
    asked = world.later(day, 3, 12)
    row = ask_return(world, order, asked, units)
    when = world.later(asked, 0, 5)
    becomes(world, row, when, refunded=refund_own(world, order, when, units))
    return order, row, when


def _second_line(world: World, order: OwnOrder, day: date) -> None:
    """Another item of the order is refunded and does not come back either."""
    more = ship(world, order.product, order.day, order_id=order.id)
    row = ask_return(world, more, day)
    becomes(world, row, day, refunded=refund_own(world, more, day, 1))


def _claim(world: World, row: SellerReturnRow, day: date, paid: Decimal | None) -> None:
    becomes(world, row, day, safet_id=world.serial("safet", 6600000), safet_day=day,
        safet_amount=paid)  # fmt: skip


def _post(world: World, order: OwnOrder, day: date, kind: str, *, amount: Decimal) -> None:
    world.on(day, world.post, day, kind, kind, kind, amount=amount, order_id=order.id,
        sku=order.product.sku, marketplace=world.store.name)  # fmt: skip


def claimed_by_the_seller(world: World, product: Product, day: date) -> None:
    """A SAFE-T claim was made, and perhaps granted; there is one for a whole order."""
    order, row, when = _refunded(world, product, day)
    claimed = world.later(when, 2, 20)
    paid = world.dice.one_of((None, order.price, order.price / 2))
    _claim(world, row, claimed, paid and paid.quantize(Decimal("0.01")))
    if world.dice.chance(0.5):
        _second_line(world, order, when)


def paid_in_a_settlement(world: World, product: Product, day: date) -> None:
    """The report does not name the claim, but a settlement shows its money."""
    order, _, when = _refunded(world, product, day)
    paid = world.later(when, 4, 20)
    _post(world, order, paid, "SAFE-T Reimbursement", amount=order.price)


def claimed_by_the_buyer(world: World, product: Product, day: date) -> None:
    """An A-to-z claim, refunded: the seller may appeal, and SAFE-T is closed for all the order."""
    order, row, when = _refunded(world, product, day, world.dice.between(1, 2))
    becomes(world, row, when, atoz="Y")
    if world.dice.chance(0.5):
        _second_line(world, order, when)


def granted_in_a_settlement(world: World, product: Product, day: date) -> None:
    """The report says nothing of an A-to-z claim, but a settlement took its refund."""
    order, _, when = _refunded(world, product, day)
    taken = world.later(when, 1, 9)
    _post(world, order, taken, "A-to-z Guarantee Refund", amount=-order.price)


def claimed_and_came_home(world: World, product: Product, day: date) -> None:
    """An A-to-z claim whose parcel was delivered: an appeal stays to be judged, SAFE-T does not."""
    _, row, when = _refunded(world, product, day)
    becomes(world, row, when, atoz="Y")
    home = when + timedelta(days=world.dice.between(1, 9))
    becomes(world, row, home, delivered=home)


SCENES: tuple[Scene, ...] = (
    claimed_by_the_seller, claimed_by_the_seller, paid_in_a_settlement, claimed_by_the_buyer,
    claimed_by_the_buyer, granted_in_a_settlement, claimed_and_came_home,
)  # fmt: skip
