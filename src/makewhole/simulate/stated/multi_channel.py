"""Orders of the seller's other shops: shipped by Amazon, said not to have come as they should."""

from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay
from makewhole.simulate.rows import FulfilledRow, SaleRow
from makewhole.simulate.scenes import Scene
from makewhole.simulate.stating import state
from makewhole.simulate.trade import order_number
from makewhole.simulate.world import World

_KIND = "mcf_lost_damaged"


def _ship(
    world: World, product: Product, day: date, units: int, *, arrival: date | None = None,
    reports: str = "both",
) -> str:  # fmt: skip
    """Ship an order of another shop; gives its id, or none where stock is short.

    `reports` says which show it: the shipments (with the arrival), the sales, or both.
    """
    center = world.fullest(product)
    shelf, goal = (product.fnsku, "SELLABLE", center), (product.fnsku, "with buyers", "")
    if not world.move(day, "sold elsewhere", shelf, goal, count=units):
        return ""
    order_id = order_number(world, "S01")
    for _ in range(units):
        world.ledger(day, product, "Shipments", -1, center=center)
    if reports in ("both", "sales"):
        world.reports.sales.append(SaleRow(day, product.sku, product.fnsku, product.asin, center,
            units, order_id, world.store.currency, Decimal(0)))  # fmt: skip
    if reports in ("both", "shipments"):
        world.reports.fulfilled.append(FulfilledRow(
            day, order_id, world.serial("shop order", 70000), world.serial("shipped item", 6100000),
            product.sku, product.title, units, world.store.currency, Decimal(0), arrival,
            center))  # fmt: skip
    return order_id


def never_arrived(world: World, product: Product, day: date) -> None:
    """Two units shipped, shown in both reports, neither arrived."""
    arrival = world.later(day, 3, 7)
    if order_id := _ship(world, product, day, 2, arrival=arrival):
        seen = world.later(arrival, 2, 9)
        world.on(seen, state, world, _KIND, seen, product, units=2, order_id=order_id)


def told_beyond_what_was_shipped(world: World, product: Product, day: date) -> None:
    """Stated twice or for too many units; the arrival is estimated or in no report."""
    reports = world.dice.one_of(("sales", "shipments", "both"))
    arrival = world.later(day, 3, 7) if reports == "shipments" else None
    if order_id := _ship(world, product, day, 2, arrival=arrival, reports=reports):
        for _ in range(2):
            seen = world.later(day, 9, 15)
            world.on(seen, state, world, _KIND, seen, product, units=world.dice.between(1, 3),
                order_id=order_id)  # fmt: skip


def paid_for(world: World, product: Product, day: date) -> None:
    """Paid under the order, without it, or without it a day too early."""
    arrival = world.later(day, 3, 7)
    if not (order_id := _ship(world, product, day, 3, arrival=arrival)):
        return
    seen = world.later(arrival, 1, 9)
    world.on(seen, state, world, _KIND, seen, product, units=3, order_id=order_id, named_by="sku")
    how = world.dice.one_of(("order", "none", "early"))
    paid = arrival - timedelta(days=1) if how == "early" else world.later(arrival, 0, 20)
    reason = world.dice.one_of(("Lost_Outbound", "MULTICHANNEL_ORDER_LOST"))
    world.on(paid, pay, world, paid, product, reason, cash=world.dice.between(1, 3),
        order_id=order_id if how == "order" else "")  # fmt: skip


def not_in_these_reports(world: World, product: Product, day: date) -> None:
    """An order no download shows."""
    state(world, _KIND, day, product, order_id=order_number(world, "S01"), named_by="fnsku")


def expected_today(world: World, product: Product, day: date) -> None:
    """To arrive on the day of the download: too early to ask."""
    if order_id := _ship(world, product, day, 1, arrival=world.as_of):
        state(world, _KIND, world.as_of, product, order_id=order_id)


SCENES: tuple[Scene, ...] = (
    never_arrived, told_beyond_what_was_shipped, paid_for, paid_for, not_in_these_reports,
    expected_today,
)  # fmt: skip
