"""The seller's own costs and measurements: seen, typed, taken home, brought back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from makewhole.claims.accounts.selectors import accounts
from makewhole.money import STORE_CURRENCY
from makewhole.reports.templates import TEMPLATES
from makewhole.web import asking, exports, uploads
from makewhole.web.middleware.desk import desk
from makewhole.web.paging import page_of
from makewhole.web.reading import own
from makewhole.web.views.data import account_of

_EMPTY_LINES = 3  # lines offered to be typed besides the products that miss a cost


@require_GET
def page(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What is known, what is missing, and lines to type."""
    at = desk(request)
    known = _kind(kind)
    held = list(accounts(at.scope))
    rows = own.held(known, [each.name for each in held], request.GET.get("q", ""))
    if form := exports.wanted(request):
        names = [name for name, _label in known.cells]
        return exports.answer(form, f"my-{kind}", exports.plain("account", *names), rows)
    missing = own.unpriced(at.scope) if kind == "costs" else []
    shown = {
        "section": "data", "kind": known, "kinds": own.KINDS.values(), "accounts": held,
        "page": page_of(request, rows), "lines": _lines(known, missing),
        "missing": len(missing), "currencies": sorted(set(STORE_CURRENCY.values())),
    }  # fmt: skip
    return render(request, "web/own.html", shown)


def _kind(key: str) -> own.Kind:
    if key not in own.KINDS:
        raise Http404
    return own.KINDS[key]


def _lines(kind: own.Kind, missing: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines of the form: a product each, then empty ones."""
    given = [{"sku": each["msku"], "currency": each["currency"], "about": each} for each in missing]
    blank = [{"currency": "USD"} for _ in range(_EMPTY_LINES)]
    return [
        {
            "about": line.get("about"),
            "cells": [(name, label, line.get(name, "")) for name, label in kind.cells],
        }
        for line in [*given, *blank]
    ]


@require_POST
def keep(request: HttpRequest, kind: str) -> HttpResponse:
    """Read what was typed as a file of the seller's own; lines without a figure are left out."""
    at = desk(request)
    known = _kind(kind)
    lines = [line for line in _typed(known, request.POST) if all(line[n] for n in known.needed)]
    if not lines:
        messages.warning(request, _("No line was complete, so nothing was kept."))
        return redirect("own", kind)
    account = account_of(at, request.POST.get("account", ""))
    kept = uploads.keep_text(f"my-{kind}-{at.today.isoformat()}.csv", own.as_file(known, lines))
    job = asking.read([str(kept)], account, by=at.scope.who)
    told = ngettext("%(n)s line is being read.", "%(n)s lines are being read.", len(lines))
    messages.success(request, told % {"n": len(lines)})
    return redirect("job", job.pk)


def _typed(kind: own.Kind, form: QueryDict) -> list[dict[str, str]]:
    columns = {name: form.getlist(name) for name, _label in kind.cells}
    count = max(map(len, columns.values()), default=0)
    return [
        {name: (cells[place].strip() if place < len(cells) else "")
         for name, cells in columns.items()}
        for place in range(count)
    ]  # fmt: skip


@require_GET
def template(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """An empty file with the headings, to fill in a spreadsheet and drop on the Data page."""
    known = TEMPLATES[_kind(kind).key]
    if form == "csv":
        answer = HttpResponse(known.csv_text(), content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        answer = HttpResponse(known.excel(), content_type=exports.WORKBOOK)
    else:
        raise Http404
    answer.headers["Content-Disposition"] = f'attachment; filename="my-{kind}.{form}"'
    return answer
