"""Windows: both sides of every day that matters, and what has no window."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makewhole.policy import Policy, WindowVersion, load_policy, window_for

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy()


def window(policy: Policy, kind: str, store: str = "US", on: date = TODAY) -> WindowVersion:
    found = window_for(policy, kind, store, on)
    assert found is not None
    return found


def test_a_loss_waits_thirty_days_and_a_day_of_safety(policy: Policy) -> None:
    held = window(policy, "fc_lost")
    assert held.soft_wait_days == 30
    assert held.opens_on(date(2026, 10, 1)) == date(2026, 11, 1)


def test_the_last_day_is_the_sixtieth_after_the_event(policy: Policy) -> None:
    held = window(policy, "fc_lost")
    assert held.closes_on(date(2026, 10, 1)) == date(2026, 11, 30)
    assert held.remind_by(date(2026, 10, 1)) == date(2026, 11, 30)


def test_the_longer_of_both_waits_counts(policy: Policy) -> None:
    returns = window(policy, "return_not_received")
    assert (returns.open_after_days, returns.soft_wait_days) == (60, None)
    assert returns.opens_on(date(2026, 9, 1)) == date(2026, 11, 1)


def test_a_span_of_days_waits_its_usual_longest(policy: Policy) -> None:
    assert window(policy, "inbound_short").soft_wait_days == 30


def test_a_store_without_the_waiting_parameter_does_not_wait(policy: Policy) -> None:
    held = window(policy, "inbound_short", "DE")
    assert held.soft_wait_days is None
    assert held.opens_on(date(2026, 5, 1)) == date(2026, 5, 2)


def test_disposals_wait_as_damage_does(policy: Policy) -> None:
    assert window(policy, "fc_disposed_unauthorised").soft_wait_days == 15


@pytest.mark.parametrize(
    ("on", "months", "days"),
    [(date(2024, 10, 22), 18, None), (date(2024, 10, 23), None, 60)],
)
def test_the_rule_in_force_on_the_filing_day_governs_older_events(
    policy: Policy, on: date, months: int | None, days: int | None
) -> None:
    held = window(policy, "fc_lost", on=on)
    assert (held.close_after_months, held.close_after_days) == (months, days)


@pytest.mark.parametrize(
    ("event", "last_day"),
    [
        (date(2026, 5, 31), date(2026, 11, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 29), date(2028, 2, 29)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 8, 29)),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(
    policy: Policy, event: date, last_day: date
) -> None:
    assert window(policy, "inbound_short", "DE").closes_on(event) == last_day


def test_days_are_counted_over_a_leap_day(policy: Policy) -> None:
    assert window(policy, "fc_lost").closes_on(date(2028, 1, 31)) == date(2028, 3, 31)
    assert window(policy, "fc_lost").closes_on(date(2027, 1, 31)) == date(2027, 4, 1)


def test_an_assumed_window_reminds_and_never_expires(policy: Policy) -> None:
    held = window(policy, "fc_lost", "CA")
    assert held.assumed
    assert held.closes_on(date(2026, 10, 1)) is None
    assert held.remind_by(date(2026, 10, 1)) == date(2026, 11, 30)


def test_a_window_without_closing_figure_has_neither_day(policy: Policy) -> None:
    held = window(policy, "return_not_received", "IN")
    assert held.opens_on(date(2026, 9, 1)) == date(2026, 10, 17)
    assert held.closes_on(date(2026, 9, 1)) is None
    assert held.remind_by(date(2026, 9, 1)) is None


@pytest.mark.parametrize(
    ("kind", "store", "on"),
    [("fc_lost", "AE", date(2024, 9, 4)), ("removal_damaged", "JP", date(2024, 12, 31))],
)
def test_a_store_without_a_version_on_the_day_has_no_window(
    policy: Policy, kind: str, store: str, on: date
) -> None:
    assert window_for(policy, kind, store, on) is None
    assert window_for(policy, kind, store, on + timedelta(days=1)) is not None


def test_an_ended_version_leaves_the_store_to_the_next(policy: Policy) -> None:
    assert window(policy, "fc_lost", "AU", date(2024, 12, 31)).close_after_months == 18
    assert window(policy, "fc_lost", "AU", date(2025, 1, 1)).assumed


def test_an_entry_naming_the_store_beats_a_general_one(policy: Policy) -> None:
    assert window(policy, "reimb_undervalued", "US").confidence == "medium"
    assert window(policy, "reimb_undervalued", "DE").assumed


def test_windows_side_by_side_are_told_apart_by_circumstance(policy: Policy) -> None:
    one = window_for(policy, "fbm_safet", "IN", TODAY, circumstance="return_not_received")
    assert one is not None and (one.open_after_days, one.close_after_days) == (50, 75)
    unsaid = window_for(policy, "fbm_safet", "IN", TODAY)
    assert unsaid is not None and unsaid.closes_on(TODAY) is None


def test_the_second_clock_of_a_type(policy: Policy) -> None:
    other = window_for(policy, "return_wrong_item", "US", TODAY, alternative=True)
    assert other is not None and other.key == "window.customer_return"
    assert window_for(policy, "fc_lost", "US", TODAY, alternative=True) is None


def test_every_claim_type_has_a_window_in_the_us(policy: Policy) -> None:
    assert all(window_for(policy, kind, "US", TODAY) for kind in policy.claim_types)


@given(
    event=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    kind=st.sampled_from(sorted(load_policy().claim_types)),
    store=st.sampled_from(
        [code for group in load_policy().marketplaces.values() for code in group]
    ),
)
def test_a_claim_never_opens_on_the_event_day_nor_after_a_window_that_can_expire_it(
    event: date, kind: str, store: str
) -> None:
    held = window_for(load_policy(), kind, store, TODAY)
    if held is None:
        return
    last = held.closes_on(event)
    assert held.opens_on(event) > event
    assert last is None or held.opens_on(event) <= last
    assert last is None or not held.assumed
