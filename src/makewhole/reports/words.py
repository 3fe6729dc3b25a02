"""The words of Amazon's reports that have a spelling of ours: dispositions, languages of payments.

Help pages and some views print words where files print capitals; the date range report is printed
in the language of the account, whose headings and words are the files in `languages/`.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

# Help pages write "Fulfillment center damaged" for what files call WAREHOUSE_DAMAGED.
# Source: https://sellercentral.amazon.com/help/hub/reference/G4FKT5KQWFFJ7LDN, seen 2026-11-21.
DISPOSITION_WORDS = {
    "Fulfillment center damaged": "WAREHOUSE_DAMAGED",
    "Fulfilment centre damaged": "WAREHOUSE_DAMAGED",
    "Fulfilment center damaged": "WAREHOUSE_DAMAGED",
}


@cache
def languages() -> dict[str, dict[str, Any]]:
    """The languages of the date range report: what `languages/*.toml` say, by file name.

    Each has `decimal` (dot or comma), `headings` (column to the headings printed for it) and, where
    known, `months` (the words of each), `types`, `statuses` and `fulfillments` (our word to the
    words printed) and `preamble` (the words before the currency above the table).
    """
    folder = resources.files("makewhole.reports") / "languages"
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".toml")
    }


def headings_of(column: str) -> tuple[str, ...]:
    """Every heading any language prints for a column of the date range report, English first."""
    spoken = languages()
    order = ["english", *(name for name in spoken if name != "english")]
    found = [word for name in order for word in spoken[name]["headings"].get(column, [])]
    return tuple(dict.fromkeys(found))


def type_words() -> dict[str, str]:
    """Each type word of each language, to the English one."""
    return _words("types")


def status_words() -> dict[str, str]:
    """Each word for a transaction's status in each language, to `released` or `deferred`."""
    return _words("statuses")


def fulfillment_words() -> dict[str, str]:
    """Each word for who fulfilled, in each language, to `Amazon` or `Seller`."""
    return _words("fulfillments")


def month_words() -> dict[str, int]:
    """Each month word of each language, to its number; no word means two months."""
    return {
        word: number
        for language in languages().values()
        for number, words in enumerate(language.get("months", []), 1)
        for word in words
    }


def comma_headings() -> set[str]:
    """The first heading (date and time) of the languages that write a decimal comma."""
    return {
        word
        for language in languages().values()
        if language["decimal"] == "comma"
        for word in language["headings"]["transaction_date"]
    }


def currency_pattern() -> str:
    """The pattern of the line above the table that names the currency, in any language."""
    said = [words for language in languages().values() for words in language.get("preamble", [])]
    return rf"(?:{'|'.join(said)})\s*(Euro|円|[A-Z]{{3}})\b"


def _words(part: str) -> dict[str, str]:
    """The words printed for ours, in any language; `part` names their list in `languages/`."""
    return {
        word: ours
        for language in languages().values()
        for ours, words in language.get(part, {}).items()
        for word in words
    }
