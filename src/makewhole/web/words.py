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
    "dispute_reversal": _("Dispute the reversal"),
}
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


def claim_title(key: str) -> str:
    """What policy calls a claim type."""
    known = handling.claim_type(key)
    return known.title if known is not None else key.replace("_", " ")
