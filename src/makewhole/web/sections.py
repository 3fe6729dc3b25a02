"""The sections of the app, in the order of the day's work."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Section(NamedTuple):
    """One entry of the navigation: its key (icon and mark of the page), address and name."""

    key: str
    url: str
    name: Promise


SECTIONS = (
    Section("today", "today", _("Today")),
    Section("findings", "findings", _("Findings")),
    Section("cases", "cases", _("Cases")),
    Section("units", "units", _("Units")),
    Section("fees", "fees", _("Fees")),
    Section("trends", "trends", _("Trends")),
    Section("data", "data", _("Data")),
    Section("settings", "settings", _("Settings")),
)
