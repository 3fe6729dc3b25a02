"""Units lost in a warehouse: found again, paid, half paid, paid in kind, or forgotten."""

from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay
from makewhole.simulate.rows import LedgerRow
from makewhole.simulate.scenes import Scene
from makewhole.simulate.world import World


def lose(
    world: World, product: Product, day: date, units: int, reason: str = "M"
) -> LedgerRow | None:
    """Units go missing from their shelf and Amazon writes it down, all of them open."""
    center = world.fullest(product)
    shelf = (product.fnsku, "SELLABLE", center)
    if not world.move(day, "lost", shelf, (product.fnsku, "lost", center), count=units):
        return None
    return world.adjust(day, product, -units, center, reason=reason, counted=(0, units))


def find(
    world: World,
    product: Product,
    day: date,
    units: int,
    *,
    center: str,
    settles: LedgerRow | None,
    reason: str = "F",
    back_to: str = "",
) -> None:
    """Lost units turn up, there or in another centre; Amazon may settle the loss with them."""
    goal = back_to or center
    source = (product.fnsku, "lost", center)
    if not world.move(day, "found", source, (product.fnsku, "SELLABLE", goal), count=units):
        return
    counted = (units, 0) if settles else (0, units)
    world.adjust(day, product, units, goal, reason=reason, counted=counted)
    if settles:
        world.recount(day, settles, units)


def forgotten(world: World, product: Product, day: date) -> None:
    """Lost and never spoken of again."""
    lose(world, product, day, world.dice.between(1, 6), world.dice.one_of("MM5"))


def found_again(world: World, product: Product, day: date) -> None:
    """Lost, then wholly or partly found; Amazon settles the two rows or not."""
    units = world.dice.between(1, 8)
    row = lose(world, product, day, units)
    if row is None:
        return
    back = world.dice.between(1, units)
    when = world.later(day, 1, 45)
    settles = row if world.dice.chance(0.6) else None
    elsewhere = world.dice.one_of(world.store.centers) if world.dice.chance(0.4) else row.center
    world.on(
        when,
        find,
        world,
        product,
        when,
        back,
        center=row.center,
        settles=settles,
        back_to=elsewhere,
    )


def paid(world: World, product: Product, day: date) -> None:
    """Lost and paid, in one or two parts, wholly or short; the open count follows or lags."""
    units = world.dice.between(1, 9)
    row = lose(world, product, day, units, world.dice.one_of("MM5"))
    if row is None:
        return
    first = world.dice.between(1, units)
    parts = [first]
    if first < units and world.dice.chance(0.5):
        parts.append(world.dice.between(1, units - first))
    for part in parts:
        when = world.later(day, 2, 40)
        world.on(when, _grant, world, product, when, part, row=row)


def _grant(world: World, product: Product, day: date, units: int, *, row: LedgerRow) -> None:
    pay(world, day, product, "Lost_Warehouse", cash=units, case=world.dice.chance(0.3))
    if world.dice.chance(0.5):
        world.recount(day, row, units)


def paid_before_booked(world: World, product: Product, day: date) -> None:
    """Research is paid some days before the loss is booked."""
    units = world.dice.between(1, 3)
    booked = world.later(day, 1, 9)
    pay(world, day, product, "Lost_Warehouse", cash=units)
    world.on(booked, _lose_again, world, product, booked, units + world.dice.between(0, 1))


def _lose_again(world: World, product: Product, day: date, units: int) -> None:
    lose(world, product, day, units)


def found_before_lost(world: World, product: Product, day: date) -> None:
    """A find is booked before the loss it belongs to."""
    units = world.dice.between(1, 4)
    center = world.fullest(product)
    if not world.move(day, "mislaid", (product.fnsku, "SELLABLE", center),
            (product.fnsku, "lost", center), count=units):  # fmt: skip
        return
    find(world, product, day, units, center=center, settles=None)
    booked = world.later(day, 1, 6)
    world.on(booked, world.adjust, booked, product, -units, center, reason="M", counted=(0, units))


def two_on_one_day(world: World, product: Product, day: date) -> None:
    """Two losses of one day, one of them paid."""
    one, two = world.dice.between(1, 4), world.dice.between(1, 4)
    first, second = lose(world, product, day, one), lose(world, product, day, two)
    if first and second:
        when = world.later(day, 3, 25)
        world.on(when, pay, world, when, product, "Lost:Warehouse", cash=one)


def equal_rows(world: World, product: Product, day: date) -> None:
    """Two ledger rows alike in everything, reference included: both are real."""
    center = world.fullest(product)
    shelf = (product.fnsku, "SELLABLE", center)
    if world.move(day, "lost", shelf, (product.fnsku, "lost", center), count=4):
        first = world.adjust(day, product, -2, center, reason="M", counted=(0, 2))
        again = world.adjust(day, product, -2, center, reason="M", counted=(0, 2))
        again.reference = first.reference


