"""Rows of another store of the account stand idle with reason; rows of the own one do not."""

from datetime import date
from typing import Any

import pytest

from makewhole.verify.books import Books
from makewhole.verify.proof import prove
from makewhole.verify.rows import Row

AS_OF = date(2026, 6, 30)


def ledger(line: int, reason: str, quantity: int, country: str) -> Row:
    cells = {
        "date": "2026-05-01", "fnsku": "X1", "asin": "B1", "msku": "RED",
        "eventtype": "Adjustments",
        "referenceid": str(line), "quantity": str(quantity), "fulfillmentcenter": "ABC1",
        "disposition": "SELLABLE", "reason": reason, "country": country,
    }  # fmt: skip
    return Row("ledger.txt", line, cells)


def payment(line: int, currency: str, *, file: str = "paid.txt", **more: str) -> Row:
    cells = {
        "approvaldate": "2026-05-09", "reimbursementid": f"R{line}", "reason": "Lost_Warehouse",
        "sku": "RED", "fnsku": "X1", "currencyunit": currency,
        "amountperunit": "5", "amounttotal": "5",
        "quantityreimbursedcash": "1", "quantityreimbursedinventory": "0",
    }  # fmt: skip
    return Row(file, line, cells | more)


def settled(line: int, currency: str) -> Row:
    cells = {"settlementid": f"S{line}", "amounttype": "", "amount": "", "currency": currency}
    return Row(f"settlement{line}.txt", 2, cells)


def lost(store: str, currency: str, *evidence: dict[str, Any]) -> dict[str, Any]:
    row = {"file": "ledger.txt", "line": 2, "role": "lost", "units": 1}
    closed = sum(each["units"] for each in evidence)
    return {
        "finding_id": store, "claim_type": "fc_lost", "marketplace": store, "currency": currency,
        "fnsku": "X1", "msku": "RED", "asin": "B1", "order_id": None, "shipment_id": None,
        "removal_order_id": None, "reimbursement_id": None, "settlement_id": None,
        "reference_id": "2", "event_date": "2026-05-01", "opens_on": "2026-05-02",
        "remind_by": "2026-06-30", "closes_on": "2026-06-30", "reasons": [],
        "decision": "rejected" if closed else "claim", "units_affected": 1,
        "units_compensated": closed, "units": 1 - closed, "unit_value": None, "amount": None,
        "valuation": "unknown", "evidence": [row, *evidence],
        "policy": [{"key": "window.fc_ops", "from": None, "source": "",
                    "value": "open_after_days=0, close_after_days=60"}],
    }  # fmt: skip


def told(rows: list[Row], *findings: dict[str, Any]) -> list[str]:
    ordered = sorted(findings, key=lambda finding: finding["finding_id"])
    return [said for _, said in prove(ordered, Books(rows, AS_OF)).contradictions]


def idle(rows: list[Row]) -> list[str]:
    return told([ledger(2, "M", -1, "US"), settled(1, "USD"), *rows], lost("US", "USD"))


def test_a_loss_alone_is_owed() -> None:
    assert idle([]) == []


@pytest.mark.parametrize(("country", "alarms"), [("US", 1), ("CA", 0), ("", 1)])
def test_a_find_serves_where_it_lies(country: str, alarms: int) -> None:
    assert len(idle([ledger(3, "F", 1, country)])) == alarms


def test_the_mainland_of_europe_is_one_place() -> None:
    rows = [ledger(2, "M", -1, "PL"), ledger(3, "F", 1, "DE")]
    assert len(told(rows, lost("DE", "EUR"))) == 1


@pytest.mark.parametrize(("currency", "alarms"), [("USD", 1), ("CAD", 0)])
def test_a_payment_serves_in_its_own_money(currency: str, alarms: int) -> None:
    assert len(idle([payment(4, currency), settled(9, "CAD")])) == alarms


@pytest.mark.parametrize(("second", "alarms"), [("CAD", 0), ("USD", 1)])
def test_a_row_that_may_be_of_either_store_serves_once_in_each(second: str, alarms: int) -> None:
    rows = [ledger(2, "M", -1, "US"), ledger(3, "F", 1, "")]
    used = {"file": "ledger.txt", "line": 3, "role": "found", "units": 1}
    twice = [said for said in told(rows, lost("US", "USD", used), lost("CA", second, used))
             if "use" in said and "found" in said]  # fmt: skip
    assert bool(twice) == bool(alarms)  # each of the findings that share it is named


def test_a_row_dated_later_than_the_audit_is_no_evidence() -> None:
    rows = [ledger(2, "M", -1, "US"), payment(4, "USD", approvaldate="2026-07-01")]
    used = {"file": "paid.txt", "line": 4, "role": "paid", "units": 1}
    said = told(rows, lost("US", "USD", used))
    assert "paid.txt line 4 is not paid of this event, or of 2026-07-01" in said


