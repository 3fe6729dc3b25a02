"""The policy browser: every value, its history, its sources, and what is assumed."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from makewhole.claims.handling import policy
from makewhole.web import exports
from makewhole.web.middleware.desk import desk
from makewhole.web.paging import page_of


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """Every parameter with the value in force today."""
    at = desk(request)
    text = request.GET.get("q", "").strip().lower()
    rows = [row for row in _rows(at.today) if text in f"{row['key']} {row['about']}".lower()]
    if request.GET.get("assumed"):
        rows = [row for row in rows if row["assumed"]]
    if form := exports.wanted(request):
        columns = exports.plain("key", "about", "value", "since", "confidence", "assumed")
        return exports.answer(form, "policy", columns, rows)
    shown = {
        "section": "settings", "page": page_of(request, rows), "version": policy().policy_version,
        "claim_types": sorted(policy().claim_types.values(), key=lambda kind: kind.title),
    }  # fmt: skip
    return render(request, "web/policy.html", shown)


def _rows(today: Any) -> list[dict[str, Any]]:
    found = []
    for key in policy().keys:
        parameter = policy().parameter(key)
        version = parameter.version(today, "US") or max(
            parameter.versions, key=lambda v: str(v.from_ or ""), default=None
        )
        found.append(
            {
                "key": key,
                "about": parameter.description,
                "unit": parameter.unit,
                "value": version.text() if version is not None else "",
                "since": version.from_ if version is not None else None,
                "confidence": version.confidence if version is not None else "",
                "assumed": bool(version is not None and version.assumed),
                "versions": len(parameter.versions),
            }
        )
    return found


@require_GET
def one(request: HttpRequest, key: str) -> HttpResponseBase:
    """One parameter through time, each version with its sources."""
    if key not in policy().keys:
        raise Http404
    parameter = policy().parameter(key)
    versions = sorted(parameter.versions, key=lambda v: str(v.from_ or ""), reverse=True)
    shown = {
        "section": "settings",
        "parameter": parameter,
        "versions": [
            (each, [policy().sources[s] for s in each.sources if s in policy().sources])
            for each in versions
        ],
    }
    if form := exports.wanted(request):
        columns: list[exports.Column] = [
            ("from", lambda v: v.from_),
            ("to", lambda v: v.to),
            ("stores", lambda v: v.marketplaces),
            ("value", lambda v: v.text()),
            ("confidence", lambda v: v.confidence),
            ("assumed", lambda v: v.assumed),
            ("note", lambda v: v.note),
            ("sources", lambda v: v.sources),
        ]
        return exports.answer(form, key, columns, versions)
    return render(request, "web/policy_value.html", shown)
