"""Figures as a reader of the page's language writes them: money, units, days, shares."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from django import template
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

register = template.Library()


def locale() -> Locale:
    """The locale of the page's language."""
    return Locale.parse(to_locale(get_language() or "en"))


@register.filter
def money(amount: Decimal | None, currency: str | None = None) -> str:
    """An amount in its currency: 1234.5 in USD is $1,234.50; unknown says so."""
    if amount is None:
        return _("value unknown")
    return _money(amount, currency or "", get_language() or "en")


@lru_cache(maxsize=8192)
def _money(amount: Decimal, currency: str, language: str) -> str:
    spoken = Locale.parse(to_locale(language))
    if not currency:
        return str(format_decimal(amount, "#,##0.00##", locale=spoken))
    return str(format_currency(amount, currency, locale=spoken))


@register.filter
def count(number: int | Decimal | None) -> str:
    """A number with its thousands parted; nothing where there is none."""
    return "" if number is None else _count(number, get_language() or "en")


@lru_cache(maxsize=8192)
def _count(number: int | Decimal, language: str) -> str:
    return str(format_decimal(number, locale=Locale.parse(to_locale(language))))


_SUM = re.compile(r"\(?amount=([\d.]+), currency=([A-Z]{3})\)?")
_WINDOW = re.compile(r"\b(open|close)_after_(days|months)=(\d+)")
_PART = re.compile(r"(\w+)=")


@register.filter
def policy_value(text: str, unit: str = "") -> str:
    """A value of policy as one reads it: 60 of the unit day is 60 days.

    >>> policy_value("keep_share=0.20, keep=lesser_of", "rule")
    'keep share: 0.20, keep: lesser of'
    """
    if unit == "day" and text.isdecimal():
        return _days(int(text))
    told = _WINDOW.sub(lambda found: _window(found[1], found[2], int(found[3])), text)
    told = _SUM.sub(lambda found: money(Decimal(found[1]), found[2]), told)
    return _PART.sub(r"\1: ", told).replace("_", " ")


def _window(edge: str, unit: str, number: int) -> str:
    span = _days(number) if unit == "days" else _months(number)
    said = _("opens after %(span)s") if edge == "open" else _("closes after %(span)s")
    return said % {"span": span}


def _days(number: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": count(number)}


def _months(number: int) -> str:
    return ngettext("%(n)s month", "%(n)s months", number) % {"n": count(number)}


@register.filter
def share(number: float | Decimal | None) -> str:
    """A share as a percentage with one decimal."""
    return "" if number is None else str(format_percent(number, "#,##0.0%", locale=locale()))


@register.filter
def day(value: date | str | None) -> str:
    """A day: 3 Mar 2026 as the language writes it. Days in JSON come as text."""
    if not value:
        return ""
    when = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return _day(when, get_language() or "en")


@lru_cache(maxsize=8192)
def _day(when: date, language: str) -> str:
    return str(format_date(when, "medium", locale=Locale.parse(to_locale(language))))


@register.filter
def month(value: date | str | None) -> str:
    """A month: Mar 2026. Months of calendars come as text: 2026-03."""
    if not value:
        return ""
    when = date.fromisoformat(f"{value}-01") if isinstance(value, str) else value
    return str(format_date(when, "MMM y", locale=locale()))


@register.filter
def moment(value: datetime | None) -> str:
    """An instant in UTC, to the minute."""
    return "" if value is None else f"{day(value.date())}, {value:%H:%M}"


@register.filter
def days_left(value: date | None, today: date) -> str:
    """How far a day is: today, in 3 days, 2 days ago."""
    if value is None:
        return ""
    left = (value - today).days
    if left == 0:
        return _("today")
    if left > 0:
        return ngettext("in %(n)s day", "in %(n)s days", left) % {"n": count(left)}
    return ngettext("%(n)s day ago", "%(n)s days ago", -left) % {"n": count(-left)}


@register.filter
def nearness(value: date | None, today: date) -> str:
    """How pressing a day is, as a tone."""
    if value is None:
        return "calm"
    left = (value - today).days
    return "bad" if left <= 3 else "warn" if left <= 14 else "calm"


@register.filter
def plain(value: Any) -> str:
    """A value as a form sends it back: 2026-11-15, nothing where none is."""
    return "" if value is None else str(value)


@register.filter
def shown(value: Any) -> str:
    """Any value of a table as a reader writes it: days, numbers, text; nothing where none is."""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return _money(value, "", get_language() or "en")
    if isinstance(value, int) and not isinstance(value, bool):
        return count(value)
    return "" if value is None else str(value)


@register.filter
def size(number: int | None) -> str:
    """A file's size: 1.2 MB."""
    if number is None:
        return ""
    value = float(number)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            shown = format_decimal(round(value, 1 if unit != "B" else 0), locale=locale())
            return f"{shown} {unit}"
        value /= 1000
    return ""


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """What a mapping holds under a key; nothing where it holds none."""
    return mapping.get(key, "") if mapping else ""
