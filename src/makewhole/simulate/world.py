"""The stage on which units live: shelves, a calendar, and what Amazon writes down.

Every unit has a number and stands on exactly one shelf (product, disposition, centre) or in one
of the places beyond (sold, lost, removed, ...). Whatever moves a unit does it through this module,
so that no unit is made or vanishes unseen; what Amazon prints about it is a separate act.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from makewhole.simulate.catalogue import Product, make_catalogue, stamped
from makewhole.simulate.dice import Dice
from makewhole.simulate.rows import LedgerRow, Reports, SettlementLine
from makewhole.simulate.stores import Store

Action = Callable[[], object]
Shelf = tuple[str, str, str]

# How far the numbers of what is played aside lie from the others; where a mark stands in an id, the
# digits left are few.
_ASIDE, _ASIDE_MARKED = 100_000, 1_000
# What is played aside: products of its own, how many and counted from where, and the distance of
# its numbers.
_SIDES = {"statements": (5, 903, 5), "fees": (4, 954, 6), "own": (3, 972, 7)}

_OTHER_LAYOUTS = 5


class World:
    """One seller's account from its first day to the day the reports are downloaded."""

    def __init__(
        self, seed: int, store: Store, skus: int, start: date, *, as_of: date, mark: str = ""
    ) -> None:
        self.dice = Dice(f"makewhole {seed} {store.code}")
        self.store = store
        self.start = start
        self.as_of = as_of
        self.mark = mark  # stands in every id of this world: copies of it put a number there
        japanese = store.code == "JP"
        self.products = make_catalogue(self.dice, skus, mark, japanese=japanese)
        self._main_dice = self.dice
        self._other_dice = {side: Dice(f"makewhole {seed} {store.code} {side}") for side in _SIDES}
        self.aside_products = {
            side: make_catalogue(
                self._other_dice[side], count, mark, first=first, japanese=japanese
            )
            for side, (count, first, _) in _SIDES.items()
        }
        self.reports = Reports()
        self.money: list[SettlementLine] = []
        self.happened: list[dict[str, Any]] = []
        self.shelves: dict[Shelf, list[int]] = defaultdict(list)
        self.history: dict[int, list[tuple[date, int, int]]] = {}
        self.earlier: dict[int, Callable[[Any, date], Any]] = {}
        self._agenda: list[tuple[date, int, Action, Dice]] = []
        self._turn = 0
        self._units = 0
        self._numbers: dict[tuple[str, int], int] = defaultdict(int)
        self.overlapping = (
            True  # whether every dated report is downloaded in two parts that overlap
        )
        # whether some files have the layout of older or newer interfaces: one seller in five
        self.has_other_layouts = seed % _OTHER_LAYOUTS == 0
        self.sold: list[Any] = []
        self.supply: Any = None
        self.fees: Any = None
        self.after_sale: Callable[[Any], None] = lambda sale: None

    @property
    def inspected(self) -> list[Product]:
        """The products whose removals and returns the seller looks at."""
        return self.aside_products["statements"]

    @property
    def billed(self) -> list[Product]:
        """The products whose fees have reports of their own."""
        return self.aside_products["fees"]

    @property
    def own_shelf(self) -> list[Product]:
        """The products the seller ships himself."""
        return self.aside_products["own"]

    @property
    def everything(self) -> list[Product]:
        """The products that are traded, and those of what is played aside."""
        return [*self.products, *self.inspected, *self.billed, *self.own_shelf]

    # time -----------------------------------------------------------------------------------

    def on(self, day: date, action: Callable[..., object], *given: Any, **named: Any) -> None:
        """Let something happen on a day; nothing happens after the day of the download."""
        if day <= self.as_of:
            self._turn += 1
            deed: Action = partial(action, *given, **named)
            heapq.heappush(self._agenda, (day, self._turn, deed, self.dice))

    def play(self) -> None:
        """Live through the calendar, day by day."""
        while self._agenda:
            _, _, action, self.dice = heapq.heappop(self._agenda)
            action()
        self.dice = self._main_dice

    @contextmanager
    def aside(self, side: str) -> Iterator[None]:
        """What is begun in here goes by other dice and other numbers, so that nothing else changes.

        That holds for all that it puts on the calendar too. `side` is one of what is played aside.
        """
        before, self.dice = self.dice, self._other_dice[side]
        yield
        self.dice = before

    def later(self, day: date, low: int, high: int) -> date:
        """A day some days after another."""
        return day + timedelta(days=self.dice.between(low, high))

    # units ----------------------------------------------------------------------------------

    def make(self, product: Product, count: int, place: str) -> None:
        """New units, as the seller packs them for a shipment."""
        fresh = range(self._units + 1, self._units + count + 1)
        self._units += count
        self.shelves[product.fnsku, place, ""].extend(fresh)

    def move(self, day: date, what: str, source: Shelf, goal: Shelf, *, count: int) -> bool:
        """Carry units from one shelf to another, oldest first; false where there are too few."""
        shelf = self.shelves[source]
        if len(shelf) < count:
            return False
        carried = shelf[:count]
        del shelf[:count]
        self.shelves[goal].extend(carried)
        self.tell(day, what, fnsku=source[0], source=list(source[1:]), goal=list(goal[1:]),
            units=carried)  # fmt: skip
        return True

    def stock(self, product: Product, disposition: str, center: str) -> int:
        """Units of a product on a shelf."""
        return len(self.shelves[product.fnsku, disposition, center])

    def fullest(self, product: Product, disposition: str = "SELLABLE") -> str:
        """The centre that holds most units of a product."""
        return max(self.store.centers, key=lambda one: (self.stock(product, disposition, one), one))

    def tell(self, day: date, what: str, **facts: Any) -> None:
        """Write down what really happened."""
        self.happened.append({"day": day.isoformat(), "what": what, **facts})

    # what Amazon prints -----------------------------------------------------------------------

    def number(self, kind: str, base: int) -> int:
        """The next number of a kind, from a base on."""
        far = max(
            (_SIDES[side][2] for side, dice in self._other_dice.items() if dice is self.dice),
            default=0,
        )
        self._numbers[kind, far] += 1
        distance = _ASIDE_MARKED if self.mark else _ASIDE
        return base + far * distance + self._numbers[kind, far]

    def serial(self, kind: str, base: int) -> str:
        """The next number of a kind as an id."""
        return stamped(str(self.number(kind, base)), self.mark, 3)

    def ledger(
        self, day: date, product: Product, event: str, units: int, *, center: str,
        disposition: str = "SELLABLE", reason: str = "", reference: str = "",
        counted: tuple[int, int] | None = None, msku: str = "", fnsku: str = "",
    ) -> LedgerRow:  # fmt: skip
        """Print one ledger row; `counted` is its reconciled and unreconciled quantity."""
        row = LedgerRow(
            day=day, fnsku=fnsku or product.fnsku, asin=product.asin, msku=msku or product.sku,
            title=product.title, event=event, reference=reference, units=units, center=center,
            disposition=disposition, reason=reason, country=self.store.country,
        )  # fmt: skip
        if counted:
            row.reconciled, row.unreconciled = counted
            self.history[id(row)] = [(day, *counted)]
        self.reports.ledger.append(row)
        return row

    def adjust(
        self, day: date, product: Product, units: int, center: str, *, reason: str,
        disposition: str = "SELLABLE", counted: tuple[int, int] | None = None, **who: str,
    ) -> LedgerRow:  # fmt: skip
        """Print one adjustment with a reference id of its own."""
        reference = self.serial("adjustment", 20078150000000)
        return self.ledger(
            day,
            product,
            "Adjustments",
            units,
            center=center,
            disposition=disposition,
            reason=reason,
            reference=reference,
            counted=counted,
            **who,
        )

    def recount(self, day: date, row: LedgerRow, settled: int) -> None:
        """Amazon settles more units of a row: the open count falls, later files show it."""
        assert row.reconciled is not None and row.unreconciled is not None
        moved = min(settled, row.unreconciled)
        row.reconciled += moved
        row.unreconciled -= moved
        self.history[id(row)].append((day, row.reconciled, row.unreconciled))

    def seen(self, row: Any, day: date) -> Any:
        """A row as a download of an earlier day shows it; most rows never change."""
        before = self.earlier.get(id(row))
        return before(row, day) if before else row

    def post(
        self, day: date, kind: str, amount_type: str, description: str, *, amount: Decimal,
        order_id: str = "", sku: str = "", quantity: int | None = None, fulfilment: str = "",
        marketplace: str = "",
    ) -> None:  # fmt: skip
        """Post one amount to the running settlement."""
        if day <= self.as_of:
            self.money.append(SettlementLine(day, kind, order_id, amount_type, description, amount,
                sku, quantity, fulfilment, marketplace))  # fmt: skip
