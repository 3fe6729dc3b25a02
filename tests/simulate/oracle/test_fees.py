"""Every paragraph on fees, worked out by hand with the cards of 2026."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.simulate.building import cost, day, paid, proven, refunded, settled, sold

from makewhole.simulate.rows import MeasurementRow, SettlementLine, StorageRow

# 10 x 6 x 4 in, 1.5 lb: large standard; dimensional weight 27.6 oz -> 5.57 + 3.5 % = 5.76
MUG = MeasurementRow(
    "S1", "X1", (Decimal(10), Decimal(6), Decimal(4)), Decimal("1.5"), day("01-01")
)
RIGHT = "-5.76"


def charged(fee: str, when: str = "09-01", **more: Any) -> list[dict[str, Any]]:
    """Fulfilment findings of one unit of a mug sold at 20.00."""
    known = {"settlements": [settled(sold(when, fulfilment_fee=fee))], "measurements": [MUG]} | more
    return proven("fee_fulfilment_dimension", **known)


def test_the_fee_of_the_declared_size_with_the_surcharge() -> None:
    assert charged(RIGHT) == []
    assert charged("-5.77") == []  # a cent a unit is rounding
    [one] = charged("-5.78")
    assert (one["amount"], one["event_date"], one["closes_on"], one["decision"]) == (
        "0.02", "2026-09-01", "2026-11-30", "claim")  # fmt: skip


def test_no_fulfilment_claim_without_weight_for_clothing_or_danger() -> None:
    light = MeasurementRow("S1", "X1", MUG.sides, None, MUG.measured_on)
    assert charged("-9.00", measurements=[light]) == []
    assert charged("-9.00", costs=[cost(category="clothing_and_accessories")]) == []
    assert charged("-9.00", storage=[storage("1.00", dangerous="Flammable")]) == []


def test_where_only_the_posting_is_known_both_neighbouring_days_count() -> None:
    # the season's card begins on 15 October: 27.6 oz -> 5.89 + 0.21 = 6.10
    assert charged("-6.10", "10-14") == []
    assert charged("-6.10", "10-13")[0]["amount"] == "0.34"


def test_charges_of_a_month_add_up_and_only_those_still_open_count() -> None:
    lines = [
        sold("08-16", "O1", fulfilment_fee="-6.76"),
        sold("08-17", "O2", fulfilment_fee="-7.76"),
        sold("08-31", "O3", fulfilment_fee="-5.00"),
    ]
    known = {"settlements": [settled(*lines)], "measurements": [MUG]}
    [one] = proven("fee_fulfilment_dimension", **known)  # 08-16 closed on 11-14
    assert (one["amount"], one["event_date"], one["decision"]) == ("2.00", "2026-08-17", "claim")
    [one] = proven("fee_fulfilment_dimension", date(2026, 12, 31), **known)
    assert (one["amount"], one["event_date"], one["decision"]) == ("3.00", "2026-08-16", "expired")


def test_what_amazon_gave_back_comes_off_in_settlements_and_by_correction() -> None:
    credit = SettlementLine(day("09-20"), "Fee Adjustment", "O1", "ItemFees",
        "FBAPerUnitFulfillmentFee", Decimal("0.50"), "S1")  # fmt: skip
    lines = settled(sold("09-01", fulfilment_fee="-6.76"), credit)
    assert charged("0", settlements=[lines])[0]["amount"] == "0.50"
    correction = paid("09-20", "Fee_Correction", 0, total=Decimal("0.98"))
    assert charged("-6.76", reimbursements=[correction]) == []  # 0.02 left is nothing
    early = paid("08-20", "Fee_Correction", 0, total=Decimal("0.98"))
    assert charged("-6.76", reimbursements=[early])[0]["amount"] == "1.00"
    own = paid("08-20", "Fee_Correction", 0, total=Decimal("0.40"), order_id="O1")
    assert charged("-6.76", reimbursements=[own])[0]["amount"] == "0.60"


def referral(fee: str, **more: Any) -> list[dict[str, Any]]:
    """Referral findings of an item at 20.00 in home and kitchen (15 %: 3.00)."""
    known = {"settlements": [settled(sold("09-01", commission=fee, **more))],
        "costs": [cost(category="home_and_kitchen")]}  # fmt: skip
    return proven("fee_referral", **known)


def test_the_referral_fee_of_the_category() -> None:
    assert referral("-3.02") == []
    assert referral("-3.03")[0]["amount"] == "0.03"
    assert referral("-3.00", promotion="-2.00") == []  # the dearer reading: on the full price
    [one] = proven("fee_referral", settlements=[settled(sold("09-01", commission="-9.00"))],
        costs=[cost(category="baby")])  # fmt: skip
    assert one["amount"] == "6.00"


def test_refunded_items_are_no_referral_finding() -> None:
    lines = [
        settled(
            sold("09-01", commission="-9.00"), refunded("09-20", commission="9.00", kept="-1.80")
        )
    ]
    assert (
        proven("fee_referral", settlements=lines, costs=[cost(category="home_and_kitchen")]) == []
    )


def kept(commission: str, share: str = "-0.60", principal: str = "20.00") -> list[dict[str, Any]]:
    """Commission findings of an item of 20.00 with 3.00 commission."""
    lines = [
        settled(
            sold("09-01"), refunded("09-20", principal=principal, commission=commission, kept=share)
        )
    ]
    return proven("fee_commission_not_credited", settlements=lines)


def test_amazon_keeps_a_fifth_of_the_referral_fee() -> None:
    assert kept("3.00") == []
    assert kept("2.98") == []
    [one] = kept("2.00")
    assert (one["amount"], one["event_date"], one["closes_on"], one["remind_by"]) == (
        "1.00", "2026-09-20", None, "2026-11-19")  # fmt: skip
    assert kept("1.50", "-0.30", "10.00") == []  # half refunded: half the fee


def storage(volume: str, **more: Any) -> StorageRow:
    """A mug's storage in August: 0.1389 cu ft declared, 10 units on average, 0.78 a cubic foot."""
    fee = (Decimal(volume) * 10 * Decimal("0.78")).quantize(Decimal("0.01"))
    facts = {"dangerous": "--"} | more
    return StorageRow(
        date(2026, 8, 1),
        "B1",
        "X1",
        "Mug",
        "ABE8",
        "US",
        MUG.sides,
        Decimal("1.5"),
        Decimal(volume),
        "Standard-Size",
        Decimal(10),
        Decimal("0.78"),
        "USD",
        fee,
        **facts,
    )


def test_storage_of_a_volume_more_than_two_per_cent_too_large() -> None:
    # 240 cu in = 0.13889 cu ft: 1.08; 2 % more is 0.14167
    assert proven("fee_storage_volume", storage=[storage("0.1416")], measurements=[MUG]) == []
    [one] = proven("fee_storage_volume", storage=[storage("0.2000")], measurements=[MUG])
    assert (one["amount"], one["event_date"]) == ("0.48", "2026-09-07")
