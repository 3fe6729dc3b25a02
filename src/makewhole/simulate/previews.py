"""The previews of fees: what Amazon measures and expects of each product, charged to nobody."""

from decimal import Decimal

from makewhole.money import round_half_up
from makewhole.simulate.catalogue import Product
from makewhole.simulate.fee_rows import PreviewRow
from makewhole.simulate.world import World

_HUNDREDTH = Decimal("0.01")
# Currencies of the stores whose fee preview has a known layout; others preview referral fees only.
_MEASURED = ("USD", "CAD", "EUR", "GBP")


def preview(world: World) -> None:
    """Print each product, with Amazon's mistakes of the day; what it does not hold without label.

    The stores of Europe print one row more for a country the product is also sold in.
    """
    shipped = {product.sku for product in world.own_shelf}
    for place, product in enumerate(world.everything):
        times = 2 if world.store.currency == "EUR" and place % 3 == 0 else 1
        measured = world.store.currency in _MEASURED and product.sku not in shipped
        row = _row(world, product, product.fnsku if measured else "")
        world.reports.previews += [row] * times


def _row(world: World, product: Product, fnsku: str) -> PreviewRow:
    growth = world.fees.growth(product, world.as_of)
    longest, median, shortest = ((side * growth).quantize(_HUNDREDTH) for side in product.sides)
    return PreviewRow(
        product.sku, fnsku, product.asin, product.title, world.store.code, product.price,
        (longest, median, shortest), round_half_up(product.weight_lb * growth),
        world.store.currency,
        world.fees.referral(product, product.price, 1, Decimal(0), day=world.as_of),
        world.fees.fulfilment(product, product.price, 1, world.as_of),
    )  # fmt: skip
