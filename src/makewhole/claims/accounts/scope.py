"""Which accounts a person may see: the one place that decides it.

Every selector takes a `Scope`; every query over an account's rows goes through `within`.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from makewhole.claims.models import Account, Membership, User

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Scope:
    """The accounts a person may see, and who is looking."""

    who: str
    account_ids: frozenset[int]

    def within(self, rows: QuerySet[_Row], account: str = "account") -> QuerySet[_Row]:
        """Those rows whose account is in scope; `account` is the path from the row to it."""
        return rows.filter(**{f"{account}__in": sorted(self.account_ids)})

    def narrowed(self, names: list[str]) -> "Scope":
        """This scope, limited to accounts of these names (all of them where none is given)."""
        if not names:
            return self
        named = set(Account.objects.filter(name__in=names).values_list("pk", flat=True))
        return Scope(self.who, self.account_ids & named)


def scope_of(user: User) -> Scope:
    """What a person may see: the accounts they are a member of."""
    seen = Membership.objects.filter(user=user).values_list("account_id", flat=True)
    return Scope(user.username, frozenset(seen))
