"""The app's words for what claims and policy name by keys."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from makewhole.claims import handling

DECISIONS: dict[str, Promise] = {
    "claim": _("Claim now"),
    "review": _("Judge yourself"),
    "wait": _("Too early"),
    "expired": _("Too late"),
    "report_only": _("For information"),
    "rejected": _("Nothing owed"),
}
STATES: dict[str, Promise] = {
    "drafted": _("Draft"),
    "needs_documents": _("Needs documents"),
    "ready": _("Ready to file"),
    "filed": _("Filed"),
    "information_requested": _("Amazon asks"),
    "granted": _("Granted"),
    "part_granted": _("Granted in part"),
    "denied": _("Denied"),
    "appealed": _("Appealed"),
    "paid": _("Paid"),
    "part_paid": _("Paid in part"),
    "reversed": _("Taken back"),
    "closed": _("Closed"),
    "expired": _("Expired"),
}
ACTIONS: dict[str, Promise] = {
    "draft": _("Make a case"),
    "judge": _("Judge it yourself"),
    "check": _("Check the draft"),
    "add_documents": _("Add documents"),
    "file": _("File it at Amazon"),
    "reply": _("Answer Amazon"),
    "nudge": _("Ask for news"),
    "escalate": _("Escalate"),
    "check_payment": _("Check the payment"),
    "appeal": _("Appeal"),
    "appeal_with_documents": _("Appeal with documents"),
    "appeal_or_accept": _("Appeal or accept"),
    "ask_again": _("Ask again"),
    "check_refusal": _("Check the refusal"),
    "close": _("Close"),
    "ask_difference": _("Ask for the difference"),
    "compare_currencies": _("Compare the currencies"),
    "dispute_reversal": _("Dispute the reversal"),
}
# The bands of nearness the work list is ordered by, the nearest first.
BANDS: tuple[Promise, ...] = (
    _("Today"),
    _("Within 3 days"),
    _("Within a week"),
    _("Within two weeks"),
    _("Within a month"),
    _("Later"),
    _("Without a deadline"),
)
VALUATIONS: dict[str, Promise] = {
    "seller_cost": _("your own cost"),
    "amazon_rate": _("what Amazon last paid for this FNSKU"),
    "order_proceeds": _("what the order brought"),
    "charge_difference": _("charged less what was due"),
    "unknown": _("value not known"),
}
CONFIDENCES: dict[str, Promise] = {
    "high": _("High"),
    "medium": _("Medium"),
    "low": _("Low"),
}
RETIRED: dict[str, Promise] = {
    "found": _("The units were found or returned"),
    "paid": _("Amazon paid for it"),
    "expired": _("Its claim window closed"),
    "no_longer_owed": _("Newer reports show that nothing is owed"),
}
LANES: dict[str, Promise] = {
    "received": _("Received"),
    "sold": _("Sold"),
    "returned": _("Returned"),
    "removed": _("Removed"),
    "moved": _("Moved"),
    "lost": _("Lost or damaged"),
    "found": _("Found"),
    "paid": _("Reimbursed"),
    "taken_back": _("Reimbursement taken back"),
}
JOB_STATES: dict[str, Promise] = {
    "queued": _("Waiting"),
    "running": _("Working"),
    "done": _("Done"),
    "failed": _("Failed"),
    "cancelled": _("Cancelled"),
}
SELLER_KINDS: dict[str, Promise] = {
    "unknown": _("Not stated"),
    "reseller": _("Buys from suppliers"),
    "brand": _("Owns the brand, has it made"),
    "maker": _("Makes the goods itself"),
}

MESSAGES: dict[str, Promise] = {
    "note": _("Note"),
    "amazon": _("Amazon wrote"),
    "reply": _("Answer to Amazon"),
    "nudge": _("Follow-up"),
    "escalation": _("Escalation"),
    "appeal": _("Appeal"),
}
LETTERS: dict[str, Promise] = {
    "claim": _("Claim"),
    "reply": _("Answer"),
    "nudge": _("Follow-up"),
    "appeal": _("Appeal"),
    "re_evaluation": _("Ask for the difference"),
    "escalation": _("Escalation"),
}
JOBS: dict[str, Promise] = {
    "read_reports": _("Reading reports"),
    "audit_books": _("Auditing the books"),
    "keep_typed": _("Keeping what you typed"),
}
PAYMENTS: dict[str, Promise] = {
    "payment": _("Paid"),
    "reversal": _("Taken back"),
}
MATCHED: dict[str, Promise] = {
    "case_id": _("its case id"),
    "order": _("its order"),
    "fnsku": _("its product, units and day"),
    "person": _("a person"),
    "taken_over": _("its case id; the case was opened without makewhole"),
    "original": _("the reimbursement it names"),
}
ROLES: dict[str, Promise] = {
    "lost": _("lost"),
    "damaged": _("damaged"),
    "disposed": _("disposed of"),
    "short": _("received short"),
    "shipment": _("shipment"),
    "received": _("received"),
    "received_damaged": _("received damaged"),
    "refunded": _("refunded to the buyer"),
    "refunded_excess": _("refunded beyond the order"),
    "returned": _("returned"),
    "returned_sellable": _("returned sellable"),
    "replaced": _("replaced"),
    "charged": _("charged"),
    "overcharged": _("charged too much"),
    "measured": _("measured"),
    "approved": _("approved"),
    "undervalued": _("paid below its value"),
    "reversed": _("taken back"),
    "found": _("found again"),
    "paid": _("reimbursed in cash"),
    "in_kind": _("reimbursed in kind"),
    "settled": _("set right by Amazon itself"),
    "settled_paid": _("set right: reimbursed"),
    "settled_found": _("set right: found"),
    "settled_in_kind": _("set right: in kind"),
    "credited": _("credited"),
    "posted": _("posted in a settlement"),
    "corrected": _("corrected later"),
    "top_up": _("topped up"),
    "re_evaluated": _("valued anew"),
    "located": _("located"),
    "overage": _("received beyond what was sent"),
    "ordered": _("ordered to be removed"),
    "taken_from": _("taken from"),
    "priced": _("priced by"),
    "category": _("category"),
    "parcel": _("parcel"),
    "carrier": _("carrier"),
    "doubt": _("raises doubt"),
    "unjudged": _("not judged"),
}
REASONS: dict[str, Promise] = {
    "already_reimbursed": _("already reimbursed"),
    "found_later": _("found later"),
    "returned": _("came back"),
    "posted": _("the money was posted"),
    "credited": _("credited"),
    "reconciled": _("set right by Amazon itself"),
    "window_expired": _("claim window closed"),
    "window_unsure": _("claim window not certain"),
    "too_early": _("waiting period runs"),
    "review_by_policy": _("policy asks for a person's judgement"),
    "overage": _("more was received than sent"),
    "located": _("located"),
    "ordered": _("you ordered it"),
    "received_quantity_unknown": _("received quantity not known"),
    "reconciled_quantity_unknown": _("reconciled quantity not known"),
    "value_unknown": _("value not known"),
    "return_without_order": _("return without its order"),
    "unsellable_before": _("unsellable before"),
    "carrier_damaged_before": _("damaged by the carrier before"),
    "charged_twice": _("charged twice"),
    "store_unknown": _("store not known"),
}

# How a state or decision is coloured; colour never says anything that the word does not.
TONES: dict[str, str] = {
    "claim": "go", "review": "warn", "wait": "calm", "expired": "bad", "report_only": "calm",
    "rejected": "calm", "drafted": "calm", "needs_documents": "warn", "ready": "go",
    "filed": "info", "information_requested": "warn", "granted": "go", "part_granted": "warn",
    "denied": "bad", "appealed": "info", "paid": "go", "part_paid": "warn", "reversed": "bad",
    "closed": "calm", "queued": "calm", "running": "info", "done": "go", "failed": "bad",
    "cancelled": "calm", "high": "go", "medium": "warn", "low": "bad",
}  # fmt: skip


def said(words: Mapping[str, object], key: str | None) -> str:
    """The word for a key; an unknown key is shown as it is, without underscores."""
    if not key:
        return ""
    return str(words[key]) if key in words else key.replace("_", " ")


def message_kind(kind: str) -> str:
    """The word for a kind of message of a case."""
    return said(MESSAGES, kind)


def claim_title(key: str) -> str:
    """What policy calls a claim type."""
    known = handling.claim_type(key)
    return known.title if known is not None else key.replace("_", " ")
