"""Reading payments: what came for a case, and for the accounts in scope."""

from django.db.models import QuerySet

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.models import Case, Payment, PaymentMatch


def matches(case: Case) -> QuerySet[PaymentMatch]:
    """What of which payment belongs to a case, the earliest first; undone matches left out."""
    rows = PaymentMatch.objects.filter(case=case, is_void=False).select_related("payment")
    return rows.order_by("payment__approval_date", "pk")


def payments(scope: Scope) -> QuerySet[Payment]:
    """Payments that concern cases of the accounts in scope, the latest first."""
    rows = scope.within(Payment.objects.filter(withdrawn_on__isnull=True))
    return rows.order_by("-approval_date", "-pk")
