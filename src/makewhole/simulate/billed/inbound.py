"""Fees of a shipment to Amazon: placement, some weeks after it came, and problems found in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from makewhole.money import round_half_up
from makewhole.simulate.catalogue import Product
from makewhole.simulate.fee_rows import PlacementRow, ProblemRow
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.supply import Line, Shipment
from makewhole.simulate.world import World

_FEE = Decimal("0.20")  # of one unit with a problem, as played


def _placed(
    world: World, product: Product, day: date, *, more: Decimal = Decimal(0), times: int = 1,
    with_rate: bool = True, one_of: bool = True,
) -> date:  # fmt: skip
    """A shipment arrives, and its placement is charged 45 days on; gives the day of the charge."""
    units = world.dice.between(20, 60)
    shipment = world.supply.send(day, [Line(product, units, units)])
    rate = Decimal(world.dice.between(16, 68)) / 100
    when = world.later(day, 50, 60)
    row = PlacementRow(
        when, f"wf{world.serial('plan', 4400000)}", shipment.id,
        world.store.country if one_of else "", product.fnsku, product.asin, units,
        rate if with_rate else None, rate * units + more, world.store.currency,
    )  # fmt: skip
    for _ in range(times):
        world.on(when, world.reports.placements.append, replace(row))
    world.tell(when, "placement charged", shipment_id=shipment.id, amount=str(row.amount))
    return when


def placed_rightly(world: World, product: Product, day: date) -> None:
    """Rate by units, as the row prints them."""
    _placed(world, product, day)


def placed_too_dear(world: World, product: Product, day: date) -> None:
    """More than rate by units; the row may not say the country. Perhaps a part is corrected."""
    more = Decimal(world.dice.between(1, 900)) / 100
    when = _placed(world, product, day, more=more, one_of=world.dice.chance(0.5))
    if world.dice.chance(0.5):
        back = world.later(when, 1, 12)
        world.on(back, pay, world, back, product, "Fee_Correction", cash=0,
            total=round_half_up(more / 2))  # fmt: skip


def placed_twice(world: World, product: Product, day: date) -> None:
    """The same charge stands there twice."""
    _placed(world, product, day, times=2)


def placed_without_a_rate(world: World, product: Product, day: date) -> None:
    """A row that does not say its rate: nothing can be held against it."""
    _placed(world, product, day, with_rate=False, more=Decimal(50))


def _problem(world: World, product: Product, day: date, *, sent: int) -> tuple[Shipment, date]:
    shipment = world.supply.send(day, [Line(product, sent, sent)])
    return shipment, world.later(day, 20, 30)


def _report(
    world: World, product: Product, found: tuple[Shipment, date], *, units: int,
    expected: int | None, cartons: tuple[str, ...] = ("CTN-001",), fee: Decimal | None = None,
) -> Decimal:  # fmt: skip
    """Print a problem of a shipment once for each carton; gives the fee of one."""
    shipment, day = found
    charged = _FEE * units if fee is None else fee
    for carton in cartons:
        world.on(day, world.reports.problems.append, ProblemRow(
            day, shipment.created, shipment.id, carton, shipment.center, product.sku,
            product.fnsku, product.asin, product.title, "BARCODE_MISSING", units, expected,
            units, world.store.currency, charged))  # fmt: skip
    world.tell(day, "problem charged", shipment_id=shipment.id, units=units, fee=str(charged))
    return charged


def problem_of_some(world: World, product: Product, day: date) -> None:
    """Some units of the shipment lack their label; told of one carton or of two."""
    found = _problem(world, product, day, sent=40)
    cartons = world.dice.one_of((("CTN-001",), ("CTN-001", "CTN-002")))
    _report(world, product, found, units=world.dice.between(1, 20), expected=40, cartons=cartons)


def problem_of_too_many(world: World, product: Product, day: date) -> None:
    """More problem units than the shipment had; perhaps the fee is corrected."""
    found = _problem(world, product, day, sent=10)
    fee = _report(world, product, found, units=world.dice.between(11, 30), expected=10)
    if world.dice.chance(0.4):
        when = world.later(found[1], 2, 20)
        world.on(when, pay, world, when, product, "Fee_Correction", cash=0,
            total=round_half_up(fee / 2))  # fmt: skip


def problem_charged_twice(world: World, product: Product, day: date) -> None:
    """The same problem stands there twice, more units than there were."""
    found = _problem(world, product, day, sent=12)
    units = world.dice.between(7, 12)
    _report(world, product, found, units=units, expected=12, cartons=("CTN-001", "CTN-001"))


def problem_without_a_fee(world: World, product: Product, day: date) -> None:
    """Coaching alone, or a shipment of which nobody says how many units were expected."""
    found = _problem(world, product, day, sent=15)
    _report(world, product, found, units=20, expected=15, fee=Decimal(0))
    _report(world, product, found, units=20, expected=None)


SCENES: tuple[Scene, ...] = (
    placed_rightly, placed_too_dear, placed_twice, placed_without_a_rate, problem_of_some,
    problem_of_too_many, problem_charged_twice, problem_without_a_fee,
)  # fmt: skip
