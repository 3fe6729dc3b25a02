"""What was paid for a case in another currency than its own.

Its units count as paid (docs/rules.md, G11); its money is never held against what was claimed, so
nobody but a person can tell whether it was enough.
"""

from decimal import Decimal

from django.db.models import Sum

from makewhole.claims.models import Case

COMPARE = "compare_currencies"  # the next step of a case whose units were paid this way


def paid_apart(case: Case) -> dict[str, Decimal]:
    """The net cash matched to a case in other currencies, by currency in order."""
    if case.currency is None:
        return {}
    rows = case.matches.filter(is_void=False, currency__isnull=False)
    sums = rows.exclude(currency=case.currency).order_by("currency").values_list("currency")
    return {money: amount for money, amount in sums.annotate(Sum("amount")) if amount}
