"""Amazon's policy and our own prudent defaults, as dated and sourced data.

In   one YAML file per parameter, source, claim type, reimbursement reason, ledger code, event type
     and disposition, found by being there
Out  `load_policy()`: a `Policy` that answers which value was in force in a store on a day, and
     `window_for()`: when a claim of a type may be filed
"""

from makewhole.policy.errors import (
    PolicyFileBroken,
    PolicyFormUnknown,
    PolicyKeyUnknown,
    PolicyStoreUnknown,
    PolicyValueMissing,
)
from makewhole.policy.form import (
    ClaimType,
    Disposition,
    EventType,
    LedgerCode,
    Parameter,
    Reason,
    Safety,
    Source,
    Version,
    Yielding,
)
from makewhole.policy.policy import Policy, load_policy
from makewhole.policy.windows import WindowVersion, window_for

__all__ = [
    "ClaimType",
    "Disposition",
    "EventType",
    "LedgerCode",
    "Parameter",
    "Policy",
    "PolicyFileBroken",
    "PolicyFormUnknown",
    "PolicyKeyUnknown",
    "PolicyStoreUnknown",
    "PolicyValueMissing",
    "Reason",
    "Safety",
    "Source",
    "Version",
    "WindowVersion",
    "Yielding",
    "load_policy",
    "window_for",
]
