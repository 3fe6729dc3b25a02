"""Damage in a warehouse, changes of disposition, merged SKUs, disposals, and codes nobody knows."""

from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.catalogue import Product, stamped
from makewhole.simulate.paying import pay
from makewhole.simulate.rows import LedgerRow, RemovalOrderRow
from makewhole.simulate.scenes import Scene
from makewhole.simulate.supply import Line
from makewhole.simulate.world import World

# The state each damage code starts from.
_FROM = {"E": "SELLABLE", "6": "CARRIER_DAMAGED", "7": "EXPIRED", "H": "CUSTOMER_DAMAGED",
         "K": "DEFECTIVE", "U": "DISTRIBUTOR_DAMAGED"}  # fmt: skip


def damage(
    world: World, product: Product, day: date, units: int, reason: str = "E"
) -> LedgerRow | None:
    """Units are damaged where they lie: one row out of their state, a P row into damaged stock."""
    state = _FROM[reason]
    center = world.fullest(product, state)
    source, goal = (product.fnsku, state, center), (product.fnsku, "WAREHOUSE_DAMAGED", center)
    if not world.move(day, "damaged", source, goal, count=units):
        return None
    row = world.adjust(
        day, product, -units, center, reason=reason, disposition=state, counted=(0, units)
    )
    world.adjust(day, product, units, center, reason="P", disposition="WAREHOUSE_DAMAGED")
    return row


def sellable(world: World, product: Product, day: date) -> None:
    """Sellable units damaged; paid at once, paid late, paid in part, inspected, or forgotten."""
    units = world.dice.between(1, 4)
    row = damage(world, product, day, units)
    if row is None or world.dice.chance(0.35):
        return
    when = world.later(day, 3, 30)
    part = world.dice.between(1, units)
    settles = world.dice.chance(0.5)

    def grant() -> None:
        pay(world, when, product, "Damaged_Warehouse", cash=part)
        if settles:
            world.recount(when, row, part)

    world.on(when, grant)


def inspected(world: World, product: Product, day: date) -> None:
    """Damaged units are looked at again and put right: Amazon settles the row."""
    units = world.dice.between(1, 3)
    row = damage(world, product, day, units)
    if row is None:
        return
    when = world.later(day, 4, 25)

    def put_right() -> None:
        source = (product.fnsku, "WAREHOUSE_DAMAGED", row.center)
        if world.move(
            when, "put right", source, (product.fnsku, "SELLABLE", row.center), count=units
        ):
            world.adjust(
                when, product, -units, row.center, reason="Q", disposition="WAREHOUSE_DAMAGED"
            )
            world.adjust(when, product, units, row.center, reason="P")
            world.recount(when, row, units)

    world.on(when, put_right)


def unsellable(world: World, product: Product, day: date) -> None:
    """Stock that was already unsellable is damaged once more: only a person can judge it."""
    reason = world.dice.one_of("7HKU")
    _spoil(world, product, day, _FROM[reason], units=2)
    when = world.later(day, 2, 10)
    world.on(when, damage, world, product, when, 1, reason)


def _spoil(world: World, product: Product, day: date, state: str, *, units: int) -> None:
    """Sellable units change disposition, as a Q and P pair: never a loss."""
    center = world.fullest(product)
    source = (product.fnsku, "SELLABLE", center)
    if world.move(day, "changed state", source, (product.fnsku, state, center), count=units):
        world.adjust(day, product, -units, center, reason="Q")
        world.adjust(day, product, units, center, reason="P", disposition=state)


def by_the_carrier(world: World, product: Product, day: date) -> None:
    """Carrier-damaged stock becomes warehouse-damaged; how it came in decides who judges."""
    if world.dice.chance(0.5):
        sent = world.dice.between(8, 14)
        world.supply.send(day, [Line(product, sent, sent - 2, 2, "CARRIER_DAMAGED")])
        when = world.later(day, 22, 30)
    else:
        _spoil(world, product, day, "CARRIER_DAMAGED", units=2)
        when = world.later(day, 2, 10)
    world.on(when, damage, world, product, when, world.dice.between(1, 2), "6")


def paid_as_lost(world: World, product: Product, day: date) -> None:
    """Damage, and a payment whose reason speaks of a loss: it does not settle the damage."""
    if damage(world, product, day, 1):
        when = world.later(day, 2, 20)
        world.on(when, pay, world, when, product, "Lost_Warehouse", cash=1)


