"""Drafting: through the gate, bundled by policy, most urgent first, so many a day."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.claims.scenes import TODAY, filed, finding, owned_scope, record

from makewhole.claims import handling
from makewhole.claims.accounts.services import ensure_account, keep_setting
from makewhole.claims.cases import care, drafting, moves
from makewhole.claims.cases.bundling import bundle_key
from makewhole.claims.cases.drafting import draft
from makewhole.claims.cases.urgency import band
from makewhole.claims.errors import FindingMissing, GateClosed
from makewhole.claims.models import Case, Finding


def codes(*ids: str, on: date = TODAY) -> list[str]:
    """Why each of these findings is refused."""
    return [each.code for each in draft(owned_scope(), on=on, finding_ids=ids).refused]


def test_findings_of_one_fnsku_become_one_case(home: Path) -> None:
    record(finding(1), finding(2, fnsku="X001"), finding(3))
    made = draft(owned_scope(), on=TODAY).cases
    assert sorted((case.bundle, case.claimed_units, case.claimed_amount) for case in made) == [
        ("fnsku=X001", 4, Decimal("50.00")),
        ("fnsku=X003", 2, Decimal("25.00")),
    ]


@pytest.mark.parametrize(
    ("claim_type", "ids", "key"),
    [
        ("fc_lost", {}, "fnsku=X001"),
        ("inbound_short", {"shipment_id": "FBA1"}, "shipment_id=FBA1"),
        ("return_not_received", {"order_id": "111-2"}, "order_id=111-2"),
        (
            "removal_lost",
            {"removal_order_id": "RO1", "reference_id": "1Z9"},
            "removal_order_id=RO1 reference_id=1Z9",
        ),
        ("fee_fulfilment_dimension", {}, "fnsku=X001"),
        ("fee_commission_not_credited", {"order_id": "111-2"}, "order_id=111-2"),
        ("settlement_error", {"settlement_id": "S1"}, "settlement_id=S1"),
        ("inbound_short", {}, "finding_id=f1"),
    ],
)
def test_a_case_holds_what_policy_bundles(
    home: Path, claim_type: str, ids: dict[str, str], key: str
) -> None:
    record(finding(1, claim_type=claim_type, **ids))
    assert bundle_key(Finding.objects.get()) == key


def test_currencies_and_stores_never_share_a_case(home: Path) -> None:
    record(finding(1), finding(2, fnsku="X001", currency="CAD", marketplace="CA"))
    assert len(draft(owned_scope(), on=TODAY).cases) == 2


def test_an_unknown_amount_makes_the_cases_amount_unknown(home: Path) -> None:
    record(finding(1), finding(2, fnsku="X001", amount=None, unit_value=None))
    (case,) = draft(owned_scope(), on=TODAY).cases
    assert (case.claimed_units, case.claimed_amount) == (4, None)


def test_what_closes_soonest_comes_first_then_the_most_money(home: Path) -> None:
    record(
        finding(1, amount="10.00"),
        finding(2, amount="90.00"),
        finding(3, amount="1.00", closes_on="2026-10-12"),
    )
    made = draft(owned_scope(), on=TODAY).cases
    assert [case.bundle for case in made] == ["fnsku=X003", "fnsku=X002", "fnsku=X001"]


def test_a_currency_with_large_numbers_does_not_come_first_for_that(home: Path) -> None:
    record(
        finding(1, amount="90.00"),
        finding(2, amount="10.00"),
        finding(3, amount="2000", currency="JPY", marketplace="JP"),
        finding(4, amount="8000", currency="JPY", marketplace="JP"),
    )
    made = draft(owned_scope(), on=TODAY).cases
    assert [case.bundle for case in made] == [
        "fnsku=X001",
        "fnsku=X004",
        "fnsku=X003",
        "fnsku=X002",
    ]


def test_bands_of_days_end_where_they_say() -> None:
    days = {left: band(TODAY + timedelta(days=left), TODAY) for left in (-1, 0, 1, 3, 4, 30, 31)}
    assert days == {-1: 0, 0: 0, 1: 1, 3: 1, 4: 2, 30: 4, 31: 5}
    assert band(None, TODAY) == 6


def test_the_days_budget_is_policys_and_counts_what_was_drafted_today(home: Path) -> None:
    record(*(finding(number) for number in range(12)))
    first = draft(owned_scope(), on=TODAY)
    assert (len(first.cases), len(first.beyond_budget)) == (10, 2)
    assert len(draft(owned_scope(), on=TODAY).cases) == 0
    assert len(draft(owned_scope(), on=TODAY + timedelta(days=1)).cases) == 2


def test_an_accounts_own_budget_goes_before_the_general_one(home: Path) -> None:
    account = ensure_account("demo")
    keep_setting(drafting.BUDGET, 3, "owner")
    keep_setting(drafting.BUDGET, 1, "owner", account)
    assert drafting.daily_budget(account, TODAY) == 1
    keep_setting(drafting.BUDGET, None, "owner", account)
    assert drafting.daily_budget(account, TODAY) == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"decision": "wait", "opens_on": "2026-10-11"}, "too_early"),
        ({"opens_on": "2026-10-11"}, "too_early"),
        ({"opens_on": "2026-10-10"}, None),
        ({"closes_on": "2026-10-10"}, None),
        ({"closes_on": "2026-10-09"}, "expired"),
        ({"decision": "expired"}, "expired"),
        ({"decision": "rejected", "reasons": ["already_reimbursed"]}, "already_paid"),
        ({"decision": "rejected", "reasons": ["found_later"]}, "found"),
        ({"decision": "report_only"}, "not_claimable"),
        ({"decision": "review", "reasons": ["unknown_code"]}, "needs_review"),
        ({"units": 0, "amount": "0.00"}, "nothing_open"),
        ({"decision": "review", "units": 0, "amount": "0.00"}, "nothing_open"),
        ({"units_affected": 0, "units_compensated": 0, "units": 0}, None),
        ({"amount": None}, None),
    ],
)
def test_the_gate_says_why_not(home: Path, given: dict[str, object], code: str | None) -> None:
    record(finding(1, **given))
    assert codes("f1") == ([] if code is None else [code])


def test_a_finding_in_an_open_case_is_refused_with_the_cases_number(home: Path) -> None:
    record(finding(1))
    draft(owned_scope(), on=TODAY)
    (refused,) = draft(owned_scope(), on=TODAY, finding_ids=["f1"]).refused
    assert refused.sentence == "f1 is already in C-1 (drafted)."


def test_a_draft_thrown_away_frees_its_finding_a_filed_case_never(home: Path) -> None:
    record(finding(1))
    draft(owned_scope(), on=TODAY)
    moves.close(owned_scope(), 1, "mistake", on=TODAY)
    draft(owned_scope(), on=TODAY)
    filed(2, "A2")
    moves.close(owned_scope(), 2, "withdrawn", on=TODAY)
    assert codes("f1") == ["already_asked"]


def test_a_finding_under_review_passes_once_a_person_vouches(home: Path) -> None:
    record(finding(1, decision="review"), finding(2))
    assert len(draft(owned_scope(), on=TODAY).cases) == 1
    statement = care.judge(owned_scope(), "f1", stands=True, text="checked the shelf")
    assert codes("f1") == []
    moves.close(owned_scope(), 2, "x", on=TODAY)
    care.withdraw(owned_scope(), statement.pk)
    assert codes("f1") == ["needs_review"]


def test_a_finding_set_aside_by_a_person_is_not_drafted(home: Path) -> None:
    record(finding(1))
    care.judge(owned_scope(), "f1", stands=False, text="our own mistake")
    assert codes("f1") == ["dismissed"]


def test_nothing_above_its_proof_is_filed(home: Path) -> None:
    record(finding(1))
    draft(owned_scope(), on=TODAY)
    for units, amount, proven in ((3, "25.00", None), (2, "25.01", None), (2, "25.00", "12.49")):
        with pytest.raises(GateClosed):
            care.amend_line(
                owned_scope(), 1, "f1", units=units, amount=Decimal(amount),
                documented_unit_value=None if proven is None else Decimal(proven),
            )  # fmt: skip
    case = care.amend_line(owned_scope(), 1, "f1", units=1, amount=Decimal("12.50"))
    assert (case.claimed_units, case.claimed_amount) == (1, Decimal("12.50"))


def test_an_unknown_finding_is_named(home: Path) -> None:
    record(finding(1))
    with pytest.raises(FindingMissing, match="There is no finding f9"):
        draft(owned_scope(), on=TODAY, finding_ids=["f1", "f9"])
    assert not Case.objects.exists()


def test_every_denial_reason_of_policy_has_a_next_step() -> None:
    steps = handling.denial_steps()
    for claim_type in handling.policy().claim_types:
        for reason in handling.denial_reasons(claim_type):
            assert steps[reason]["step"] in ("reply", "documents", "wait", "check", "accept")
            assert steps[reason]["say"].endswith(".")
