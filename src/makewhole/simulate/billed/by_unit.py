"""Fees by the unit of files nobody published: low stock at the sale, returns three months on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from makewhole.dates import months_after
from makewhole.simulate.catalogue import Product
from makewhole.simulate.fee_rows import OtherFeeRow
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.trade import sell
from makewhole.simulate.world import World

_LEAST_SHIPPED = 25  # units of a month below which no returns fee is due (US)


def _low(
    world: World, product: Product, day: date, *, more: Decimal = Decimal(0), times: int = 1,
    names_order: bool = True,
) -> None:  # fmt: skip
    """Sell units of a product kept too thin, and charge its fee by the order."""
    units = world.dice.between(1, 3)
    sale = sell(world, product, day, units)
    if sale is None:
        return
    rate = Decimal(world.dice.one_of(("0.32", "0.63", "0.89", "1.11")))
    row = OtherFeeRow(
        day, product.sku, product.fnsku, units, rate, rate * units + more, world.store.currency,
        order_id=sale.order_id if names_order else "",
    )  # fmt: skip
    world.reports.low_stock += [replace(row) for _ in range(times)]
    world.tell(day, "low stock charged", sku=product.sku, units=units, amount=str(row.amount))


def low_rightly(world: World, product: Product, day: date) -> None:
    """Rate by units."""
    _low(world, product, day)


def low_too_dear(world: World, product: Product, day: date) -> None:
    """More than rate by units, by a cent or by much."""
    _low(world, product, day, more=Decimal(world.dice.one_of(("0.02", "0.03", "1.50"))))


def low_twice(world: World, product: Product, day: date) -> None:
    """One order's fee stands there twice; perhaps it was given back."""
    _low(world, product, day, times=2)
    if world.dice.chance(0.4):
        when = world.later(day, 1, 20)
        world.on(when, pay, world, when, product, "Fee_Correction", cash=0, total=Decimal("0.60"))


def low_of_two_sales(world: World, product: Product, day: date) -> None:
    """Two rows that name no order may be two sales of one day."""
    _low(world, product, day, times=2, names_order=False)


def _returns(
    world: World, product: Product, day: date, *, units: int, shipped: int, returned: int,
    more: Decimal = Decimal(0), times: int = 1,
) -> None:  # fmt: skip
    """Charge a month's returns of a product in the third month after it."""
    when = months_after(day.replace(day=world.dice.between(7, 15)), 1)
    rate = Decimal(world.dice.between(120, 260)) / 100
    row = OtherFeeRow(when, product.sku, "", units, rate, rate * units + more,
        world.store.currency, shipped=shipped, returned=returned)  # fmt: skip
    for _ in range(times):
        world.on(when, world.reports.returns_fees.append, replace(row))


def returns_rightly(world: World, product: Product, day: date) -> None:
    """Units that came back, of a month of enough units."""
    _returns(world, product, day, units=3, shipped=_LEAST_SHIPPED, returned=5)


def returns_of_a_thin_month(world: World, product: Product, day: date) -> None:
    """A month of too few units shipped for the fee."""
    _returns(world, product, day, units=3, shipped=_LEAST_SHIPPED - 1, returned=5)


def returns_that_never_came(world: World, product: Product, day: date) -> None:
    """More units charged than came back."""
    _returns(world, product, day, units=7, shipped=90, returned=world.dice.between(0, 6))


def returns_too_dear(world: World, product: Product, day: date) -> None:
    """More than rate by units."""
    _returns(world, product, day, units=4, shipped=90, returned=9, more=Decimal("2.75"))


def returns_twice(world: World, product: Product, day: date) -> None:
    """A month's charge stands there twice."""
    _returns(world, product, day, units=4, shipped=90, returned=9, times=2)


SCENES: tuple[Scene, ...] = (
    low_rightly, low_too_dear, low_twice, low_of_two_sales, returns_rightly,
    returns_of_a_thin_month, returns_that_never_came, returns_too_dear, returns_twice,
)  # fmt: skip
