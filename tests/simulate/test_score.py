"""The score's own arithmetic."""

from decimal import Decimal
from typing import Any

from makewhole.simulate.score import Share, score


def line(**more: Any) -> dict[str, Any]:
    """A loss of two units at 5.00."""
    return {
        "claim_type": "fc_lost", "decision": "claim", "fnsku": "X1", "msku": "S1",
        "reference_id": "7", "event_date": "2026-09-01", "opens_on": "2026-10-02",
        "remind_by": "2026-10-31", "closes_on": "2026-10-31", "units": 2, "amount": "10.00",
        "currency": "USD",
    } | more  # fmt: skip


def share(precision: str, recall: str) -> Share:
    """A share with four places."""
    return Share(
        Decimal(precision).quantize(Decimal("0.0001")), Decimal(recall).quantize(Decimal("0.0001"))
    )


def test_all_right() -> None:
    result = score([line()], [line()])
    assert result.is_perfect
    assert (
        result.findings
        == result.units
        == result.money["USD"]
        == result.deadlines
        == share("1", "1")
    )


def test_nothing_owed_and_nothing_found_is_right() -> None:
    result = score([], [line(decision="rejected", units=0, amount=None)])
    assert result.is_perfect and result.findings == share("1", "1")


def test_a_missing_and_an_invented_finding() -> None:
    result = score(
        [line(), line(reference_id="8", units=6, amount="30.00")], [line(), line(reference_id="9")]
    )
    assert result.findings == share("0.5", "0.5")
    assert result.units == share("0.5", "0.25")
    assert result.money["USD"] == share("0.5", "0.25")
    assert result.mismatches == [
        "missing: fc_lost 8 X1 2026-09-01, 6 units, 30.00 USD, claim",
        "not owed: fc_lost 9 X1 2026-09-01, 2 units, 10.00 USD, claim",
    ]


def test_units_and_sums_too_large_or_too_small() -> None:
    many = score([line()], [line(units=4, amount="20.00")])
    assert (many.findings, many.units, many.money["USD"]) == (
        share("1", "1"),
        share("0.5", "1"),
        share("0.5", "1"),
    )
    few = score([line()], [line(units=1, amount="5.00")])
    assert few.units == share("1", "0.5")
    assert few.mismatches == [
        "differs: fc_lost 7 X1 2026-09-01, units should be 2, is 1",
        "differs: fc_lost 7 X1 2026-09-01, amount should be 10.00, is 5.00",
    ]


def test_deadlines_are_counted_apart() -> None:
    result = score([line()], [line(decision="wait", closes_on=None)])
    assert result.findings == share("1", "1")
    assert result.deadlines == share("0", "0")
    assert result.mismatches == [
        "differs: fc_lost 7 X1 2026-09-01, decision should be claim, is wait",
        "differs: fc_lost 7 X1 2026-09-01, closes_on should be 2026-10-31, is none",
    ]


def test_another_day_is_another_event_and_is_pointed_out() -> None:
    result = score([line()], [line(event_date="2026-09-02")])
    assert result.findings == share("0", "0")
    assert "(the other side has it on 2026-09-02)" in result.mismatches[0]


def test_two_equal_rows_may_be_one_finding_or_two() -> None:
    assert score([line(units=4, amount="20.00")], [line(), line()]).is_perfect
    assert score([line(), line()], [line(units=4, amount="20.00")]).is_perfect


def test_a_finding_may_name_the_product_by_sku_alone() -> None:
    assert score([line()], [line(fnsku=None)]).is_perfect


def test_an_unknown_value_must_stay_unknown() -> None:
    assert score([line(amount=None)], [line(amount=None)]).is_perfect
    result = score([line(amount=None)], [line()])
    assert result.mismatches == [
        "differs: fc_lost 7 X1 2026-09-01, amount should be None, is 10.00"
    ]


def test_currencies_are_never_added() -> None:
    result = score(
        [line(), line(reference_id="8", currency="CAD")], [line(), line(reference_id="8")]
    )
    assert result.money == {"CAD": share("1", "0"), "USD": share("0.5", "1")}


def test_a_fee_is_one_finding_per_product_and_month() -> None:
    fee = {"claim_type": "fee_referral", "reference_id": None, "units": 0}
    truth = [line(**fee, event_date="2026-09-03")]
    assert score(truth, [line(**fee, event_date="2026-09-03")]).is_perfect
    [only] = score(truth, [line(**fee, event_date="2026-09-04")]).mismatches
    assert (
        only == "differs: fee_referral X1 2026-09, event_date should be 2026-09-03, is 2026-09-04"
    )