def changed_state(world: World, product: Product, day: date) -> None:
    """A change of disposition, out and in."""
    _spoil(
        world,
        product,
        day,
        world.dice.one_of(("DEFECTIVE", "CUSTOMER_DAMAGED", "EXPIRED")),
        units=1,
    )


def merged(world: World, product: Product, day: date) -> None:
    """Units move to another label of the same product: 4 out, 3 in."""
    twins = [one for one in world.products if one.asin == product.asin and one is not product]
    goal_product = twins[0] if twins else world.dice.one_of(world.products)
    center = world.fullest(product)
    if goal_product is product:
        return
    source, goal = (product.fnsku, "SELLABLE", center), (goal_product.fnsku, "SELLABLE", center)
    if world.move(day, "relabelled", source, goal, count=1):
        world.adjust(day, product, -1, center, reason="4")
        world.adjust(day, goal_product, 1, center, reason="3")


def unknown_code(world: World, product: Product, day: date) -> None:
    """A code no page explains, or an old software correction."""
    center = world.fullest(product)
    reason = world.dice.one_of(("Z", "O", "2", "W"))
    source = (product.fnsku, "SELLABLE", center)
    if world.move(day, "taken out", source, (product.fnsku, "gone", center), count=1):
        world.adjust(day, product, -1, center, reason=reason)


def disposed(world: World, product: Product, day: date) -> None:
    """Sellable stock is thrown away or given away: ordered, ordered too late, or not at all."""
    units = world.dice.between(1, 4)
    center = world.fullest(product)
    source = (product.fnsku, "SELLABLE", center)
    if not world.move(day, "disposed of", source, (product.fnsku, "disposed", center), count=units):
        return
    world.adjust(day, product, -units, center, reason=world.dice.one_of("DDG"))
    fate = world.dice.one_of(("no order", "no order", "order", "late order", "part"))
    if fate == "no order":
        return
    asked = (
        day - timedelta(days=world.dice.between(0, 15))
        if fate != "late order"
        else day + timedelta(days=2)
    )
    covered = units if fate != "part" else max(1, units - 1)
    world.on(max(asked, day), _order_disposal, world, product, asked, covered)


def _order_disposal(world: World, product: Product, day: date, units: int) -> None:
    order_id = stamped(f"DSP{world.dice.letters(7)}", world.mark, 3)
    world.reports.removal_orders.append(RemovalOrderRow(
        day, order_id, "Seller-initiated Manual Removal", "Disposal",
        "Completed", day + timedelta(days=6), product.sku, product.fnsku, "Sellable", units, 0,
        units, 0, Decimal("0.97") * units, world.store.currency,
    ))  # fmt: skip


def disposed_unsellable(world: World, product: Product, day: date) -> None:
    """Unsellable stock is disposed of: its damage or return carried its own finding."""
    state = world.dice.one_of(("CUSTOMER_DAMAGED", "WAREHOUSE_DAMAGED", "DEFECTIVE"))
    center = world.fullest(product, state)
    source = (product.fnsku, state, center)
    if world.move(day, "disposed of", source, (product.fnsku, "disposed", center), count=1):
        world.adjust(day, product, -1, center, reason="D", disposition=state)


def disposed_after_payment(world: World, product: Product, day: date) -> None:
    """Amazon pays for units, keeps them, and disposes of them later: they were its own."""
    units = world.dice.between(1, 3)
    pay(world, day, product, world.dice.one_of(("Lost_Warehouse", "Damaged_Warehouse")), cash=units)
    when = world.later(day, 10, 30)

    def throw_away() -> None:
        center = world.fullest(product)
        source = (product.fnsku, "SELLABLE", center)
        if world.move(
            when, "disposed of", source, (product.fnsku, "disposed", center), count=units
        ):
            world.adjust(when, product, -units, center, reason="D")

    world.on(when, throw_away)


SCENES: tuple[Scene, ...] = (
    sellable, sellable, inspected, unsellable, by_the_carrier, paid_as_lost, changed_state, merged,
    unknown_code, disposed, disposed, disposed_unsellable, disposed_after_payment,
)  # fmt: skip
