"""Orders the seller ships himself: sold, refunded, and returned by the buyer to his own door.

Their money is in the same settlements as that of FBA, under `MFN`, and their returns have a report
of their own. No shelf of Amazon's is touched.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.money import round_half_up
from makewhole.simulate.catalogue import Product, stamped
from makewhole.simulate.own_order_rows import SellerReturnRow
from makewhole.simulate.trade import order_number
from makewhole.simulate.world import World

_COMMISSION = Decimal("0.15")


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """One order item of the seller's own shipping; `price` is of one unit."""

    id: str
    product: Product
    units: int
    day: date
    price: Decimal


def ship(
    world: World, product: Product, day: date, units: int = 1, *, order_id: str = "",
    price: Decimal | None = None,
) -> OwnOrder:  # fmt: skip
    """Sell and ship units of the seller's own shelf; another item of an order with its id."""
    each = product.price if price is None else price
    order = OwnOrder(order_id or order_number(world), product, units, day, each)
    world.tell(day, "shipped by the seller", order_id=order.id, sku=product.sku, units=units)
    _post(world, order, day, "Order", price=each * units, units=units)
    return order


def refund_own(
    world: World, order: OwnOrder, day: date, units: int, *, price: Decimal | None = None
) -> Decimal:
    """Refund units of an own order, all of their price unless said; gives the sum."""
    total = order.price * units if price is None else price
    world.on(day, _post, world, order, day, "Refund", price=-total, units=units)
    return total


def _post(world: World, order: OwnOrder, day: date, kind: str, *, price: Decimal,
          units: int) -> None:  # fmt: skip
    for amount_type, words, amount, quantity in (
        ("ItemPrice", "Principal", price, units),
        ("ItemFees", "Commission", -round_half_up(price * _COMMISSION), None),
    ):
        world.post(day, kind, amount_type, words, amount=amount, order_id=order.id,
            sku=order.product.sku, quantity=quantity, fulfilment="MFN",
            marketplace=world.store.name)  # fmt: skip


def ask_return(
    world: World, order: OwnOrder, day: date, units: int = 1, **known: Any
) -> SellerReturnRow:
    """The buyer asks to return units; `known` is what the report says of it besides."""
    product = order.product
    row = SellerReturnRow(
        day, order.id, order.day, stamped(f"D{world.dice.letters(8)}RMA", world.mark, 1),
        product.sku, product.asin, product.title, units, order.price * order.units, order.units,
        world.store.currency, tracking=stamped(f"94{world.dice.digits(18)}", world.mark, 2),
        **known,
    )  # fmt: skip
    world.on(day, world.reports.seller_returns.append, row)
    world.tell(day, "return asked for", order_id=order.id, sku=product.sku, units=units)
    return row


def becomes(world: World, row: SellerReturnRow, day: date, **facts: Any) -> None:
    """From a day on the report says something else of a return; earlier downloads do not."""

    def change() -> None:
        before = {name: getattr(row, name) for name in facts}
        older = world.earlier.get(id(row))

        def shown(one: SellerReturnRow, seen: date) -> SellerReturnRow:
            then = replace(one, **before) if seen < day else one
            return older(then, seen) if older else then

        world.earlier[id(row)] = shown
        for name, value in facts.items():
            setattr(row, name, value)

    world.on(day, change)
