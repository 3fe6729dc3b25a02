"""Every paragraph on shipments to Amazon, worked out by hand."""

from tests.simulate.building import day, item, moved, owed, paid, proven, queued

from makewhole.simulate.rows import LedgerRow


def received(when: str, shipment: str, units: int, **more: str) -> LedgerRow:
    """A Receipts row of a shipment."""
    return moved(when, "Receipts", units, shipment, **more)


def test_a_closed_shipment_short_by_three() -> None:
    [one] = proven("inbound_short", queue=[queued("F1")], items=[item("F1", 10, 7)],
        ledger=[received("06-10", "F1", 7)])  # fmt: skip
    assert (
        one["units"],
        one["event_date"],
        one["opens_on"],
        one["closes_on"],
        one["decision"],
    ) == (3, "2026-06-10", "2026-07-11", "2027-03-10", "claim")


def test_only_closed_shipments_owe() -> None:
    for status in ("RECEIVING", "CANCELLED", "DELETED", "WORKING", ""):
        assert owed("inbound_short", "shipment_id", queue=[queued("F1", status)],
            items=[item("F1", 10, 7)]) == {}  # fmt: skip
    assert owed("inbound_short", "shipment_id", queue=[queued("F1", "Closed")],
        items=[item("F1", 10, 7)]) == {"F1": 3}  # fmt: skip


def test_the_larger_of_count_and_receipts_holds() -> None:
    rows = [received("06-10", "F1", 9)]
    assert owed("inbound_short", "shipment_id", queue=[queued("F1")], items=[item("F1", 10, 7)],
        ledger=rows) == {"F1": 1}  # fmt: skip


def test_units_the_queue_located_come_off_first() -> None:
    queue = [queued("F1", expected=10, located=9)]
    assert owed("inbound_short", "shipment_id", queue=queue, contents=[item("F1", 10, None)]) == {
        "F1": 1
    }
    other = [queued("F1", expected=12, located=9)]  # not all lines are in hand
    assert owed("inbound_short", "shipment_id", queue=other, contents=[item("F1", 10, None)]) == {
        "F1": 10
    }


def test_without_any_count_a_person_must_judge() -> None:
    rows = [received("06-10", "F1", 6)]
    [one] = proven("inbound_short", contents=[item("F1", 10, None)], ledger=rows,
        api_status={"F1": "CLOSED"})  # fmt: skip
    assert (one["units"], one["decision"]) == (4, "review")


def test_without_receipt_or_creation_day_there_is_no_finding() -> None:
    assert owed("inbound_short", items=[item("F1", 10, 7)], api_status={"F1": "CLOSED"}) == {}


def test_too_many_in_a_sibling_come_off_before_other_lines() -> None:
    queue = [queued("F1"), queued("F2"), queued("F3", created="06-02")]
    items = [item("F1", 10, 7), item("F2", 10, 12), item("F3", 10, 8)]
    assert owed("inbound_short", "shipment_id", queue=queue, items=items) == {"F1": 1, "F3": 2}


def test_too_many_of_another_line_of_the_same_shipment() -> None:
    items = [item("F1", 10, 7), item("F1", 10, 8, "X0"), item("F1", 5, 9, "X2")]
    found = proven("inbound_short", queue=[queued("F1", expected=25)], items=items)
    assert [(one["fnsku"], one["units"]) for one in found] == [("X1", 1)]  # X0 first, as text


def test_a_cancelled_shipments_overage_gives_nothing() -> None:
    queue = [queued("F1"), queued("F2", "CANCELLED")]
    items = [item("F1", 10, 7), item("F2", 0, 5)]
    assert owed("inbound_short", "shipment_id", queue=queue, items=items) == {"F1": 3}


def test_a_label_nobody_sent_is_too_many_of_it() -> None:
    rows = [received("06-10", "F1", 2, fnsku="X9", msku="S9", asin="B9")]
    assert owed("inbound_short", "shipment_id", queue=[queued("F1")], items=[item("F1", 10, 7)],
        ledger=rows) == {"F1": 1}  # fmt: skip


def test_payments_go_to_the_oldest_line_not_later_than_they() -> None:
    queue = [queued("F1", created="06-05"), queued("F2", created="06-01")]
    items = [item("F1", 10, 9), item("F2", 10, 8)]
    known = {"queue": queue, "items": items}
    assert owed("inbound_short", "shipment_id", **known,
        reimbursements=[paid("07-01", "Lost_Inbound", 2)]) == {"F1": 1}  # fmt: skip
    assert owed("inbound_short", "shipment_id", **known,
        reimbursements=[paid("06-03", "Lost_Inbound", 3)]) == {"F1": 1}  # fmt: skip
    assert owed("inbound_short", "shipment_id", **known,
        reimbursements=[paid("07-01", "Damaged_Inbound", 3)]) == {"F1": 1, "F2": 2}  # fmt: skip


def test_units_received_damaged_are_for_a_person_and_not_short() -> None:
    rows = [received("06-10", "F1", 8), received("06-10", "F1", 1, disposition="CARRIER_DAMAGED"),
        received("06-10", "F1", 1, disposition="DISTRIBUTOR_DAMAGED")]  # fmt: skip
    known = {"queue": [queued("F1")], "items": [item("F1", 10, 10)], "ledger": rows}
    [one] = proven("inbound_damaged", **known)
    assert (one["units"], one["decision"], one["opens_on"]) == (1, "review", "2026-06-11")
    assert owed("inbound_short", **known) == {}
    assert (
        owed("inbound_damaged", **known, reimbursements=[paid("07-01", "Damaged_Inbound", 1)]) == {}
    )


def test_payments_without_reason_reach_inbound_after_the_warehouse() -> None:
    known = {"queue": [queued("F1")], "items": [item("F1", 10, 7)]}
    loss = moved("07-01", "Adjustments", -1)
    loss.reason = "M"
    assert owed("inbound_short", "shipment_id", **known, ledger=[loss],
        reimbursements=[paid("08-01", "Goodwill", 3)]) == {"F1": 1}  # fmt: skip


def test_nine_months_end_on_the_last_day_of_a_short_month() -> None:
    rows = [received("05-31", "F1", 7)]
    known = {"queue": [queued("F1", created="05-20")], "items": [item("F1", 10, 7)], "ledger": rows}
    [one] = proven("inbound_short", **known)
    assert one["closes_on"] == "2027-02-28"
    [one] = proven("inbound_short", as_of=day("06-30"), **known)
    assert one["decision"] == "wait"
