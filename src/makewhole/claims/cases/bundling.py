"""Which findings may be asked for together: those that share what policy bundles a claim type by.

Warehouse claims share an FNSKU, shipments to Amazon a shipment, returns an order, removals a
parcel, fees a kind of fee and an FNSKU. Account, claim type, store and currency are always the
same within a case. A finding that lacks what it would be bundled by stands alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from makewhole.claims import handling
from makewhole.claims.models import Finding

# By policy's family of claim types; a type of its own kind below.
_BY_FAMILY = {
    "fc_operations": ("fnsku",),
    "shipment_to_amazon": ("shipment_id",),
    "customer_return": ("order_id",),
    "removal": ("removal_order_id", "reference_id"),
    "fee": ("fnsku",),
    "reimbursement_error": ("reimbursement_id",),
    "mcf": ("order_id",),
    "fbm": ("order_id",),
    "settlement": ("settlement_id",),
}
_BY_TYPE = {
    "fee_commission_not_credited": ("order_id",),
    "fee_inbound_defect": ("shipment_id",),
    "fee_inbound_placement": ("shipment_id",),
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """Findings that belong into one case, and what they share."""

    account_id: int
    claim_type: str
    marketplace: str | None
    currency: str | None
    key: str
    findings: tuple[Finding, ...]


@lru_cache(maxsize=256)  # there are a few dozen types
def bundled_by(claim_type: str) -> tuple[str, ...]:
    """The columns by which findings of a claim type are bundled; none where each stands alone."""
    known = handling.claim_type(claim_type)
    family = known.family if known is not None else ""
    return _BY_TYPE.get(claim_type, _BY_FAMILY.get(family, ()))


class HasIds(Protocol):
    """A finding, or as much of one as says what it is bundled by."""

    @property
    def claim_type(self) -> str:
        """Policy's name for what is claimed."""

    @property
    def finding_id(self) -> str:
        """The name of the finding, which stays."""


def bundle_key(finding: HasIds) -> str:
    """What a finding is bundled by, as text: `fnsku=X001`."""
    columns = bundled_by(finding.claim_type)
    shared = [getattr(finding, column) for column in columns]
    if not shared or None in shared:
        return f"finding_id={finding.finding_id}"
    return " ".join(f"{column}={value}" for column, value in zip(columns, shared, strict=True))


def bundles(findings: Iterable[Finding]) -> list[Bundle]:
    """The findings put together, in the order in which the first of each was given."""
    held: dict[tuple[int, str, str | None, str | None, str], list[Finding]] = {}
    for finding in findings:
        shared = (finding.account_id, finding.claim_type, finding.marketplace, finding.currency)
        held.setdefault((*shared, bundle_key(finding)), []).append(finding)
    return [Bundle(*key, findings=tuple(group)) for key, group in held.items()]
