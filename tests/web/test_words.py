"""All text goes through gettext: what stands bare in a template is found here."""

import re
from pathlib import Path

import makewhole.web

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
