"""Settlements that do not add up."""

import pytest
from tests.simulate.building import day, proven, settled, sold


@pytest.mark.parametrize(
    ("total", "amount"), [("13.00", None), ("12.99", None), ("12.98", "0.02"), ("14.00", None)]
)
def test_only_a_shortage_of_more_than_a_cent_is_found(total: str, amount: str | None) -> None:
    found = proven("settlement_error", settlements=[settled(sold("08-01"), total=total)])
    assert [one["amount"] for one in found] == ([amount] if amount else [])


def test_it_is_for_a_person_and_never_expires() -> None:
    [one] = proven(
        "settlement_error", settlements=[settled(sold("02-01"), end="02-14", total="1.00")]
    )
    assert (
        one["settlement_id"],
        one["event_date"],
        one["remind_by"],
        one["closes_on"],
        one["decision"],
    ) == ("T1", "2026-02-14", "2026-04-15", None, "review")


def test_a_settlement_that_ends_later_is_ignored() -> None:
    assert (
        proven("settlement_error", day("11-13"), settlements=[settled(sold("08-01"), total="1.00")])
        == []
    )
