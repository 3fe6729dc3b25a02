"""The audit: every rule over the books of one day, and the findings that come of it.

In: books, a day, policy. Out: findings with evidence, what was not checked, and the funnel.
"""

from makewhole.audit.audit import Audit, audit
from makewhole.audit.finding import Evidence, Finding, PolicyUse
from makewhole.audit.funnel import ClaimTypeFunnel, Decided, Funnel, NotChecked

__all__ = [
    "Audit",
    "ClaimTypeFunnel",
    "Decided",
    "Evidence",
    "Finding",
    "Funnel",
    "NotChecked",
    "PolicyUse",
    "audit",
]
