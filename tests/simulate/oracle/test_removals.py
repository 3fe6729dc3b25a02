"""Every paragraph on removals, worked out by hand."""

from tests.simulate.building import day, ledger, owed, paid, parcel, proven, track


def test_a_parcel_the_carrier_calls_lost() -> None:
    [one] = proven("removal_lost", parcels=[parcel("09-20", 3)], tracking=[track("lost", "09-25")])
    assert (one["removal_order_id"], one["reference_id"], one["units"], one["amount"]) == (
        "RO1", "1Z1", 3, "30.00")  # fmt: skip
    assert (one["opens_on"], one["closes_on"], one["decision"]) == (
        "2026-10-06",
        "2026-12-04",
        "claim",
    )


def test_silence_of_more_than_fourteen_days_counts_as_lost() -> None:
    known = {"parcels": [parcel("09-20")]}
    assert owed("removal_lost", **known, tracking=[track("in_transit", "11-01")]) == {}
    assert owed("removal_lost", **known, tracking=[track("in_transit", "10-31")]) == {"1Z1": 1}


def test_delivered_untracked_unsellable_and_disposed_parcels_owe_nothing() -> None:
    lost = [track("lost", "09-25")]
    assert owed("removal_lost", parcels=[parcel("09-20")]) == {}
    assert (
        owed("removal_lost", parcels=[parcel("09-20")], tracking=[track("lost", "09-25", "09-25")])
        == {}
    )
    assert (
        owed("removal_lost", parcels=[parcel("09-20", disposition="Unsellable")], tracking=lost)
        == {}
    )
    assert owed("removal_lost", parcels=[parcel("09-20", type="Disposal")], tracking=lost) == {}


def test_payments_go_to_the_oldest_parcel_not_later_than_they() -> None:
    known = {"parcels": [parcel("09-20", 2), parcel("09-01", 1, "1Z2")],
        "tracking": [track("lost", "09-25"), track("lost", "09-25", tracking="1Z2")]}  # fmt: skip
    assert owed(
        "removal_lost", **known, reimbursements=[paid("10-10", "Removal_Order_Lost", 2)]
    ) == {"1Z1": 1}
    assert owed(
        "removal_lost", **known, reimbursements=[paid("09-10", "Removal_Order_Lost", 2)]
    ) == {"1Z1": 2}


def test_payments_without_reason_come_here_last() -> None:
    known = {"parcels": [parcel("09-20", 2)], "tracking": [track("lost", "09-25")]}
    payment = [paid("10-10", "Goodwill", 2)]
    assert owed("removal_lost", **known, reimbursements=payment) == {}
    assert owed(
        "removal_lost", **known, reimbursements=payment, ledger=[ledger("09-01", "M", -1)]
    ) == {"1Z1": 1}


def test_the_window_closes_after_seventy_five_days() -> None:
    known = {"parcels": [parcel("06-01")], "tracking": [track("lost", "06-05")]}
    assert proven("removal_lost", day("08-15"), **known)[0]["decision"] == "claim"
    assert proven("removal_lost", day("08-16"), **known)[0]["decision"] == "expired"
