"""A report is known by its headings, whatever the file is called; what fits two is refused."""

import pytest
from tests.reports.conftest import LEDGER, Give, ledger_row

from makewhole.books.tables import LEDGER_EVENTS, RETURNS
from makewhole.reports import recognition
from makewhole.reports.form import Date, Report, Text, formats
from makewhole.reports.recognition import Ambiguous, find_head, recognise

HEADINGS = LEDGER.strip().split("\t")


def test_name_and_extension_say_nothing(give: Give) -> None:
    assert give(LEDGER + ledger_row(), "reimbursements.json").file.report == (
        "GET_LEDGER_DETAIL_VIEW_DATA"
    )


@pytest.mark.parametrize("spelling", [str.upper, str.lower, lambda h: h.replace(" ", "")])
def test_headings_are_folded(spelling: object) -> None:
    assert callable(spelling)
    form = recognise([spelling(heading) for heading in HEADINGS])
    assert form is not None and form.report == "GET_LEDGER_DETAIL_VIEW_DATA"


@pytest.mark.parametrize("missing", ["FNSKU", "Event Type", "Quantity", "Disposition"])
def test_a_ledger_without_what_makes_it_one_is_not_taken_for_one(missing: str) -> None:
    form = recognise([heading for heading in HEADINGS if heading != missing])
    assert form is None or form.report != "GET_LEDGER_DETAIL_VIEW_DATA"


def test_two_formats_that_fit_are_refused_with_both_names(
    give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    class First(Report):
        report = "FIRST"
        fills = LEDGER_EVENTS
        recognised_by = {"Day", "Thing"}
        event_date = Date("Day")

    class Second(Report):
        report = "SECOND"
        fills = RETURNS
        recognised_by = {"Day", "Thing"}
        reason = Text("Thing")

    monkeypatch.setattr(recognition, "formats", lambda: (First, Second))
    recognition._ways.cache_clear()
    try:
        with pytest.raises(Ambiguous) as raised:
            recognise(["Day", "Thing"])
        assert raised.value.reports == ["FIRST", "SECOND"]
        assert give("Day,Thing\n2026-03-01,x\n").problem == (
            "ledger.tsv: its headings fit more than one report: FIRST and SECOND. The file was not "
            "read, because a guess could count units twice. Download it again with all its "
            "columns, or say in a mapping file which report it is."
        )
    finally:
        recognition._ways.cache_clear()


def test_no_layout_of_any_format_fits_two() -> None:
    for form in formats():
        for headings in form.layouts.values():
            if form.json is None:
                found = recognise(headings)
                assert found is not None and found.report == form.report


def test_the_header_is_found_below_other_lines() -> None:
    head = find_head("Ledger of March\n\n,,,\n" + LEDGER.replace("\t", ";"))
    assert head is not None
    assert (head.header_line, head.delimiter, head.quotes) == (4, ";", "some")
    assert head.preamble == "Ledger of March\n\n,,,"
