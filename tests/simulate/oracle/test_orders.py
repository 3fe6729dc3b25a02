"""Every paragraph on customer orders, worked out by hand."""

from datetime import date

from tests.simulate.building import (
    back,
    day,
    moved,
    owed,
    paid,
    proven,
    refunded,
    replacement,
    settled,
    sold,
)

from makewhole.simulate.rows import LedgerRow, ReturnRow

# A return long before and one long after: the returns in hand reach far enough to judge.
FAR = [back("01-05", "OTHER"), back("11-10", "OTHER")]


def refund_case(*more: object, **rows: object) -> dict[str, int]:
    """Units of return_not_received by order, the returns reaching far."""
    rows = {"returns": FAR, "settlements": [settled(*more)]} | rows
    return owed("return_not_received", "order_id", **rows)


def credits(when: str, units: int = 1, center: str = "ABE8") -> LedgerRow:
    """The ledger books a return back to sellable stock."""
    return moved(when, "CustomerReturns", units, center=center)


def returns(*rows: ReturnRow) -> list[ReturnRow]:
    """Returns beside those that only show how far the report reaches."""
    return [*FAR, *rows]


def test_refunded_and_never_back_is_owed_from_day_61_to_day_120() -> None:
    lines = [sold("08-01"), refunded("08-20")]
    known = {"returns": FAR, "settlements": [settled(*lines)]}
    [one] = proven("return_not_received", **known)
    assert (one["units"], one["unit_value"], one["valuation"]) == (1, "13.00", "order_proceeds")
    assert (one["opens_on"], one["closes_on"], one["decision"]) == (
        "2026-10-20",
        "2026-12-18",
        "claim",
    )
    assert proven("return_not_received", date(2026, 12, 19), **known)[0]["decision"] == "expired"


def test_a_refund_that_reaches_no_unit_owes_nothing() -> None:
    assert refund_case(sold("08-01"), refunded("08-20", principal="19.98")) == {}
    assert refund_case(sold("08-01"), refunded("08-20", principal="19.99")) == {"O1": 1}
    assert refund_case(sold("08-01", units=3), refunded("08-20", principal="45.00")) == {"O1": 2}
    parts = [refunded("08-20", principal="12.00"), refunded("08-25", principal="8.00")]
    assert refund_case(sold("08-01"), *parts) == {"O1": 1}


def test_more_refunded_than_ordered_counts_the_ordered_units() -> None:
    assert refund_case(sold("08-01"), refunded("08-20", principal="60.00", units=3)) == {"O1": 1}


def test_any_return_of_the_item_on_any_day_covers() -> None:
    lines = [sold("08-01", units=2), refunded("08-20", principal="40.00", units=2)]
    early = back("08-05", disposition="CUSTOMER_DAMAGED")
    assert refund_case(*lines, returns=returns(early)) == {"O1": 1}
    assert refund_case(*lines, returns=returns(early, back("10-30"))) == {}


def test_without_a_returns_report_nothing_is_said() -> None:
    from makewhole.simulate.rows import Reports

    account = Reports(settlements=[settled(sold("08-01"), refunded("08-20"))], has_returns=False)
    from makewhole.simulate.oracle.truth import prove

    assert [one for one in prove(account, day("11-15")) if one.units] == []


def test_returns_that_do_not_reach_far_enough_leave_it_to_a_person() -> None:
    lines = [settled(sold("08-01"), refunded("08-20"))]  # opens 10-20
    near = [back("08-30", "OTHER"), back("10-10", "OTHER")]
    assert proven("return_not_received", returns=near, settlements=lines)[0]["decision"] == "claim"
    late = [back("08-31", "OTHER"), back("10-10", "OTHER")]
    assert proven("return_not_received", returns=late, settlements=lines)[0]["decision"] == "review"
    short = [back("08-30", "OTHER"), back("10-09", "OTHER")]
    assert (
        proven("return_not_received", returns=short, settlements=lines)[0]["decision"] == "review"
    )


