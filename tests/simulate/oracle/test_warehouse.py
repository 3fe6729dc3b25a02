"""Every paragraph on warehouse losses, worked out by hand."""

import pytest
from tests.simulate.building import cost, day, disposal_order, ledger, moved, owed, paid, proven


def test_ten_lost_four_found_five_paid_leave_one() -> None:
    rows = [ledger("09-01", "M", -10, "a"), ledger("09-09", "F", 4)]
    found = proven("fc_lost", ledger=rows, reimbursements=[paid("09-20", "Lost_Warehouse", 5)])
    assert [(one["units"], one["amount"], one["decision"]) for one in found] == [
        (1, "10.00", "expired")
    ]


@pytest.mark.parametrize(
    ("counted", "units", "decision"),
    [
        ((3, 2), 2, "claim"),
        ((1, None), 4, "claim"),
        ((None, None), 5, "review"),
        ((0, 9), 5, "claim"),
    ],
)
def test_open_units_are_what_amazon_has_not_settled(
    counted: tuple[int | None, int | None], units: int, decision: str
) -> None:
    [one] = proven("fc_lost", ledger=[ledger("10-01", "M", -5, counted=counted)])
    assert (one["units"], one["decision"]) == (units, decision)


def test_codes_that_open_and_codes_that_never_do() -> None:
    rows = [ledger("10-01", code, -1, code) for code in "M5PQ34O12JZ"]
    assert owed("fc_lost", ledger=rows) == {"M": 1, "5": 1}
    rows = [ledger("10-01", code, -1, code) for code in "E67HKUP"]
    decisions = {one["reference_id"]: one["decision"] for one in proven("fc_damaged", ledger=rows)}
    assert decisions == {"E": "claim", "6": "claim"} | dict.fromkeys("7HKU", "review")


def test_a_loss_of_unsellable_stock_is_for_a_person() -> None:
    [one] = proven("fc_lost", ledger=[ledger("10-01", "M", -1, disposition="CUSTOMER_DAMAGED")])
    assert one["decision"] == "review"


def test_settled_finds_go_to_the_newest_loss_and_payments_to_the_oldest() -> None:
    # settled: old 2, new 2; the settled find takes new's, the payment what is left: old's
    rows = [
        ledger("09-20", "M", -4, "old", counted=(2, 2)),
        ledger("10-01", "M", -4, "new", counted=(2, 2)),
        ledger("10-05", "F", 2, counted=(2, 0)),
    ]
    assert owed("fc_lost", ledger=rows, reimbursements=[paid("10-10", "Lost_Warehouse", 3)]) == {
        "old": 1, "new": 2}  # fmt: skip


def test_a_payment_never_pays_for_a_loss_more_than_a_week_later() -> None:
    payment = [paid("10-01", "Lost_Warehouse", 1)]
    assert owed("fc_lost", ledger=[ledger("10-08", "M", -1, "a")], reimbursements=payment) == {}
    assert owed("fc_lost", ledger=[ledger("10-09", "M", -1, "a")], reimbursements=payment) == {
        "a": 1
    }


def test_an_open_find_before_the_loss_counts() -> None:
    assert owed("fc_lost", ledger=[ledger("09-01", "F", 1), ledger("10-01", "M", -1)]) == {}


def test_a_payment_for_another_cause_settles_nothing() -> None:
    rows = [ledger("10-01", "M", -1, "lost"), ledger("10-01", "E", -1, "damaged")]
    payment = [paid("10-05", "Damaged_Warehouse", 2)]
    assert owed("fc_lost", ledger=rows, reimbursements=payment) == {"lost": 1}
    assert owed("fc_damaged", ledger=rows, reimbursements=payment) == {}


def test_found_stock_of_the_asin_counts_once_over_all_labels() -> None:
    rows = [ledger("10-01", "M", -1, "b", fnsku="X2", msku="S2"), ledger("10-02", "M", -1, "a"),
        ledger("10-05", "F", 1, fnsku="XF", msku="Amazon.Found.B1")]  # fmt: skip
    assert owed("fc_lost", ledger=rows) == {"b": 1}  # X1 before X2, as text


def test_own_finds_are_used_before_found_stock() -> None:
    rows = [
        ledger("10-01", "M", -1, "a"),
        ledger("10-02", "M", -1, "b", fnsku="X2", msku="S2"),
        ledger("10-03", "F", 1),
        ledger("10-05", "F", 1, fnsku="XF", msku="Amazon.Found.B1"),
    ]
    assert owed("fc_lost", ledger=rows) == {}


def test_units_paid_in_kind_count_once_though_the_ledger_shows_them_too() -> None:
    rows = [ledger("10-01", "M", -3, "a"), ledger("10-05", "N", 1)]
    in_kind = [paid("10-05", "Lost_Warehouse", 0, 1)]
    assert owed("fc_lost", ledger=rows, reimbursements=in_kind) == {"a": 2}
    assert owed("fc_lost", ledger=rows) == {"a": 2}


