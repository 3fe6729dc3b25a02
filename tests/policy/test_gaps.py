"""What is not known is listed, with what is done instead."""

from datetime import date

from makewhole.policy import load_policy
from makewhole.policy.gaps import ASSUMED, MISSING, UNKNOWN, gaps

FOUND = gaps(load_policy(), date(2026, 11, 21))


def stores(key: str, kind: str) -> set[str]:
    return {
        code for gap in FOUND if (gap.key, gap.kind) == (key, kind) for code in gap.marketplaces
    }


def test_assumed_windows_name_their_stores() -> None:
    assert stores("window.fc_ops", ASSUMED) == {"AU", "CA", "MX", "BR", "SG", "TR"}


def test_unknown_figures_are_listed() -> None:
    assert "DE" in stores("cap.unit", UNKNOWN)
    assert stores("window.customer_return", UNKNOWN) == {"IN"}
    assert stores("limit.open_cases", UNKNOWN) == {"*"}


def test_stores_without_any_value_are_listed() -> None:
    assert "JP" in stores("cap.safet_order", MISSING)
    assert not stores("window.fc_ops", MISSING)


def test_a_wait_nobody_states_is_no_gap() -> None:
    assert not stores("window.fc_ops", UNKNOWN)
