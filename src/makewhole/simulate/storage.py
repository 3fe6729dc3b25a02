"""Monthly storage: what lay in each centre, charged by the volume Amazon believes."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from makewhole.money import round_half_up
from makewhole.simulate.catalogue import Product
from makewhole.simulate.rows import StorageRow, charge_day
from makewhole.simulate.world import World

# US monthly storage, standard size, per cubic foot: January to September, October to December.
_RATES = (Decimal("0.78"), Decimal("2.40"))
_MILLI = Decimal("0.0001")


def charge_storage(world: World) -> None:
    """Print the storage rows of every whole month whose charge day has come (US store)."""
    if world.store.code != "US":
        return
    moves: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    for row in world.reports.ledger:
        moves[row.fnsku, row.center].append((row.day, row.units))
    month = (world.start.replace(day=1) + timedelta(days=32)).replace(day=1)
    while charge_day(month) <= world.as_of:
        for product in {one.fnsku: one for one in world.everything}.values():
            for center in world.store.centers:
                average = _average(moves[product.fnsku, center], month)
                if average > 0:
                    _print(world, product, center, month, average=average)
        month = (month + timedelta(days=32)).replace(day=1)


def _average(moves: list[tuple[date, int]], month: date) -> Decimal:
    """The mean of the stock at the end of each day of a month, to two decimals."""
    days = [day for n in range(31) if (day := month + timedelta(days=n)).month == month.month]
    before = sum(units for moved, units in moves if moved < month)
    within = [(moved, units) for moved, units in moves if month <= moved <= days[-1]]
    ends = [before + sum(units for moved, units in within if moved <= day) for day in days]
    return (Decimal(sum(max(0, end) for end in ends)) / len(days)).quantize(Decimal("0.01"))


def _print(world: World, product: Product, center: str, month: date, *, average: Decimal) -> None:
    growth = world.fees.growth(product, month + timedelta(days=14))
    sides = tuple((side * growth).quantize(Decimal("0.01")) for side in product.sides)
    longest, median, shortest = sides
    volume = (longest * median * shortest / 1728).quantize(_MILLI)
    rate = _RATES[month.month >= 10]
    world.reports.storage.append(StorageRow(
        month, product.asin, product.fnsku, product.title, center, world.store.country,
        (longest, median, shortest), product.weight_lb, volume, "Standard-Size", average, rate,
        world.store.currency, round_half_up(volume * average * rate),
    ))  # fmt: skip
