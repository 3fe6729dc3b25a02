"""Settlements and reimbursements as an engine shows them, made by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from makewhole.books.tables import TABLES
from makewhole.engine import Engine, open_engine

DAY = date(2026, 10, 13)


@contextmanager
def engine_with(**tables: list[dict[str, Any]]) -> Iterator[Engine]:
    """An engine with these rows; columns left out are empty."""
    with open_engine("duckdb") as engine:
        for name in ("settlements", "settlement_lines", "reimbursements", "costs"):
            schema = {"account": "VARCHAR", **TABLES[name].schema}
            rows = [{"account": "demo", "source": 1, "line": n, **row} for n, row in
                    enumerate(tables.get(name, []), 2)]  # fmt: skip
            engine.load(name, schema, [[row.get(column) for column in schema] for row in rows])
        yield engine


def settlement(total: str, **other: Any) -> dict[str, Any]:
    """A settlement of two weeks."""
    return {
        "settlement_id": "S1", "start_date": date(2026, 9, 27), "end_date": date(2026, 10, 11),
        "deposit_date": DAY, "total_amount": total, "currency": "USD", "complete": True, **other,
    }  # fmt: skip


def line(amount: str, type_: str, what: str, kind: str = "Order", **other: Any) -> dict[str, Any]:
    """A line of that settlement."""
    return {
        "settlement_id": "S1", "transaction_type": kind, "amount_type": type_,
        "amount_description": what, "amount": amount, "currency": "USD", **other,
    }  # fmt: skip


def reimbursement(amount: str, units: int, **other: Any) -> dict[str, Any]:
    """A reimbursement of units of SKU-1."""
    return {
        "approval_date": DAY, "reimbursement_id": "4410000012", "reason": "Lost_Warehouse",
        "msku": "SKU-1", "currency": "USD", "amount_total": amount, "cash_units": units,
        "inventory_units": 0, **other,
    }  # fmt: skip


def cost(value: str, **other: Any) -> dict[str, Any]:
    """What SKU-1 costs."""
    return {"msku": "SKU-1", "cost": value, "currency": "USD", **other}
