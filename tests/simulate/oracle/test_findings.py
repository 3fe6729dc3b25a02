"""Opening, closing and the decision of each day around the limits."""

from datetime import date

import pytest

from makewhole.simulate.figures import Figures, Window
from makewhole.simulate.oracle.findings import days_of, decide

EVENT = date(2026, 8, 31)


def window(**more: object) -> Window:
    """A window of 60 days with a soft wait of 30."""
    facts = {"action": "claim", "open_after": 0, "soft_wait": 30, "close_days": 60,
        "close_months": None, "assumed": False} | more  # fmt: skip
    return Window(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "decision"),
    [
        ("2026-09-30", "wait"),
        ("2026-10-01", "claim"),
        ("2026-10-30", "claim"),
        ("2026-10-31", "expired"),
    ],
)
def test_the_day_before_and_the_day_of_each_limit(day: str, decision: str) -> None:
    assert decide(window(), EVENT, date.fromisoformat(day), review=False) == decision


def test_review_lowers_a_claim_and_nothing_else() -> None:
    assert decide(window(), EVENT, date(2026, 9, 30), review=True) == "wait"
    assert decide(window(), EVENT, date(2026, 10, 1), review=True) == "review"
    assert decide(window(), EVENT, date(2026, 10, 31), review=True) == "expired"


def test_an_assumed_window_reminds_and_never_expires() -> None:
    assumed = window(assumed=True)
    assert days_of(assumed, EVENT) == (date(2026, 10, 1), date(2026, 10, 30), None)
    assert decide(assumed, EVENT, date(2026, 10, 30), review=False) == "claim"
    assert decide(assumed, EVENT, date(2026, 10, 31), review=False) == "review"


def test_no_last_day_is_for_a_person_from_the_opening_on() -> None:
    endless = window(close_days=None)
    assert days_of(endless, EVENT)[1:] == (None, None)
    assert decide(endless, EVENT, date(2026, 10, 1), review=False) == "review"


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    months = window(close_days=None, close_months=6)
    assert days_of(months, EVENT)[2] == date(2027, 2, 28)
    assert days_of(months, date(2027, 8, 31))[2] == date(2028, 2, 29)


def test_the_version_in_force_on_the_day_of_the_audit_holds() -> None:
    assert Figures("US", date(2024, 10, 22)).window("fc_lost").close_months == 18
    assert Figures("US", date(2024, 10, 23)).window("fc_lost").close_days == 60
    assert Figures("US", date(2026, 11, 15)).window("inbound_short").soft_wait == 30
    assert Figures("DE", date(2026, 11, 15)).window("inbound_short").soft_wait == 0
    assert Figures("CA", date(2026, 11, 15)).window("fc_lost").assumed
    assert Figures("UK", date(2026, 11, 15)).window("reimb_undervalued").assumed is False


def test_reasons_are_compared_without_case_and_signs() -> None:
    figures = Figures("US", date(2026, 11, 15))
    assert figures.reason("lost:warehouse") == figures.reason("Lost_Warehouse")
    assert figures.reason("WAREHOUSE_LOST") == figures.reason("Lost_Warehouse")
    assert figures.reason("Goodwill") is None
