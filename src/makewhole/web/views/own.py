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
from makewhole.errors import MakewholeError
from makewhole.money import STORE_CURRENCY
from makewhole.reports.templates import TEMPLATES
from makewhole.web import asking, exports, typed
from makewhole.web.middleware.desk import desk
from makewhole.web.paging import page_of
from makewhole.web.reading import own
from makewhole.web.views.data import account_of

_TYPED = "typed_lines"
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
        "page": page_of(request, rows), "lines": _lines(known, missing, _again(request, known)),
        "missing": len(missing), "currencies": sorted(set(STORE_CURRENCY.values())),
        "typed": typed.file_name(known),
    }  # fmt: skip
    return render(request, "web/own.html", shown)


def _again(request: HttpRequest, kind: own.Kind) -> list[dict[str, str]]:
    """Lines that were typed and refused: they stand in the form once more."""
    held = request.session.get(_TYPED)
    if held is None or held["kind"] != kind.key:
        return []
    del request.session[_TYPED]
    return held["lines"]  # type: ignore[no-any-return]


def _kind(key: str) -> own.Kind:
    if key not in own.KINDS:
        raise Http404
    return own.KINDS[key]


def _lines(
    kind: own.Kind, missing: list[dict[str, Any]], again: list[dict[str, str]]
) -> list[dict[str, Any]]:
    """Lines of the form: what was refused, else a product each; then empty ones."""
    wanted = {each["msku"]: each for each in missing}
    given: list[Any] = again or [
        {"sku": each["msku"], "currency": each["currency"]} for each in missing
    ]
    blank = [{"currency": "USD"} for _ in range(_EMPTY_LINES)]
    return [
        {
            "about": wanted.get(line.get("sku", "")),
            "cells": [(name, label, line.get(name, "")) for name, label in kind.cells],
        }
        for line in [*given, *blank]
    ]


@require_POST
def keep(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep what was typed, or forget a line; what is no figure is said and stays in the form."""
    at = desk(request)
    known = _kind(kind)
    account = account_of(at, request.POST.get("account", ""))
    lines = _typed(known, request.POST)
    if request.POST.get("remove") == "1":
        about = [list(typed.key(known, each)) for each in lines]
        job = asking.keep_typed(kind, [], account, by=at.scope.who, removed=about)
        messages.success(request, _("The line is being taken out."))
        return redirect("job", job.pk)
    try:
        good = typed.checked(known, lines)
        typed.check_alone(known, good, own.held(known, [account.name]))
    except MakewholeError as error:
        request.session[_TYPED] = {"kind": kind, "lines": [each for each in lines if _says(each)]}
        messages.warning(request, str(error))
        return redirect("own", kind)
    if not good:
        messages.warning(request, _("No line has a figure, so nothing was kept."))
        return redirect("own", kind)
    job = asking.keep_typed(kind, good, account, by=at.scope.who)
    told = ngettext("%(n)s line is being read.", "%(n)s lines are being read.", len(good))
    messages.success(request, told % {"n": len(good)})
    return redirect("job", job.pk)


def _says(line: dict[str, str]) -> bool:
    return any(value for name, value in line.items() if name != "currency")


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
