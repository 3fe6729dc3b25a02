"""Documents of a case, dropped in as a heap, and its pack as a download."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from makewhole.claims.cases import selectors
from makewhole.claims.documents import services
from makewhole.claims.letters.writing import LANGUAGES
from makewhole.claims.pack.packing import pack as write_pack
from makewhole.errors import MakewholeError
from makewhole.web import uploads
from makewhole.web.middleware.desk import Desk, desk
from makewhole.web.paging import whole
from makewhole.web.place import home


@require_GET
def pack(request: HttpRequest, number: int) -> HttpResponseBase:
    """Everything that proves the case, as one file that opens without makewhole."""
    at = desk(request)
    case = selectors.case(at.scope, number)
    language = request.GET.get("language", "en")
    spoken = language if language in LANGUAGES else "en"
    with tempfile.TemporaryDirectory() as folder:
        packed = write_pack(at.scope, number, home(), Path(folder), language=spoken)
        held = packed.path.open("rb")  # stays readable after the folder is gone
    return FileResponse(held, as_attachment=True, filename=f"{case.label}.zip")


@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Take documents in, or confirm that one of them is a paper of the case."""
    at = desk(request)
    case = selectors.case(at.scope, number)
    chosen = whole(request.POST.get("document"))
    try:
        if chosen is not None:
            _confirm(request, at, chosen, number)
        else:
            _take(request, at, case.account.name)
    except MakewholeError as error:
        messages.error(request, str(error))
    return redirect("case", number)


def _confirm(request: HttpRequest, at: Desk, document: int, number: int) -> None:
    if request.POST.get("refuse") == "1":
        services.refuse(at.scope, document, number)
        messages.info(request, _("Noted: it does not belong to this case."))
        return
    paper = request.POST.get("paper") or None
    _link, flags = services.confirm(at.scope, document, number, paper, on=at.today)
    messages.success(request, _("Confirmed."))
    for flag in flags:
        messages.warning(request, flag.sentence)


def _take(request: HttpRequest, at: Desk, account: str) -> None:
    given = request.FILES.getlist("files")
    if not given:
        messages.warning(request, _("No file came. Choose files or drop them on the page."))
        return
    kept = [uploads.keep(each) for each in given]
    added = services.add_heap(at.scope, home(), [each.path for each in kept], account)
    uploads.forget([str(each.path) for each in kept])
    told = ngettext("%(n)s document taken in.", "%(n)s documents taken in.", len(added.new))
    messages.success(request, told % {"n": len(added.new)})
    if added.known:
        told = ngettext("%(n)s was there already.", "%(n)s were there already.", len(added.known))
        messages.info(request, told % {"n": len(added.known)})
    for problem in added.problems[:8]:
        messages.warning(request, str(problem))
