"""SKUs whose cost nobody knows or no paper proves, by the money that hangs on it."""

from dataclasses import dataclass
from decimal import Decimal

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.documents.proving import COST_PAPERS
from makewhole.claims.findings.selectors import findings
from makewhole.claims.models import CaseLine, DocumentLink
from makewhole.terms import Decision, Valuation

_OPEN = (Decision.CLAIM, Decision.WAIT, Decision.REVIEW)


@dataclass(frozen=True, slots=True)
class UnprovenCost:
    """One SKU: units open, and their worth as far as known. `state` says what is missing.

    `unvalued` are units whose worth is not known at all; they come first, most of them first.
    """

    account: str
    msku: str
    fnsku: str | None
    state: str
    findings: int
    units: int
    unvalued: int
    amount: Decimal
    currency: str | None


def unproven_costs(scope: Scope) -> list[UnprovenCost]:
    """SKUs with open findings valued by no cost, by Amazon's rate, or by a cost without a paper."""
    proven = _proven(scope)
    held: dict[tuple[str, str, str | None, str | None], list[object]] = {}
    rows = findings(scope).filter(decision__in=_OPEN, units__gt=0, msku__isnull=False)
    by_cost = (Valuation.SELLER_COST, Valuation.AMAZON_RATE, Valuation.UNKNOWN)
    for row in rows.filter(valuation__in=by_cost).order_by("pk"):
        if (row.account_id, row.msku) in proven:
            continue
        key = (row.account.name, str(row.msku), row.fnsku, row.currency)
        held.setdefault(key, []).append(row)
    found = [_summed(key, listed) for key, listed in held.items()]
    return sorted(found, key=lambda each: (-each.unvalued, -each.amount, each.account, each.msku))


def _summed(key: tuple[str, str, str | None, str | None], listed: list[object]) -> UnprovenCost:
    account, msku, fnsku, currency = key
    rows = [(each.units, each.amount, each.valuation) for each in listed]  # type: ignore[attr-defined]
    valued_by_cost = all(valuation == Valuation.SELLER_COST for _, _, valuation in rows)
    return UnprovenCost(
        account,
        msku,
        fnsku,
        "cost without a paper" if valued_by_cost else "no cost known",
        len(rows),
        sum(units for units, _, _ in rows),
        sum(units for units, amount, _ in rows if amount is None),
        sum((amount for _, amount, _ in rows if amount is not None), Decimal(0)),
        currency,
    )


def _proven(scope: Scope) -> set[tuple[int, str | None]]:
    """Accounts and SKUs for which a person confirmed a cost paper."""
    links = scope.within(DocumentLink.objects.all()).filter(
        kind__in=COST_PAPERS, confirmed_at__isnull=False, refused_at=None,
        document__withdrawn_at=None,
    )  # fmt: skip
    lines = CaseLine.objects.filter(case__in=links.values("case"))
    return set(lines.values_list("finding__account", "finding__msku"))