def one_payment_for_several(world: World, product: Product, day: date) -> None:
    """Three losses over some weeks and one payment for all, or nearly all."""
    lost = 0
    for step in (0, 6, 13):
        when = day + timedelta(days=step)
        units = world.dice.between(1, 3)
        lost += units
        world.on(when, lose, world, product, when, units)
    when = world.later(day, 16, 40)
    units = max(1, lost - world.dice.between(0, 2))
    world.on(when, pay, world, when, product, "Lost_Warehouse", cash=units)


def paid_in_kind(world: World, product: Product, day: date) -> None:
    """Lost and made good with units, which the ledger shows once more as N."""
    units = world.dice.between(1, 4)
    row = lose(world, product, day, units)
    if row is None:
        return
    given = world.dice.between(1, units)
    when = world.later(day, 5, 30)

    def give() -> None:
        world.make(product, given, "Amazon")
        shelf = (product.fnsku, "SELLABLE", row.center)
        world.move(when, "given in kind", (product.fnsku, "Amazon", ""), shelf, count=given)
        pay(world, when, product, "Lost_Warehouse", cash=0, in_kind=given)
        settles = world.dice.chance(0.5)
        world.adjust(when, product, given, row.center, reason="N",
            counted=(given, 0) if settles else (0, given))  # fmt: skip
        if settles:
            world.recount(when, row, given)

    world.on(when, give)


def found_stock(world: World, product: Product, day: date) -> None:
    """Lost units turn up under a SKU of Amazon's own for the same ASIN."""
    units = world.dice.between(1, 4)
    row = lose(world, product, day, units)
    if row is None:
        return
    when = world.later(day, 3, 30)
    back = world.dice.between(1, units)

    def turn_up() -> None:
        source, goal = (
            (product.fnsku, "lost", row.center),
            (product.fnsku, "found stock", row.center),
        )
        if world.move(when, "found as Amazon.Found", source, goal, count=back):
            world.adjust(when, product, back, row.center, reason="F", counted=(0, back),
                msku=f"Amazon.Found.{product.asin}", fnsku="X0F" + product.fnsku[3:])  # fmt: skip

    world.on(when, turn_up)


def paid_for_another_cause(world: World, product: Product, day: date) -> None:
    """A loss, and a payment whose reason speaks of damage: it does not settle the loss."""
    if lose(world, product, day, world.dice.between(1, 3)):
        when = world.later(day, 2, 20)
        world.on(when, pay, world, when, product, "Damaged_Warehouse", cash=1)


def paid_without_reason(world: World, product: Product, day: date) -> None:
    """A loss, and a payment whose reason nobody knows."""
    if lose(world, product, day, world.dice.between(1, 4)):
        when = world.later(day, 2, 25)
        reason = world.dice.one_of(
            ("GeneralAdjustment", "Warehouse_Goodwill", "General Adjustment")
        )
        world.on(when, pay, world, when, product, reason, cash=world.dice.between(1, 3))


def paid_in_another_currency(world: World, product: Product, day: date) -> None:
    """A payment in a neighbour's currency counts as units and never as a value."""
    if lose(world, product, day, world.dice.between(1, 3)):
        when = world.later(day, 2, 25)
        other = "CAD" if world.store.currency != "CAD" else "USD"
        world.on(
            when,
            pay,
            world,
            when,
            product,
            "Lost_Warehouse",
            cash=1,
            currency=other,
            per_unit=Decimal("9.40"),
            posted=False,
        )


def uncounted(world: World, product: Product, day: date) -> None:
    """A loss whose row says neither how much is settled nor how much is open."""
    row = lose(world, product, day, world.dice.between(1, 3))
    if row:
        row.reconciled = row.unreconciled = None
        del world.history[id(row)]


def only_settled_shown(world: World, product: Product, day: date) -> None:
    """A loss whose row shows the settled units only; the open ones are the rest."""
    units = world.dice.between(2, 5)
    row = lose(world, product, day, units)
    if row:
        row.reconciled, row.unreconciled = 1, None
        del world.history[id(row)]


def unsellable(world: World, product: Product, day: date) -> None:
    """Damaged stock goes missing: perhaps not Amazon's to pay."""
    center = world.fullest(product, "CUSTOMER_DAMAGED")
    shelf = (product.fnsku, "CUSTOMER_DAMAGED", center)
    if world.move(day, "lost", shelf, (product.fnsku, "lost", center), count=1):
        world.adjust(
            day, product, -1, center, reason="M", disposition="CUSTOMER_DAMAGED", counted=(0, 1)
        )


SCENES: tuple[Scene, ...] = (
    forgotten, forgotten, found_again, found_again, paid, paid, paid_before_booked,
    found_before_lost, two_on_one_day, equal_rows, one_payment_for_several, paid_in_kind,
    found_stock, paid_for_another_cause, paid_without_reason, paid_in_another_currency, uncounted,
    only_settled_shown, unsellable,
)  # fmt: skip
