"""The tables of the app database: services write them, selectors read them."""

from makewhole.claims.models.accounts import Account, Membership, Role, SellerKind, Setting, User
from makewhole.claims.models.cases import (
    AWAITING_MONEY,
    BEFORE_FILING,
    ENDED,
    WITH_AMAZON,
    Case,
    CaseLine,
    Message,
    Move,
    State,
    Statement,
    Tag,
)
from makewhole.claims.models.desks import SavedView, Visit
from makewhole.claims.models.documents import Document, DocumentLink
from makewhole.claims.models.events import Event
from makewhole.claims.models.findings import Audit, Finding, Retired, Tally
from makewhole.claims.models.jobs import Job, JobState
from makewhole.claims.models.payments import Payment, PaymentKind, PaymentMatch, Rate

__all__ = [
    "AWAITING_MONEY",
    "BEFORE_FILING",
    "ENDED",
    "WITH_AMAZON",
    "Account",
    "Audit",
    "Case",
    "CaseLine",
    "Document",
    "DocumentLink",
    "Event",
    "Finding",
    "Job",
    "JobState",
    "Membership",
    "Message",
    "Move",
    "Payment",
    "PaymentKind",
    "PaymentMatch",
    "Rate",
    "Retired",
    "Role",
    "SavedView",
    "SellerKind",
    "Setting",
    "State",
    "Statement",
    "Tag",
    "Tally",
    "User",
    "Visit",
]
