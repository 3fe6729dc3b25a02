"""Words for keys, and small pieces of a page: marks, icons, addresses with a change."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from makewhole import __version__
from makewhole.claims.cases import urgency
from makewhole.claims.cases.worklist import Task
from makewhole.reports.glance import title_of
from makewhole.web import event_words, words

register = template.Library()
_REPORT_ID = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
_KEPT_UNDER = re.compile(r"\S*/uploads/[0-9a-f]{2}/[0-9a-f]{64}/")

_WORDS: dict[str, dict[str, Any]] = {
    "decision": words.DECISIONS, "state": words.STATES, "action": words.ACTIONS,
    "valuation": words.VALUATIONS, "confidence": words.CONFIDENCES, "retired": words.RETIRED,
    "lane": words.LANES, "job": words.JOB_STATES, "seller": words.SELLER_KINDS,
    "work": words.JOBS, "message": words.MESSAGES, "letter": words.LETTERS,
    "payment": words.PAYMENTS, "role": words.ROLES, "reason": words.REASONS,
    "matched": words.MATCHED,
}  # fmt: skip


@register.filter
def word(key: str | None, kind: str) -> str:
    """The app's word for a key of a kind."""
    return words.said(_WORDS[kind], key)


@register.filter
def happened(what: str) -> str:
    """What an event says, in the page's language."""
    return event_words.happened(what)


@register.filter
def report_name(report: str) -> str:
    """What a report is, as people name it: Inventory ledger, detailed view."""
    return title_of(report)


@register.filter
def lacking(told: str) -> str:
    """What a claim type was not checked for want of: reports by their names."""
    _type, needs, reports = told.partition(" needs ")
    if not needs:
        return told
    named = _REPORT_ID.sub(lambda found: title_of(found[0]), reports)
    return named.replace("_", " ")


@register.filter
def without_folders(told: str) -> str:
    """A message that names uploaded files by the names they were given with."""
    return _KEPT_UNDER.sub("", told)


@register.filter
def actor(who: str) -> str:
    """Who did it: a job worker is named by machine, process and run, which says nothing here."""
    return translated("the work on files") if who.count(":") == 2 else who


@register.filter
def title(claim_type: str) -> str:
    """What policy calls a claim type."""
    return words.claim_title(claim_type)


@register.filter
def spaced(key: str | None) -> str:
    """A key as words: already_reimbursed is already reimbursed."""
    return (key or "").replace("_", " ")


@register.filter
def band(task: Task, today: date) -> str:
    """Under which heading a task stands in the work list."""
    if task.action == "judge":
        return translated("For you to judge")
    return str(words.BANDS[urgency.band(task.due, today)])


_IDS = {
    "fnsku": "FNSKU", "msku": "MSKU", "asin": "ASIN", "order_id": _("order"),
    "shipment_id": _("shipment"), "removal_order_id": _("removal order"),
    "reimbursement_id": _("reimbursement"), "settlement_id": _("settlement"),
    "reference_id": _("reference"), "finding_id": _("finding"), "case_id": _("case id"),
}  # fmt: skip


@register.filter
def about(bundle: str) -> str:
    """What findings of a bundle share, in words: `fnsku=X001` is FNSKU X001."""
    return ", ".join(f"{words.said(_IDS, key)} {value}" for key, value in _pairs(bundle))


@register.filter
def id_word(key: str) -> str:
    """The word for a column that holds an id."""
    return words.said(_IDS, key)


@register.filter
def about_query(bundle: str) -> str:
    """The same as the query of a list of findings."""
    named = [(key, value) for key, value in _pairs(bundle) if key in _IDS]
    return urlencode([("q" if key == "finding_id" else key, value) for key, value in named])


def _pairs(bundle: str) -> list[tuple[str, str]]:
    parted = (part.partition("=") for part in bundle.split())
    return [(key, value) for key, _equals, value in parted if value]


@register.filter
def source_name(source: Any) -> str:
    """A policy source by its title and the site it stands on."""
    host = (urlsplit(source.href).hostname or "").removeprefix("www.")
    return f"{source.title} ({host})" if source.title else host or source.key


@register.filter
def split_words(text: str) -> list[str]:
    """The words of a text, to go through one by one."""
    return text.split()


@register.simple_tag
def mark(key: str, kind: str) -> SafeString:
    """A state or decision as a coloured mark with its word."""
    tone = words.TONES.get(key, "calm")
    return format_html('<span class="mark {}">{}</span>', tone, words.said(_WORDS[kind], key))


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of ours; it says nothing to those who do not see it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        versioned("web/icons.svg"),
        name,
    )


@register.simple_tag
def file(path: str) -> str:
    """The address of a file of ours, with the version, so that an upgrade is seen at once."""
    return versioned(path)


def versioned(path: str) -> str:
    """A static file's address with the version."""
    return f"{static(path)}?v={__version__}"


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """This page's address with some of its choices changed; None or empty takes one away."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    text = query.urlencode()
    return f"?{text}" if text else "?"
