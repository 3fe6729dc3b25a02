"""Claims: findings become cases that people file, follow, and see paid.

In: an audit's findings and reimbursements. Out: cases with their next steps, payments and events,
in the app database of a home. Django begins here; `connect` makes it ready, and modules that hold
models are imported after that. Writing is in services, reading in selectors.
"""

from makewhole.claims.database import CasesReadOnly, connect, has_app_database
from makewhole.claims.sync import Synced, sync_after_audit

__all__ = ["CasesReadOnly", "Synced", "connect", "has_app_database", "sync_after_audit"]
