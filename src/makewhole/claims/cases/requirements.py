"""What a case still lacks before it may be filed: papers and statements its claim type requires.

Facts that the finding itself carries (ids, quantities, days) are not papers. A paper counts as
there once a document of its kind is attached, or a person has stated that they hold it.
"""

from makewhole.claims import handling
from makewhole.claims.models import Case, DocumentLink, Statement

EVIDENCE = "evidence:"  # a statement of this kind vouches for one required paper

# Required evidence that no report can show. Everything else comes out of the evidence rows.
PAPERS = frozenset({
    "statement_no_disposal_order", "proof_of_ownership", "proof_of_delivery", "lpn_photo",
    "photos_received_vs_listed_item", "description_of_difference", "proof_of_own_stock",
    "delivery_address_proof", "non_receipt_statement", "photos_unit",
    "photos_product_packaging", "photos_shipping_box", "photo_shipping_label_with_weight",
    "photos_items_received", "own_weight_and_dimensions", "photo_on_scale", "photo_with_ruler",
    "own_dimensions", "category_guideline_reference", "photos_of_prep_and_label",
    "counter_evidence", "chosen_option_confirmation", "exemption_ground",
    "sourcing_cost_document", "approval_message", "proof_of_outside_order",
    "proof_of_refund_or_replacement", "photos_if_damaged_or_wrong", "photos_box_and_labels",
    "photos_item_and_packaging_and_label", "condition_description", "buyer_messages",
    "policy_ground", "bank_statement_line",
})  # fmt: skip

# Evidence that helps and that the finding's own rows show: no paper either.
_IN_THE_ROWS = frozenset({
    "asin", "msku", "ledger_extract", "returns_report_extract", "other_reimbursement_ids",
    "return_reason", "order_id_from_lpn",
})  # fmt: skip


def required_papers(claim_type: str) -> tuple[str, ...]:
    """The papers and statements policy requires of a claim type, in its order."""
    known = handling.claim_type(claim_type)
    listed = tuple(known.evidence_required or ()) if known is not None else ()
    return tuple(each for each in listed if each in PAPERS)


def all_papers(claim_type: str) -> tuple[str, ...]:
    """The papers that may serve a claim type: those required, then those that help."""
    known = handling.claim_type(claim_type)
    listed = tuple(known.evidence_optional or ()) if known is not None else ()
    return (
        *required_papers(claim_type),
        *(each for each in listed if each not in _IN_THE_ROWS),
    )


def missing_papers(case: Case) -> list[str]:
    """Which of them are neither attached, with a person's word for it, nor vouched for."""
    stated = Statement.objects.filter(
        case=case, kind__startswith=EVIDENCE, withdrawn_at__isnull=True
    ).values_list("kind", flat=True)
    there = {kind.removeprefix(EVIDENCE) for kind in stated}
    attached = DocumentLink.objects.filter(case=case, confirmed_at__isnull=False, refused_at=None)
    there |= set(attached.filter(document__withdrawn_at=None).values_list("kind", flat=True))
    return [each for each in required_papers(case.claim_type) if each not in there]
