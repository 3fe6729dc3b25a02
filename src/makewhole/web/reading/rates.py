"""Rates with their uncertainty: losses by centre, product and month; what becomes of cases."""

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Any

from django.db.models import Count, Sum

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.findings.selectors import findings
from makewhole.claims.models import Case, PaymentMatch, State
from makewhole.terms import Decision
from makewhole.web.reading import results

_LOST_ON_THE_WAY = ("removal_lost", "removal_not_received")
LEAST_UNITS = 50  # below so many units handled a rate is not shown: it would mislead
LEAST_CASES = 5
_Z = 1.959964  # 95 % of a normal distribution


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval (Wilson), and the numbers it is made of."""

    key: str
    hits: int
    of: int
    share: float
    low: float
    high: float


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The Wilson interval of a share at 95 %.

    >>> [round(bound, 4) for bound in wilson(5, 100)]
    [0.0215, 0.1118]
    """
    if of <= 0:
        return 0.0, 1.0
    p = min(hits / of, 1.0)
    middle = p + _Z**2 / (2 * of)
    spread = _Z * sqrt(p * (1 - p) / of + _Z**2 / (4 * of**2))
    scale = 1 + _Z**2 / of
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


# What a rate is of: units lost or damaged, of units handled (received, returned, sold, moved in).
_HANDLED = "received + returned + sold + removed"
_BY = {
    "fc": "fulfillment_center",
    "product": "coalesce(max_msku, fnsku)",
    "month": "strftime(month, '%Y-%m')",
}


def losses(accounts: list[str], by: str) -> tuple[list[Rate], int]:
    """Loss and damage rates by centre, product or month; and how many were too small to show.

    Units lost or damaged, less those found again, of all units handled.
    """
    named = (
        "select *, max(msku) over (partition by account, fnsku) as max_msku from {table}"
        " where list_contains(?, account)"
    )
    found = results.rows(
        "flow",
        f"select {_BY[by]} as key, sum(lost + damaged)::bigint as hits,"
        f" sum({_HANDLED})::bigint as of from ({named}) as named group by 1 order by 1",
        [accounts],
    )
    rates = [_rate(row["key"] or "", row["hits"], row["of"]) for row in found]
    shown = [rate for rate in rates if rate.of >= LEAST_UNITS]
    if by != "month":
        shown.sort(key=lambda rate: (-rate.low, rate.key))
    return shown, len(rates) - len(shown)


def by_carrier(scope: Scope, accounts: list[str]) -> tuple[list[Rate], int]:
    """Units of removals lost on the way, of all units in parcels of each carrier."""
    parcels = results.rows(
        "parcels", "select * from {table} where list_contains(?, account)", [accounts]
    )
    lost: dict[tuple[str, str | None], int] = Counter()
    told = findings(scope, retired=None).filter(claim_type__in=_LOST_ON_THE_WAY)
    for account, parcel, units in told.exclude(decision=Decision.REJECTED).values_list(
        "account__name", "reference_id", "units_affected"
    ):
        lost[account, parcel] += units
    sent, gone = Counter[str](), Counter[str]()
    for row in parcels:
        sent[row["carrier"]] += row["units"]
        gone[row["carrier"]] += min(row["units"], lost[row["account"], row["tracking_number"]])
    rates = [_rate(carrier, gone[carrier], units) for carrier, units in sorted(sent.items())]
    shown = [rate for rate in rates if rate.of >= LEAST_UNITS]
    return sorted(shown, key=lambda rate: (-rate.low, rate.key)), len(rates) - len(shown)


def _rate(key: str, hits: int, of: int) -> Rate:
    low, high = wilson(min(hits, of), of)
    return Rate(key, hits, of, min(hits / of, 1.0) if of else 0.0, low, high)


def outcomes(scope: Scope) -> list[dict[str, Any]]:
    """Per claim type: cases filed, decided, denied, paid; money claimed and recovered."""
    rows = scope.within(Case.objects.exclude(filed_on=None)).order_by()
    counted: dict[tuple[str, str | None], dict[str, Any]] = {}
    for each in rows.values("claim_type", "currency", "state").annotate(
        n=Count("pk"), claimed=Sum("claimed_amount"), paid=Sum("paid_amount")
    ):
        held = counted.setdefault(
            (each["claim_type"], each["currency"]),
            {"claim_type": each["claim_type"], "currency": each["currency"], "filed": 0,
             "denied": 0, "paid": 0, "claimed": 0, "recovered": 0},
        )  # fmt: skip
        held["filed"] += each["n"]
        held["denied"] += each["n"] if each["state"] == State.DENIED else 0
        held["paid"] += each["n"] if each["state"] in (State.PAID, State.PART_PAID) else 0
        held["claimed"] += each["claimed"] or 0
        held["recovered"] += each["paid"] or 0
    for held in counted.values():
        is_enough = held["filed"] >= LEAST_CASES
        held["denial"] = _rate("", held["denied"], held["filed"]) if is_enough else None
        held["recovery"] = _rate("", held["paid"], held["filed"]) if is_enough else None
    return [counted[key] for key in sorted(counted, key=lambda key: (key[0], key[1] or ""))]


def days_to_payment(scope: Scope) -> list[dict[str, Any]]:
    """Days from filing to the first payment, per claim type: the middle one, and the extremes."""
    matched = scope.within(PaymentMatch.objects.filter(is_void=False), "case__account")
    rows = matched.exclude(case__origin="taken_over").values_list(
        "case_id", "case__claim_type", "case__filed_on", "payment__approval_date"
    )
    first: dict[int, tuple[str, int]] = {}
    for case, kind, filed, paid in rows.order_by("payment__approval_date"):
        if filed is not None and paid is not None:
            first.setdefault(case, (kind, (paid - filed).days))
    kinds: dict[str, list[int]] = {}
    for kind, days in first.values():
        kinds.setdefault(kind, []).append(days)
    return [
        {"claim_type": kind, "cases": len(days), "middle": int(median(days)), "least": min(days),
         "most": max(days)}
        for kind, days in sorted(kinds.items())
    ]  # fmt: skip
