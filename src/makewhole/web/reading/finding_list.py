"""A list of findings as asked for in an address: filters, order, groups, tabs."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.findings.selectors import findings, not_filed
from makewhole.claims.findings.tallies import EVENT_MONTH, tallies
from makewhole.claims.models import Finding
from makewhole.web.paging import day_of
from makewhole.web.reading import places
from makewhole.web.reading.remembered import FINDINGS

# Each tab is a question a person has; the rejected ones are one click away.
TABS = {
    "claim": (_("Claim now"), Q(decision="claim", retired_reason="")),
    "review": (_("Judge yourself"), Q(decision="review", retired_reason="")),
    "wait": (_("Too early"), Q(decision="wait", retired_reason="")),
    "report_only": (_("For information"), Q(decision="report_only", retired_reason="")),
    "expired": (_("Too late"), Q(retired_reason="expired")),
    "rejected": (_("Nothing owed"), ~Q(retired_reason__in=["", "expired"])),
    "all": (_("All"), Q()),
}
ORDERS = {
    "deadline": (F("closes_on").asc(nulls_last=True), F("amount").desc(nulls_last=True), "pk"),
    "-deadline": (F("closes_on").desc(nulls_last=True), "pk"),
    "amount": (F("amount").asc(nulls_last=True), "pk"),
    "-amount": (F("amount").desc(nulls_last=True), "pk"),
    "date": ("event_date", "pk"),
    "-date": ("-event_date", "pk"),
    "units": ("units", "pk"),
    "-units": ("-units", "pk"),
    "type": ("claim_type", F("closes_on").asc(nulls_last=True), "pk"),
    "-type": ("-claim_type", F("closes_on").asc(nulls_last=True), "pk"),
}
# Where a day that is not known stands in the orders by deadline: last.
_UNKNOWN_DAY = {"deadline": Value(date.max), "-deadline": Value(date.min)}
GROUPS = {
    "type": ("claim_type", _("Claim type")),
    "fnsku": ("fnsku", _("FNSKU")),
    "msku": ("msku", _("MSKU")),
    "store": ("marketplace", _("Store")),
    "month": ("month", _("Month of the event")),
    "shipment": ("shipment_id", _("Shipment")),
}
_MOST_GROUPS = 100  # those with the most money; filters find the others


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the list; anything it cannot mean is left out, never guessed."""

    tab: str = "claim"
    order: str = "deadline"
    group: str = ""
    text: str = ""
    claim_type: str = ""
    account: str = ""
    store: str = ""
    place: str = ""
    person: str = ""
    confidence: str = ""
    since: date | None = None
    until: date | None = None
    least: Decimal | None = None
    within: int | None = None
    free: bool = False
    exact: dict[str, str] = field(default_factory=dict)

    @property
    def is_tallied(self) -> bool:
        """Whether the tallies can tell what the filters leave."""
        return not replace(self, claim_type="", account="", store="").is_narrowed

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The tables whose changes can change the list; empty: any."""
        return () if self.free or self.person else FINDINGS

    @property
    def is_narrowed(self) -> bool:
        """Whether anything beyond the tab is asked for."""
        return self != Asked(tab=self.tab, order=self.order, group=self.group)


_EXACT = (
    "fnsku", "msku", "asin", "order_id", "shipment_id", "reimbursement_id", "removal_order_id",
    "settlement_id", "reference_id", "currency", "closes_on",
)  # fmt: skip


def asked(query: QueryDict) -> Asked:
    """What the query of an address asks for."""
    within = query.get("within", "")
    return Asked(
        tab=query.get("tab", "") if query.get("tab") in TABS else "claim",
        order=query.get("order", "") if query.get("order") in ORDERS else "deadline",
        group=query.get("group", "") if query.get("group") in GROUPS else "",
        text=query.get("q", "").strip()[:200],
        claim_type=query.get("type", ""),
        account=query.get("account", ""),
        store=query.get("store", ""),
        place=query.get("fc", "").strip().upper(),
        person=query.get("person", ""),
        confidence=query.get("confidence", ""),
        since=day_of(query.get("since")),
        until=day_of(query.get("until")),
        least=_amount(query.get("least")),
        within=int(within) if within.isdecimal() and len(within) < 5 else None,
        free=query.get("free") == "1",
        exact=_exact(query),
    )


def _exact(query: QueryDict) -> dict[str, str]:
    found = {name: str(query[name]) for name in _EXACT if query.get(name)}
    if day_of(found.get("closes_on")) is None:
        found.pop("closes_on", None)
    return found


def narrowed(scope: Scope, wanted: Asked, today: date) -> QuerySet[Finding]:
    """The findings in scope that the filters leave, of every tab."""
    rows = not_filed(scope) if wanted.free else findings(scope, retired=None)
    rows = rows.filter(**wanted.exact)
    plain = {
        "confidence": wanted.confidence, "event_date__gte": wanted.since,
        "event_date__lte": wanted.until, "amount__gte": wanted.least,
    }  # fmt: skip
    rows = rows.filter(**_plain(wanted), **_given(plain))
    if wanted.text:
        whole = rows.filter(_is(wanted.text))
        rows = whole if whole.exists() else rows.filter(_said(wanted.text))
    if wanted.within is not None:
        last = today + timedelta(days=wanted.within)
        rows = rows.filter(closes_on__gte=today, closes_on__lte=last)
    if wanted.person:
        rows = rows.filter(lines__is_open=True, lines__case__assignee__username=wanted.person)
    if wanted.place:
        rows = rows.filter(finding_id__in=places.findings_at(wanted.place))
    return rows


def _plain(wanted: Asked) -> dict[str, Any]:
    """The filters that findings and their tallies both know."""
    return _given({
        "claim_type": wanted.claim_type, "account__name": wanted.account,
        "marketplace": wanted.store,
    })  # fmt: skip


def _given(filters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if value not in ("", None)}


def of_tab(rows: QuerySet[Finding], tab: str) -> QuerySet[Finding]:
    """Those of one tab."""
    return rows.filter(TABS[tab][1])


def in_order(rows: QuerySet[Finding], wanted: Asked) -> QuerySet[Finding]:
    """The rows in the order asked for; equal ones always in the same order."""
    if wanted.is_narrowed and wanted.order in _UNKNOWN_DAY:
        return by_deadline(rows, wanted.order)
    return rows.order_by(*ORDERS[wanted.order])


def by_deadline(rows: QuerySet[Finding], order: str = "deadline") -> QuerySet[Finding]:
    """Few rows of many in an order by deadline, so written that no index has it.

    SQLite would read an index in this order to its end, each wide row beside it, to find the few.
    """
    due = Coalesce("closes_on", _UNKNOWN_DAY[order])
    first = due.desc() if order.startswith("-") else due.asc()
    return rows.order_by(first, *ORDERS[order][1:])


@dataclass(frozen=True, slots=True)
class Totals:
    """Findings, units and money of each tab: `counts` by tab, `sums` by tab and currency."""

    counts: dict[str, int]
    sums: dict[str, list[dict[str, Any]]]


def totals(scope: Scope, wanted: Asked, today: date) -> Totals:
    """What the filters leave of every tab, in one query."""
    grouped: list[Any] = list(_counted(scope, wanted, today, "retired_reason", "decision"))
    held = {name: [each for each in grouped if _is_in(each, name)] for name in TABS}
    counts = {name: sum(each["n"] for each in rows) for name, rows in held.items()}
    return Totals(counts, {name: _by_currency(rows) for name, rows in held.items()})


def _counted(
    scope: Scope, wanted: Asked, today: date, *by: str, tab: str = "all"
) -> QuerySet[Any, dict[str, Any]]:
    """Number, units and money of what the filters leave of a tab, by columns and currency."""
    condition = TABS[tab][1]
    if not wanted.is_tallied or {*by} & {"fnsku", "msku", "shipment_id"}:
        rows = narrowed(scope, wanted, today).filter(condition).order_by()
        if "month" in by:
            rows = rows.annotate(month=EVENT_MONTH)
        return rows.values(*by, "currency").annotate(  # type: ignore[no-any-return]
            n=Count("pk"), total_units=Sum("units"), total=Sum("amount"), valued=Count("amount")
        )
    told = tallies(scope).filter(condition, **_plain(wanted)).order_by()
    return told.values(*by, "currency").annotate(  # type: ignore[no-any-return]
        n=Sum("findings"), total_units=Sum("units"), total=Sum("amount"), valued=Sum(F("valued"))
    )


def _is_in(group: dict[str, Any], tab: str) -> bool:
    """Whether findings of a group stand in a tab, as its condition in TABS says."""
    reason, decision = group["retired_reason"], group["decision"]
    if tab == "all":
        return True
    if tab == "rejected":
        return reason not in ("", "expired")
    if tab == "expired":
        return bool(reason == "expired")
    return not reason and bool(decision == tab)


def _by_currency(grouped: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str | None, dict[str, Any]] = {}
    for each in grouped:
        kept = found.setdefault(
            each["currency"],
            {"currency": each["currency"], "findings": 0, "unvalued": 0, "total": None},
        )
        kept["findings"] += each["n"]
        kept["unvalued"] += each["n"] - each["valued"]
        if each["total"] is not None:
            kept["total"] = (kept["total"] or 0) + each["total"]
    return [found[currency] for currency in sorted(found, key=lambda one: one or "")]


def groups(
    scope: Scope, wanted: Asked, today: date, most: int | None = _MOST_GROUPS
) -> list[dict[str, Any]]:
    """Totals of a tab per group and currency, the most money first; `most`: so many of them."""
    column = GROUPS[wanted.group][0]
    grouped = _counted(scope, wanted, today, column, tab=wanted.tab)
    listed = grouped.order_by(F("total").desc(nulls_last=True), column)[:most]
    return [
        each | {"key": each[column], "findings": each["n"], "unvalued": each["n"] - each["valued"]}
        for each in listed
    ]


def _is(text: str) -> Q:
    """A whole id: found by an index, where a part of one has to be looked for in every row."""
    return Q(fnsku=text) | Q(order_id=text) | Q(finding_id=text)


def _said(text: str) -> Q:
    found = Q()
    for name in ("fnsku", "msku", "asin", "order_id", "shipment_id", "reimbursement_id",
                 "removal_order_id", "settlement_id", "reference_id", "finding_id"):  # fmt: skip
        found |= Q(**{f"{name}__istartswith": text})
    return found


def _amount(text: str | None) -> Decimal | None:
    try:
        amount = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if amount is not None and amount.is_finite() else None
