"""Every paragraph on reimbursement rows, worked out by hand."""

from decimal import Decimal

import pytest
from tests.simulate.building import (
    back,
    cost,
    day,
    ledger,
    owed,
    paid,
    posted,
    proven,
    refunded,
    settled,
    sold,
)

from makewhole.simulate.rows import ReimbursementRow


def reversal(when: str, units: int, original: str = "", **more: object) -> ReimbursementRow:
    """Units of a payment of 5.00 each taken back, as Amazon prints it."""
    facts = {"id": f"V{when}", "original_id": original} | more
    return paid(when, "Compensated_Clawback", -units, units, **facts)


def test_a_find_since_the_payment_explains_a_reversal() -> None:
    rows = [paid("09-01", "Lost_Warehouse", 2, id="R1"), reversal("10-20", 2, "R1")]
    known = {"reimbursements": rows}
    assert owed("reimb_reversed_wrongly", "reimbursement_id", **known) == {"V10-20": 2}
    found = [ledger("09-01", "F", 1), ledger("08-31", "F", 1, "earlier")]
    assert owed("reimb_reversed_wrongly", "reimbursement_id", **known, ledger=found) == {
        "V10-20": 1
    }
    stock = [ledger("09-02", "F", 2, fnsku="XF", msku="Amazon.Found.B1")]
    assert owed("reimb_reversed_wrongly", **known, ledger=stock) == {}


def test_a_reversal_is_worth_what_was_paid_and_never_expires() -> None:
    [one] = proven("reimb_reversed_wrongly", reimbursements=[reversal("06-01", 2)])
    assert (
        one["unit_value"],
        one["amount"],
        one["closes_on"],
        one["remind_by"],
        one["decision"],
    ) == ("5.00", "10.00", None, "2026-07-31", "review")


def test_with_an_order_only_returns_of_that_order_explain() -> None:
    rows = [reversal("10-20", 1, "R1", order_id="O1")]
    known = {"reimbursements": rows, "ledger": [ledger("10-01", "F", 1)]}
    assert owed("reimb_reversed_wrongly", "order_id", **known) == {"O1": 1}
    assert owed("reimb_reversed_wrongly", **known, returns=[back("02-01")]) == {}


def test_no_find_explains_two_reversals() -> None:
    rows = [reversal("10-20", 1), reversal("10-21", 1)]
    assert owed("reimb_reversed_wrongly", "reimbursement_id", reimbursements=rows,
        ledger=[ledger("10-01", "F", 1)]) == {"V10-21": 1}  # fmt: skip


def test_an_explained_reversal_reopens_what_was_paid_an_unexplained_one_does_not() -> None:
    rows = [paid("09-20", "Lost_Warehouse", 1, id="R1"), reversal("10-20", 1, "R1")]
    lost = [ledger("09-18", "M", -2, "a")]
    assert owed("fc_lost", ledger=lost, reimbursements=rows) == {"a": 1}  # carried by the reversal
    found = [*lost, ledger("10-01", "F", 1)]
    assert owed("fc_lost", ledger=found, reimbursements=rows) == {
        "a": 1
    }  # found once, paid no more


def test_cash_is_taken_back_before_units_in_kind() -> None:
    rows = [paid("09-20", "Lost_Warehouse", 1, 1, id="R1"), reversal("10-20", 1, "R1")]
    lost = [ledger("09-18", "M", -3, "a"), ledger("09-21", "N", 1), ledger("10-01", "F", 1)]
    # N explains the reversal; the cash unit falls; kind pays 1 and strikes N; F finds 1
    assert owed("fc_lost", ledger=lost, reimbursements=rows) == {"a": 1}


@pytest.mark.parametrize(("each", "amount"), [("9.00", None), ("8.99", "1.01"), ("5.00", "5.00")])
def test_paid_below_cost_by_more_than_one(each: str, amount: str | None) -> None:
    found = proven(
        "reimb_undervalued", reimbursements=[paid("10-01", "Lost_Warehouse", 1, each=each)]
    )
    assert [one["amount"] for one in found] == ([amount] if amount else [])


def test_and_by_more_than_five_per_cent() -> None:
    known = {"costs": [cost("100.00")]}
    assert (
        proven(
            "reimb_undervalued",
            **known,
            reimbursements=[paid("10-01", "Lost_Warehouse", 1, each="95.00")],
        )
        == []
    )
    [one] = proven(
        "reimb_undervalued",
        **known,
        reimbursements=[paid("10-01", "Lost_Warehouse", 2, each="94.99")],
    )
    assert one["amount"] == "10.02"


