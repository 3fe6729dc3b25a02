"""The allocation kernel against the plainest reading of its sentence, on worlds made at random."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makewhole.engine import Engine, open_engine
from makewhole.reconcile.stages import SpansOutOfOrder, Stage, run_stage

FIRST = date(2026, 1, 1)
LOT = {
    "side": "VARCHAR", "units": "BIGINT", "event_date": "DATE", "rank": "VARCHAR",
    "event_key": "VARCHAR", "source": "BIGINT", "line": "BIGINT",
}  # fmt: skip
DOORS = {
    "account": "VARCHAR", "lot": "BIGINT", "stage": "VARCHAR", "key": "VARCHAR",
    "from_day": "DATE", "to_day": "DATE", "seq": "BIGINT", "place": "VARCHAR", **LOT,
}  # fmt: skip
OFFERS = {
    "account": "VARCHAR", "lot": "BIGINT", "stage": "VARCHAR", "key": "VARCHAR", "seq": "BIGINT",
    **LOT,
}  # fmt: skip
ENTRIES = {
    "account": "VARCHAR", "family": "VARCHAR", "stage": "VARCHAR", "mode": "VARCHAR",
    "pool": "VARCHAR", "taker": "BIGINT", "giver": "BIGINT", "units": "BIGINT",
}  # fmt: skip


@dataclass(frozen=True)
class Lot:
    """One side of a pairing: where, when, how many, and for a taker on which days."""

    number: int
    account: str
    key: str
    units: int
    day: date
    before: int | None = None
    after: int | None = None

    @property
    def opens(self) -> date | None:
        return None if self.before is None else self.day + timedelta(self.before)

    @property
    def shuts(self) -> date | None:
        return None if self.after is None else self.day + timedelta(self.after)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine("duckdb", threads=1)


SPANS = [(None, None), (0, None), (0, 30), (-30, 20), (-7, -1), (None, 0)]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Lot], list[Lot]]:
    """Takers and givers of a few accounts and keys; one shape of span in each world."""
    before, after = draw(st.sampled_from(SPANS))
    place = st.tuples(st.sampled_from("ab"), st.sampled_from("kl"))
    rows = st.lists(st.tuples(place, st.integers(1, 5), st.integers(0, 60)), max_size=12)
    takers = [
        Lot(n, account, key, units, FIRST + timedelta(day), before, after)
        for n, ((account, key), units, day) in enumerate(draw(rows), start=1)
    ]
    givers = [
        Lot(n, account, key, units, FIRST + timedelta(day))
        for n, ((account, key), units, day) in enumerate(draw(rows), start=1001)
    ]
    return takers, givers


def _allocate(
    engine: Engine, takers: Sequence[Lot], givers: Sequence[Lot], *, newest: bool = False
) -> dict[tuple[int, int], int]:
    doors = [
        (t.account, t.number, "s", t.key, t.opens, t.shuts, 0, "", *_head("ask", t)) for t in takers
    ]
    offers = [(g.account, g.number, "s", g.key, 0, *_head("give", g)) for g in givers]
    engine.load("stage_doors", DOORS, doors)
    engine.load("stage_offers", OFFERS, offers)
    engine.load("entries", ENTRIES, [])
    shuts = any(taker.shuts for taker in takers)
    run_stage(engine, Stage("f", "s", "settle", "s", newest), "entries", shuts=shuts)
    found = engine.rows("select taker, giver, units from entries")
    assert len(found) == len({row[:2] for row in found})
    return {(taker, giver): units for taker, giver, units in found}


def _head(side: str, lot: Lot) -> tuple[str, int, date, str, str, int, int]:
    return side, lot.units, lot.day, str(lot.number), "", 1, lot.number


def _plainly(takers: Sequence[Lot], givers: Sequence[Lot]) -> dict[tuple[int, int], int]:
    """Each giver, by day, serves the oldest taker that is open on its day."""
    left = {taker.number: taker.units for taker in takers}
    paired: dict[tuple[int, int], int] = {}
    for giver in sorted(givers, key=lambda g: (g.day, str(g.number))):
        units = giver.units
        for taker in sorted(takers, key=lambda t: (t.day, str(t.number))):
            fits = (taker.account, taker.key) == (giver.account, giver.key)
            fits = fits and (taker.opens is None or taker.opens <= giver.day)
            fits = fits and (taker.shuts is None or giver.day <= taker.shuts)
            moved = min(units, left[taker.number]) if fits else 0
            if moved:
                paired[taker.number, giver.number] = moved
                left[taker.number] -= moved
                units -= moved
    return paired


@settings(max_examples=20, deadline=None)
@given(worlds())
def test_it_does_what_the_sentence_says(engine: Engine, world: tuple[list[Lot], list[Lot]]) -> None:
    assert _allocate(engine, *world) == _plainly(*world)


@settings(max_examples=20, deadline=None)
@given(worlds())
def test_no_lot_gives_or_takes_more_than_it_has(
    engine: Engine, world: tuple[list[Lot], list[Lot]]
) -> None:
    takers, givers = world
    paired = _allocate(engine, takers, givers)
    for lot in takers:
        assert sum(n for (t, _), n in paired.items() if t == lot.number) <= lot.units
    for lot in givers:
        assert sum(n for (_, g), n in paired.items() if g == lot.number) <= lot.units


@settings(max_examples=20, deadline=None)
@given(worlds(), st.randoms())
def test_the_order_of_rows_changes_nothing(engine, world, random) -> None:  # type: ignore[no-untyped-def]
    takers, givers = world
    before = _allocate(engine, takers, givers)
    random.shuffle(takers)
    random.shuffle(givers)
    assert _allocate(engine, takers, givers) == before


@settings(max_examples=20, deadline=None)
@given(worlds())
def test_another_account_with_the_same_keys_changes_nothing(
    engine: Engine, world: tuple[list[Lot], list[Lot]]
) -> None:
    takers, givers = world
    before = _allocate(engine, takers, givers)
    doubled = [
        [*rows, *(replace(r, account=r.account * 2, number=r.number + 500) for r in rows)]
        for rows in world
    ]
    after = _allocate(engine, *doubled)
    assert {pair: n for pair, n in after.items() if pair in before} == before
    assert sum(after.values()) == 2 * sum(before.values())


@settings(max_examples=20, deadline=None)
@given(worlds(), st.integers(2, 7))
def test_all_quantities_times_k_move_k_times_as_many(
    engine: Engine, world: tuple[list[Lot], list[Lot]], k: int
) -> None:
    before = _allocate(engine, *world)
    many = _allocate(engine, *[[replace(r, units=r.units * k) for r in rows] for rows in world])
    assert many == {pair: units * k for pair, units in before.items()}


def test_newest_first_serves_the_latest_taker() -> None:
    takers = [Lot(1, "a", "k", 2, FIRST), Lot(2, "a", "k", 2, FIRST + timedelta(5))]
    with open_engine("duckdb", threads=1) as engine:
        paired = _allocate(engine, takers, [Lot(9, "a", "k", 3, FIRST)], newest=True)
    assert paired == {(2, 9): 2, (1, 9): 1}


def test_spans_that_do_not_grow_with_the_order_are_refused() -> None:
    takers = [Lot(1, "a", "k", 2, FIRST, 0, 30), Lot(2, "a", "k", 2, FIRST + timedelta(5), 0, 1)]
    with (
        open_engine("duckdb", threads=1) as engine,
        pytest.raises(SpansOutOfOrder, match="1 takers are served before others whose days end"),
    ):
        _allocate(engine, takers, [Lot(9, "a", "k", 3, FIRST)])
