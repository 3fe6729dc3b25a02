"""Shipments to Amazon, and where fewer units were received than were sent."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from makewhole.claims.accounts.selectors import accounts
from makewhole.claims.findings.selectors import findings
from makewhole.web import exports
from makewhole.web.middleware.desk import desk
from makewhole.web.paging import page_of
from makewhole.web.reading import results

_SUMMARY = (
    "select account, shipment_id, any_value(status) as status, min(created_date) as created_date,"
    " max(event_date) as event_date, count(*)::bigint as products, sum(shipped)::bigint as shipped,"
    " sum(received)::bigint as received, sum(greatest(shipped - received, 0))::bigint as short,"
    " sum(greatest(received - shipped, 0))::bigint as over from {table}"
    " where list_contains(?, account) group by account, shipment_id"
)


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """Every shipment with units sent, received, short and over."""
    at = desk(request)
    names = [each.name for each in accounts(at.scope)]
    only = " having sum(greatest(shipped - received, 0)) > 0" if request.GET.get("short") else ""
    rows = results.rows(
        "inbound", f"{_SUMMARY}{only} order by created_date desc nulls last, shipment_id", [names]
    )
    if form := exports.wanted(request):
        columns = exports.plain(
            "account", "shipment_id", "status", "created_date", "products", "shipped", "received",
            "short", "over",
        )  # fmt: skip
        return exports.answer(form, "shipments", columns, rows)
    shown = {"section": "units", "page": page_of(request, rows), "short": request.GET.get("short")}
    return render(request, "web/shipments.html", shown)


@require_GET
def one(request: HttpRequest, shipment_id: str) -> HttpResponseBase:
    """One shipment, line by line, with the findings it led to."""
    at = desk(request)
    names = [each.name for each in accounts(at.scope)]
    lines: list[dict[str, Any]] = results.rows(
        "inbound",
        "select * from {table} where list_contains(?, account) and shipment_id = ? order by fnsku",
        [names, shipment_id],
    )
    if not lines:
        raise Http404
    if form := exports.wanted(request):
        columns = exports.plain(
            "account", "shipment_id", "fnsku", "msku", "asin", "shipped", "received", "status"
        )
        return exports.answer(form, f"shipment-{shipment_id}", columns, lines)
    found = findings(at.scope, retired=None).filter(shipment_id=shipment_id)
    by_fnsku = {each.fnsku: each for each in found.order_by("pk")}
    for line in lines:
        line["finding"] = by_fnsku.get(line["fnsku"])
        line["difference"] = line["received"] - line["shipped"]
    shown = {"section": "units", "shipment_id": shipment_id, "lines": lines, "first": lines[0]}
    return render(request, "web/shipment.html", shown)
