"""One finding as an audit hands it over, made ready to be stored."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from makewhole.claims.models import Retired
from makewhole.claims.models.fields import to_stored
from makewhole.terms import Decision

# The columns of the findings contract, but for the account's name.
TEXTS = (
    "claim_type", "decision", "marketplace", "fnsku", "msku", "asin", "order_id", "shipment_id",
    "removal_order_id", "reimbursement_id", "settlement_id", "reference_id", "event_date",
    "opens_on", "remind_by", "closes_on", "currency", "valuation", "confidence", "explanation",
)  # fmt: skip
COUNTS = ("units_affected", "units_compensated", "units")
AMOUNTS = ("unit_value", "amount")
LISTS = ("reasons", "evidence", "policy")
COLUMNS = (*TEXTS, *COUNTS, *AMOUNTS, *LISTS)

# Made once: an encoder per finding would take longer than the encoding.
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=str).encode
_texts, _counts, _amounts, _lists = (itemgetter(*n) for n in (TEXTS, COUNTS, AMOUNTS, LISTS))

# What the audit's reasons mean for a finding that is no longer owed.
_RETIRED_BY = {
    "already_reimbursed": Retired.PAID,
    "paid_in_inventory": Retired.PAID,
    "found_later": Retired.FOUND,
    "found": Retired.FOUND,
    "returned": Retired.FOUND,
    "item_returned": Retired.FOUND,
    "reconciled_with_found_units": Retired.FOUND,
}


class Incoming(NamedTuple):
    """A finding's stored values in the order of COLUMNS, and why it is retired."""

    account: str
    finding_id: str
    stored: tuple[Any, ...]
    fingerprint: str
    retired: str


def incoming(finding: Mapping[str, Any]) -> Incoming:
    """A finding of the contract (one line of the audit's JSON) as the database keeps it."""
    texts = [None if value is None else str(value) for value in _texts(finding)]
    lists = [_json(value) if value else "[]" for value in _lists(finding)]
    stored = (*texts, *map(int, _counts(finding)), *map(_amount, _amounts(finding)), *lists)
    content = "\x1f".join(map(str, stored))
    return Incoming(
        str(finding["account"]),
        str(finding["finding_id"]),
        stored,
        hashlib.sha1(content.encode(), usedforsecurity=False).hexdigest(),
        _retired(str(finding["decision"]), finding["reasons"]),
    )


@lru_cache(maxsize=50_000)  # the findings of one product are worth the same
def _amount(given: str | Decimal | None) -> int | None:
    return None if given is None else to_stored(Decimal(given))


def _retired(decision: str, reasons: list[str]) -> str:
    if decision == Decision.EXPIRED:
        return Retired.EXPIRED.value
    if decision != Decision.REJECTED:
        return ""
    named = [_RETIRED_BY[reason].value for reason in reasons if reason in _RETIRED_BY]
    return named[0] if named else Retired.NO_LONGER_OWED.value
