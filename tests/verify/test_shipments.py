"""Shipments as the checker reads them: what was sent, what came, and what makes up for the rest."""

from datetime import date
from typing import Any

import pytest

from makewhole.verify.books import Books
from makewhole.verify.proof import prove
from makewhole.verify.rows import Row

AS_OF = date(2026, 6, 30)


def item(line: int, fnsku: str, sent: int, received: int, *, file: str = "items.json") -> Row:
    cells = {
        "shipmentid": "FBA1", "sellersku": fnsku, "fulfillmentnetworksku": fnsku,
        "quantityshipped": str(sent), "quantityreceived": str(received),
    }  # fmt: skip
    return Row(file, line, cells)


def receipt(line: int, fnsku: str, units: int) -> Row:
    cells = {
        "date": "2026-02-09", "fnsku": fnsku, "asin": "B1", "msku": fnsku, "eventtype": "Receipts",
        "referenceid": "FBA1", "quantity": str(units), "fulfillmentcenter": "ABC1",
        "disposition": "SELLABLE", "reason": "", "country": "US",
    }  # fmt: skip
    return Row("ledger.txt", line, cells)


def queue(line: int, *, status: str = "CLOSED", located: int = 0, updated: str = "5") -> Row:
    cells = {
        "shipmentid": "FBA1", "created": "2026-02-01", "lastupdated": f"2026-03-0{updated}",
        "unitsexpected": "9", "unitslocated": str(located), "status": status,
    }  # fmt: skip
    return Row("queue.csv", line, cells)


def short(units: int, *, day: str = "2026-02-09", **given: tuple[str, int, int]) -> dict[str, Any]:
    """A finding of X1, 5 sent: the evidence that closes it by role: file, line, units."""
    opened = [{"file": "items.json", "line": 1, "role": "short", "units": units}]
    closed = [
        {"file": file, "line": line, "role": role, "units": n}
        for role, (file, line, n) in given.items()
    ]
    left = units - sum(n for _, _, n in given.values())
    return {
        "finding_id": "1", "claim_type": "inbound_short", "marketplace": "US", "currency": "USD",
        "fnsku": "X1", "msku": "X1", "asin": "B1", "order_id": None, "shipment_id": "FBA1",
        "removal_order_id": None, "reimbursement_id": None, "settlement_id": None,
        "reference_id": None, "event_date": day, "opens_on": _day(day, 1),
        "remind_by": _day(day, 270), "closes_on": _day(day, 270), "reasons": [],
        "decision": "claim" if left else "rejected", "units_affected": units,
        "units_compensated": units - left, "units": left, "unit_value": None, "amount": None,
        "valuation": "unknown", "evidence": opened + closed,
        "policy": [{"key": "window.inbound", "from": None, "source": "",
                    "value": "open_after_days=0, close_after_days=270"}],
    }  # fmt: skip


def _day(day: str, after: int) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + after).isoformat()


def told(rows: list[Row], finding: dict[str, Any]) -> list[str]:
    return [said for _, said in prove([finding], Books(rows, AS_OF)).contradictions]


def test_what_did_not_come_is_owed() -> None:
    assert told([item(1, "X1", 5, 3), receipt(4, "X1", 2), queue(2)], short(2)) == []


def test_the_larger_count_of_two_answers_holds() -> None:
    rows = [item(1, "X1", 5, 3), item(1, "X1", 5, 2, file="earlier.json"), receipt(4, "X1", 1)]
    assert told([*rows, queue(2)], short(2)) == []
    assert told([*rows, queue(2)], short(3)) != []


def test_the_day_of_a_shipment_nobody_received_is_that_of_its_making() -> None:
    rows = [item(1, "X1", 5, 0), queue(2)]
    assert told(rows, short(5, day="2026-02-01")) == []
    assert told(rows, short(5, day="2026-02-02")) != []


def test_receipts_of_what_no_line_names_make_up_for_what_is_short() -> None:
    rows = [item(1, "X1", 5, 4), receipt(4, "X1", 4), receipt(5, "X9", 1), queue(2)]
    assert told(rows, short(1)) == ["ledger.txt line 5 has units left for it"]
    assert told(rows, short(1, overage=("ledger.txt", 5, 1))) == []
    assert told(rows, short(1, overage=("ledger.txt", 4, 1))) != []  # of a line that is short


@pytest.mark.parametrize(("status", "alarms"), [("RECEIVING", 1), ("CANCELLED", 0), ("Deleted", 0)])
def test_a_shipment_called_off_gives_nothing(status: str, alarms: int) -> None:
    rows = [item(1, "X1", 5, 4), item(2, "X2", 1, 2), receipt(4, "X1", 4), queue(2, status=status)]
    assert len(told(rows, short(1))) == alarms


@pytest.mark.parametrize(("located", "sent", "alarms"), [(5, 4, 1), (4, 4, 0), (5, 3, 0)])
def test_units_located_beyond_the_lines_count_where_the_lines_are_all_in_hand(
    located: int, sent: int, alarms: int
) -> None:
    rows = [item(1, "X1", 5, 4), receipt(4, "X1", 4), item(2, "X2", sent, 0)]
    older = queue(3, located=9, updated="1")  # a version that no longer counts
    assert len(told([*rows, queue(2, located=located), older], short(1))) == alarms
