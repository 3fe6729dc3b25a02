"""How many findings are alike, with their units and money: counted once per audit, then read.

Findings change only when an audit is recorded, so it counts them in its own transaction; what is
read here is what counting a hundred thousand rows would give, whenever it is read.
"""

from collections.abc import Iterable

from django.db.models import CharField, Count, DateField, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat, Substr

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.models import Account, Finding, Tally

ALIKE = ("account_id", "claim_type", "marketplace", "decision", "retired_reason", "currency")
# The first day of the month of the event, without calling back into Python for each row.
EVENT_MONTH = Cast(Concat(Substr(Cast("event_date", CharField()), 1, 7), Value("-01")), DateField())


def tallies(scope: Scope) -> QuerySet[Tally]:
    """What the findings in scope come to, all of them: standing, retired and never owed."""
    return scope.within(Tally.objects.all())


def count_again(accounts: Iterable[Account]) -> None:
    """Count the findings of these accounts, in the transaction that changed them."""
    named = list(accounts)
    Tally.objects.filter(account__in=named).delete()
    rows = Finding.objects.filter(account__in=named).order_by().values(*ALIKE, month=EVENT_MONTH)
    counted = rows.annotate(
        findings=Count("pk"), total_units=Sum("units"), good=Sum("units_compensated"),
        total=Sum("amount"), valued=Count("amount"),
    )  # fmt: skip
    Tally.objects.bulk_create(
        Tally(
            **{name: each[name] for name in ALIKE},
            month=each["month"],
            findings=each["findings"],
            units=each["total_units"],
            units_compensated=each["good"],
            amount=each["total"],
            valued=each["valued"],
        )
        for each in counted
    )
