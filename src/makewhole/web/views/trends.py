"""Trends: how often units are lost and where, how claims end, how long money takes."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from makewhole.claims.accounts.selectors import accounts
from makewhole.web import exports
from makewhole.web.middleware.desk import desk
from makewhole.web.reading import rates

_BY = {
    "fc": _("Fulfilment centre"), "product": _("Product"), "month": _("Month"),
    "carrier": _("Carrier of removals"),
}  # fmt: skip
_SHOWN = 40
_BAR = 112  # the width of a bar's own coordinates


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """Rates with intervals; what is too small to say anything is counted, not shown."""
    at = desk(request)
    names = [each.name for each in accounts(at.scope)]
    by = request.GET.get("by", "fc")
    by = by if by in _BY else "fc"
    is_carrier = by == "carrier"
    found, too_small = rates.by_carrier(at.scope, names) if is_carrier else rates.losses(names, by)
    if form := exports.wanted(request):
        columns: list[exports.Column] = [
            (name, lambda rate, name=name: _plain(getattr(rate, name)))  # type: ignore[misc]
            for name in ("key", "hits", "of", "share", "low", "high")
        ]
        return exports.answer(form, f"loss-rates-by-{by}", columns, found)
    shown = {
        "section": "trends", "by": by, "choices": _BY.items(), "too_small": too_small,
        "rates": _drawn(found[:_SHOWN]), "more": max(0, len(found) - _SHOWN),
        "least_units": rates.LEAST_UNITS, "least_cases": rates.LEAST_CASES,
        "outcomes": rates.outcomes(at.scope), "days": rates.days_to_payment(at.scope),
        "chart": _chart(found) if by == "month" and found else None,
    }  # fmt: skip
    return render(request, "web/trends.html", shown)


def _plain(value: Any) -> Any:
    return f"{value:.6f}" if isinstance(value, float) else value


def _drawn(found: list[rates.Rate]) -> list[dict[str, Any]]:
    """Each rate with the places of its bar and interval, on the scale of the widest interval."""
    top = max((rate.high for rate in found), default=1.0) or 1.0
    return [
        {
            "rate": rate,
            "bar": round(_BAR * rate.share / top, 1),
            "low": round(_BAR * rate.low / top, 1),
            "high": round(_BAR * rate.high / top, 1),
        }
        for rate in found
    ]


def _chart(found: list[rates.Rate]) -> dict[str, Any]:
    return {
        "names": [rate.key for rate in found],
        "kind": "line",
        "unit": "%",
        "series": [
            {"name": str(_("Lost or damaged")), "values": [_percent(r.share) for r in found]},
            {"name": str(_("At least")), "values": [_percent(r.low) for r in found]},
            {"name": str(_("At most")), "values": [_percent(r.high) for r in found]},
        ],
    }


def _percent(share: float) -> float:
    return round(100 * share, 3)
