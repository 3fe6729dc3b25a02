"""Findings: the whole list, filtered, sorted, grouped, saved, exported, and made into cases."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from makewhole.claims import handling
from makewhole.claims.accounts.selectors import accounts, people
from makewhole.claims.cases.drafting import Drafted, daily_budget, left_today
from makewhole.claims.cases.drafting import draft as draft_cases
from makewhole.claims.findings.selectors import findings, latest_audit
from makewhole.claims.findings.tallies import tallies
from makewhole.claims.models import CaseLine, Finding, SavedView
from makewhole.claims.recording import add
from makewhole.web import exports
from makewhole.web.middleware.desk import Desk, desk
from makewhole.web.paging import page_of
from makewhole.web.reading import finding_list, places
from makewhole.web.reading.remembered import remembered

_PAGE = "findings"
_MOST_AT_ONCE = 2_000


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """The list as the address asks for it."""
    at = desk(request)
    wanted = finding_list.asked(request.GET)
    rows = finding_list.narrowed(at.scope, wanted, at.today)
    ordered = finding_list.in_order(finding_list.of_tab(rows, wanted.tab), wanted)
    if form := exports.wanted(request):
        if wanted.group and request.GET.get("of") == "groups":
            every = finding_list.groups(at.scope, wanted, at.today, most=None)
            return exports.answer(form, f"findings-by-{wanted.group}", _GROUPED, every)
        return exports.answer(form, "findings", _COLUMNS, ordered.iterator(2_000))
    totals = remembered(
        request, "totals", lambda: finding_list.totals(at.scope, wanted, at.today),
        without=("tab", "page", "order", "group"), tables=wanted.depends_on,
    )  # fmt: skip
    counts = totals.counts
    keys = page_of(request, ordered.values_list("pk", flat=True), counts[wanted.tab])
    listed = replace(keys, rows=_rows(at, keys.rows))
    shown = {
        "section": "findings",
        "wanted": wanted,
        "tabs": [(key, tab[0], counts[key]) for key, tab in finding_list.TABS.items()],
        "page": listed,
        "sums": totals.sums[wanted.tab],
        "groups": remembered(
            request,
            "groups",
            lambda: finding_list.groups(at.scope, wanted, at.today) if wanted.group else None,
            without=("page", "order"),
            tables=wanted.depends_on,
        ),
        "group_choices": [(key, name) for key, (_column, name) in finding_list.GROUPS.items()],
        "views": SavedView.objects.filter(user=at.user, page=_PAGE).order_by("name"),
        "audit": latest_audit(at.scope),
        **remembered(request, "choices", lambda: _choices(at), without=tuple(request.GET)),
    }
    return render(request, "web/findings.html", shown)


_COLUMNS: list[exports.Column] = [
    ("account", lambda f: f.account.name),
    *(
        (name, lambda f, name=name: getattr(f, name))
        for name in (
            "finding_id", "claim_type", "decision", "reasons", "marketplace", "fnsku", "msku",
            "asin", "order_id", "shipment_id", "removal_order_id", "reimbursement_id",
            "settlement_id", "reference_id", "event_date", "opens_on", "remind_by", "closes_on",
            "units_affected", "units_compensated", "units", "unit_value", "amount", "currency",
            "valuation", "confidence", "explanation", "retired_reason", "retired_on",
        )
    ),
]  # fmt: skip


_GROUPED = [
    *exports.plain("key", "findings"),
    ("units", lambda row: row["total_units"]),
    ("amount", lambda row: row["total"]),
    *exports.plain("currency", "unvalued"),
]


def _rows(at: Desk, keys: Sequence[int]) -> list[Finding]:
    """The findings of these keys, in their order: only one page of whole rows is ever read."""
    held = _with_cases(findings(at.scope, retired=None)).in_bulk(list(keys))
    return [held[key] for key in keys if key in held]


def _with_cases(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """The rows with the open case each is in, asked for once for the whole page."""
    open_lines = CaseLine.objects.filter(is_open=True).select_related("case__assignee")
    return rows.prefetch_related(Prefetch("lines", queryset=open_lines, to_attr="open_lines"))


def _choices(at: Desk) -> dict[str, Any]:
    """What the filters offer."""
    held = list(accounts(at.scope))
    stores = tallies(at.scope).order_by().values_list("marketplace")
    return {
        "claim_types": sorted(
            ((key, known.title) for key, known in handling.policy().claim_types.items()),
            key=lambda each: each[1],
        ),
        "accounts": held,
        "stores": sorted({store for (store,) in stores.distinct() if store}),
        "places": places.places(),
        "people": list(people(at.scope)),
        "left": sum(left_today(account, at.today) for account in held),
        "budget": sum(daily_budget(account, at.today) for account in held),
    }


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Make cases of the findings chosen, or of all that the filters leave."""
    at = desk(request)
    back = request.POST.get("query", "")
    chosen = request.POST.getlist("finding")[:_MOST_AT_ONCE]
    if request.POST.get("every") == "1":
        from django.http import QueryDict

        wanted = finding_list.asked(QueryDict(back))
        rows = finding_list.of_tab(finding_list.narrowed(at.scope, wanted, at.today), wanted.tab)
        ordered = finding_list.in_order(rows, wanted)
        chosen = list(ordered.values_list("finding_id", flat=True)[:_MOST_AT_ONCE])
    if not chosen:
        messages.warning(request, _("No finding was chosen, so no case was made."))
        return redirect(f"{reverse('findings')}?{back}")
    tell(request, draft_cases(at.scope, on=at.today, finding_ids=chosen))
    return redirect(f"{reverse('findings')}?{back}")


def tell(request: HttpRequest, done: Drafted) -> None:
    """Say what became of a request to make cases."""
    if done.cases:
        made = ngettext(
            "%(n)s case made: %(names)s", "%(n)s cases made: %(names)s", len(done.cases)
        )
        names = ", ".join(case.label for case in done.cases[:8])
        more = " …" if len(done.cases) > 8 else ""
        messages.success(request, made % {"n": len(done.cases), "names": names + more})
    if done.beyond_budget:
        told = ngettext(
            "%(n)s more would go beyond today's budget and waits for tomorrow.",
            "%(n)s more would go beyond today's budget and wait for tomorrow.",
            len(done.beyond_budget),
        )
        messages.info(request, told % {"n": len(done.beyond_budget)})
    if done.refused:
        first = done.refused[0].sentence
        told = ngettext("Left out: %(first)s", "%(n)s left out; the first: %(first)s",
                        len(done.refused))  # fmt: skip
        messages.warning(request, told % {"n": len(done.refused), "first": first})


@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Save the list as it is now under a name; the same name again replaces it."""
    at = desk(request)
    name = request.POST.get("name", "").strip()[:80]
    query = request.POST.get("query", "")[:2000]
    if not name:
        messages.warning(request, _("A view needs a name to be saved under."))
    else:
        SavedView.objects.filter(user=at.user, page=_PAGE, name=name).delete()
        add(SavedView(user=at.user, page=_PAGE, name=name, query=query), at.scope.who, "view saved")
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": name})
    return redirect(f"{reverse('findings')}?{query}")


@require_POST
def forget_view(request: HttpRequest, number: int) -> HttpResponse:
    """Forget a saved view of one's own."""
    at = desk(request)
    SavedView.objects.filter(user=at.user, pk=number).delete()
    return redirect("findings")


def address(**query: Any) -> str:
    """The address of the list with these filters."""
    return f"{reverse('findings')}?{urlencode(query)}"
