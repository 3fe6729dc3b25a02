"""Returns the seller unpacked: another item, an empty box; told alone, twice, or paid already."""

from datetime import date, timedelta

from makewhole.simulate.aftersales import give_back, proceeds, refund, replace_free
from makewhole.simulate.catalogue import Product
from makewhole.simulate.paying import pay
from makewhole.simulate.scenes import Scene
from makewhole.simulate.stated.removals import send_home
from makewhole.simulate.stating import state
from makewhole.simulate.trade import Sale, order_number, sell
from makewhole.simulate.world import World

_KIND = "return_wrong_item"


def _refunded(
    world: World, product: Product, day: date, units: int = 1
) -> tuple[Sale, date] | None:
    """A sale, refunded some days later, and the day after which its unit comes back."""
    sale = sell(world, product, day, units)
    when = world.later(day, 4, 15)
    if sale is None:
        return None
    world.on(when, refund, world, sale, when)
    return sale, world.later(when, 1, 12)


def _state_back(
    world: World, sale: Sale, day: date, seen: date, *, shelf: str = "CUSTOMER_DAMAGED",
    booked: int | None = 0, status: str = "Unit returned to inventory",
) -> None:  # fmt: skip
    """A unit comes back and later turns out to be something else."""

    def arrive() -> None:
        rows = give_back(world, sale, day, 1, shelf, status=status, booked=booked)
        for row in rows:
            state(world, _KIND, seen, sale.product, order_id=sale.order_id, plate=row.plate)

    world.on(day, arrive)


def _pay(world: World, sale: Sale, day: date, **how: object) -> None:
    facts = {"cash": 1, "per_unit": proceeds(sale), "order_id": sale.order_id} | how
    world.on(day, pay, world, day, sale.product, "CustomerReturn", **facts)


def brick(world: World, product: Product, day: date) -> None:
    """Sent back: a brick."""
    if told := _refunded(world, product, day):
        sale, back = told
        _state_back(world, sale, back, world.later(back, 2, 12))


def brick_paid_for(world: World, product: Product, day: date) -> None:
    """A brick that was paid for: under the order, without it, too early, or as Amazon says."""
    if (told := _refunded(world, product, day)) is None:
        return
    sale, back = told
    seen = world.later(back, 5, 20)
    how = world.dice.one_of(("order", "kind", "none", "early", "status"))
    status = "Reimbursed" if how == "status" else "Unit returned to inventory"
    _state_back(world, sale, back, seen, status=status)
    if how in ("order", "kind"):
        in_kind = {"cash": 0, "in_kind": 1} if how == "kind" else {}
        _pay(world, sale, world.later(back, 1, 30), **in_kind)
    if how in ("none", "early"):
        _pay(world, sale, seen - timedelta(days=how == "early"), order_id="")


def told_twice(world: World, product: Product, day: date) -> None:
    """One of two units back; the seller states it twice, or more units than came."""
    if (told := _refunded(world, product, day, 2)) is None:
        return
    sale, back = told
    seen = world.later(back, 2, 12)
    _state_back(world, sale, back, seen)
    again = world.later(seen, 0, 3)
    world.on(again, state, world, _KIND, again, product, units=world.dice.between(1, 2),
        order_id=sale.order_id)  # fmt: skip


def asked_for_already(world: World, product: Product, day: date) -> None:
    """The unit has a finding of its own: damaged by Amazon, or never credited; open or paid."""
    if (told := _refunded(world, product, day)) is None:
        return
    sale, back = told
    shelf = world.dice.one_of(("CARRIER_DAMAGED", "SELLABLE"))
    booked = None if shelf == "SELLABLE" else 0
    _state_back(world, sale, back, world.later(back, 2, 12), shelf=shelf, booked=booked)
    if world.dice.chance(0.5):
        _pay(world, sale, world.later(back, 31, 40))


def sold_as_sellable(world: World, product: Product, day: date) -> None:
    """Booked back as sellable, and something else all the same."""
    if told := _refunded(world, product, day):
        sale, back = told
        _state_back(world, sale, back, world.later(back, 10, 30), shelf="SELLABLE", booked=2)


def no_return_in_hand(world: World, product: Product, day: date) -> None:
    """Stated, but no return is shown: asked for as not returned or replaced, or paid as that."""
    how = world.dice.one_of(("refunded", "refunded", "replaced", "unknown order"))
    sale = sell(world, product, day, 1)
    if sale is None:
        return
    seen = world.later(day, 15, 40)
    order_id = order_number(world) if how == "unknown order" else sale.order_id
    world.on(seen, state, world, _KIND, seen, product, order_id=order_id, named_by="sku")
    if how == "refunded":
        when = world.later(day, 4, 12)
        world.on(when, refund, world, sale, when)
    if how == "replaced":
        when = world.later(day, 4, 12)
        world.on(when, replace_free, world, sale, when)
    if how in ("refunded", "replaced") and world.dice.chance(0.5):
        _pay(world, sale, world.later(day, 20, 60))


def told_of_the_removal(world: World, product: Product, day: date) -> None:
    """The wrong item came home in a removal and is stated there too, by another name perhaps."""
    if (told := _refunded(world, product, day)) is None:
        return
    sale, back = told
    world.on(back, give_back, world, sale, back, 1, "CUSTOMER_DAMAGED")
    leaves = world.later(back, 3, 10)

    def remove() -> None:
        for box in send_home(world, product, leaves, [1], shelf="CUSTOMER_DAMAGED"):
            name = world.dice.one_of(("sku", "fnsku", "both"))
            state(world, "removal_wrong_or_short", box.day, product, named_by=name, **box.ids())
            state(world, _KIND, box.day, product, order_id=sale.order_id,
                removal_order_id=box.order.id)  # fmt: skip

    world.on(leaves, remove)


SCENES: tuple[Scene, ...] = (
    brick, brick_paid_for, brick_paid_for, told_twice, asked_for_already, asked_for_already,
    sold_as_sellable, no_return_in_hand, no_return_in_hand, told_of_the_removal,
)  # fmt: skip
