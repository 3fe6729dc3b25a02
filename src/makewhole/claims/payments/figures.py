"""Owed, claimed, granted, recovered: four amounts, in this order in time, per currency."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Count, Sum

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.errors import RateMissing, RateWrong
from makewhole.claims.findings.tallies import tallies
from makewhole.claims.models import BEFORE_FILING, Case, Finding, PaymentMatch, Rate, Retired
from makewhole.claims.models.fields import from_stored
from makewhole.claims.payments.asked import AskedFor, asked_for
from makewhole.claims.recording import add, change
from makewhole.money import cents, round_half_up
from makewhole.terms import Decision

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Figures:
    """The four figures of one currency, and what `owed` is made of.

    `owed` is what standing findings show; `claimable` its part open to be filed now and not in a
    filed case; `waiting` its part whose window is not open yet; `lost` what expired unclaimed.
    `claimed` is what filed cases ask for, `granted` what Amazon granted in them, `recovered` the
    net cash that came. Amounts that are not known are left out of each.
    """

    currency: str | None
    owed: Decimal = _NOTHING
    claimable: Decimal = _NOTHING
    waiting: Decimal = _NOTHING
    review: Decimal = _NOTHING
    lost: Decimal = _NOTHING
    claimed: Decimal = _NOTHING
    granted: Decimal = _NOTHING
    recovered: Decimal = _NOTHING


def figures(scope: Scope, asked: AskedFor | None = None) -> list[Figures]:
    """The figures of the accounts in scope, one per currency, never added across.

    `asked` is what `asked_for` gives for the same scope, where somebody has it already.
    """
    filed = scope.within(Case.objects.exclude(state__in=BEFORE_FILING).exclude(filed_on=None))
    came = scope.within(PaymentMatch.objects.filter(is_void=False), "case__account")
    sums = _of_findings(scope, asked or asked_for(scope))
    claims = filed.order_by().values_list("currency")
    for currency, claimed, granted in claims.annotate(Sum("claimed_amount"), Sum("granted_amount")):
        sums[currency] |= {"claimed": claimed or _NOTHING, "granted": granted or _NOTHING}
    for currency, amount in came.order_by().values_list("currency").annotate(Sum("amount")):
        sums[currency]["recovered"] = amount or _NOTHING
    return [
        Figures(currency, **sums[currency])
        for currency in sorted(sums, key=lambda each: each or "")
    ]


def claimable_closing(
    scope: Scope, first: date, last: date, asked: AskedFor
) -> dict[str | None, Decimal | None]:
    """The part of `claimable` whose last day lies between two days, both in, by currency.

    A currency without such findings is left out; None where no amount of them is known.
    """
    days = {"closes_on__gte": first, "closes_on__lte": last}
    rows = scope.within(Finding.objects.filter(retired_reason="", decision=Decision.CLAIM, **days))
    grouped = (
        rows.order_by()
        .values_list("currency")
        .annotate(Count("pk"), Count("amount"), Sum("amount", output_field=BigIntegerField()))
    )
    filed = asked.sums(closing=(first, last))
    found: dict[str | None, Decimal | None] = {}
    for currency, findings, valued, amount in grouped:
        less = filed[Decision.CLAIM, currency]
        if findings > less.findings:
            is_known = valued > less.valued
            found[currency] = from_stored((amount or 0) - less.amount) if is_known else None
    return found


_FREE = {
    Decision.CLAIM.value: "claimable", Decision.WAIT.value: "waiting",
    Decision.REVIEW.value: "review",
}  # fmt: skip


def _of_findings(scope: Scope, asked: AskedFor) -> dict[str | None, dict[str, Decimal]]:
    """What findings come to by currency: owed, what of it no filed case asks for, and lost.

    There are ten times as many findings as lines of cases, so it is the lines that are set off.
    """
    held: dict[str | None, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    grouped = tallies(scope).order_by().values_list("currency", "retired_reason", "decision")
    filed = asked.sums()
    for currency, gone, decision, amount in grouped.annotate(Sum("amount")):
        sums = held[currency]
        if gone == Retired.EXPIRED:
            sums["lost"] += amount or _NOTHING
        if not gone and decision in _FREE:
            sums["owed"] += amount or _NOTHING
            less = from_stored(filed[decision, currency].amount)
            sums[_FREE[decision]] += (amount or _NOTHING) - less
    return held


@dataclass(frozen=True, slots=True)
class Converted:
    """Figures in one currency, and the stated rates they were converted at."""

    figures: Figures
    rates: tuple[Rate, ...]


def converted(found: Iterable[Figures], target: str, day: date) -> Converted:
    """Figures of several currencies as one, at the stated rates of the latest day up to `day`.

    Errors: RateMissing; nothing is ever converted at a rate nobody stated.
    """
    total = Figures(target)
    used: list[Rate] = []
    for each in found:
        rate = Decimal(1)
        if each.currency != target:
            stated = _rate(str(each.currency), target, day)
            used.append(stated)
            rate = Decimal(stated.rate)
        total = _added(total, each, rate)
    return Converted(total, tuple(used))


def _added(total: Figures, other: Figures, rate: Decimal) -> Figures:
    step = cents(str(total.currency))
    sums: dict[str, Any] = {
        name: getattr(total, name) + round_half_up(getattr(other, name) * rate, step)
        for name in Figures.__dataclass_fields__
        if name != "currency"
    }
    return replace(total, **sums)


def stated_rate(source: str, target: str, day: date) -> Rate | None:
    """The rate stated for the latest day up to `day`; None where nobody stated one."""
    held = Rate.objects.filter(source_currency=source, target_currency=target, day__lte=day)
    return held.order_by("-day").first()


def _rate(source: str, target: str, day: date) -> Rate:
    found = stated_rate(source, target, day)
    if found is None:
        raise RateMissing(source, target, day)
    return found


def state_rate(
    source: str, target: str, rate: Decimal, *, day: date, stated_by: str, by: str
) -> Rate:
    """Keep what one unit of a currency is worth in another on a day, and who says so.

    Stated again for the same day, it takes the place of the earlier one, whose event stays.
    Errors: RateWrong.
    """
    text = format(rate, "f")
    codes = [each for each in (source, target) if re.fullmatch("[A-Z]{3}", each)]
    if len(set(codes)) != 2 or not rate.is_finite() or rate <= 0:
        raise RateWrong(source, target, text)
    held = Rate.objects.filter(day=day, source_currency=source, target_currency=target).first()
    if held is not None:
        change(held, by, "rate corrected", rate=text, stated_by=stated_by)
        return held
    stated = Rate(
        day=day, source_currency=source, target_currency=target, rate=text, stated_by=stated_by
    )
    add(stated, by, "rate stated")
    return stated
