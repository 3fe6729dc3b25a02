"""All text goes through gettext: what stands bare in a template is found here."""

import ast
import calendar
import html
import re
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.claims.scenes import finding, owned_scope
from tests.web.conftest import DAY
from tests.web.scenes import record
from tests.web.test_pages import PLAIN

import makewhole.web
from makewhole import claims
from makewhole.claims import handling
from makewhole.claims.cases.drafting import draft
from makewhole.claims.documents.checklist import checklist
from makewhole.claims.letters.facts import case_facts
from makewhole.claims.letters.writing import write
from makewhole.claims.models import Event
from makewhole.web.event_words import EVENTS, happened
from makewhole.web.place import home

TEMPLATES = Path(makewhole.web.__file__).parent / "templates"

# Names that are the same in every language, and marks that are no words.
_SAME = {"makewhole", "fnsku", "csv", "xlsx", "c", "lb", "x", "serve"}
_TAGGED = re.compile(
    r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}|{#.*?#}", re.S
)
_READ_OUT = re.compile(r'(?:placeholder|aria-label|title|alt|data-label|data-ask)="([^"]*)"')


def bare_words(text: str) -> list[str]:
    """Words of a template that a reader would see and nobody can translate."""
    text = _TAGGED.sub("", text)
    said = _READ_OUT.findall(text)
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S)
    text = re.sub(r"<[^>]*>", " ", text)
    words = re.findall(r"[^\W\d_]+", " ".join([re.sub(r"&\w+;", " ", text), *said]))
    return [word for word in words if word.lower() not in _SAME]


def test_a_bare_word_is_found() -> None:
    assert bare_words('<p class="x">Hello {{ name }}</p>') == ["Hello"]
    assert bare_words('<p aria-label="Money">{% translate "Hello" %}</p>') == ["Money"]


def test_every_word_of_every_template_can_be_translated() -> None:
    found = {
        str(file.relative_to(TEMPLATES)): words
        for file in sorted(TEMPLATES.rglob("*.html"))
        if (words := bare_words(file.read_text("utf-8")))
    }
    assert found == {}


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that goes through gettext stands between marks, in code and templates alike."""
    monkeypatch.setattr(translation._trans, "gettext", lambda text: f"⟦{text}⟧")
    monkeypatch.setattr(
        translation._trans, "ngettext", lambda one, many, n: f"⟦{one if n == 1 else many}⟧"
    )


def unmarked(page: str) -> list[str]:
    """Words of a page that a reader sees and that stand outside the marks."""
    page = re.sub(r"<(script|style|pre|datalist)\b.*?</\1>", " ", page, flags=re.S)
    page = re.sub(r'<(\w+)[^>]*\b(?:class="[^"]*\b(?:code|sentence)\b[^"]*")[^>]*>[^<]*', " ", page)
    page = html.unescape(re.sub(r"<[^>]*>", " ", page))
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", " ", page)) != page:
        page = less
    return re.findall(r"[^\W\d_]{3,}", page)


def said_by_data(*texts: object) -> set[str]:
    """Words that are data of this account, or policy's own, and so are in no catalogue."""
    return set(re.findall(r"[^\W\d_]{3,}", " ".join(map(str, texts))))


@cache
def _policy() -> frozenset[str]:
    held = handling.policy()
    parameters = [held.parameter(key) for key in held.keys]
    return frozenset(
        said_by_data(
            "yes no",
            held.policy_version,
            *held.claim_types.values(),
            *parameters,
            *held.sources.values(),
        )
    )


@pytest.mark.parametrize("name", PLAIN)
def test_every_word_a_page_shows_went_through_gettext(
    browser: Client, marked: None, name: str
) -> None:
    record(finding(1), finding(2, decision="wait"), finding(3, amount=None, unit_value=None))
    case = draft(owned_scope(), on=DAY).cases[0]
    events = Event.objects.values_list("who", "table")
    known = said_by_data(
        finding(1), case.bundle, list(events), *calendar.month_abbr, *_SAME,
        "FNSKU MSKU ASIN XLSX CSV UTC SKU USD CAD EUR GBP",
    ) | _policy()  # fmt: skip
    page = browser.get(reverse(name)).content.decode()
    assert sorted({word for word in unmarked(page) if word not in known}) == []


@pytest.mark.parametrize("name", ["finding", "case"])
def test_so_did_those_of_a_finding_and_a_case(browser: Client, marked: None, name: str) -> None:
    record(finding(1))
    case = draft(owned_scope(), on=DAY).cases[0]
    at = {"finding": "f1", "case": case.pk}[name]
    known = said_by_data(
        finding(1), case.bundle, "owner makewhole", *calendar.month_abbr, *_SAME,
        checklist(case), write(case_facts(owned_scope(), case.pk, home()), "claim", "en"),
        "FNSKU MSKU ASIN XLSX CSV UTC SKU USD",
    ) | _policy()  # fmt: skip
    page = browser.get(reverse(name, args=[at])).content.decode()
    assert sorted({word for word in unmarked(page) if word not in known}) == []


def test_every_event_has_a_word() -> None:
    """What services write into events is said by pages in their own words."""
    found = set()
    for file in Path(claims.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and _called(call) in ("add", "change", "move", "keep"):
                found |= {a.value for a in call.args[1:] if isinstance(a, ast.Constant)}
    told = {text for text in found if isinstance(text, str) and text}
    assert len(told) > 40
    assert sorted(text for text in told if text not in EVENTS) == []
    assert happened("payments make it paid in part") == "Payments: Paid in part"
    assert happened("finding retired: found") == (
        "Finding no longer open: The units were found or returned"
    )
    assert happened("denied: missing_evidence") == "Denied: missing evidence"
    assert happened("reply kept") == "Noted: Answer to Amazon"


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
