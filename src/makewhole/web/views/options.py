"""Settings: accounts, the day's budget, waiting, and everything that ever happened."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makewhole.claims.accounts import selectors
from makewhole.claims.accounts.services import keep_setting, state_seller_kind
from makewhole.claims.cases.drafting import BUDGET, daily_budget
from makewhole.claims.findings.tallies import tallies
from makewhole.claims.handling import policy
from makewhole.claims.models import Account, Finding, SellerKind
from makewhole.web import exports
from makewhole.web.middleware.desk import desk
from makewhole.web.paging import page_of, whole
from makewhole.web.reading.remembered import remembered

_MOST_A_DAY = 10_000


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """Accounts with their stores and budgets, and the waiting times policy sets."""
    at = desk(request)
    held = list(selectors.accounts(at.scope))
    named = tallies(at.scope).order_by().values_list("account_id", "marketplace", "currency")
    pairs = list(named.distinct())
    waits = [policy().parameter(key) for key in policy().keys if key.startswith("wait.soft.")]
    shown = {
        "section": "settings",
        "accounts": [
            {
                "account": each,
                "stores": sorted({f"{s} {c}" for a, s, c in pairs if a == each.pk and s}),
                "budget": daily_budget(each, at.today),
                "chosen": selectors.setting(BUDGET, each),
            }
            for each in held
        ],
        "kinds": SellerKind.values,
        "waits": [(each, each.version(at.today, "US")) for each in waits],
        "people": selectors.people(at.scope),
    }
    return render(request, "web/settings.html", shown)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen for an account; an empty budget goes back to policy's."""
    at = desk(request)
    account = at.scope.within(Account.objects.all(), "pk").filter(
        pk=whole(request.POST.get("account")) or 0
    ).first()  # fmt: skip
    if account is None:
        raise Http404
    given = request.POST.get("budget", "").strip()
    budget = whole(given)
    if given and (budget is None or budget > _MOST_A_DAY):
        messages.warning(
            request,
            _("How many new cases a day must be a whole number, at most %(most)s.")
            % {"most": _MOST_A_DAY},
        )
        return redirect("settings")
    keep_setting(BUDGET, budget, at.scope.who, account)
    kind = request.POST.get("kind", "")
    if kind in SellerKind.values:
        state_seller_kind(account, SellerKind(kind), at.scope.who)
    messages.success(request, _("Kept."))
    return redirect("settings")


@require_GET
def history(request: HttpRequest) -> HttpResponseBase:
    """Everything that happened, the latest first: who, when, what, before and after."""
    at = desk(request)
    rows = selectors.events(at.scope)
    if what := request.GET.get("what", ""):
        rows = rows.filter(what=what)
    if form := exports.wanted(request):
        columns: list[exports.Column] = [
            (name, lambda event, name=name: getattr(event, name))  # type: ignore[misc]
            for name in ("pk", "at", "who", "what", "table", "row", "case", "audit")
        ]
        return exports.answer(form, "history", columns, rows.iterator(2_000))
    total = remembered(request, "history", rows.order_by().count, without=("page",))
    page = page_of(request, rows, total)
    told = [each.row for each in page.rows if each.table == "findings"]
    named = at.scope.within(Finding.objects.filter(pk__in=told))
    shown = {
        "section": "settings", "page": page,
        "findings": dict(named.values_list("pk", "finding_id")),
    }  # fmt: skip
    return render(request, "web/history.html", shown)
