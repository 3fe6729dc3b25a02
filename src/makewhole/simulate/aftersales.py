"""What follows a sale: refunds posted to the settlement, units coming back, replacements."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from makewhole.money import round_half_up
from makewhole.simulate.rows import ReplacementRow, ReturnRow
from makewhole.simulate.trade import Sale, order_number
from makewhole.simulate.world import World

_TAX = Decimal("0.0725")
# The returns report calls damage done in a centre DAMAGED; the ledger says where it was done.
_IN_LEDGER = {"DAMAGED": "WAREHOUSE_DAMAGED"}
_REASONS = ("UNWANTED_ITEM", "NOT_AS_DESCRIBED", "ORDERED_WRONG_ITEM", "NO_REASON_GIVEN")


def refund(
    world: World, sale: Sale, day: date, units: int | None = None, *,
    principal: Decimal | None = None, quantity: int | None = None, credit: Decimal | None = None,
) -> None:  # fmt: skip
    """Refund a buyer: the price (all of it unless said), its promotion, tax and the referral fee.

    `credit` replaces the referral fee Amazon gives back, for the times it gives too little.
    """
    count = sale.units if units is None else units
    share = Decimal(count) / sale.units
    price = sale.price * count if principal is None else principal
    promotion = round_half_up(sale.promotion * share) if principal is None else Decimal(0)
    fee = round_half_up(sale.commission * min(Decimal(1), price / sale.principal))
    kept = world.fees.kept_of_referral(fee, min(count, sale.units))
    back = fee if credit is None else credit
    tax = round_half_up(price * _TAX)
    lines = [
        ("ItemPrice", "Principal", -price, quantity or count), ("ItemPrice", "Tax", -tax, None),
        ("ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", tax, None),
        ("Promotion", "Principal", promotion, None), ("ItemFees", "Commission", back, None),
        ("ItemFees", "RefundCommission", -kept, None),
    ]  # fmt: skip
    for amount_type, description, amount, pieces in lines:
        if amount:
            world.post(
                day,
                "Refund",
                amount_type,
                description,
                amount=amount,
                order_id=sale.order_id,
                sku=sale.product.sku,
                quantity=pieces,
                fulfilment="AFN",
                marketplace=world.store.name,
            )
    world.tell(day, "refunded", fnsku=sale.product.fnsku, order_id=sale.order_id, units=count,
        principal=str(price))  # fmt: skip


def give_back(
    world: World, sale: Sale, day: date, units: int = 1, disposition: str = "SELLABLE", *,
    status: str = "Unit returned to inventory", order_id: str | None = None, booked: int | None = 0,
    center: str = "", rows: int = 1,
) -> list[ReturnRow]:  # fmt: skip
    """A buyer's units reach a centre; `booked` is the days until the ledger shows them, None never.

    A unit that the ledger never shows is somewhere in the centre, and the seller cannot sell it.
    """
    product = sale.product
    where = center or world.dice.one_of(world.store.centers)
    shown = _IN_LEDGER.get(disposition, disposition)
    goal = (product.fnsku, shown if booked is not None else "unseen", where)
    if not world.move(day, "returned", (product.fnsku, "with buyers", ""), goal, count=units):
        return []
    returned = [
        ReturnRow(
            day, sale.order_id if order_id is None else order_id, product.sku, product.asin,
            product.fnsku, product.title, units // rows, where, disposition,
            world.dice.one_of(_REASONS), status, f"LPNRR{world.serial('plate', 7300000000)}",
        )
        for _ in range(rows)
    ]  # fmt: skip
    world.reports.returns += returned
    if booked is not None:
        when = day + timedelta(days=booked)
        world.on(
            max(when, day),
            world.ledger,
            when,
            product,
            "CustomerReturns",
            units,
            center=where,
            disposition=shown,
        )
    return returned


def show_earlier_as(world: World, row: ReturnRow, until: date, status: str) -> None:
    """Downloads before a day show a return with an earlier status."""
    world.earlier[id(row)] = lambda row, day: replace(row, status=status) if day < until else row


def replace_free(world: World, sale: Sale, day: date, units: int = 1) -> ReplacementRow | None:
    """Send a buyer free replacements for an order."""
    product = sale.product
    center = world.fullest(product)
    source, goal = (product.fnsku, "SELLABLE", center), (product.fnsku, "with buyers", "")
    if not world.move(day, "replaced", source, goal, count=units):
        return None
    for _ in range(units):
        world.ledger(day, product, "Shipments", -1, center=center)
    row = ReplacementRow(
        day,
        product.sku,
        product.asin,
        center,
        sale.center,
        units,
        world.dice.one_of(("Damaged_Defective", "6", "1")),
        order_number(world),
        sale.order_id,
    )
    world.reports.replacements.append(row)
    return row


def proceeds(sale: Sale) -> Decimal:
    """What one unit of a sale brought in: price and promotion less the two fees."""
    total = sale.principal - sale.promotion - sale.commission - sale.fulfilment_fee
    return max(Decimal(0), round_half_up(total / sale.units))


def after_sale(world: World, sale: Sale) -> None:
    """The usual course: most buyers are content, some are refunded and send the unit back."""
    if not world.dice.chance(0.06):
        return
    when = world.later(sale.shipped, 5, 25)
    world.on(when, refund, world, sale, when)
    back = world.later(when, 1, 25)
    state = world.dice.one_of(("SELLABLE", "SELLABLE", "SELLABLE", "CUSTOMER_DAMAGED", "DEFECTIVE"))
    world.on(back, give_back, world, sale, back, sale.units, state)
