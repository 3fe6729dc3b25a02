"""The languages of the date range report agree with one another."""

from makewhole.reports.form import folded
from makewhole.reports.formats.date_range import DateRange
from makewhole.reports.words import (
    fulfillment_words,
    headings_of,
    languages,
    month_words,
    status_words,
    type_words,
)


def test_no_heading_means_two_columns() -> None:
    said = {}
    for name, language in languages().items():
        for column, headings in language["headings"].items():
            for heading in headings:
                assert said.setdefault(folded(heading), column) == column, (name, heading)


def test_no_word_means_two_things() -> None:
    for part, meaning in (
        ("months", month_words()),
        ("types", type_words()),
        ("statuses", status_words()),
        ("fulfillments", fulfillment_words()),
    ):
        for name, language in languages().items():
            lists = language.get(part, [])
            pairs = lists.items() if isinstance(lists, dict) else enumerate(lists, 1)
            assert all(meaning[word] == key for key, words in pairs for word in words), name


def test_every_language_with_months_has_twelve() -> None:
    assert {len(language.get("months", [0] * 12)) for language in languages().values()} == {12}


def test_words_are_translated_to_those_the_rules_know() -> None:
    assert set(type_words().values()) <= set(DateRange.columns["type"].values)
    assert set(status_words().values()) == {"released", "deferred"}
    assert set(fulfillment_words().values()) == {"Amazon", "Seller"}


def test_every_heading_of_every_language_is_known_to_the_format() -> None:
    known = DateRange.headings()
    for language in languages().values():
        for headings in language["headings"].values():
            assert all(folded(heading) in known for heading in headings)


def test_the_english_heading_is_the_one_a_column_is_spoken_of_by() -> None:
    assert headings_of("product_sales")[0] == "product sales"
    assert "Umsätze" in headings_of("product_sales")
    assert "商品売上" in headings_of("product_sales")