def test_top_ups_and_re_evaluations_come_off() -> None:
    low = paid("10-01", "Lost_Warehouse", 2, id="R1")  # gap 10.00
    top = paid("10-10", "Re_Evaluation", 0, id="R2", original_id="R1", total=Decimal("4.00"))
    [one] = proven("reimb_undervalued", reimbursements=[low, top])
    assert one["amount"] == "6.00"
    loose = paid("10-10", "Re_Evaluation", 0, id="R2", total=Decimal("9.98"))
    assert proven("reimb_undervalued", reimbursements=[low, loose]) == []
    early = paid("09-30", "Re_Evaluation", 0, id="R2", total=Decimal("9.98"))
    assert proven("reimb_undervalued", reimbursements=[low, early])[0]["amount"] == "10.00"


def test_what_is_not_judged_for_value() -> None:
    rows = [paid("10-01", "Mystery", 1), paid("10-01", "Lost_Warehouse", 1, currency="CAD"),
        paid("10-01", "Lost_Warehouse", 0, 1), paid("10-02", "Lost_Warehouse", 1, id="R9"),
        reversal("10-20", 1, "R9")]  # fmt: skip
    assert proven("reimb_undervalued", reimbursements=rows) == []
    assert (
        proven("reimb_undervalued", costs=[], reimbursements=[paid("10-01", "Lost_Warehouse", 1)])
        == []
    )


def test_an_order_s_payment_is_held_against_what_it_brought_in() -> None:
    lines = [settled(sold("08-01"), refunded("08-20"))]  # 13.00
    low = paid("10-01", "CustomerReturn", 1, each="9.00", order_id="O1")
    [one] = proven("reimb_undervalued", settlements=lines, reimbursements=[low])
    assert (one["amount"], one["valuation"]) == ("4.00", "order_proceeds")


def unpaid(*lines: object, payments: list[ReimbursementRow], end: str = "11-14") -> dict[str, str]:
    """Sums approved and not paid, by reimbursement id."""
    found = proven(
        "reimb_approved_not_paid", reimbursements=payments, settlements=[settled(*lines, end=end)]
    )
    return {one["reimbursement_id"]: one["amount"] for one in found}


def test_money_from_two_days_before_to_ten_after_pays() -> None:
    one = [paid("10-01", "Lost_Warehouse", 1, id="R1")]
    assert unpaid(payments=one) == {"R1": "5.00"}
    for when, pays in (("09-28", False), ("09-29", True), ("10-11", True), ("10-12", False)):
        assert unpaid(posted(when, "5.00"), payments=one) == ({} if pays else {"R1": "5.00"}), when
    assert unpaid(posted("10-02", "4.99"), payments=one) == {"R1": "5.00"}
    assert unpaid(posted("10-02", "5.00", sku="S2"), payments=one) == {"R1": "5.00"}


def test_it_is_judged_only_where_settlements_cover_ten_days() -> None:
    one = [paid("10-01", "Lost_Warehouse", 1, id="R1")]
    assert unpaid(payments=one, end="10-11") == {"R1": "5.00"}
    assert unpaid(payments=one, end="10-10") == {}


def test_lines_are_tried_as_one_sum_then_alone_then_by_day() -> None:
    two = [paid("10-01", "Lost_Warehouse", 1, id="R1"), paid("10-01", "Lost_Warehouse", 2, id="R1")]
    assert unpaid(posted("10-02", "15.00"), payments=two) == {}
    assert unpaid(posted("10-02", "10.00"), payments=two) == {"R1": "5.00"}
    other = [two[0], paid("10-01", "Lost_Warehouse", 2, id="R2")]
    assert unpaid(posted("10-02", "15.00"), payments=other) == {}
    later = [two[0], paid("10-02", "Lost_Warehouse", 2, id="R2")]
    assert unpaid(posted("10-03", "15.00"), payments=later) == {"R1": "5.00", "R2": "10.00"}


def test_each_settlement_row_pays_once() -> None:
    two = [paid("10-01", "Lost_Warehouse", 1, id="R1"), paid("10-02", "Lost_Warehouse", 1, id="R2")]
    assert unpaid(posted("10-03", "5.00"), payments=two) == {"R2": "5.00"}


def test_it_waits_ten_days_and_then_may_be_claimed() -> None:
    known = {
        "reimbursements": [paid("10-01", "Lost_Warehouse", 1)],
        "settlements": [settled(end="10-11")],
    }
    assert proven("reimb_approved_not_paid", day("10-11"), **known)[0]["decision"] == "wait"
    assert proven("reimb_approved_not_paid", day("10-12"), **known)[0]["decision"] == "claim"
