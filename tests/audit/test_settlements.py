"""Settlements: every line in an account, every statement added up, every approval followed."""

from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest
from tests.rules.cases import Case, load_cases
from tests.rules.cases import _rows as filled  # the same short form of rows as in the rules' cases

from makewhole.audit.audit import Audit, run_audit
from makewhole.audit.settlements import Settlements, settlements
from makewhole.engine import open_engine

BODY: dict[str, Any] = {
    "as_of": date(2026, 6, 30),
    "settlements": [
        {"settlement_id": "S1", "start_date": date(2026, 5, 1), "end_date": date(2026, 5, 14),
         "total_amount": "20.00", "deposit_date": date(2026, 5, 16)},
        {"settlement_id": "S2", "start_date": date(2026, 5, 14), "end_date": date(2026, 5, 28),
         "total_amount": "5.00"},
        {"settlement_id": "S3", "start_date": date(2026, 6, 1), "end_date": date(2026, 6, 14),
         "total_amount": "0.00"},
    ],
    "settlement_lines": [
        {"settlement_id": "S1", "posted_date": date(2026, 5, 2), "transaction_type": "Order",
         "amount_type": "ItemPrice", "amount_description": "Principal", "amount": "25"},
        {"settlement_id": "S1", "posted_date": date(2026, 5, 2), "transaction_type": "Order",
         "amount_type": "ItemFees", "amount_description": "FBAPerUnitFulfillmentFee",
         "amount": "-5"},
        {"settlement_id": "S2", "posted_date": date(2026, 5, 15), "msku": "SKU-X001",
         "transaction_type": "other-transaction", "amount_type": "FBA Inventory Reimbursement",
         "amount_description": "WAREHOUSE_LOST", "amount": "8"},
        {"settlement_id": "S2", "posted_date": date(2026, 5, 16), "msku": "SKU-X009",
         "transaction_type": "other-transaction", "amount_type": "FBA Inventory Reimbursement",
         "amount_description": "REVERSAL_REIMBURSEMENT", "amount": "3"},
        {"settlement_id": "S2", "posted_date": date(2026, 5, 16),
         "transaction_type": "Brand New Thing", "amount": "-6"},
    ],
    "reimbursements": [
        {"approval_date": date(2026, 5, 14), "reimbursement_id": "R1", "fnsku": "X001",
         "reason": "Lost_Warehouse", "amount_total": "8"},
        {"approval_date": date(2026, 5, 10), "reimbursement_id": "R2", "fnsku": "X002",
         "reason": "Lost_Warehouse", "amount_total": "9"},
        {"approval_date": date(2026, 5, 27), "reimbursement_id": "R3", "fnsku": "X002",
         "reason": "Lost_Warehouse", "amount_total": "9"},
        {"approval_date": date(2026, 5, 20), "reimbursement_id": "R4", "fnsku": "X003",
         "reason": "Compensated_Clawback", "amount_total": "-9", "cash_units": -1},
    ],
    "transactions": [
        {"transaction_date": date(2026, 5, 2), "settlement_id": "S1", "type": "Order",
         "total": "19", "currency": "USD"},
        {"transaction_date": date(2026, 5, 16), "settlement_id": "S1", "type": "Transfer",
         "total": "-20", "currency": "USD"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Settlements:
    case = Case("settlements", "one", BODY, filled(BODY))
    with open_engine("duckdb") as engine:
        days = load_cases(engine, (case,))
        run_audit(engine, days)
        return settlements(Audit(engine, days[0].as_of, ExitStack()))


def test_lines_add_up_to_the_total_or_it_is_said(found: Settlements) -> None:
    assert [(row["settlement_id"], row["balance"]) for row in found.statements] == [
        ("S1", "adds up"), ("S2", "adds up"), ("S3", "no lines in hand"),
    ]  # fmt: skip


def test_periods_join_or_days_are_missing(found: Settlements) -> None:
    assert [row["period"] for row in found.statements] == [
        "first in hand", "joins", "days before it are missing",
    ]  # fmt: skip


def test_the_date_range_file_is_compared_and_not_added(found: Settlements) -> None:
    first = found.statements[0]
    compared = [str(first["date_range_total"]), str(first["date_range_difference"])]
    assert compared == ["19.00", "-1.00"]


def test_every_line_is_in_an_account_and_none_is_dropped(found: Settlements) -> None:
    held = [
        (row["settlement_id"], row["account_name"], str(row["amount"])) for row in found.accounts
    ]
    assert held == [
        ("S1", "fees_fulfilment", "-5.00"), ("S1", "sales", "25.00"),
        ("S2", "reimbursements", "11.00"), ("S2", "unknown", "-6.00"),
    ]  # fmt: skip
    assert [(row["transaction_type"], row["lines"]) for row in found.unknown] == [
        ("Brand New Thing", 1)
    ]


def test_approvals_are_followed_to_the_deposit(found: Settlements) -> None:
    said = [(row["reimbursement_id"], row["settlement_id"], row["state"]) for row in found.chain]
    assert said == [
        ("R2", None, "approved, never paid"),
        ("R1", "S2", "paid"),
        (None, "S2", "paid, no report row found"),
        ("R4", None, "taken back"),
        ("R3", None, "settlements of its days are not all in hand"),
    ]


def _of(**changed: Any) -> Settlements:
    body = {**{name: [] for name in BODY if name != "as_of"}, "as_of": BODY["as_of"], **changed}
    case = Case("settlements", "other", body, filled(body))
    with open_engine("duckdb") as engine:
        days = load_cases(engine, (case,))
        run_audit(engine, days)
        return settlements(Audit(engine, days[0].as_of, ExitStack()))


def test_a_settlement_of_which_only_a_part_is_in_hand_is_listed_all_the_same() -> None:
    found = _of(
        settlement_lines=[{**BODY["settlement_lines"][0], "settlement_id": "L"}],
        transactions=[{**BODY["transactions"][0], "settlement_id": "T"}],
    )
    assert [(r["settlement_id"], r["balance"], r["total"]) for r in found.statements] == [
        ("L", "no total in hand: not added up", None),
        ("T", "only a date range file in hand", None),
    ]


def test_periods_that_overlap_are_told_from_those_that_join() -> None:
    one = {"settlement_id": "S1", "start_date": date(2026, 5, 1), "end_date": date(2026, 5, 14)}
    two = {"settlement_id": "S2", "start_date": date(2026, 5, 13), "end_date": date(2026, 5, 28)}
    three = {"settlement_id": "S3", "start_date": date(2026, 5, 29), "end_date": date(2026, 6, 9)}
    found = _of(settlements=[{**each, "total_amount": "0"} for each in (one, two, three)])
    assert [row["period"] for row in found.statements] == [
        "first in hand", "overlaps the one before", "joins",
    ]  # fmt: skip


def test_a_fee_named_like_a_loss_in_the_warehouse_is_no_reimbursement() -> None:
    lines = [
        {"settlement_id": "S1", "posted_date": date(2026, 5, 2), "transaction_type": "ServiceFee",
         "amount_type": "other-transaction", "amount_description": name, "amount": "-1"}
        for name in ("WarehousePrep", "WAREHOUSE_LOST_MANUAL", "WAREHOUSE_DAMAGE_EXCEPTION",
                     "Inbound Transportation Fee", "Micro Deposit", "Current Reserve Amount")
    ]  # fmt: skip
    found = _of(settlement_lines=lines)
    assert {(row["account_name"], row["lines"]) for row in found.accounts} == {
        ("fees_inbound", 2), ("reimbursements", 2), ("transfers", 2),
    }  # fmt: skip
    assert not found.unknown
