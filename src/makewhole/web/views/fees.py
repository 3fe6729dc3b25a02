"""Fees: what was charged too much, the calculator with its reasoning, what to measure again."""

from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from makewhole import fees as rates
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.accounts.selectors import accounts
from makewhole.claims.findings.selectors import findings
from makewhole.claims.findings.tallies import EVENT_MONTH, tallies
from makewhole.claims.models import Finding, Retired, Tally
from makewhole.errors import MakewholeError
from makewhole.fees import Fee
from makewhole.money import STORE_CURRENCY
from makewhole.terms import Decision
from makewhole.web import exports, words
from makewhole.web.middleware.desk import desk
from makewhole.web.paging import page_of
from makewhole.web.reading import results
from makewhole.web.reading.remembered import FINDINGS, remembered
from makewhole.web.templatetags.figures import month

_MOST_MONTHS = 18
_FEES = "fee_"
_NOT_REJECTED = [each.value for each in Decision if each != Decision.REJECTED]


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """Overcharges by product, kind and month."""
    at = desk(request)
    grouped = _overcharges(at.scope)
    if form := exports.wanted(request):
        columns = exports.plain(
            "claim_type", "msku", "fnsku", "month", "decision", "n", "total", "currency"
        )
        return exports.answer(form, "overcharges", columns, grouped.iterator(2_000))
    page = remembered(request, "overcharges", lambda: page_of(request, grouped), tables=FINDINGS)
    told = tallies(at.scope).filter(claim_type__startswith=_FEES).filter(decision__in=_NOT_REJECTED)
    sums = told.order_by().values("currency").annotate(n=Sum("findings"), total=Sum("amount"))
    shown = {
        "section": "fees", "page": page, "charts": _charts(told),
        "sums": list(sums.order_by("currency")),
        "charged": _charged([each.name for each in accounts(at.scope)]),
    }  # fmt: skip
    return render(request, "web/fees.html", shown)


def _overcharges(scope: Scope) -> QuerySet[Finding, Any]:
    """By kind of fee, product, month and decision; the latest month and the most money first."""
    rows = findings(scope, retired=None).filter(claim_type__startswith=_FEES)
    # every other decision and reason by name: by these an index leaves out what is rejected
    rows = rows.filter(decision__in=_NOT_REJECTED, retired_reason__in=["", *Retired.values])
    named = rows.order_by().annotate(month=EVENT_MONTH)
    grouped = named.values("claim_type", "msku", "fnsku", "month", "currency", "decision")
    counted = grouped.annotate(n=Count("pk"), total=Sum("amount"))
    return counted.order_by("-month", "-total", "claim_type", "msku", "fnsku", "decision")


def _charts(told: QuerySet[Tally]) -> list[dict[str, Any]]:
    """Overcharges by month and kind of fee: one picture per currency, never added across."""
    held: dict[str, list[Any]] = defaultdict(list)
    counted = told.exclude(currency=None).order_by().values("currency", "claim_type", "month")
    for row in counted.annotate(total=Sum("amount")).order_by("claim_type", "month"):
        held[str(row["currency"])].append(row)
    return [_chart(currency, held[currency]) for currency in sorted(held)]


def _chart(currency: str, rows: list[Any]) -> dict[str, Any]:
    months = sorted({row["month"] for row in rows})[-_MOST_MONTHS:]
    sums: dict[str, dict[Any, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in rows:
        sums[row["claim_type"]][row["month"]] += row["total"] or Decimal(0)
    series = [
        {"name": words.claim_title(kind), "values": [str(told[each]) for each in months]}
        for kind, told in sums.items()
    ]
    return {
        "currency": currency, "id": f"chart-{currency}",
        "data": {"names": [month(each) for each in months], "series": series,
                 "unit": currency, "stack": True},
    }  # fmt: skip


def _charged(names: list[str]) -> list[dict[str, Any]]:
    """What settlements charged by kind of fee, so that overcharges can be seen beside it."""
    return results.rows(
        "orders",
        "select fee, currency, sum(charges)::bigint as charges, sum(amount) as amount from {table}"
        " where list_contains(?, account) group by fee, currency order by amount",
        [names],
    )


@require_GET
def measurements(request: HttpRequest) -> HttpResponseBase:
    """The seller's measures beside Amazon's, and the products to have measured again."""
    at = desk(request)
    names = [each.name for each in accounts(at.scope)]
    rows = results.rows(
        "measurements",
        "select *, string_split(item, '|')[1] as account, string_split(item, '|')[2] as msku"
        " from {table} where list_contains(?, string_split(item, '|')[1]) order by item",
        [names],
    )
    again = {row["item"]: row for row in results.rows("remeasure", "select * from {table}")}
    for row in rows:
        row["again"] = again.get(row["item"])
    rows.sort(key=lambda row: (row["again"] is None, -_stake(row), row["item"]))
    if form := exports.wanted(request):
        columns: list[exports.Column] = [
            *exports.plain(
                "account", "msku", "own_longest", "own_median", "own_shortest", "weight", "longest",
                "median", "shortest", "amazon_weight", "seen_on",
            ),
            ("signs", lambda row: row["again"] and row["again"]["signs"]),
            ("at_stake", lambda row: row["again"] and row["again"]["at_stake"]),
        ]  # fmt: skip
        return exports.answer(form, "measurements", columns, rows)
    return render(
        request, "web/measurements.html", {"section": "fees", "page": page_of(request, rows)}
    )


def _stake(row: dict[str, Any]) -> Decimal:
    return Decimal((row["again"] or {}).get("at_stake") or 0)


@require_GET
def calculator(request: HttpRequest) -> HttpResponseBase:
    """A fee worked out for what was typed, step by step, or why it cannot be."""
    at = desk(request)
    asked = request.GET
    fee: Fee | None = None
    refusal = ""
    if asked.get("kind"):
        try:
            fee = _fee(asked, at.today)
        except MakewholeError as error:
            refusal = str(error)
        except (InvalidOperation, ValueError):
            refusal = _("A figure could not be read. Sides, weight and price are plain numbers.")
    shown = {
        "section": "fees", "fee": fee, "refusal": refusal, "asked": asked,
        "stores": sorted(STORE_CURRENCY), "day": asked.get("day") or at.today.isoformat(),
    }  # fmt: skip
    return render(request, "web/calculator.html", shown)


def _fee(asked: Any, today: date) -> Fee:
    day = date.fromisoformat(asked.get("day") or today.isoformat())
    store = asked.get("store", "US")
    if asked["kind"] == "referral":
        return rates.referral(
            store, day, category=asked.get("category", ""),
            price_of_unit=Decimal(asked.get("price") or "0"),
        )  # fmt: skip
    price = asked.get("price")
    return rates.fulfilment(
        store, day, sides=[Decimal(asked.get(name) or "0") for name in ("long", "middle", "short")],
        weight=Decimal(asked.get("weight") or "0"), price_of_unit=Decimal(price) if price else None,
    )  # fmt: skip
