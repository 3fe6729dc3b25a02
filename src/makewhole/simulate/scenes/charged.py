"""Fees charged too high: wrong measurements, a wrong category, commission kept; and corrections."""

from datetime import date, timedelta
from decimal import Decimal

from makewhole.simulate.aftersales import give_back, refund
from makewhole.simulate.catalogue import Product
from makewhole.simulate.fees import Mistake
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.trade import sell
from makewhole.simulate.world import World


def err(world: World, product: Product, mistake: Mistake) -> None:
    """Let Amazon make a mistake about a product, which meets some orders."""
    world.fees.mistakes.setdefault(product.sku, []).append(mistake)
    for _ in range(3):  # whatever trade is slow, the mistake meets some orders
        when = mistake.since + timedelta(days=world.dice.between(1, 20))
        world.on(when, sell, world, product, when, world.dice.between(1, 2))
    world.tell(mistake.since, "measured wrongly" if mistake.growth > 1 else "miscategorised",
        sku=product.sku, until=mistake.until.isoformat(), growth=str(mistake.growth))  # fmt: skip


def measured_wrongly(world: World, product: Product, day: date) -> None:
    """Amazon believes a product larger than it is for some weeks; perhaps it corrects a part."""
    growth = Decimal(world.dice.between(115, 150)) / 100
    err(world, product, Mistake(day, day + timedelta(days=world.dice.between(20, 60)), growth))
    if world.dice.chance(0.5):
        when = world.later(day, 25, 50)
        total = Decimal(world.dice.between(50, 900)) / 100
        world.on(when, pay, world, when, product, "Fee_Correction", cash=0, total=total)


def miscategorised(world: World, product: Product, day: date) -> None:
    """Amazon takes the rate of a dearer category for some weeks."""
    until = day + timedelta(days=world.dice.between(15, 40))
    err(world, product, Mistake(day, until, category="amazon_device_accessories"))


def commission_kept(world: World, product: Product, day: date) -> None:
    """A refund gives too little of the referral fee back; perhaps it is corrected by order."""
    sale = sell(world, product, day, world.dice.between(1, 2))
    if sale is None:
        return
    when = world.later(day, 4, 15)
    short = sale.commission * world.dice.between(0, 70) / 100
    credit = short.quantize(Decimal("0.01"))
    world.on(when, refund, world, sale, when, credit=credit)
    back = world.later(when, 1, 10)
    world.on(back, give_back, world, sale, back, sale.units)
    if world.dice.chance(0.3):
        corrected = world.later(when, 10, 25)
        total = ((sale.commission - credit) / 2).quantize(Decimal("0.01"))
        if total:
            world.on(
                corrected,
                pay,
                world,
                corrected,
                product,
                "INCORRECT_FEES_ITEMS",
                cash=0,
                total=total,
                order_id=sale.order_id,
            )


def fee_given_back(world: World, product: Product, day: date) -> None:
    """A wrong fulfilment fee of one order is given back as a settlement row of another type."""
    mistake = Mistake(day, day, Decimal("1.9"))
    world.fees.mistakes.setdefault(product.sku, []).append(mistake)
    sale = sell(world, product, day, 1)
    if sale:
        when = world.later(day, 5, 30)
        amount = (sale.fulfilment_fee / world.dice.between(2, 9)).quantize(Decimal("0.01"))
        world.on(
            when,
            world.post,
            when,
            "Fee Adjustment",
            "ItemFees",
            "FBAPerUnitFulfillmentFee",
            amount=amount,
            order_id=sale.order_id,
            sku=product.sku,
            quantity=None,
            fulfilment="AFN",
            marketplace=world.store.name,
        )


SCENES: tuple[Scene, ...] = (
    measured_wrongly, measured_wrongly, miscategorised, commission_kept, fee_given_back,
)  # fmt: skip
