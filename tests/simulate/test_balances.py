"""Amazon's balances conserve units, and differ from the ledger only where that was planted."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from makewhole.audit.session import open_books
from makewhole.audit.stock import stock_account
from makewhole.engine import open_engine
from makewhole.policy import load_policy
from makewhole.simulate.account import write_account
from makewhole.simulate.play import Size, play
from makewhole.simulate.rows import BalanceRow
from makewhole.simulate.world import World

AS_OF = date(2026, 11, 15)


@pytest.fixture(scope="module")
def world() -> World:
    return play(21, "US", AS_OF, Size(skus=5, months=5, scenes_per_month=2))


def test_what_leaves_is_printed_without_a_minus() -> None:
    balance = BalanceRow(AS_OF, "X1", "B1", "RED", "Mug", "SELLABLE", 10, "US")
    balance.moved = {"receipts": 5, "shipments": 3, "lost": 2, "other": -1, "unknown": -1}
    assert balance.end == 10 + 5 - 3 - 2 - 1 - 1


def test_each_month_begins_where_the_one_before_ended(world: World) -> None:
    ended: dict[tuple[str, str], int] = {}
    months = sorted({row.month for row in world.reports.balances})
    assert months == [date(2026, month, 1) for month in range(6, 11)]
    for row in world.reports.balances:
        assert row.start == ended.get((row.fnsku, row.disposition), row.start)
        ended[row.fnsku, row.disposition] = row.end


def test_the_stock_account_shows_the_planted_corrections_and_no_other_gap(
    world: World, tmp_path: Path
) -> None:
    written = write_account(world, tmp_path)
    planted = Counter(
        (date.fromisoformat(told["day"]), told["fnsku"])
        for told in world.happened
        if told["what"] == "balance corrected without a row"
    )
    with (
        open_books(written.reports) as books,
        books.books.snapshot() as snapshot,
        open_engine("duckdb") as engine,
    ):
        snapshot.attach(engine)
        account = stock_account(engine, load_policy(), AS_OF)
    assert account.notes == []
    assert all(row["closing"] is not None for row in account.rows)
    found = Counter({(gap["last_day"], gap["fnsku"]): -gap["gap"] for gap in account.gaps})
    # the first month began before the ledger in hand and is not compared
    assert found == Counter({key: n for key, n in planted.items() if key[0] > date(2026, 6, 30)})
    assert found