def test_settled_units_of_n_rows_are_struck_before_open_ones() -> None:
    # struck: the settled one; the open one still finds
    rows = [ledger("10-01", "M", -3, "a"), ledger("10-05", "N", 2, counted=(1, 1))]
    in_kind = [paid("10-05", "Lost_Warehouse", 0, 1)]
    assert owed("fc_lost", ledger=rows, reimbursements=in_kind) == {"a": 1}


def test_code_6_is_for_a_person_where_stock_came_in_carrier_damaged() -> None:
    came = moved("09-01", "Receipts", 1, "FBA1", disposition="CARRIER_DAMAGED")
    row = ledger("10-01", "6", -1, disposition="CARRIER_DAMAGED")
    assert proven("fc_damaged", ledger=[row])[0]["decision"] == "claim"
    assert proven("fc_damaged", ledger=[came, row])[0]["decision"] == "review"
    late = moved("10-02", "Receipts", 1, "FBA1", disposition="CARRIER_DAMAGED")
    assert proven("fc_damaged", ledger=[late, row])[0]["decision"] == "claim"


def test_disposals_of_sellable_stock_without_an_order() -> None:
    rows = [ledger("10-01", "D", -2, "d"), ledger("10-02", "G", -1, "g"),
        ledger("10-03", "D", -1, "u", disposition="DEFECTIVE")]  # fmt: skip
    assert owed("fc_disposed_unauthorised", ledger=rows) == {"d": 2, "g": 1}
    assert owed(
        "fc_disposed_unauthorised", ledger=rows, removal_orders=[disposal_order("10-02", 5)]
    ) == {"d": 2}
    assert owed("fc_disposed_unauthorised", ledger=rows,
        removal_orders=[disposal_order("09-02", 5, "Unsellable")]) == {"d": 2, "g": 1}  # fmt: skip


def test_a_disposal_takes_what_lost_and_damaged_payments_leave_over() -> None:
    rows = [ledger("09-20", "M", -1), ledger("10-01", "D", -2, "d")]
    payments = [paid("11-01", "Lost_Warehouse", 2)]
    assert owed("fc_disposed_unauthorised", ledger=rows, reimbursements=payments) == {"d": 1}


def test_payments_without_a_telling_reason_come_last_of_all() -> None:
    # the known payment covers the older loss, the unknown one what is then oldest, never later rows
    rows = [
        ledger("09-20", "M", -1, "a"),
        ledger("09-25", "E", -1, "b"),
        ledger("10-20", "M", -1, "c"),
    ]
    payments = [paid("10-01", "Goodwill", 3), paid("10-02", "Lost_Warehouse", 1)]
    assert owed("fc_lost", ledger=rows, reimbursements=payments) == {"c": 1}
    assert owed("fc_damaged", ledger=rows, reimbursements=payments) == {}


def test_general_adjustments_count_as_unknown() -> None:
    rows = [ledger("10-01", "M", -1)]
    assert (
        owed("fc_lost", ledger=rows, reimbursements=[paid("10-05", "General Adjustment", 1)]) == {}
    )


def test_equal_rows_are_one_event_of_both_units() -> None:
    rows = [ledger("10-01", "M", -2, "a"), ledger("10-01", "M", -2, "a")]
    assert owed("fc_lost", ledger=rows) == {"a": 4}


def test_rows_after_the_day_of_the_audit_are_as_if_they_were_not_there() -> None:
    rows = [ledger("09-01", "M", -1, "a"), ledger("10-10", "F", 1)]
    assert owed("fc_lost", as_of=day("10-09"), ledger=rows) == {"a": 1}
    assert owed("fc_lost", as_of=day("10-10"), ledger=rows) == {}


def test_values_come_from_cost_then_from_the_last_payment_then_are_unknown() -> None:
    rows = [ledger("10-01", "M", -2)]
    older, newer = (
        paid("08-01", "Lost_Inbound", 1, each="4.00"),
        paid("08-02", "Lost_Inbound", 1, each="6.00"),
    )
    assert proven("fc_lost", ledger=rows)[0]["amount"] == "20.00"
    [one] = proven("fc_lost", ledger=rows, costs=[], reimbursements=[newer, older])
    assert (one["unit_value"], one["valuation"]) == ("6.00", "amazon_rate")
    [one] = proven("fc_lost", ledger=rows, costs=[cost(currency="EUR")])
    assert (one["amount"], one["valuation"], one["decision"]) == (None, "unknown", "claim")


def test_the_cost_in_force_on_the_event_holds_and_is_capped() -> None:
    rows = [ledger("10-01", "M", -1)]
    costs = [cost("7.00"), cost("8.00", "10-01"), cost("9.00", "10-02")]
    assert proven("fc_lost", ledger=rows, costs=costs)[0]["amount"] == "8.00"
    assert proven("fc_lost", ledger=rows, costs=[cost("7000.00")])[0]["amount"] == "5000.00"
