"""The hard cases of reconciliation, each with the case or test that settles it."""

from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent

# What is hard -> RULE.CASE of these files.
SETTLED = {
    "two losses on one day with one paid": ["fc_lost.two_losses_of_one_day_with_one_paid"],
    "found before lost": ["fc_lost.a_unit_found_before_the_loss_counts"],
    "found under another SKU or centre": [
        "fc_lost.a_unit_found_under_another_sku_counts",
        "fc_lost.a_unit_found_in_another_centre_counts",
        "fc_lost.stock_found_under_an_amazon_found_sku_counts_by_asin",
    ],
    "reversal with and without a find": [
        "fc_lost.a_reversal_with_a_find_reopens_nothing",
        "fc_lost.a_reversal_without_a_find_is_its_own_finding_and_the_loss_stays_paid",
    ],
    "replacement in kind": ["fc_lost.units_given_in_kind_count_as_paid_once"],
    "payment for another cause": [
        "fc_lost.a_payment_for_another_cause_does_not_count",
        "fc_damaged.a_payment_for_a_loss_does_not_pay_a_damage",
    ],
    "one payment covering several events": [
        "fc_lost.one_payment_covers_several_events_oldest_first"
    ],
    "one event paid in several parts": ["fc_lost.one_event_paid_in_several_parts"],
    "the same FNSKU in two shipments with one paid": [
        "inbound_short.the_same_fnsku_in_two_shipments_with_one_paid"
    ],
    "shipment still receiving": ["inbound_short.still_receiving_owes_nothing_yet"],
    "overage on a sibling shipment": [
        "inbound_short.an_overage_on_a_sibling_shipment_of_the_same_day"
    ],
    "payment merged across items": ["reimb_approved_not_paid.payments_of_a_day_merged"],
    "return late or before the refund": [
        "return_not_received.a_return_late_or_before_the_refund_counts"
    ],
    "return under another SKU": ["return_not_received.a_return_of_another_sku_does_not_count"],
    "return twice": ["return_not_received.a_return_twice_covers_its_own_order_only"],
    "partial refund": ["return_not_received.a_partial_refund_owes_nothing"],
    "refund and replacement for the same unit": [
        "replacement_not_returned.a_refund_and_a_replacement_for_the_same_unit_are_one_claim"
    ],
    "customer-damaged and defective returns": [
        "return_damaged_amazon_fault.customer_damaged_owes_nothing",
        "return_damaged_amazon_fault.defective_owes_nothing",
    ],
    "damage codes of unsellable stock": [
        "fc_damaged.stock_that_was_unsellable_before_is_for_a_person"
    ],
    "pairs of codes that move stock": ["fc_lost.codes_that_move_or_correct_stock_owe_nothing"],
    "disposal covered by a removal order or a setting": [
        "fc_disposed_unauthorised.a_disposal_order_of_the_same_day_covers_it",
        "fc_disposed_unauthorised.sellable_units_disposed_of_without_an_order",
    ],
    "unknown codes, reasons, statuses": [
        "fc_lost.codes_that_move_or_correct_stock_owe_nothing",
        "fc_lost.a_payment_of_unknown_reason_comes_off_the_oldest_after_everything_known",
        "inbound_short.an_unknown_status_owes_nothing_yet",
    ],
    "one FNSKU in two accounts": [
        "fc_lost.another_account_with_the_same_fnsku_finds_nothing_here",
        "fc_lost.the_same_fnsku_found_and_paid_in_this_account_only",
    ],
    "title changes": ["fc_lost.titles_change_and_the_event_stays_the_same"],
    "currencies mixed": [
        "fc_lost.a_payment_in_another_currency_counts_as_units_and_never_as_a_value",
        "fc_lost.of_costs_in_two_currencies_from_one_day_the_stores_own_counts",
        "return_not_received.a_refund_in_another_currency_is_valued_in_it",
    ],
    "leap days": ["fc_lost.a_leap_day_counts"],
    "month-end clamps": ["fc_lost.a_month_window_is_clamped_to_the_months_end"],
    "windows that changed between event and filing": [
        "fc_lost.the_window_of_the_filing_day_governs_an_older_event",
        "fc_lost.eighteen_months_were_open_before_the_change",
    ],
}


@pytest.mark.parametrize("hard", SETTLED)
def test_every_hard_case_is_settled_by_a_case(hard: str) -> None:
    for place in SETTLED[hard]:
        rule, _, case = place.partition(".")
        assert case in yaml.safe_load((HERE / f"{rule}.yaml").read_text()), place
