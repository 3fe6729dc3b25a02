"""Reading jobs: what runs, what waits, what came of it."""

from django.db.models import Q, QuerySet

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.models import Job


def jobs(scope: Scope) -> QuerySet[Job]:
    """Jobs of the accounts in scope, and those this person asked for, the latest first."""
    mine = Q(account__in=sorted(scope.account_ids)) | Q(account=None, asked_by=scope.who)
    return Job.objects.filter(mine).order_by("-pk")


def job(scope: Scope, number: int) -> Job | None:
    """One job by its number."""
    return jobs(scope).filter(pk=number).first()
