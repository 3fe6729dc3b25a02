"""Refunds and returns of every kind: back, late, never, damaged, uncredited, of no order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.aftersales import give_back, proceeds, refund, show_earlier_as
from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.trade import Sale, order_number, sell
from makewhole.simulate.world import World


def _sold(world: World, product: Product, day: date, units: int = 1) -> tuple[Sale | None, date]:
    """A sale and the day its buyer is refunded."""
    return sell(world, product, day, units), world.later(day, 4, 25)


def _refund_on(world: World, sale: Sale, day: date, units: int | None = None) -> None:
    world.on(day, refund, world, sale, day, units)


def _pay_on(world: World, sale: Sale, day: date, units: int, **how: object) -> None:
    facts = {"per_unit": proceeds(sale), "order_id": sale.order_id} | how
    world.on(day, pay, world, day, sale.product, "CustomerReturn", cash=units, **facts)


def never_back(world: World, product: Product, day: date) -> None:
    """Refunded in full, nothing comes back; perhaps paid by itself, perhaps in part."""
    units = world.dice.one_of((1, 1, 1, 2, 3))
    sale, when = _sold(world, product, day, units)
    if sale is None:
        return
    _refund_on(world, sale, when)
    if world.dice.chance(0.4):
        paid = world.dice.between(1, units)
        _pay_on(world, sale, world.later(when, 60, 66), paid)


def back_in_time(world: World, product: Product, day: date) -> None:
    """Refunded and returned, before the refund or after it, in some state."""
    sale, when = _sold(world, product, day)
    if sale is None:
        return
    _refund_on(world, sale, when)
    back = max(day + timedelta(days=3), world.later(when, -3, 50))
    state = world.dice.one_of(("SELLABLE", "SELLABLE", "CUSTOMER_DAMAGED", "DEFECTIVE", "EXPIRED"))
    world.on(back, give_back, world, sale, back, 1, state)


def one_of_two_back(world: World, product: Product, day: date) -> None:
    """Two units refunded, one comes back."""
    sale, when = _sold(world, product, day, 2)
    if sale is None:
        return
    _refund_on(world, sale, when)
    back = world.later(when, 2, 30)
    world.on(back, give_back, world, sale, back, 1)


def damaged_by_amazon(world: World, product: Product, day: date) -> None:
    """Returned damaged by the centre or the carrier; paid, marked as paid, or left unpaid."""
    sale, when = _sold(world, product, day)
    if sale is None:
        return
    _refund_on(world, sale, when)
    back = world.later(when, 2, 30)
    state = world.dice.one_of(("DAMAGED", "CARRIER_DAMAGED"))
    outcome = world.dice.one_of(("unpaid", "unpaid", "paid", "marked"))

    def arrive() -> None:
        rows = give_back(world, sale, back, 1, state)
        for row in rows:
            if outcome == "marked":
                row.status = "Reimbursed"
                show_earlier_as(world, row, back + timedelta(days=9), "Unit returned to inventory")

    world.on(back, arrive)
    if outcome == "paid":
        _pay_on(world, sale, world.later(back, 5, 40), 1)


def never_credited(world: World, product: Product, day: date) -> None:
    """Returned sellable, but the ledger never books the unit back."""
    sale, when = _sold(world, product, day)
    if sale is None:
        return
    _refund_on(world, sale, when)
    back = world.later(when, 1, 20)
    world.on(back, give_back, world, sale, back, 1, booked=None)
    if world.dice.chance(0.25):
        _pay_on(world, sale, world.later(back, 35, 50), 1)


def credited_elsewhere(world: World, product: Product, day: date) -> None:
    """Returned to one centre, booked days later; the ledger may call it another centre."""
    sale, when = _sold(world, product, day)
    if sale is None:
        return
    _refund_on(world, sale, when)
    back = world.later(when, 1, 20)
    booked = world.dice.one_of((0, 3, 12, 29, 30))
    world.on(back, give_back, world, sale, back, 1, booked=booked)


def partly_refunded(world: World, product: Product, day: date) -> None:
    """A goodwill refund of a part: not a unit's worth."""
    sale, when = _sold(world, product, day)
    if sale:
        part = (sale.price * world.dice.between(10, 80) / 100).quantize(Decimal("0.01"))
        world.on(when, refund, world, sale, when, principal=part)


def refunded_in_parts(world: World, product: Product, day: date) -> None:
    """Two partial refunds that together make a whole one, and nothing back."""
    sale, when = _sold(world, product, day)
    if sale is None:
        return
    part = (sale.price / 3).quantize(Decimal("0.01"))
    world.on(when, refund, world, sale, when, principal=part)
    again = world.later(when, 3, 15)
    rest = sale.price - part
    world.on(again, refund, world, sale, again, principal=rest)


