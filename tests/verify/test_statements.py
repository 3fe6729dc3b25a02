"""Findings that begin with what the seller states: proven by the statement's own row."""

from datetime import date, timedelta
from typing import Any

import pytest

from makewhole.verify.books import Books
from makewhole.verify.proof import prove
from makewhole.verify.rows import Row

AS_OF = date(2026, 6, 30)
IDS = ("order_id", "shipment_id", "removal_order_id", "reimbursement_id", "settlement_id",
       "reference_id")  # fmt: skip


def statement(units: int, **ids: str) -> Row:
    cells = {"kind": "it", "eventdate": "2026-05-01", "units": str(units), "fnsku": "X1"}
    return Row("stated.csv", 2, cells | ids)


def payment(reason: str, units: int, **more: str) -> Row:
    cells = {
        "approvaldate": "2026-05-09", "reimbursementid": "R1", "reason": reason, "fnsku": "X1",
        "sku": "RED", "currencyunit": "USD", "amountperunit": "5", "amounttotal": str(5 * units),
        "quantityreimbursedcash": str(units), "quantityreimbursedinventory": "0",
    }  # fmt: skip
    return Row("paid.txt", 3, cells | more)


def refund(line: int) -> Row:
    cells = {
        "settlementid": "S1", "transactiontype": "Refund", "orderid": "1-1", "sku": "RED",
        "amounttype": "ItemPrice", "amountdescription": "Principal", "amount": "-20",
        "quantitypurchased": "1", "posteddate": "2026-05-01", "currency": "USD",
    }  # fmt: skip
    return Row("settled.txt", line, cells)


def used(role: str, row: Row, units: int) -> dict[str, Any]:
    return {"file": row.file, "line": row.line, "role": role, "units": units}


def finding(claim: str, asked: int, *evidence: dict[str, Any], **ids: str) -> dict[str, Any]:
    day, given = date(2026, 5, 1), sum(each["units"] for each in evidence[1:])
    return dict.fromkeys(IDS) | {
        "finding_id": claim, "claim_type": claim, "marketplace": "US", "currency": "USD",
        "fnsku": "X1", "msku": "RED", "asin": "B1", "event_date": str(day), "reasons": [],
        "opens_on": str(day + timedelta(1)), "remind_by": str(day + timedelta(60)),
        "closes_on": str(day + timedelta(60)), "decision": "claim" if asked - given else "rejected",
        "units_affected": asked, "units_compensated": given, "units": asked - given,
        "unit_value": None, "amount": None, "valuation": "unknown", "evidence": list(evidence),
        "policy": [{"key": "window.it", "from": None, "source": "",
                    "value": "open_after_days=0, close_after_days=60"}],
    } | ids  # fmt: skip


def told(rows: list[Row], *findings: dict[str, Any]) -> list[str]:
    return [said for _, said in prove([*findings], Books(rows, AS_OF)).contradictions]


@pytest.mark.parametrize(("asked", "alarms"), [(3, 0), (2, 0), (4, 1)])
def test_no_more_than_was_stated_is_asked_and_less_may_be(asked: int, alarms: int) -> None:
    row = statement(3, removalorderid="RO1", trackingnumber="1Z1")
    ids = {"removal_order_id": "RO1", "reference_id": "1Z1"}
    told_of = told([row], finding("removal_damaged", asked, used("stated", row, asked), **ids))
    assert len(told_of) == alarms


@pytest.mark.parametrize(("removal", "alarms"), [("RO1", 0), ("RO2", 1)])
def test_a_statement_names_the_removal_it_is_of(removal: str, alarms: int) -> None:
    row = statement(3, removalorderid=removal)
    claim = finding("removal_not_received", 3, used("stated", row, 3), removal_order_id="RO1")
    assert bool(told([row], claim)) == bool(alarms)


@pytest.mark.parametrize(
    ("claim", "reason", "alarms"),
    [
        ("removal_damaged", "Removal_Order_Damaged", 1),
        ("removal_wrong_or_short", "Removal_Order_Lost", 1),
        ("removal_damaged", "Lost_Warehouse", 0),
    ],
)
def test_a_payment_for_a_removal_may_not_stand_idle(claim: str, reason: str, alarms: int) -> None:
    row, paid = statement(1, removalorderid="RO1"), payment(reason, 1)
    asked = finding(claim, 1, used("stated", row, 1), removal_order_id="RO1")
    assert len(told([row, paid], asked)) == alarms
    ids = {"removal_order_id": "RO1"}
    closed = finding(claim, 1, used("stated", row, 1), used("paid", paid, 1), **ids)
    assert bool(told([row, paid], closed)) != bool(alarms)


def test_an_event_of_its_own_is_set_off_but_serves_its_own_finding_too() -> None:
    row, back = statement(1, orderid="1-1", sku="RED"), refund(3)
    sold = Row("sold.txt", 2, refund(2).cells | {"transactiontype": "Order", "amount": "20"})
    own = finding("return_not_received", 1, used("refunded", back, 1), order_id="1-1")
    wrong = finding(
        "return_wrong_item", 1, used("stated", row, 1), used("own_event", back, 1), order_id="1-1"
    )
    assert told([row, back, sold], own, wrong) == []


@pytest.mark.parametrize(("case", "alarms"), [("C7", 0), ("C8", 1)])
def test_what_a_case_granted_is_set_off_by_what_it_paid(case: str, alarms: int) -> None:
    row, paid = statement(6, caseid="C7"), payment("Lost_Warehouse", 4, caseid=case)
    claim = finding("reimb_quantity_short", 6, used("granted", row, 6),
                    used("paid_in_case", paid, 4), reference_id="C7")  # fmt: skip
    assert bool(told([row, paid], claim)) == bool(alarms)


def test_a_lost_parcel_of_another_channel_has_the_day_of_its_shipment() -> None:
    row = statement(1, orderid="S01-1")
    claim = finding("mcf_lost_damaged", 1, used("stated", row, 1), order_id="S01-1")
    moved = claim | {"event_date": "2026-05-03", "opens_on": "2026-05-04",
                     "remind_by": "2026-07-02", "closes_on": "2026-07-02"}  # fmt: skip
    assert told([row], moved) == []
