"""Coming in with the one-time link, leaving, and choosing light or dark."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from makewhole.claims.accounts.services import ensure_owner
from makewhole.web.entrance import use_key
from makewhole.web.place import home

_YEAR = 60 * 60 * 24 * 365
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """What to do when there is no session: start makewhole and use the link it prints."""
    return render(request, "web/enter.html", {"used": False})


@require_GET
def use(request: HttpRequest, key: str) -> HttpResponse:
    """Let the owner in with a key that is good; it works once."""
    if request.user.is_authenticated:
        return redirect("today")
    if not use_key(home(), key):
        return render(request, "web/enter.html", {"used": True}, status=403)
    login(request, ensure_owner(), backend=_BACKEND)
    return redirect("today")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session in this browser."""
    logout(request)
    return redirect("entrance")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the machine has it."""
    chosen = request.POST.get("theme", "")
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if chosen in ("light", "dark"):
        response.set_cookie("theme", chosen, max_age=_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("theme")
    return response


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether pages are served; says nothing else."""
    return HttpResponse("ok", content_type="text/plain")