def test_multi_channel_and_seller_fulfilled_orders_are_left_out() -> None:
    lines = [*sold("08-01", "S01-1"), *refunded("08-20", "S01-1")]
    seller = [*sold("08-01"), *refunded("08-20")]
    for line in seller:
        line.fulfilment = "MFN"
    assert refund_case(lines, seller) == {}


def test_payments_of_the_order_count_whatever_their_reason() -> None:
    lines = [sold("08-01"), refunded("08-20")]
    payment = paid("10-01", "CustomerServiceIssue", 0, 1, order_id="O1")
    assert refund_case(*lines, reimbursements=[payment]) == {}
    other = paid("10-01", "CustomerReturn", 1, order_id="O2")
    assert refund_case(*lines, reimbursements=[other]) == {"O1": 1}


def test_payments_without_order_go_to_the_oldest_item_not_later_than_they() -> None:
    lines = [sold("08-01"), refunded("08-20"), sold("08-01", "O2"), refunded("09-01", "O2")]
    payment = [paid("08-31", "CustomerReturn", 2)]
    assert refund_case(*lines, reimbursements=payment) == {"O2": 1}


def test_damaged_by_amazon_or_its_carrier_only() -> None:
    lines = [settled(sold("08-01"), refunded("08-20"))]
    for state, units in (
        ("DAMAGED", 1),
        ("CARRIER_DAMAGED", 1),
        ("CUSTOMER_DAMAGED", 0),
        ("DEFECTIVE", 0),
    ):
        found = owed("return_damaged_amazon_fault", "order_id", settlements=lines,
            returns=returns(back("08-25", disposition=state)))  # fmt: skip
        assert found == ({"O1": units} if units else {}), state
    marked = back("08-25", disposition="DAMAGED", status="Reimbursed")
    assert owed("return_damaged_amazon_fault", settlements=lines, returns=returns(marked)) == {}


def test_one_payment_covers_the_missing_unit_before_the_damaged_one() -> None:
    lines = [settled(sold("08-01", units=2), refunded("08-20", principal="40.00", units=2))]
    known = {"settlements": lines, "returns": returns(back("08-25", disposition="DAMAGED")),
        "reimbursements": [paid("10-01", "CustomerReturn", 1, order_id="O1")]}  # fmt: skip
    assert owed("return_not_received", **known) == {}
    assert owed("return_damaged_amazon_fault", "order_id", **known) == {"O1": 1}


def uncredited(
    *rows: LedgerRow, as_of: date = date(2026, 11, 15), when: str = "09-01"
) -> dict[str, int]:
    """Units returned sellable and not booked, with a ledger that spans the year."""
    span = [credits("01-02"), credits("11-14")]
    return owed("return_not_credited", "order_id", as_of, ledger=[*span, *rows],
        settlements=[settled(sold("08-01"), refunded("08-20"))], returns=[back(when)])  # fmt: skip


def test_a_credit_from_two_days_before_to_thirty_after_covers() -> None:
    assert uncredited() == {"O1": 1}
    assert uncredited(credits("08-30")) == {}
    assert uncredited(credits("08-29")) == {"O1": 1}
    assert uncredited(credits("10-01", center="ONT8")) == {}
    assert uncredited(credits("10-02")) == {"O1": 1}


def test_a_return_is_judged_once_thirty_days_have_passed() -> None:
    assert uncredited(as_of=day("10-01")) == {}  # neither 30 days over nor a ledger row that late


def test_a_ledger_that_does_not_reach_says_nothing() -> None:
    found = owed("return_not_credited", ledger=[credits("09-10")], returns=[back("09-01")],
        settlements=[settled(sold("08-01"), refunded("08-20"))])  # fmt: skip
    assert found == {}


