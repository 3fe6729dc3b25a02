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


def _settled(name: str, start: int, end: int, total: str) -> dict[str, Any]:
    return {"settlement_id": name, "start_date": date(2026, 5, start),
            "end_date": date(2026, 5, end), "total_amount": total}  # fmt: skip


def _other(name: str, day: int, said: str, amount: str) -> dict[str, Any]:
    return {"settlement_id": name, "posted_date": date(2026, 5, day), "amount": amount,
            "transaction_type": "other-transaction", "amount_type": "other-transaction",
            "amount_description": said}  # fmt: skip


KEPT, BACK = "Current Reserve Amount", "Previous Reserve Amount Balance"
FAILED = "Transfer of funds unsuccessful: Amazon has cancelled your transfer of funds."


def _carried(found: Settlements) -> list[tuple[Any, ...]]:
    return [
        (row["kind"], row["settlement_id"], row["before_id"], str(row["expected"]),
         str(row["amount"]), row["state"])
        for row in found.carried
    ]  # fmt: skip


def test_what_one_settlement_keeps_the_next_one_gives_back() -> None:
    found = _of(
        settlements=[_settled("S1", 1, 8, "-40"), _settled("S2", 8, 15, "10"),
                     _settled("S3", 15, 22, "0"), _settled("S4", 23, 29, "6")],
        settlement_lines=[
            _other("S1", 8, KEPT, "-40"), _other("S2", 8, BACK, "40"),
            _other("S2", 15, KEPT, "-30"), _other("S3", 15, BACK, "25"),
            _other("S3", 22, KEPT, "-5"), _other("S4", 23, BACK, "6"),
        ],
    )  # fmt: skip
    assert _carried(found) == [
        ("reserve", "S2", "S1", "40.00", "40.00", "all that was kept came back"),
        ("reserve", "S3", "S2", "30.00", "25.00", "less came back than was kept"),
        ("reserve", "S4", "S3", "5.00", "6.00", "more came back than was kept"),
    ]


def test_a_reserve_whose_other_settlement_is_not_in_hand_is_compared_with_nothing() -> None:
    found = _of(
        settlements=[_settled("S1", 1, 8, "0"), _settled("S3", 15, 22, "0")],
        settlement_lines=[_other("S1", 8, KEPT, "-40"), _other("S3", 15, BACK, "30"),
                          _other("S3", 22, KEPT, "-7")],
    )  # fmt: skip
    assert _carried(found) == [
        ("reserve", "S1", None, "40.00", "None", "kept; the settlement after it is not in hand"),
        ("reserve", "S3", None, "None", "30.00", "the settlement before it is not in hand"),
        ("reserve", "S3", None, "7.00", "None", "kept; the settlement after it is not in hand"),
    ]


def test_a_transfer_that_came_back_is_told_from_which_settlement() -> None:
    found = _of(
        settlements=[_settled("S1", 1, 8, "40"), _settled("S2", 8, 15, "40"),
                     _settled("S3", 15, 22, "49")],
        settlement_lines=[_other("S3", 16, FAILED, "40"), _other("S3", 17, FAILED, "9")],
    )  # fmt: skip
    assert _carried(found) == [
        ("failed transfer", "S3", None, "None", "9.00",
         "came back; the settlement that sent it is not in hand"),
        ("failed transfer", "S3", "S2", "None", "40.00",
         "came back, and is part of this total again"),
    ]  # fmt: skip
    assert {row["account_name"] for row in found.accounts} == {"transfers"}
    assert not found.unknown


def test_debts_set_off_between_stores_are_transfers() -> None:
    found = _of(settlement_lines=[{
        **_other("S1", 3, "Cross-Account Debt Adjustment against FR", "-9"),
        "transaction_type": "Debt Adjustment", "amount_type": "Debt Adjustment"}])  # fmt: skip
    assert [row["account_name"] for row in found.accounts] == ["transfers"]


def test_deferred_rows_meet_the_released_ones_one_by_one() -> None:
    row = {"type": "Order", "order_id": "O1", "msku": "SKU-1", "total": "12", "currency": "USD"}
    deferred = {**row, "status": "deferred", "transaction_date": date(2026, 5, 2)}
    found = _of(transactions=[
        deferred,
        deferred,
        {**row, "status": "released", "transaction_date": date(2026, 5, 9), "settlement_id": "S2",
         "release_date": date(2026, 5, 9)},
        {**deferred, "order_id": "O2", "release_date": date(2026, 7, 1)},
        {**deferred, "order_id": "O3", "release_date": date(2026, 6, 30)},
        {**deferred, "order_id": "O4", "release_date": date(2026, 6, 29)},
        {**row, "order_id": "O4", "status": "released", "transaction_date": date(2026, 5, 1)},
        {**row, "order_id": "O5", "status": "released", "transaction_date": date(2026, 5, 1)},
    ])  # fmt: skip
    assert [(row["order_id"], row["settlement_id"], row["state"]) for row in found.deferred] == [
        ("O1", "S2", "released"),
        ("O1", None, "deferred; no file shows its release"),
        ("O2", None, "deferred; not due yet"),
        ("O3", None, "deferred; not due yet"),
        ("O4", None, "deferred; past the day of its release"),
    ]
