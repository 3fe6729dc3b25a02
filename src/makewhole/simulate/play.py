"""A whole account: opening stock, everyday trade, every scene at least once, then settlements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from makewhole.dates import months_after
from makewhole.simulate.aftersales import after_sale
from makewhole.simulate.balances import tell_balances
from makewhole.simulate.billed import all_billed
from makewhole.simulate.billed.aged import open_of_old
from makewhole.simulate.catalogue import Product
from makewhole.simulate.fees import Fees
from makewhole.simulate.own_orders import all_own_orders
from makewhole.simulate.previews import preview
from makewhole.simulate.printing.daterange import transactions
from makewhole.simulate.rows import CostRow, MeasurementRow, Settlement, SettlementLine
from makewhole.simulate.scenes import Scene, all_scenes
from makewhole.simulate.stated import all_stated
from makewhole.simulate.storage import charge_storage
from makewhole.simulate.stores import STORES
from makewhole.simulate.supply import Line, Supply
from makewhole.simulate.trade import everyday, order_number, restock
from makewhole.simulate.whole_units import tell_in_whole_units
from makewhole.simulate.world import World

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Size:
    """How large an account is played."""

    skus: int
    months: int
    orders_per_month: int = 60
    scenes_per_month: float = 1.2  # per product


def play(
    seed: int,
    marketplace: str,
    as_of: date,
    size: Size,
    *,
    only: Sequence[str] = (),
    mark: str = "",
    inspects: bool = True,
    bills: bool = True,
    ships: bool = True,
) -> World:
    """A seller's account, from some months before the download to its day.

    `only` names the scenes to play (module and function), for worlds of one kind of event; `mark`
    stands in every id, for worlds to be copied; `inspects` whether the seller looks at what comes
    back and says what no report shows; `bills` whether the reports of single fees are downloaded;
    `ships` whether the seller also ships orders himself.
    """
    start = months_after(as_of, -size.months)
    world = World(seed, STORES[marketplace], size.skus, start, as_of=as_of, mark=mark)
    world.supply = Supply(world)
    world.fees = Fees(world.store)
    world.after_sale = lambda sale: after_sale(world, sale)
    _tell_costs(world, world.products)
    _tell_measurements(world, world.products)
    _open(world, world.products)
    _trade(world, size)
    scenes = all_scenes()
    if only:
        scenes = [one for one in scenes if f"{one.__module__}.{one.__qualname__}" in only]
    _schedule(world, scenes, size)
    if inspects and not only:
        _inspect(world, size)
    if bills and not only:
        _bill(world, size)
    if ships and not only:
        _ship(world, size)
    world.play()
    world.supply.print_newest()
    world.reports.has_returns = bool(world.reports.returns)
    charge_storage(world)
    settle(world)
    tell_balances(world)
    if world.store.code in ("US", "JP"):
        world.reports.transactions = transactions(world, as_of - timedelta(days=45))
    if bills and not only:
        preview(world)
    tell_in_whole_units(world)
    return world


def _tell_costs(world: World, products: Sequence[Product]) -> None:
    """The seller's cost file: most products, some with a later price, one in another currency."""
    for place, product in enumerate(products):
        if place % 5 == 3:
            continue
        currency = world.store.currency if place % 9 != 6 else "CNY"
        costs = [(world.start - timedelta(days=60), product.cost)]
        if place % 4 == 1:
            half = world.start + (world.as_of - world.start) / 2
            costs.append((half, (product.cost * Decimal("1.08")).quantize(Decimal("0.01"))))
        category = product.category if world.store.code == "US" and place % 6 != 4 else ""
        for day, cost in costs:
            world.reports.costs.append(
                CostRow(product.sku, cost, currency, day, product.asin, product.fnsku, category)
            )


def _tell_measurements(world: World, products: Sequence[Product]) -> None:
    """The seller's own measurements of most products, one of them without its weight."""
    seen: set[str] = set()
    for place, product in enumerate(products):
        if place % 4 != 2 and product.fnsku not in seen:
            seen.add(product.fnsku)
            weight = None if place % 7 == 5 else product.weight_lb
            world.reports.measurements.append(
                MeasurementRow(product.sku, product.fnsku, product.sides, weight, world.start)
            )


def _open(world: World, products: Sequence[Product]) -> None:
    for product in products:
        units = world.dice.between(60, 120)
        world.supply.send(world.start - timedelta(days=3), [Line(product, units, units)])


def _trade(world: World, size: Size) -> None:
    days = (world.as_of - world.start).days
    rate = size.orders_per_month / 30 / size.skus
    for n in range(1, days):
        day = world.start + timedelta(days=n)
        for product in world.products:
            world.on(day, everyday, world, product, day, rate)
        if n % 24 == 0:
            world.on(day, restock, world, day)


