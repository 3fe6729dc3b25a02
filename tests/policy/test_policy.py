"""The shipped policy: versions by day and store, and the tables beside the parameters."""

from datetime import date
from decimal import Decimal

import pytest

from makewhole.policy import (
    Policy,
    PolicyKeyUnknown,
    PolicyStoreUnknown,
    PolicyValueMissing,
    load_policy,
)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy()


def test_a_version_runs_from_its_first_day_to_its_last_both_included(policy: Policy) -> None:
    for on, method in (
        (date(2025, 3, 30), "estimated_sale_proceeds"),
        (date(2025, 3, 31), "sourcing_cost"),
    ):
        version = policy.version("valuation.pre_order", on=on, marketplace="US")
        assert version is not None and version.value == method


def test_a_store_no_entry_covers_has_no_version(policy: Policy) -> None:
    assert policy.version("cap.safet_order", date(2026, 1, 1), "JP") is None


def test_an_unknown_figure_is_null_with_a_note(policy: Policy) -> None:
    version = policy.version("cap.unit", date(2026, 1, 1), "DE")
    assert version is not None and version.value is None and version.note


def test_fractions_are_exact(policy: Policy) -> None:
    version = policy.version("fee.refund_administration", date(2026, 1, 1), "US")
    assert version is not None and version.figure("keep_share") == Decimal("0.20")


def test_a_value_that_cannot_be_done_without_says_what_is_missing(policy: Policy) -> None:
    assert policy.required("cap.unit", date(2026, 1, 1), "US").figure("amount") == 5000
    with pytest.raises(PolicyValueMissing):
        policy.required("cap.safet_order", date(2026, 1, 1), "JP")
    with pytest.raises(PolicyStoreUnknown):
        policy.required("cap.unit", date(2026, 1, 1), "GB")


@pytest.mark.parametrize("key", ["window.fc_opps", "sources.az_us_news_2024", "window", "../x", ""])
def test_a_name_no_parameter_carries_is_refused(policy: Policy, key: str) -> None:
    with pytest.raises(PolicyKeyUnknown):
        policy.parameter(key)


def test_reasons_are_known_however_they_are_spelled(policy: Policy) -> None:
    for printed in ("Lost_Warehouse", "lost:warehouse", "WAREHOUSE LOST MANUAL", "Lost-Warehouse"):
        assert policy.reason(printed).closes == ("fc_lost",)


def test_an_unknown_reason_or_code_is_what_policy_says_of_unlisted_ones(policy: Policy) -> None:
    assert policy.reason("Newly_Invented").basis == "unknown"
    assert policy.reason("*").basis == "unknown"
    assert policy.ledger_code("Z").group == "Unknown"


def test_no_two_reasons_share_a_spelling(policy: Policy) -> None:
    listed = [name for found in policy.reasons.values() for name in found.folded]
    assert len(listed) == len(set(listed))


def test_codes_group_as_lost_found_damaged_and_disposed(policy: Policy) -> None:
    grouped = {
        group: {code for code, found in policy.ledger_codes.items() if found.group == group}
        for group in ("Lost", "Found", "Damaged", "Disposed")
    }
    assert grouped == {
        "Lost": {"M", "5"},
        "Found": {"F", "N"},
        "Damaged": {"E", "6", "7", "H", "K", "U"},
        "Disposed": {"D", "G"},
    }


def test_everything_of_the_compiled_policy_is_here(policy: Policy) -> None:
    # a file that is lost in packaging is seen by the count of its kind
    assert len(policy.keys) >= 66
    assert sum(len(policy.parameter(key).versions) for key in policy.keys) >= 156
    assert len(policy.sources) >= 145
    assert len(policy.claim_types) >= 34
    assert len(policy.reasons) >= 18
    assert len(policy.ledger_codes) >= 21
    assert len(policy.contradictions) >= 14
    assert set(policy.event_types) >= {"Receipts", "Shipments", "CustomerReturns", "Adjustments"}
    assert set(policy.risk) == {"forbidden_conduct", "product_refusals", "developer_rules"}


def test_the_safety_of_the_product(policy: Policy) -> None:
    assert policy.safety.open_add_days == 1
    assert policy.safety.assumed_values_never_auto_expire
    assert policy.safety.default_on_unknown == "review"


def test_which_day_selects_the_version(policy: Policy) -> None:
    assert policy.selection == {
        "windows": "filing_date",
        "valuation": "approval_date",
        "fees": "fee_date",
    }
    for key in policy.keys:
        if key.startswith("window."):
            assert policy.parameter(key).chosen_by == "filing_date"


def test_the_version_of_the_policy_is_its_content(policy: Policy) -> None:
    assert policy.policy_version == load_policy().policy_version
    assert "+" in policy.policy_version


def test_fee_tables_are_found_by_name(policy: Policy) -> None:
    for name in policy.fee_tables:
        assert isinstance(policy.fee_table(name), dict)
    with pytest.raises(PolicyKeyUnknown):
        policy.fee_table("mars_storage")
