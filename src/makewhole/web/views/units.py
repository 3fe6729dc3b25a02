"""Units: where they went, the rows behind it, and the stock account by month."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from makewhole.claims.accounts.selectors import accounts
from makewhole.web import exports
from makewhole.web.middleware.desk import desk
from makewhole.web.paging import Page, day_of, page_of, whole
from makewhole.web.reading import flow as flows
from makewhole.web.reading import results
from makewhole.web.reading.remembered import remembered
from makewhole.web.words import LANES

_SIZE = 50
_STOCK = (
    "account", "fnsku", "disposition", "month", "opening", "receipts", "customer_returns", "found",
    "other_in", "shipments", "removals", "lost", "damaged", "disposed", "other_out", "closing",
)  # fmt: skip
_EVENT = (
    "account", "fnsku", "day", "lane", "what", "units", "detail", "place", "reference",
    "disposition", "amount", "currency", "source", "line",
)  # fmt: skip


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """The flow of units as a picture and as a table."""
    at = desk(request)
    names = [each.name for each in accounts(at.scope)]
    fnsku = request.GET.get("fnsku", "").strip()
    drawn = remembered(
        request, f"flow {results.latest()}", lambda: flows.flow(at.scope, names, fnsku),
        without=("export",),
    )  # fmt: skip
    rows = [
        {"from": drawn.names[source][0], "to": drawn.names[target][0], "units": units, "href": href}
        for source, target, units, href in drawn.links
    ]
    if form := exports.wanted(request):
        return exports.answer(form, "flow-of-units", exports.plain("from", "to", "units"), rows)
    shown = {
        "section": "units", "fnsku": fnsku, "rows": rows, "chart": flows.chart(drawn),
        "as_of": results.as_of(), "products": _products(names),
    }  # fmt: skip
    return render(request, "web/units.html", shown)


def _products(names: list[str]) -> list[dict[str, Any]]:
    """The products with most units lost, damaged or disposed of."""
    return results.rows(
        "flow",
        "select account, fnsku, max(msku) as msku, sum(received)::bigint as received,"
        " sum(sold)::bigint as sold, sum(returned)::bigint as returned,"
        " sum(lost + damaged + disposed)::bigint as gone, sum(found)::bigint as found"
        " from {table} where list_contains(?, account) group by account, fnsku"
        " order by gone desc, fnsku limit 50",
        [names],
    )


@require_GET
def events(request: HttpRequest) -> HttpResponseBase:
    """The rows behind the picture, by FNSKU, kind, centre and day."""
    at = desk(request)
    marks, values = ["list_contains(?, account)"], [[each.name for each in accounts(at.scope)]]
    for column, name in (("fnsku", "fnsku"), ("lane", "lane"), ("place", "fc"),
                         ("account", "account")):  # fmt: skip
        if given := request.GET.get(name, "").strip():
            marks.append(f"{column} = ?")
            values.append(given)  # type: ignore[arg-type]
    where = " and ".join(marks)
    if form := exports.wanted(request):
        every = f"select * from {{table}} where {where} order by day desc, fnsku, line limit 200000"
        return exports.answer(
            form, "events", exports.plain(*_EVENT), results.rows("life", every, values)
        )
    listed = _paged(request, "life", where, values, order="day desc, fnsku, source, line")
    shown = {
        "section": "units", "page": listed, "fnsku": request.GET.get("fnsku", ""),
        "lane": request.GET.get("lane", ""), "lanes": LANES.items(),
    }  # fmt: skip
    return render(request, "web/unit_events.html", shown)


@require_GET
def stock(request: HttpRequest) -> HttpResponseBase:
    """The stock account: opening and in less out is closing, by FNSKU, disposition and month."""
    at = desk(request)
    marks, values = ["list_contains(?, account)"], [[each.name for each in accounts(at.scope)]]
    if fnsku := request.GET.get("fnsku", "").strip():
        marks.append("fnsku = ?")
        values.append(fnsku)  # type: ignore[arg-type]
    if (month := day_of(request.GET.get("month"))) is not None:
        marks.append("month = ?")
        values.append(month)  # type: ignore[arg-type]
    where = " and ".join(marks)
    if form := exports.wanted(request):
        every = f"select * from {{table}} where {where} order by fnsku, disposition, month"
        return exports.answer(
            form, "stock-account", exports.plain(*_STOCK), results.rows("stock", every, values)
        )
    order = "month desc, fnsku, disposition"
    months = results.rows("stock", "select distinct month from {table} order by month desc")
    shown = {
        "section": "units", "fnsku": fnsku,
        "page": _paged(request, "stock", where, values, order=order),
        "months": [row["month"] for row in months], "month": month,
        "gaps": results.rows(
            "gaps", "select * from {table} where list_contains(?, account) limit 100", values[:1]
        ),
    }  # fmt: skip
    return render(request, "web/stock.html", shown)


def _paged(request: HttpRequest, table: str, where: str, values: list[Any], *, order: str) -> Page:
    """One page of a table of results; only its rows are read."""
    counted = results.rows(table, f"select count(*) as n from {{table}} where {where}", values)
    total = counted[0]["n"] if counted else 0
    empty = page_of(request, [], 0)
    number = min(max(whole(request.GET.get("page")) or 1, 1), max(1, -(-total // _SIZE)))
    if not total:
        return empty
    rows = results.rows(
        table,
        f"select * from {{table}} where {where} order by {order}"
        f" limit {_SIZE} offset {(number - 1) * _SIZE}",
        values,
    )
    return Page(rows, number, _SIZE, total)
