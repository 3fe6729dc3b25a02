"""Every published layout is known by its headings, by one format, whatever its columns do."""

import random

import pytest
from tests.reports.formats.layouts import CASES, FIXTURES, matching, module_of

from makewhole.reports.binding import HeadingsUnfit, bind
from makewhole.reports.form import folded, formats
from makewhole.reports.words import languages

IDS = [f"{report}-{layout}" for report, layout, _ in CASES]


@pytest.mark.parametrize(("report", "layout", "headings"), CASES, ids=IDS)
def test_a_layout_is_one_formats_and_no_others(
    report: str, layout: str, headings: list[str]
) -> None:
    assert [form.report for form in matching(headings)] == [report]


@pytest.mark.parametrize(("report", "layout", "headings"), CASES, ids=IDS)
def test_order_case_blanks_and_more_columns_do_not_matter(
    report: str, layout: str, headings: list[str]
) -> None:
    shuffled = [f" {heading.upper()} " for heading in headings] + ["a column of next year"]
    random.Random(layout).shuffle(shuffled)
    (form,) = matching(["\ufeff" + shuffled[0], *shuffled[1:]])
    assert form.report == report
    if form.not_read is None:
        assert bind(form, shuffled, "", ",").unknown == ("a column of next year",)


@pytest.mark.parametrize(("report", "layout", "headings"), CASES, ids=IDS)
def test_a_layout_binds_whole_and_a_missing_column_costs_only_itself(
    report: str, layout: str, headings: list[str]
) -> None:
    (form,) = matching(headings)
    if form.not_read is not None:
        return
    assert bind(form, headings, "", ",").unknown == ()
    needed = {
        folded(heading)
        for column in form.columns.values()
        if column.required
        for heading in column.headings
    }
    known_by = {heading for way in form.signatures() for group in way for heading in group}
    for place, heading in enumerate(headings):
        if folded(heading) in needed | known_by:
            continue
        fewer = headings[:place] + headings[place + 1 :]
        assert [each.report for each in matching(fewer)] == [report]
        bind(form, fewer, "", ",")


@pytest.mark.parametrize(("report", "layout", "headings"), CASES, ids=IDS)
def test_the_name_of_a_layout_is_told(report: str, layout: str, headings: list[str]) -> None:
    (form,) = matching(headings)
    if layout in form.layouts:
        assert bind(form, headings, "", ",").layout == layout


@pytest.mark.parametrize("name", sorted(languages()))
def test_every_language_of_the_date_range_report_is_known(name: str) -> None:
    headings = [words[0] for words in languages()[name]["headings"].values()]
    (form,) = matching(headings)
    assert form.report == "DATE_RANGE_TRANSACTIONS"
    assert bind(form, headings, "", ",").unknown == ()
    assert bind(form, headings, "", ",").layout == name


def test_a_missing_column_that_is_needed_is_named() -> None:
    (form,) = (form for form in formats() if form.report == "SELLER_COSTS")
    with pytest.raises(HeadingsUnfit, match='no column "currency"'):
        bind(form, ["sku", "cost"], "", ",")


def test_no_heading_serves_two_columns_of_one_format_by_accident() -> None:
    for form in formats():
        # what a column of the table is reckoned from may read the same cell once more
        kept = form.fills.schema if form.fills is not None else form.columns
        said: dict[str, str] = {}
        for name, column in form.columns.items():
            for heading in column.headings if name in kept else ():
                other = said.setdefault(folded(heading), name)
                assert other == name, heading


def test_every_column_fills_its_table_or_serves_another_column() -> None:
    for form in formats():
        schema = form.fills.schema if form.fills is not None else None
        if schema is None:
            continue
        sql = " ".join(
            [getattr(column, "sql", "") for column in form.columns.values()]
            + [check.bad for check in form.checks]
        )
        assert all(name in schema or name in sql for name in form.columns), form.__name__


def test_a_folder_of_fixtures_is_a_formats() -> None:
    modules = {module_of(form) for form in formats()}
    folders = {path.parent.name for path in FIXTURES}
    assert folders <= modules