def refunded_too_much(world: World, product: Product, day: date) -> None:
    """More is refunded than was paid; sometimes customer service makes good for it."""
    sale, when = _sold(world, product, day)
    if sale is None:
        return
    excess = Decimal(world.dice.between(1, 900)) / 100
    world.on(when, refund, world, sale, when, principal=sale.price + excess)
    back = world.later(when, 1, 12)
    world.on(back, give_back, world, sale, back, 1)
    if world.dice.chance(0.3):
        paid = world.later(when, 4, 20)
        world.on(
            paid,
            pay,
            world,
            paid,
            product,
            "CustomerServiceIssue",
            cash=0,
            order_id=sale.order_id,
            total=excess / 2 // Decimal("0.01") * Decimal("0.01"),
        )


def refunded_too_many(world: World, product: Product, day: date) -> None:
    """Refunded for more units than were ordered."""
    sale, when = _sold(world, product, day)
    if sale:
        world.on(when, refund, world, sale, when, principal=sale.price * 2, quantity=2)
        back = world.later(when, 1, 12)
        world.on(back, give_back, world, sale, back, 1)


def back_without_order(world: World, product: Product, day: date) -> None:
    """Refunded; a unit comes back whose row names no order."""
    sale, when = _sold(world, product, day)
    if sale is None:
        return
    _refund_on(world, sale, when)
    back = world.later(when, -2, 60)
    if back > day + timedelta(days=3):
        world.on(back, give_back, world, sale, back, 1, order_id="")


def paid_without_order(world: World, product: Product, day: date) -> None:
    """Refunded, nothing back; the payment for it names no order."""
    sale, when = _sold(world, product, day)
    if sale:
        _refund_on(world, sale, when)
        _pay_on(world, sale, world.later(when, 30, 66), 1, order_id="")


def paid_in_kind(world: World, product: Product, day: date) -> None:
    """Refunded, nothing back; made good with a unit."""
    sale, when = _sold(world, product, day)
    if sale:
        _refund_on(world, sale, when)
        paid = world.later(when, 40, 66)
        world.on(
            paid,
            pay,
            world,
            paid,
            product,
            "Customer Return",
            cash=0,
            in_kind=1,
            order_id=sale.order_id,
        )


def back_under_another_sku(world: World, product: Product, day: date) -> None:
    """Refunded; what comes back is booked under another SKU, or comes back twice."""
    sale, when = _sold(world, product, day)
    if sale is None:
        return
    _refund_on(world, sale, when)
    back = world.later(when, 2, 20)
    world.on(back, _give_back_oddly, world, sale, back, twice=world.dice.chance(0.4))


def _give_back_oddly(world: World, sale: Sale, day: date, *, twice: bool) -> None:
    rows = give_back(world, sale, day, 1, "CUSTOMER_DAMAGED")
    if twice:
        world.reports.returns += [replace(row, plate=row.plate + "B") for row in rows]
    else:
        other = world.dice.one_of(world.products)
        for row in rows:
            row.sku, row.fnsku, row.asin = other.sku, other.fnsku, other.asin


def two_items(world: World, product: Product, day: date) -> None:
    """One order of two products, both refunded, one comes back."""
    other = world.dice.one_of(world.products)
    sale, when = _sold(world, product, day)
    if sale is None or other is product:
        return
    second = sell(world, other, day, 1, order_id=sale.order_id)
    _refund_on(world, sale, when)
    if second:
        _refund_on(world, second, when)
        back = world.later(when, 2, 20)
        world.on(back, give_back, world, second, back, 1)


def by_the_seller(world: World, product: Product, day: date) -> None:
    """Orders that are not FBA's: shipped by the seller, or multi-channel. No claim is theirs."""
    when = world.later(day, 4, 25)
    head = world.dice.one_of(("S01", "111"))
    order_id = order_number(world, head)
    fulfilment = "AFN" if head == "S01" else "MFN"
    for kind, sign, posted in (("Order", 1, day), ("Refund", -1, when)):
        for description, amount in (
            ("Principal", product.price),
            ("Commission", -product.price / 10),
        ):
            amount_type = "ItemPrice" if description == "Principal" else "ItemFees"
            world.on(
                posted,
                world.post,
                posted,
                kind,
                amount_type,
                description,
                amount=(sign * amount).quantize(Decimal("0.01")),
                order_id=order_id,
                sku=product.sku,
                quantity=1 if description == "Principal" else None,
                fulfilment=fulfilment,
                marketplace=world.store.name,
            )


SCENES: tuple[Scene, ...] = (
    never_back, never_back, back_in_time, back_in_time, one_of_two_back, damaged_by_amazon,
    never_credited, credited_elsewhere, partly_refunded, refunded_in_parts, refunded_too_much,
    refunded_too_many, back_without_order, paid_without_order, paid_in_kind,
    back_under_another_sku, two_items,
    by_the_seller,
)  # fmt: skip
