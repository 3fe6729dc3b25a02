"""A file no format knows: a person says which column is which, and it is read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makewhole.claims.jobs import selectors
from makewhole.claims.models import Account, Job
from makewhole.errors import MakewholeError
from makewhole.reports.columns import folded
from makewhole.reports.glance import Glance, Target, mapping_text, targets
from makewhole.web import asking, mappings
from makewhole.web.middleware.desk import Desk, desk

_TYPES: dict[str, Promise] = {
    "DATE": gettext_lazy("day"),
    "BIGINT": gettext_lazy("whole number"),
    "DECIMAL(18,4)": gettext_lazy("amount"),
    "DECIMAL(18,6)": gettext_lazy("measure"),
    "BOOLEAN": gettext_lazy("yes or no"),
    "VARCHAR": gettext_lazy("text"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the table to fill, and what is chosen for it."""

    name: str
    type: str
    is_required: bool
    heading: str
    constant: str


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, number: int, place: int) -> HttpResponseBase:
    """Which column is which: guessed, shown beside the first rows, corrected, kept and read."""
    at = desk(request)
    job = selectors.job(at.scope, number)
    held = None if job is None or job.account is None else mappings.looked_at(job, place)
    if job is None or held is None:
        raise Http404
    path, seen = held
    choices = targets()
    chosen = _chosen(choices, request.POST.get("report") or request.GET.get("report"), seen)
    fields = [] if chosen is None else _fields(chosen, seen, request.POST)
    if request.method == "POST" and chosen is not None:
        try:
            asked = _read(at, job, (path, seen), (chosen, fields, request.POST))
            messages.success(request, _("The mapping is kept, and the file is being read."))
            return redirect("job", asked.pk)
        except MakewholeError as error:
            messages.error(request, str(error))
    shown = {
        "section": "data", "job": job, "place": place, "name": path.name, "seen": seen,
        "targets": choices, "chosen": chosen, "fields": fields,
    }  # fmt: skip
    return render(request, "web/mapping.html", shown)


def _chosen(choices: list[Target], named: str | None, seen: Glance) -> Target | None:
    """The report asked for, else the one most of whose headings the file has, if it has any."""
    printed = {folded(heading) for heading in seen.headings}

    def alike(target: Target) -> int:
        return sum(any(each in printed for each in known) for known in target.headings.values())

    asked = [each for each in choices if each.report == named]
    likest = asked[0] if asked else max(choices, key=alike)
    return likest if asked or alike(likest) else None


def _fields(target: Target, seen: Glance, given: QueryDict) -> list[Field]:
    printed = {folded(heading): heading for heading in reversed(seen.headings) if heading}
    found = []
    for name, kind in target.columns:
        guess = next((printed[k] for k in target.headings.get(name, ()) if k in printed), "")
        heading = given.get(f"column-{name}", "") if given else guess
        found.append(
            Field(
                name=name,
                type=str(_TYPES.get(kind, kind)),
                is_required=name in target.required,
                heading=heading if heading in seen.headings else "",
                constant=given.get(f"always-{name}", "").strip()[:200],
            )
        )
    return sorted(found, key=lambda each: (not each.is_required, not each.heading))


def _read(
    at: Desk,
    job: Job,
    file: tuple[Path, Glance],
    wanted: tuple[Target, list[Field], QueryDict],
) -> Job:
    """Keep the mapping and ask for the file to be read with it. Errors: MappingUnfit."""
    path, seen = file
    target, fields, given = wanted
    account: Account = job.account  # type: ignore[assignment]  # the page asked for it
    text = mapping_text(
        target.report,
        {each.name: each.heading for each in fields if each.heading},
        constants={e.name: e.constant for e in fields if e.constant and not e.heading},
        dates=given.get("dates") or None,
        decimal=given.get("decimal") or None,
    )
    mappings.keep(account, text, list(seen.headings))
    return asking.read([str(path)], account, by=at.scope.who)


@require_GET
def download(request: HttpRequest, account: int, name: str) -> HttpResponseBase:
    """A mapping file, for the command line or another machine."""
    found = [each for each in mappings.kept(_own(request, account)) if each.name == name]
    if not found:
        raise Http404
    return FileResponse(
        found[0].open("rb"), as_attachment=True, filename=f"makewhole-mapping-{name}"
    )


@require_POST
def remove(request: HttpRequest, account: int, name: str) -> HttpResponse:
    """Forget a mapping file; what was read with it stays."""
    if not mappings.remove(_own(request, account), name):
        raise Http404
    messages.success(request, _("The mapping was removed. What was read with it stays."))
    return redirect("files")


def _own(request: HttpRequest, number: int) -> Account:
    """An account of the person's own. Another's is not there."""
    found = desk(request).scope.within(Account.objects.filter(pk=number), "pk").first()
    if found is None:
        raise Http404
    return found


def listed(accounts: Any) -> list[tuple[Account, str]]:
    """The mapping files of some accounts."""
    return [(account, path.name) for account in accounts for path in mappings.kept(account)]
