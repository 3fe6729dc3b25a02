"""The surcharge on stock that lay long: charged on the 15th by volume, age band and rate."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from makewhole.dates import months_after
from makewhole.money import round_half_up
from makewhole.simulate.catalogue import Product
from makewhole.simulate.fee_rows import AgedRow
from makewhole.simulate.fees import Mistake
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.supply import Line
from makewhole.simulate.world import World

# First and last day of each age band, the rate of a cubic foot and the least of a unit, as played:
# those of the United States from 2026-01-15. Other stores stand in with the same figures.
_BANDS = (
    (181, 210, "0.50", "0"), (211, 240, "1.00", "0"), (241, 270, "1.50", "0"),
    (271, 300, "5.45", "0"), (301, 330, "5.70", "0"), (331, 365, "5.90", "0"),
    (366, 455, "6.90", "0.30"), (456, None, "7.90", "0.35"),
)  # fmt: skip
_VOLUME = Decimal("0.0001")


def open_of_old(world: World, product: Product) -> None:
    """Units received long before the first download; the ledger in hand does not reach back."""
    day = world.start - timedelta(days=world.dice.between(120, 330))
    units = world.dice.between(20, 60)
    world.supply.send(day, [Line(product, units, units)], silent=True)
    on = _fifteenth(world.start)
    while on <= world.as_of:
        world.on(on, charge, world, product, on, received=day + timedelta(days=10), units=units)
        on = months_after(on, 1)


def charge(world: World, product: Product, day: date, *, received: date, units: int) -> None:
    """Charge the old units still there, by what Amazon believes of their size."""
    left = min(units, sum(world.stock(product, "SELLABLE", one) for one in world.store.centers))
    band = next((one for one in reversed(_BANDS) if one[0] <= (day - received).days), None)
    if band and left:
        row = _row(world, product, day, units=left, band=band)
        world.reports.aged.append(row)
        world.tell(day, "aged stock charged", sku=product.sku, units=left, amount=str(row.amount))


def _row(
    world: World, product: Product, day: date, *, units: int,
    band: tuple[int, int | None, str, str],
) -> AgedRow:  # fmt: skip
    growth = world.fees.growth(product, day)
    longest, median, shortest = (
        (side * growth).quantize(Decimal("0.01")) for side in product.sides
    )
    volume = (longest * median * shortest / 1728).quantize(_VOLUME)
    first, last, rate, least = band
    amount = max(round_half_up(units * volume * Decimal(rate)), units * Decimal(least))
    return AgedRow(
        day, product.sku, product.fnsku, product.asin, product.title, volume, "cubic feet",
        world.store.currency, world.store.country, units, amount,
        f"{first}-{last} days" if last else f"{first}+ days", Decimal(rate),
    )  # fmt: skip


def _fifteenth(day: date) -> date:
    return day.replace(day=15) if day.day <= 15 else months_after(day.replace(day=15), 1)


def believed_larger(world: World, product: Product, day: date) -> None:
    """Amazon believes a product larger than it is for some months; perhaps it corrects a part."""
    growth = Decimal(world.dice.between(110, 150)) / 100
    until = day + timedelta(days=world.dice.between(40, 90))
    world.fees.mistakes.setdefault(product.sku, []).append(Mistake(day, until, growth))
    if world.dice.chance(0.5):
        when = world.later(day, 40, 70)
        total = Decimal(world.dice.between(5, 200)) / 100
        world.on(when, pay, world, when, product, "Fee_Correction", cash=0, total=total)


def in_a_dearer_band(world: World, product: Product, day: date) -> None:
    """Young stock at the rate of an older band."""
    on = _fifteenth(day)
    row = _row(world, product, on, units=world.dice.between(4, 30), band=_BANDS[0])
    rate = Decimal(world.dice.one_of(("1.50", "5.45")))
    amount = round_half_up(row.volume * rate * (row.units or 0))
    world.on(on, world.reports.aged.append, replace(row, rate=rate, amount=amount))


def charged_twice(world: World, product: Product, day: date) -> None:
    """The same surcharge stands there twice."""
    on = _fifteenth(day)
    row = _row(world, product, on, units=world.dice.between(4, 30), band=_BANDS[3])
    for _ in range(2):
        world.on(on, world.reports.aged.append, replace(row))


def what_cannot_be_judged(world: World, product: Product, day: date) -> None:
    """Rows without a quantity, in other units, in a doubtful band, or charged by the unit."""
    on = _fifteenth(day)
    row = _row(world, product, on, units=world.dice.between(4, 30), band=_BANDS[5])
    litres = (row.volume * Decimal("28316.85")).quantize(Decimal("0.01"))
    doubtful = _row(world, product, on, units=world.dice.between(4, 30), band=_BANDS[6])
    dear = replace(row, amount=row.amount * 3, tier="271-300 days")
    for one in (
        replace(row, units=None),
        replace(row, volume=litres, volume_unit="cubic centimeters"),
        replace(doubtful, volume=doubtful.volume * 2, amount=doubtful.amount * 2),
        replace(dear, tier="6 months"),
        dear,
    ):
        world.on(on, world.reports.aged.append, one)


SCENES: tuple[Scene, ...] = (
    believed_larger, in_a_dearer_band, charged_twice, what_cannot_be_judged,
)  # fmt: skip
