"""What every page shows around itself."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from makewhole import __version__
from makewhole.web.clock import today
from makewhole.web.sections import SECTIONS


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Sections, the day, the theme, and whether this is the demo."""
    held = cast("Any", settings)
    theme = request.COOKIES.get("theme", "")
    return {
        "sections": SECTIONS,
        "today": today(),
        "theme": theme if theme in ("light", "dark") else "",
        "is_demo": held.MAKEWHOLE_DEMO,
        "clock_is_fixed": held.MAKEWHOLE_AS_OF is not None,
        "version": __version__,
        "is_in": getattr(request, "desk", None) is not None,
    }
