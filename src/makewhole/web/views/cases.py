"""Cases: the table of them, what to do with many at once, and the day's budget."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.accounts.selectors import accounts, people
from makewhole.claims.cases import care, moves, selectors
from makewhole.claims.cases.drafting import daily_budget, draft, left_today
from makewhole.claims.models import AWAITING_MONEY, BEFORE_FILING, ENDED, Case, State, Tag
from makewhole.errors import MakewholeError
from makewhole.web import exports
from makewhole.web.middleware.desk import Desk, desk
from makewhole.web.paging import page_of, whole
from makewhole.web.reading.remembered import remembered
from makewhole.web.views.findings import tell

TABS = {
    "open": (gettext_lazy("All open"), ~Q(state__in=ENDED)),
    "prepare": (gettext_lazy("To prepare"), Q(state__in=BEFORE_FILING)),
    "amazon": (
        gettext_lazy("With Amazon"),
        Q(state__in=[each for each in AWAITING_MONEY if each not in (State.PART_PAID,)]),
    ),
    "answer": (
        gettext_lazy("Your turn"),
        Q(state__in=[State.INFORMATION_REQUESTED, State.DENIED, State.PART_GRANTED,
                     State.PART_PAID, State.REVERSED]),
    ),
    "paid": (gettext_lazy("Paid"), Q(state=State.PAID)),
    "ended": (gettext_lazy("Ended"), Q(state__in=ENDED)),
}  # fmt: skip
_ORDERS = {
    "due": ("next_action_due", "pk"), "-amount": ("-claimed_amount", "pk"),
    "amount": ("claimed_amount", "pk"), "new": ("-pk",), "closes": ("closes_on", "pk"),
}  # fmt: skip


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """The table of cases as the address asks for it."""
    at = desk(request)
    rows = narrowed(at.scope, request)
    tab = request.GET.get("tab", "open")
    tab = tab if tab in TABS else "open"
    order = _ORDERS.get(request.GET.get("order", "due"), _ORDERS["due"])
    listed = rows.filter(TABS[tab][1]).order_by(*order)
    if form := exports.wanted(request):
        return exports.answer(form, "cases", COLUMNS, listed.iterator(1_000))
    counts = remembered(
        request,
        "case tabs",
        lambda: rows.order_by().aggregate(
            **{key: Count("pk", filter=each[1]) for key, each in TABS.items()}
        ),
        without=("tab", "page", "order"),
    )
    shown = {
        "section": "cases",
        "tabs": [(key, each[0], counts[key]) for key, each in TABS.items()],
        "tab": tab,
        "page": page_of(request, listed, counts[tab]),
        "sums": listed.order_by().values("currency").annotate(
            n=Count("pk"), claimed=Sum("claimed_amount"), granted=Sum("granted_amount"),
            paid=Sum("paid_amount"),
        ),
        **around(at),
    }  # fmt: skip
    return render(request, "web/cases.html", shown)


COLUMNS: list[exports.Column] = [
    ("case", lambda case: case.label),
    ("account", lambda case: case.account.name),
    ("assignee", lambda case: case.assignee and case.assignee.username),
    *(
        (name, lambda case, name=name: getattr(case, name))
        for name in (
            "claim_type", "bundle", "marketplace", "state", "amazon_case_id", "opens_on",
            "closes_on", "drafted_on", "filed_on", "decided_on", "appealed_on", "paid_on",
            "ended_on", "ended_reason", "denial_reason", "next_action", "next_action_due",
            "claimed_units", "claimed_amount", "granted_units", "granted_amount", "paid_units",
            "paid_amount", "currency",
        )
    ),
]  # fmt: skip


def narrowed(scope: Scope, request: HttpRequest) -> Any:
    """The cases in scope that the filters of an address leave."""
    query = request.GET
    rows = selectors.cases(scope, ended=None)
    plain = {
        "claim_type": query.get("type"), "account__name": query.get("account"),
        "state": query.get("state"), "assignee__username": query.get("person"),
        "tags__name": query.get("tag"), "currency": query.get("currency"),
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if text := query.get("q", "").strip():
        number = whole(text.upper().removeprefix("C-"))
        found = Q(amazon_case_id__istartswith=text) | Q(bundle__icontains=text)
        rows = rows.filter(found | Q(pk=number) if number is not None else found)
    return rows


def around(at: Desk) -> dict[str, Any]:
    """What the lists of cases offer beside the rows."""
    held = list(accounts(at.scope))
    return {
        "accounts": held,
        "people": people(at.scope),
        "tags": at.scope.within(Tag.objects.all()).order_by("name"),
        "left": sum(left_today(account, at.today) for account in held),
        "budget": sum(daily_budget(account, at.today) for account in held),
        "states": [(state.value, state.value) for state in State],
    }


_WORDED = ("tag", "close")  # what cannot be done without a word


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one thing with every case chosen; what cannot be done says why and stops nothing."""
    at = desk(request)
    back = f"{reverse('cases')}?{request.POST.get('query', '')}"
    what = request.POST.get("what", "")
    if what == "draft":
        tell(request, draft(at.scope, on=at.today))
        return redirect("cases")
    numbers = [int(each) for each in request.POST.getlist("case") if each.isdecimal()]
    value = request.POST.get("value", "").strip()
    step = _steps(at, value).get(what)
    if step is None or not numbers:
        messages.warning(request, _("Choose cases and what to do with them."))
        return redirect(back)
    if not value and what in _WORDED:
        messages.warning(request, _("Type the tag or the reason first; nothing was changed."))
        return redirect(back)
    done = 0
    for number in numbers:
        try:
            step(number)
        except MakewholeError as error:
            messages.warning(request, str(error))
        else:
            done += 1
    told = ngettext("%(n)s case changed.", "%(n)s cases changed.", done) % {"n": done}
    (messages.success if done else messages.warning)(request, told)
    return redirect(back)


def _steps(at: Desk, value: str) -> dict[str, Callable[[int], Case]]:
    return {
        "ready": lambda number: moves.make_ready(at.scope, number, on=at.today),
        "assign": lambda number: care.assign(at.scope, number, value),
        "tag": lambda number: care.tag(at.scope, number, value),
        "close": lambda number: moves.close(at.scope, number, value, on=at.today),
    }
