"""Rows of another store of the account stand idle with reason; rows of the own one do not."""

from datetime import date
from typing import Any

import pytest

from makewhole.verify.books import Books
from makewhole.verify.rows import Row
from makewhole.verify.uses import Uses, all_once, nothing_idle

AS_OF = date(2026, 6, 30)


def ledger(line: int, reason: str, quantity: int, country: str) -> Row:
    cells = {
        "date": "2026-05-01", "fnsku": "X1", "asin": "B1", "msku": "RED",
        "eventtype": "Adjustments",
        "referenceid": str(line), "quantity": str(quantity), "fulfillmentcenter": "ABC1",
        "disposition": "SELLABLE", "reason": reason, "country": country,
    }  # fmt: skip
    return Row.of("ledger.txt", line, cells)


def payment(line: int, currency: str) -> Row:
    cells = {
        "approvaldate": "2026-05-09", "reimbursementid": f"R{line}", "reason": "Lost_Warehouse",
        "sku": "RED", "fnsku": "X1", "currencyunit": currency,
        "amountperunit": "5", "amounttotal": "5",
        "quantityreimbursedcash": "1", "quantityreimbursedinventory": "0",
    }  # fmt: skip
    return Row.of("paid.txt", line, cells)


def settled(line: int, currency: str) -> Row:
    cells = {"settlementid": f"S{line}", "amounttype": "", "amount": "", "currency": currency}
    return Row.of(f"settlement{line}.txt", 2, cells)


def lost(store: str, currency: str, *evidence: dict[str, Any]) -> dict[str, Any]:
    row = {"file": "ledger.txt", "line": 2, "role": "lost", "units": 1}
    return {
        "finding_id": store, "claim_type": "fc_lost", "marketplace": store, "currency": currency,
        "fnsku": "X1", "msku": "RED", "asin": "B1", "order_id": None, "reference_id": "2",
        "event_date": "2026-05-01", "units": 1, "units_compensated": 0,
        "evidence": [row, *evidence],
    }  # fmt: skip


def idle(rows: list[Row], finding: dict[str, Any]) -> list[str]:
    books = Books([ledger(2, "M", -1, "US"), settled(1, "USD"), *rows], AS_OF)
    return [said for _, said in nothing_idle(Uses([finding], books))]


@pytest.mark.parametrize(("country", "alarms"), [("US", 1), ("CA", 0)])
def test_a_find_serves_where_it_lies(country: str, alarms: int) -> None:
    assert len(idle([ledger(3, "F", 1, country)], lost("US", "USD"))) == alarms


def test_the_mainland_of_europe_is_one_place() -> None:
    books = Books([ledger(2, "M", -1, "PL"), ledger(3, "F", 1, "DE")], AS_OF)
    assert len(list(nothing_idle(Uses([lost("DE", "EUR")], books)))) == 1


@pytest.mark.parametrize(
    ("currency", "stores", "alarms"), [("USD", [], 1), ("CAD", [], 1), ("CAD", ["CAD"], 0)]
)
def test_a_payment_in_the_money_of_another_store_pays_nothing_here(
    currency: str, stores: list[str], alarms: int
) -> None:
    sold = [settled(9, each) for each in stores]
    assert len(idle([payment(4, currency), *sold], lost("US", "USD"))) == alarms


@pytest.mark.parametrize(("second", "alarms"), [("CAD", 0), ("USD", 1)])
def test_a_row_that_may_be_of_either_store_serves_once_in_each(second: str, alarms: int) -> None:
    books = Books([ledger(2, "M", -1, "US"), ledger(3, "F", 1, "")], AS_OF)
    used = {"file": "ledger.txt", "line": 3, "role": "found", "units": 1}
    findings = [lost("US", "USD", used), lost("CA", second, used)]
    twice = [said for _, said in all_once(Uses(findings, books)) if "gives" in said]
    assert len(twice) == alarms