def _schedule(world: World, scenes: list[Scene], size: Size) -> None:
    """Every scene once on some day, then more of them by chance."""
    days = (world.as_of - world.start).days
    wanted = max(len(scenes), int(size.scenes_per_month * size.skus * size.months))
    order = sorted(range(len(scenes)), key=lambda place: (world.dice.share(), place))
    for turn in range(wanted):
        scene = scenes[order[turn]] if turn < len(scenes) else world.dice.one_of(scenes)
        product: Product = world.dice.one_of(world.products)
        day = world.start + timedelta(days=world.dice.between(12, max(13, days - 3)))
        world.on(day, scene, world, product, day)


def _inspect(world: World, size: Size) -> None:
    """Every scene of what only the seller sees, early enough to end, then more of them by chance.

    They have products and dice of their own, and the first product is left to those that ask for
    it: nothing else may be open where a case granted more than it paid.
    """
    days = (world.as_of - world.start).days
    scenes = all_stated()
    with world.aside("statements"):
        _tell_costs(world, world.inspected)
        _tell_measurements(world, world.inspected)
        _open(world, world.inspected)
        for turn in range(len(scenes) + 2 * size.months):
            if turn < len(scenes):
                scene, last = scenes[turn], max(13, days - 50)
            else:
                scene, last = world.dice.one_of(scenes), days - 3
            day = world.start + timedelta(days=world.dice.between(12, last))
            world.on(day, scene, world, world.dice.one_of(world.inspected[1:]), day)


def _bill(world: World, size: Size) -> None:
    """Every scene of the fees that reports of their own show, early enough to end, then by chance.

    Their products lay in the centres long before the first download, and have dice of their own.
    """
    days = (world.as_of - world.start).days
    scenes = all_billed()
    with world.aside("fees"):
        _tell_costs(world, world.billed)
        _tell_measurements(world, world.billed)
        _open(world, world.billed)
        for product in world.billed:
            open_of_old(world, product)
        for turn in range(len(scenes) + 2 * size.months):
            scene = scenes[turn] if turn < len(scenes) else world.dice.one_of(scenes)
            day = world.start + timedelta(days=world.dice.between(8, max(9, days - 75)))
            world.on(day, scene, world, world.dice.one_of(world.billed), day)


def _ship(world: World, size: Size) -> None:
    """Every scene of orders the seller ships, on any day, then more of them by chance."""
    days = (world.as_of - world.start).days
    scenes = all_own_orders()
    with world.aside("own"):
        for turn in range(len(scenes) + 2 * size.months):
            scene = scenes[turn] if turn < len(scenes) else world.dice.one_of(scenes)
            day = world.start + timedelta(days=world.dice.between(1, days - 20))
            world.on(day, scene, world, world.dice.one_of(world.own_shelf), day)


def settle(world: World) -> None:
    """Close a settlement every fortnight; what is posted after the last one is not in hand."""
    begin = world.start - timedelta(days=10)
    number = 0
    while (end := begin + timedelta(days=14)) <= world.as_of:
        lines = [line for line in world.money if begin < line.day <= end]
        lines.sort(key=lambda line: line.day)
        total = sum((line.amount for line in lines), _ZERO)
        number += 1
        if number % 9 == 4 and not world.mark:  # copies share a statement, and its mistakes
            total -= Decimal(world.dice.between(2, 900)) / 100  # a statement that does not add up
        elif number % 9 == 7 and not world.mark:
            total += Decimal(world.dice.between(2, 900)) / 100
        identity = str(25800000000 + number * 104729)
        world.reports.settlements.append(
            Settlement(identity, begin, end, world.store.currency, total, lines)
        )
        begin = end
    if world.store.code == "US":
        _settle_abroad(world, begin - timedelta(days=80))


def _settle_abroad(world: World, begin: date) -> None:
    """One statement of the neighbour store: two orders in its currency, the first one refunded."""
    first, second = world.products[0], world.products[-1]
    order_id = order_number(world)
    lines = [
        *_abroad("Order", begin + timedelta(days=2), order_id, first),
        *_abroad("Refund", begin + timedelta(days=9), order_id, first),
        *_abroad("Order", begin + timedelta(days=3), order_number(world), second),
    ]
    total = sum((line.amount for line in lines), _ZERO)
    end = begin + timedelta(days=14)
    world.reports.settlements.append(Settlement("25799999971", begin, end, "CAD", total, lines))


def _abroad(kind: str, day: date, order_id: str, product: Product) -> list[SettlementLine]:
    price = product.price if kind == "Order" else -product.price
    fee = (price * Decimal("-0.15")).quantize(Decimal("0.01"))
    return [
        SettlementLine(
            day, kind, order_id, amount_type, words, amount, product.sku, units, "AFN", "Amazon.ca"
        )
        for amount_type, words, amount, units in (
            ("ItemPrice", "Principal", price, 1),
            ("ItemFees", "Commission", fee, None),
        )
    ]
