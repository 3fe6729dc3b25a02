"""Reimbursements that are wrong: too low, taken back, never posted, or posted in other sums."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from makewhole.simulate.aftersales import give_back, proceeds, refund
from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay, post_reimbursement, take_back
from makewhole.simulate.rows import ReimbursementRow
from makewhole.simulate.scenes import Scene
from makewhole.simulate.scenes.lost import find, lose
from makewhole.simulate.trade import sell
from makewhole.simulate.world import World


def _grant(world: World, product: Product, day: date, *, units: int, then: date, back: int,
           **how: Any) -> None:  # fmt: skip
    """Pay in cash on one day, and take some of it back on another."""
    row = pay(world, day, product, how.pop("reason", "Lost_Warehouse"), cash=units, **how)
    world.on(then, take_back, world, then, row, back)


def found_and_taken_back(world: World, product: Product, day: date) -> None:
    """Lost, paid, found, and the payment taken back: all, more than was found, or none found."""
    units = world.dice.between(1, 4)
    row = lose(world, product, day, units)
    if row is None:
        return
    when = world.later(day, 3, 20)
    back = world.dice.between(0, units)
    found = world.later(when, 2, 20)
    if back:
        world.on(found, find, world, product, found, back, center=row.center, settles=None)
    taken = world.later(found, 0, 20)
    taken_units = world.dice.between(1, units)
    world.on(when, _grant, world, product, when, units=units, then=taken, back=taken_units)


def returned_late_and_taken_back(world: World, product: Product, day: date) -> None:
    """Refunded, paid, and the payment taken back, with the unit back or not."""
    sale = sell(world, product, day, 1)
    if sale is None:
        return
    when = world.later(day, 4, 15)
    world.on(when, refund, world, sale, when)
    granted = world.later(when, 30, 60)
    if world.dice.chance(0.5):
        back = world.later(granted, 2, 15)
        world.on(back, give_back, world, sale, back, 1)
    taken = world.later(granted, 16, 25)
    world.on(granted, _grant, world, product, granted, units=1, then=taken, back=1,
        reason="CustomerReturn", per_unit=proceeds(sale), order_id=sale.order_id)  # fmt: skip


def taken_back_of_old(world: World, product: Product, day: date) -> None:
    """A payment of before all these files is taken back."""
    old = ReimbursementRow(
        world.start - timedelta(days=200), world.serial("old", 3300000000), "Lost_Warehouse",
        product.sku, product.fnsku, product.asin, product.title, world.store.currency,
        product.cost, product.cost, 1, 0,
    )  # fmt: skip
    take_back(
        world, day, old, 1, world.dice.one_of(("Reimbursement_Reversal", "Compensated_Clawback"))
    )


def kind_taken_back(world: World, product: Product, day: date) -> None:
    """Paid partly in cash, partly in kind, and half of it taken back after a find."""
    row = lose(world, product, day, 3)
    if row is None:
        return
    when = world.later(day, 3, 10)
    found = world.later(when, 1, 9)
    taken = world.later(found, 1, 9)

    def grant() -> None:
        world.make(product, 2, "Amazon")
        goal = (product.fnsku, "SELLABLE", row.center)
        world.move(when, "given in kind", (product.fnsku, "Amazon", ""), goal, count=2)
        world.adjust(when, product, 2, row.center, reason="N", counted=(0, 2))
        _grant(world, product, when, units=1, in_kind=2, then=taken, back=2)

    world.on(when, grant)
    world.on(found, find, world, product, found, 2, center=row.center, settles=None)


def paid_too_little(world: World, product: Product, day: date) -> None:
    """Lost and paid below cost; sometimes topped up, by id or by a re-evaluation of the SKU."""
    units = world.dice.between(1, 4)
    if lose(world, product, day, units) is None:
        return
    when = world.later(day, 3, 25)
    later = world.later(when, 8, 30)
    each = (product.cost * world.dice.between(30, 97) / 100).quantize(Decimal("0.01"))
    gap = (product.cost - each) * units
    total = (gap * world.dice.between(30, 100) / 100).quantize(Decimal("0.01"))
    more = world.dice.one_of(("nothing", "nothing", "top-up", "re-evaluated"))

    def grant() -> None:
        paid = pay(world, when, product, "Lost_Warehouse", cash=units, per_unit=each)
        if total and more != "nothing":
            original = paid if more == "top-up" else None
            world.on(later, pay, world, later, product, "Re_Evaluation", cash=0, total=total,
                original=original)  # fmt: skip

    world.on(when, grant)


def order_paid_too_little(world: World, product: Product, day: date) -> None:
    """Refunded, not returned, and paid below what the order brought in."""
    sale = sell(world, product, day, 1)
    if sale is None:
        return
    when = world.later(day, 4, 15)
    world.on(when, refund, world, sale, when)
    each = (proceeds(sale) * world.dice.between(40, 99) / 100).quantize(Decimal("0.01"))
    granted = world.later(when, 30, 62)
    world.on(
        granted,
        pay,
        world,
        granted,
        product,
        "CustomerReturn",
        cash=1,
        per_unit=each,
        order_id=sale.order_id,
    )


def never_posted(world: World, product: Product, day: date) -> None:
    """Lost, approved, and no settlement ever shows the money."""
    units = world.dice.between(1, 3)
    if lose(world, product, day, units):
        when = world.later(day, 3, 20)
        world.on(when, pay, world, when, product, "Lost_Warehouse", cash=units, posted=False)


def posted_as_one_sum(world: World, product: Product, day: date) -> None:
    """Two payments of a day reach the settlement as one sum."""
    first, second = lose(world, product, day, 2), lose(world, product, day, 1)
    when = world.later(day, 3, 20)

    def grant() -> None:
        one = pay(world, when, product, "Lost_Warehouse", cash=2, posted=False)
        other = pay(world, when, product, "Lost_Warehouse", cash=1, posted=False)
        post_reimbursement(world, one, one.total + other.total)

    if first and second:
        world.on(when, grant)


def two_lines_of_one_id(world: World, product: Product, day: date) -> None:
    """One reimbursement of two lines: posted as one, line by line, or only one of them."""
    first, second = lose(world, product, day, 2), lose(world, product, day, 3)
    when = world.later(day, 3, 20)
    how = world.dice.one_of(("as one", "by line", "one only"))

    def grant() -> None:
        one = pay(world, when, product, "Lost_Warehouse", cash=2, posted=False)
        other = pay(world, when, product, "Lost_Warehouse", cash=3, posted=False, id=one.id)
        if how == "as one":
            post_reimbursement(world, one, one.total + other.total)
        if how in ("by line", "one only"):
            post_reimbursement(world, one)
        if how == "by line":
            post_reimbursement(world, other)

    if first and second:
        world.on(when, grant)


SCENES: tuple[Scene, ...] = (
    found_and_taken_back, found_and_taken_back, returned_late_and_taken_back, taken_back_of_old,
    kind_taken_back, paid_too_little, paid_too_little, order_paid_too_little, never_posted,
    posted_as_one_sum, two_lines_of_one_id,
)  # fmt: skip
