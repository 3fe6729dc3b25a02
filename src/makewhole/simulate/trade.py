"""Everyday trade: buyers order, Amazon ships and posts the money; stock is sent in and moved."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from makewhole.money import round_half_up
from makewhole.simulate.catalogue import Product, stamped
from makewhole.simulate.rows import SaleRow
from makewhole.simulate.supply import Line
from makewhole.simulate.world import World

_TAX = Decimal("0.0725")


@dataclass(slots=True, eq=False)
class Sale:
    """One order item as sold: amounts of the whole line, fees positive."""

    order_id: str
    product: Product
    units: int
    shipped: date
    center: str
    price: Decimal
    promotion: Decimal
    commission: Decimal
    fulfilment_fee: Decimal

    @property
    def principal(self) -> Decimal:
        """What the buyer paid for the units, before promotions."""
        return self.price * self.units


def order_number(world: World, head: str = "") -> str:
    """An order id as Amazon prints it."""
    start = head or world.dice.one_of(("111", "112", "113", "114"))
    middle = stamped(world.dice.digits(7), world.mark, 0)
    return f"{start}-{middle}-{world.dice.digits(7)}"


def sell(world: World, product: Product, day: date, units: int, *, price: Decimal | None = None,
         promotion: Decimal = Decimal(0), order_id: str = "") -> Sale | None:  # fmt: skip
    """Ship units to a buyer and post the order's money a day later."""
    center = world.fullest(product)
    shelf = (product.fnsku, "SELLABLE", center)
    if not world.move(day, "sold", shelf, (product.fnsku, "with buyers", ""), count=units):
        return None
    for _ in range(units):
        world.ledger(day, product, "Shipments", -1, center=center)
    each = product.price if price is None else price
    sale = Sale(
        order_id or order_number(world), product, units, day, center, each, promotion,
        world.fees.referral(product, each, units, promotion, day=day),
        world.fees.fulfilment(product, each, units, day),
    )  # fmt: skip
    world.reports.sales.append(SaleRow(day, product.sku, product.fnsku, product.asin, center, units,
        sale.order_id, world.store.currency, each))  # fmt: skip
    post_order(world, sale, day + timedelta(days=1))
    return sale


def post_order(world: World, sale: Sale, day: date) -> None:
    """Post an order's lines: price and tax, promotion, fees."""
    tax = round_half_up(sale.principal * _TAX)
    lines = [
        ("ItemPrice", "Principal", sale.principal, sale.units), ("ItemPrice", "Tax", tax, None),
        ("ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", -tax, None),
        ("Promotion", "Principal", -sale.promotion, None),
        ("ItemFees", "Commission", -sale.commission, None),
        ("ItemFees", "FBAPerUnitFulfillmentFee", -sale.fulfilment_fee, None),
    ]  # fmt: skip
    for amount_type, description, amount, quantity in lines:
        if amount:
            world.post(
                day,
                "Order",
                amount_type,
                description,
                amount=amount,
                order_id=sale.order_id,
                sku=sale.product.sku,
                quantity=quantity,
                fulfilment="AFN",
                marketplace=world.store.name,
            )


def everyday(world: World, product: Product, day: date, rate: float) -> None:
    """One day of one product: perhaps an order, perhaps a transfer between centres."""
    whole, part = divmod(rate, 1)
    for _ in range(int(whole) + world.dice.chance(part)):
        units = 1 if world.dice.chance(0.85) else world.dice.between(2, 3)
        discount = world.dice.chance(0.1)
        promotion = round_half_up(product.price * units / 10) if discount else Decimal(0)
        sale = sell(world, product, day, units, promotion=promotion)
        if sale:
            world.sold.append(sale)
            world.after_sale(sale)
    if world.dice.chance(0.02):
        transfer(world, product, day)


def transfer(world: World, product: Product, day: date) -> None:
    """Units move between two centres, out today and in some days later."""
    source = world.fullest(product)
    goal = world.dice.one_of([one for one in world.store.centers if one != source])
    units = world.dice.between(1, 6)
    road = (product.fnsku, "between centres", f"{source}-{goal}")
    if not world.move(day, "transferred", (product.fnsku, "SELLABLE", source), road, count=units):
        return
    world.ledger(day, product, "WhseTransfers", -units, center=source)
    when = world.later(day, 1, 6)

    def arrive() -> None:
        world.move(when, "arrived", road, (product.fnsku, "SELLABLE", goal), count=units)
        world.ledger(when, product, "WhseTransfers", units, center=goal)

    world.on(when, arrive)


def restock(world: World, day: date) -> None:
    """Send in whatever runs low, several products to a shipment, all of it arriving."""
    low = [one for one in world.products if world.dice.chance(0.5)]
    for start in range(0, len(low), 6):
        lines = [Line(one, units := world.dice.between(40, 90), units)
            for one in low[start : start + 6]]  # fmt: skip
        world.supply.send(day, lines)
