"""The stock account conserves units, and every gap to Amazon's balances is found."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makewhole.audit.stock import StockAccount, stock_account
from makewhole.books.tables import TABLES
from makewhole.engine import Engine, open_engine
from makewhole.policy import load_policy

_IN = ("receipts", "customer_returns", "found", "other_in")
_OUT = ("shipments", "removals", "lost", "damaged", "disposed", "other_out")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine("duckdb") as opened:
        yield opened


def test_opening_and_movements_give_the_closing(engine: Engine) -> None:
    account = _account(
        engine,
        ledger=[
            _event("2026-01-03", "Receipts", 100),
            _event("2026-01-09", "Shipments", -30),
            _event("2026-01-20", "Adjustments", -4, "M"),
            _event("2026-02-02", "Adjustments", 3, "F"),
            _event("2026-02-05", "CustomerReturns", 2),
            _event("2026-02-06", "WhseTransfers", -10),
            _event("2026-02-07", "WhseTransfers", 10),
        ],
        summary=[_balance("01/2026", "2026-01-01", 5, 71, receipts=100, shipped=-30, lost=-4)],
        costs=[("SKU-1", Decimal("2.50"), "USD", date(2026, 1, 1))],
    )
    january, february = account.rows
    assert (january["opening"], january["lost"], january["closing"]) == (5, 4, 71)
    assert (february["opening"], february["found"], february["closing"]) == (71, 3, 76)
    assert (february["other_in"], february["other_out"]) == (10, 10)
    assert february["closing_value"] == Decimal("190.00")
    assert account.gaps == []


def test_stock_before_the_first_summary_is_reckoned_backwards(engine: Engine) -> None:
    account = _account(
        engine,
        ledger=[_event("2026-01-10", "Receipts", 8), _event("2026-02-10", "Shipments", -3)],
        summary=[_balance("02/2026", "2026-02-01", 20, 17, shipped=-3)],
    )
    assert [(row["opening"], row["closing"]) for row in account.rows] == [(12, 20), (20, 17)]


def test_without_a_summary_the_stock_is_unknown_and_not_zero(engine: Engine) -> None:
    account = _account(engine, ledger=[_event("2026-01-10", "Receipts", 8)], summary=[])
    assert [(row["opening"], row["receipts"], row["closing"]) for row in account.rows] == [
        (None, 8, None)
    ]
    assert "Opening and closing stock are unknown" in account.notes[0]


def test_a_gap_is_named_by_its_days_and_its_kind(engine: Engine) -> None:
    account = _account(
        engine,
        ledger=[
            _event("2026-01-01", "Receipts", 10),
            _event("2026-01-02", "Shipments", -2),
            _event("2026-01-03", "Shipments", -1),
        ],
        summary=[
            _balance("01/01/2026", "2026-01-01", 0, 10, receipts=10),
            _balance("01/02/2026", "2026-01-02", 10, 7, shipped=-3),
            _balance("01/03/2026", "2026-01-03", 7, 6, shipped=-1),
        ],
    )
    assert [(g["first_day"], g["kind"], g["gap"]) for g in account.gaps] == [
        (date(2026, 1, 2), "shipments", -1)
    ]


def test_a_month_in_two_files_counts_once_however_each_calls_it(engine: Engine) -> None:
    told = _balance("01/2026", "2026-01-01", 5, 15, receipts=10)
    saved_again = _balance("01/01/2026", "2026-01-01", 5, 15, receipts=10) | {"source": 2}
    next_month = _balance("02/01/2026", "2026-02-01", 15, 15) | {"source": 2}
    account = _account(
        engine,
        ledger=[_event("2026-01-05", "Receipts", 10)],
        summary=[told, saved_again, next_month],
    )
    assert [(row["opening"], row["closing"]) for row in account.rows] == [(5, 15)]
    assert account.gaps == []


def test_outflows_printed_without_a_minus_are_the_same_balance(engine: Engine) -> None:
    account = _account(
        engine,
        ledger=[_event("2026-01-01", "Receipts", 10), _event("2026-01-31", "Shipments", -3)],
        summary=[_balance("01/2026", "2026-01-01", 0, 7, receipts=10, shipped=3)],
    )
    assert account.gaps == []


def test_a_summary_that_does_not_add_up_is_said_and_not_compared(engine: Engine) -> None:
    account = _account(
        engine,
        ledger=[_event("2026-01-01", "Receipts", 10), _event("2026-01-31", "Shipments", -3)],
        summary=[_balance("01/2026", "2026-01-01", 0, 99, receipts=10, shipped=3)],
    )
    assert account.gaps == []
    assert "do not add up in themselves" in account.notes[0]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 100),
            st.sampled_from(["Receipts", "Shipments", "Adjustments", "WhseTransfers", "Odd"]),
            st.integers(-9, 9).filter(bool),
            st.sampled_from(["M", "F", "E", "D", "Q", "P", "zz", None]),
            st.sampled_from(["X1", "X2"]),
        ),
        max_size=30,
    )
)
def test_every_unit_is_in_exactly_one_column(
    engine: Engine, events: list[tuple[int, str, int, str | None, str]]
) -> None:
    ledger = [
        _event(str(date(2026, 1, 1) + timedelta(days)), kind, units, reason, fnsku)
        for days, kind, units, reason, fnsku in events
    ]
    account = _account(engine, ledger=ledger, summary=[_balance("01/2026", "2026-01-01", 50, 50)])
    for row in account.rows:
        flow = sum(row[name] for name in _IN) - sum(row[name] for name in _OUT)
        assert row["opening"] + flow == row["closing"]
    last = {(r["fnsku"], r["disposition"]): r["closing"] for r in account.rows}
    moved = sum(units for _, _, units, _, _ in events)
    assert not account.rows or sum(last.values()) == 50 + moved


def _account(
    engine: Engine,
    *,
    ledger: list[dict[str, Any]],
    summary: list[dict[str, Any]],
    costs: list[tuple[str, Decimal, str, date]] = (),  # type: ignore[assignment]
) -> StockAccount:
    _load(engine, "ledger_events", ledger)
    _load(engine, "ledger_summaries", summary)
    _load(
        engine,
        "costs",
        [dict(zip(("msku", "cost", "currency", "effective_from"), c, strict=True)) for c in costs],
    )
    days = [row["event_date"] for row in ledger] or [date(2026, 1, 1)]
    last = max(max(days), date(2026, 1, 31))
    engine.load(
        "files",
        {"account": "VARCHAR", "report": "VARCHAR", "first_day": "DATE", "last_day": "DATE"},
        [("a", "GET_LEDGER_DETAIL_VIEW_DATA", date(2026, 1, 1), last)],
    )
    return stock_account(engine, load_policy())


def _load(engine: Engine, name: str, rows: list[dict[str, Any]]) -> None:
    schema = {"account": "VARCHAR", **TABLES[name].schema}
    filled = [{"account": "a", "source": 1, "line": n, **row} for n, row in enumerate(rows, 2)]
    engine.load(name, schema, [tuple(row.get(column) for column in schema) for row in filled])


def _event(
    day: str, kind: str, units: int, reason: str | None = None, fnsku: str = "X1"
) -> dict[str, Any]:
    return {
        "event_date": date.fromisoformat(day), "event_type": kind, "units": units,
        "reason": reason, "fnsku": fnsku, "msku": "SKU-1", "disposition": "SELLABLE",
    }  # fmt: skip


def _balance(
    label: str,
    day: str,
    start: int,
    end: int,
    *,
    receipts: int = 0,
    shipped: int = 0,
    lost: int = 0,
) -> dict[str, Any]:
    return {
        "label": label, "period": date.fromisoformat(day), "fnsku": "X1", "msku": "SKU-1",
        "disposition": "SELLABLE", "starting_balance": start, "receipts": receipts,
        "customer_shipments": shipped, "lost": lost, "ending_balance": end,
    }  # fmt: skip
