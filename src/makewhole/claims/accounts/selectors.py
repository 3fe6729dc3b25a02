"""Reading accounts, people and settings."""

from typing import Any

from django.db.models import Q, QuerySet

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.models import Account, Event, Setting, User


def accounts(scope: Scope) -> QuerySet[Account]:
    """The accounts in scope, by name."""
    return scope.within(Account.objects.all(), "pk").order_by("name")


def people(scope: Scope) -> QuerySet[User]:
    """Everyone who works with an account in scope."""
    return scope.within(User.objects.all(), "memberships__account").distinct().order_by("username")


def setting(key: str, account: Account | None = None) -> Any:
    """A chosen value: the account's own, else the general one, else None."""
    kept = Setting.objects.filter(Q(account=account) | Q(account=None), key=key)
    chosen = {each.account_id: each.value for each in kept if each.value is not None}
    own = None if account is None else chosen.get(account.pk)
    return chosen.get(None) if own is None else own


def events(scope: Scope) -> QuerySet[Event]:
    """What happened in the accounts in scope, the latest first."""
    return Event.objects.filter(account__in=sorted(scope.account_ids)).order_by("-id")