def test_what_a_return_or_payment_gives_no_second_finding_may_use() -> None:
    """Units of a row are counted over all findings, in whatever order they stand."""
    rows = [ledger(2, "M", -1, "US"), payment(4, "USD")]
    used = {"file": "paid.txt", "line": 4, "role": "paid", "units": 1}
    assert told(rows, lost("US", "USD", used)) == []
    twice = told(rows, lost("US", "USD", used), lost("US2", "USD", used))
    assert {"paid.txt line 4 has 1 as paid, 2 are used",
            "ledger.txt line 2 has 1 as lost, 2 are used"} <= {*twice}  # fmt: skip


def test_a_payment_that_names_an_order_pays_for_no_stock() -> None:
    assert idle([payment(4, "USD", amazonorderid="1-1")]) == []


@pytest.mark.parametrize(("sku", "alarms"), [("BLUE", 1), ("GREEN", 0)])
def test_a_payment_without_fnsku_is_of_those_that_any_row_shows_with_its_sku(
    sku: str, alarms: int
) -> None:
    other = Row("ledger.txt", 9, ledger(9, "O", -1, "US").cells | {"msku": "BLUE"})
    assert len(idle([other, payment(4, "USD", sku=sku, fnsku="")])) == alarms


def test_a_short_layout_does_not_make_a_payment_of_a_top_up() -> None:
    whole = payment(4, "USD", originalreimbursementid="R1")
    short = payment(4, "USD", file="short.txt")
    assert idle([short]) != []
    assert idle([whole, short]) == []


@pytest.mark.parametrize(("order", "sku", "alarms"), [("1-1", "", 1), ("2-2", "", 0),
    ("1-1", "RED", 1), ("2-2", "RED", 0), ("1-1", "BLUE", 0)])  # fmt: skip
def test_a_payment_of_an_order_pays_for_that_order_also_where_it_names_no_sku(
    order: str, sku: str, alarms: int
) -> None:
    refund = {
        "settlementid": "S1", "transactiontype": "Refund", "orderid": "1-1", "sku": "RED",
        "amounttype": "ItemPrice", "amountdescription": "Principal", "amount": "-20",
        "quantitypurchased": "1", "posteddate": "2026-05-01", "currency": "USD",
    }  # fmt: skip
    sold = refund | {"transactiontype": "Order", "amount": "20", "posteddate": "2026-04-20"}
    finding = lost("US", "USD") | {
        "claim_type": "return_not_received", "order_id": "1-1", "reference_id": None,
        "evidence": [{"file": "s.txt", "line": 3, "role": "refunded", "units": 1}],
    }  # fmt: skip
    rows = [Row("s.txt", 2, sold), Row("s.txt", 3, refund), ledger(2, "M", -1, "US")]
    paid = payment(4, "USD", amazonorderid=order, sku=sku, reason="CustomerReturn")
    assert told(rows, finding) == []
    assert len(told([*rows, paid], finding)) == alarms


def test_an_id_as_a_spreadsheet_wraps_it_is_the_id() -> None:
    plainly = ledger(2, "M", -1, "US")
    wrapped = {name: f'="{text}"' for name, text in plainly.cells.items()}
    again = Row("ledger.txt", 2, plainly.cells | {"fnsku": wrapped["fnsku"]})
    assert again.fnsku == plainly.fnsku and again.names == plainly.names
    assert again.twin == plainly.twin


@pytest.mark.parametrize(("money", "each"), [("JPY", "334"), ("USD", "333.50")])
def test_what_an_order_brought_is_worth_whole_yen(money: str, each: str) -> None:
    sold = {
        "settlementid": "S1", "transactiontype": "Order", "orderid": "1-1", "sku": "RED",
        "amounttype": "ItemPrice", "amountdescription": "Principal", "amount": "667",
        "quantitypurchased": "2", "posteddate": "2026-04-20", "currency": money,
    }  # fmt: skip
    back = sold | {"transactiontype": "Refund", "amount": "-667", "posteddate": "2026-05-01"}
    both = [{"file": "s.txt", "line": 3, "role": "refunded", "units": 2},
        {"file": "s.txt", "line": 2, "role": "priced", "units": None}]  # fmt: skip
    finding = lost("US", money) | {
        "claim_type": "return_not_received", "order_id": "1-1", "reference_id": None,
        "units_affected": 2, "units": 2, "valuation": "order_proceeds", "evidence": both,
        "unit_value": each, "amount": "668" if money == "JPY" else "667.00",
    }  # fmt: skip
    rows = [Row("s.txt", 2, sold), Row("s.txt", 3, back), ledger(2, "M", -1, "US")]
    assert told(rows, finding) == []