def test_the_same_centre_is_matched_before_any_other() -> None:
    lines = [
        settled(sold("08-01"), refunded("08-20"), sold("08-01", "O2"), refunded("08-20", "O2"))
    ]
    rows = [credits("01-02"), credits("11-14"), credits("09-03", center="ONT8")]
    found = owed("return_not_credited", "order_id", ledger=rows, settlements=lines,
        returns=[back("09-01"), back("09-02", "O2", center="ONT8")])  # fmt: skip
    assert found == {"O1": 1}


def test_a_return_without_order_marks_the_oldest_refund_it_may_be_of() -> None:
    lines = [
        settled(sold("08-01"), refunded("08-20"), sold("08-01", "O2"), refunded("09-01", "O2"))
    ]
    found = proven("return_not_received", settlements=lines, returns=returns(back("09-05", "")))
    assert [(one["order_id"], one["decision"], one["units"]) for one in found] == [
        ("O2", "claim", 1), ("O1", "review", 1)]  # fmt: skip
    early = proven("return_not_received", settlements=lines, returns=returns(back("07-20", "")))
    assert {one["decision"] for one in early} == {"claim"}  # refunded 31 days later: not of these


def test_refunded_more_than_charged_promotions_on_both_sides() -> None:
    assert proven("refund_over_charge", settlements=[
        settled(sold("08-01"), refunded("08-20", principal="20.02"))]) == []  # fmt: skip
    [one] = proven(
        "refund_over_charge",
        settlements=[
            settled(sold("08-01", promotion="-2.00"), refunded("08-20", principal="20.00"))
        ],
    )
    assert (one["amount"], one["units"], one["unit_value"], one["decision"]) == (
        "2.00",
        0,
        None,
        "review",
    )


def test_service_payments_of_the_item_come_off_the_excess() -> None:
    lines = [settled(sold("08-01"), refunded("08-20", principal="25.00"))]
    payment = paid("09-01", "CustomerServiceIssue", 1, each="4.00", order_id="O1")
    [one] = proven("refund_over_charge", settlements=lines, reimbursements=[payment])
    assert one["amount"] == "1.00"


def test_more_units_refunded_than_ordered_is_the_quantity_s_claim() -> None:
    lines = [settled(sold("08-01"), refunded("08-20", principal="40.00", units=2))]
    [one] = proven("refund_quantity_excess", settlements=lines)
    assert one["amount"] == "20.00"
    assert proven("refund_over_charge", settlements=lines) == []


def test_a_replacement_whose_first_unit_never_came_back() -> None:
    known = {
        "replacements": [replacement("08-20")],
        "returns": FAR,
        "settlements": [settled(sold("08-01"))],
    }
    [one] = proven("replacement_not_returned", **known)
    assert (one["order_id"], one["reference_id"], one["unit_value"]) == ("O1", "N1", "13.00")
    assert owed("replacement_not_returned", **known | {"returns": returns(back("09-01"))}) == {}
    for order in ("N1", "O1"):
        payment = [paid("10-20", "Free_Replacement_Refund_Items", 1, order_id=order)]
        assert owed("replacement_not_returned", **known, reimbursements=payment) == {}
    loose = [paid("10-20", "Free_Replacement_Refund_Items", 1)]
    assert owed("replacement_not_returned", **known, reimbursements=loose) == {}
    early = [paid("08-19", "Free_Replacement_Refund_Items", 1)]
    assert owed("replacement_not_returned", **known, reimbursements=early) == {"N1": 1}


def test_a_unit_replaced_and_refunded_is_owed_once() -> None:
    known = {"replacements": [replacement("08-10")], "returns": FAR,
        "settlements": [settled(sold("08-01"), refunded("08-20"))]}  # fmt: skip
    assert owed("replacement_not_returned", **known) == {"N1": 1}
    assert owed("return_not_received", **known) == {}
    two = {
        "settlements": [
            settled(sold("08-01", units=2), refunded("08-20", principal="40.00", units=2))
        ]
    }
    assert owed("return_not_received", "order_id", **known | two) == {"O1": 1}
