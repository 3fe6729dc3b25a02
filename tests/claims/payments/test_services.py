"""Payments: by case id, order, FNSKU, units and date; short ones, reversed ones, read twice."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.claims.scenes import (
    TODAY,
    filed,
    finding,
    last_event,
    match,
    owned_scope,
    record,
    reimbursement,
    reversal,
)

from makewhole.claims.accounts.services import ensure_account
from makewhole.claims.cases import drafting, moves
from makewhole.claims.cases.apart import paid_apart
from makewhole.claims.cases.selectors import at_risk
from makewhole.claims.cases.worklist import work_list
from makewhole.claims.errors import RateMissing, RateWrong
from makewhole.claims.models import Case, Event, Payment, PaymentMatch
from makewhole.claims.payments.figures import converted, figures, state_rate, stated_rate
from makewhole.claims.payments.rows import keyed
from makewhole.claims.payments.services import match_by_hand


def filed_cases(*given: dict[str, Any]) -> None:
    """Cases A1, A2, ... filed on days in a row, one per finding."""
    record(*given)
    for number in range(1, len(given) + 1):
        drafting.draft(owned_scope(), on=TODAY, finding_ids=[f"f{number}"])
        filed(number, f"A{number}", on=TODAY + timedelta(days=number - 1))


def standing(number: int = 1) -> tuple[str, int, Decimal]:
    """State, units paid and cash paid of a case."""
    case = Case.objects.get(pk=number)
    return case.state, case.paid_units, case.paid_amount


def test_the_case_id_comes_before_everything(home: Path) -> None:
    filed_cases(finding(1), finding(2))
    match(reimbursement(case_id="A2"))  # the FNSKU is the first case's
    assert standing(1) == ("filed", 0, Decimal("0.00"))
    assert standing(2) == ("paid", 2, Decimal("25.00"))


def test_without_a_case_id_the_fnsku_units_and_date_decide(home: Path) -> None:
    filed_cases(finding(1), finding(2))
    match(reimbursement())
    assert standing(1) == ("paid", 2, Decimal("25.00"))
    assert PaymentMatch.objects.get().how == "fnsku"


@pytest.mark.parametrize(
    "other",
    [
        {"approval_date": TODAY - timedelta(days=1)},
        {"fnsku": "X009", "msku": "SKU-9"},
        {"reason": "Damaged_Warehouse"},
        {"order_id": "111-1"},
        {"currency": "CAD"},
    ],
)
def test_a_payment_for_something_else_is_left_in_the_books(
    home: Path, other: dict[str, Any]
) -> None:
    filed_cases(finding(1))
    match(reimbursement(**other))
    assert standing(1)[0] == "filed"
    assert not Payment.objects.exists()


def test_an_order_decides_for_a_return(home: Path) -> None:
    given = {"claim_type": "return_not_received", "fnsku": "X001", "valuation": "order_proceeds"}
    filed_cases(finding(1, order_id="111-1", **given), finding(2, order_id="111-2", **given))
    match(reimbursement(order_id="111-2", reason="CustomerReturn"))
    assert (standing(1)[0], standing(2)[0]) == ("filed", "paid")


def test_one_payment_may_serve_several_cases_the_first_filed_first(home: Path) -> None:
    filed_cases(finding(1), finding(2, fnsku="X001", reference_id="R2", finding_id="f2"))
    match(reimbursement(cash_units=3, amount_total=Decimal("37.50")))
    assert standing(1) == ("paid", 2, Decimal("25.00"))
    assert standing(2) == ("part_paid", 1, Decimal("12.50"))


def test_the_shares_of_a_payment_add_up_to_it(home: Path) -> None:
    filed_cases(
        finding(1, units=1, amount="12.50"), finding(2, fnsku="X001", units=2, amount="25.00")
    )
    match(reimbursement(cash_units=3, amount_total=Decimal("10.00")))
    amounts = sorted(PaymentMatch.objects.values_list("amount", flat=True))
    assert amounts == [Decimal("3.33"), Decimal("6.67")]


def test_several_payments_may_serve_one_case(home: Path) -> None:
    filed_cases(finding(1))
    one = reimbursement(cash_units=1, amount_total=Decimal("12.50"))
    match(one)
    assert standing(1) == ("part_paid", 1, Decimal("12.50"))
    case = Case.objects.get(pk=1)
    # two months and the last day in: what a payment too low may be disputed in
    assert (case.next_action, case.next_action_due) == ("ask_difference", date(2026, 12, 13))
    match(one, reimbursement(reimbursement_id="P2", cash_units=1, amount_total=Decimal("12.50")))
    assert standing(1) == ("paid", 2, Decimal("25.00"))


def test_units_given_back_in_kind_pay_as_well(home: Path) -> None:
    filed_cases(finding(1))
    match(reimbursement(cash_units=1, inventory_units=1, amount_total=Decimal("12.50")))
    assert standing(1) == ("paid", 2, Decimal("12.50"))


@pytest.mark.parametrize(
    ("valuation", "paid", "state"),
    [
        ("seller_cost", "24.99", "part_paid"),
        ("seller_cost", "25.00", "paid"),
        ("amazon_rate", "24.00", "paid"),
        ("amazon_rate", "23.70", "part_paid"),
    ],
)
def test_a_payment_too_low_leaves_the_difference_open(
    home: Path, valuation: str, paid: str, state: str
) -> None:
    filed_cases(finding(1, valuation=valuation))
    match(reimbursement(case_id="A1", amount_total=Decimal(paid)))
    assert standing(1) == (state, 2, Decimal(paid))


def test_what_was_granted_is_what_has_to_come(home: Path) -> None:
    filed_cases(finding(1))
    moves.grant(owned_scope(), 1, on=TODAY, units=1, amount=Decimal("10.00"))
    match(reimbursement(case_id="A1", cash_units=1, amount_total=Decimal("10.00")))
    assert standing(1) == ("paid", 1, Decimal("10.00"))


def test_a_top_up_goes_where_its_reimbursement_went(home: Path) -> None:
    filed_cases(finding(1))
    low = reimbursement(amount_total=Decimal("20.00"))
    more = reimbursement(
        reimbursement_id="P2", amount_total=Decimal("5.00"), original_reimbursement_id="P1"
    )
    match(low, more)
    assert standing(1) == ("paid", 2, Decimal("25.00"))


def test_a_later_reversal_reverses_the_case_also_once_closed(home: Path) -> None:
    filed_cases(finding(1))
    match(reimbursement())
    moves.close(owned_scope(), 1, "paid", on=TODAY)
    done = match(reimbursement(), reversal("P1"))
    assert done.moved == [1]
    assert standing(1) == ("reversed", 0, Decimal("0.00"))
    case = Case.objects.get(pk=1)
    assert case.next_action == "dispute_reversal"
    assert case.lines.filter(is_open=True).count() == 1


def test_a_part_reversal_leaves_the_case_paid_in_part(home: Path) -> None:
    filed_cases(finding(1))
    back = reversal("P1", cash_units=-1, inventory_units=1, amount_total=Decimal("-12.50"))
    match(reimbursement(), back)
    assert standing(1) == ("part_paid", 1, Decimal("12.50"))


def test_the_same_report_again_changes_nothing(home: Path) -> None:
    filed_cases(finding(1))
    rows = (reimbursement(), reversal("P1"))
    match(*rows)
    before = last_event()
    assert match(*reversed(rows)).payments == 0
    assert last_event() == before


def test_equal_rows_are_two_payments() -> None:
    assert len(keyed([reimbursement(), reimbursement()])) == 2
    one, same = reimbursement(), reimbursement(amount_total=Decimal("25.0000"), line=7)
    assert keyed([one]).keys() == keyed([same]).keys()


def test_a_payment_that_leaves_the_reports_is_withdrawn(home: Path) -> None:
    filed_cases(finding(1))
    match(reimbursement())
    assert match().withdrawn == 1
    assert standing(1) == ("part_paid", 0, Decimal("0.00"))
    match(reimbursement())
    assert standing(1) == ("paid", 2, Decimal("25.00"))


def test_a_case_somebody_else_opened_is_taken_over(home: Path) -> None:
    ensure_account("demo")
    done = match(reimbursement(case_id="B7"))
    case = Case.objects.get()
    assert done.taken_over == [case.pk]
    assert (case.origin, case.amazon_case_id, case.claim_type) == ("taken_over", "B7", "fc_lost")
    assert standing(case.pk) == ("paid", 2, Decimal("25.00"))


def test_money_in_another_currency_is_kept_apart(home: Path) -> None:
    filed_cases(finding(1))
    match(reimbursement(case_id="A1", currency="CAD", amount_total=Decimal("34.00")))
    assert standing(1) == ("paid", 2, Decimal("0.00"))
    found = {each.currency: each.recovered for each in figures(owned_scope())}
    assert found == {"USD": Decimal("0.00"), "CAD": Decimal("34.00")}
    # its units count as paid; whether the money was enough, a person says
    case = Case.objects.get()
    assert (case.next_action, paid_apart(case)) == ("compare_currencies", {"CAD": Decimal("34.00")})
    [listed] = work_list(owned_scope(), TODAY).tasks()
    assert (listed.task.action, listed.task.amount, at_risk(case)) == (
        "compare_currencies", None, None,
    )  # fmt: skip
    moves.close(owned_scope(), 1, "accepted", on=TODAY)
    assert len(work_list(owned_scope(), TODAY)) == 0


def test_a_rate_stated_again_for_a_day_takes_the_place_of_the_first(home: Path) -> None:
    by = {"day": TODAY, "stated_by": "ECB", "by": "owner"}
    state_rate("CAD", "USD", Decimal("0.70"), **by)
    state_rate("CAD", "USD", Decimal("0.73"), **by)
    found = stated_rate("CAD", "USD", TODAY)
    assert found is not None and found.rate == "0.73"
    assert Event.objects.filter(table="rates").count() == 2


@pytest.mark.parametrize(
    ("source", "target", "rate"),
    [("CAD", "CAD", "1"), ("CAD", "USD", "0"), ("CAD", "USD", "-1"), ("BANANA", "USD", "1")],
)
def test_what_is_no_rate_is_refused(home: Path, source: str, target: str, rate: str) -> None:
    with pytest.raises(RateWrong):
        state_rate(source, target, Decimal(rate), day=TODAY, stated_by="me", by="owner")


def test_nothing_is_to_be_compared_once_money_in_another_currency_was_taken_back(
    home: Path,
) -> None:
    filed_cases(finding(1))
    foreign = {"currency": "CAD", "case_id": "A1"}
    paid = reimbursement(**foreign, amount_total=Decimal("34.00"))
    back = reversal("P1", **foreign, amount_total=Decimal("-34.00"))
    match(paid, back, reimbursement(reimbursement_id="P2", case_id="A1"))
    case = Case.objects.get()
    assert (case.state, case.next_action, case.paid_amount) == ("paid", "", Decimal("25.00"))


def test_a_payment_finds_its_settlement_later(home: Path) -> None:
    filed_cases(finding(1))
    match(reimbursement())
    match(reimbursement(settlement_id="S1", settlement_line="other", deposit_date=TODAY))
    paid = Payment.objects.get()
    assert (paid.settlement_id, paid.deposit_date) == ("S1", TODAY)


def test_a_person_may_match_by_hand(home: Path) -> None:
    filed_cases(finding(1), finding(2))
    match(reimbursement(case_id="A1", cash_units=4, amount_total=Decimal("50.00")))
    match_by_hand(owned_scope(), 1, 2, units=2, amount=Decimal("25.00"))
    assert standing(2) == ("paid", 2, Decimal("25.00"))


def test_the_four_figures_stay_four(home: Path) -> None:
    filed_cases(finding(1), finding(2))
    record(finding(1), finding(2), finding(3), finding(4, decision="wait", amount="7.00"))
    moves.grant(owned_scope(), 1, on=TODAY, units=2, amount=Decimal("20.00"))
    match(reimbursement(case_id="A1", amount_total=Decimal("15.00")))
    (found,) = figures(owned_scope())
    assert (found.owed, found.claimed, found.granted, found.recovered) == (
        Decimal("82.00"),
        Decimal("50.00"),
        Decimal("20.00"),
        Decimal("15.00"),
    )
    assert (found.claimable, found.waiting) == (Decimal("25.00"), Decimal("7.00"))


def test_nothing_is_converted_at_a_rate_nobody_stated(home: Path) -> None:
    record(finding(1), finding(2, currency="EUR", marketplace="DE", amount="10.00"))
    with pytest.raises(RateMissing):
        converted(figures(owned_scope()), "USD", TODAY)
    state_rate("EUR", "USD", Decimal("1.0845"), day=TODAY, stated_by="bank", by="owner")
    told = converted(figures(owned_scope()), "USD", TODAY)
    assert (told.figures.owed, told.rates[0].stated_by) == (Decimal("35.85"), "bank")
