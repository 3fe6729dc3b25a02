"""Coverage says what is there, what is missing, and what that leaves unchecked."""

from datetime import date

from tests.books.making import ledger

from makewhole.books.coverage import Month, coverage

REPORT = "GET_LEDGER_DETAIL_VIEW_DATA"
NEEDS = {
    "fc_lost": [{REPORT, "CONVERTED"}, {"REIMBURSEMENTS"}],
    "inbound_short": [{"ITEMS", "CONTENTS"}],
}


def rows(*days):
    return [ledger(event_date=day) for day in days]


def test_months_there_and_months_missing(books, read):
    days = (date(2025, 11, 30), date(2026, 1, 2), date(2026, 1, 9), None)
    books.add([read(rows(*days))], "acme")
    with books.snapshot() as snapshot:
        ledger_report, *absent = coverage(snapshot, NEEDS)
    assert ledger_report.months == (
        Month("2025-11", 1, "2025-11-30", "2025-11-30"),
        Month("2026-01", 2, "2026-01-02", "2026-01-09"),
    )
    assert ledger_report.missing == ("2025-12",)
    assert (ledger_report.undated, ledger_report.rows, ledger_report.files) == (1, 4, 1)
    assert ledger_report.disables == ()
    assert [(line.report, line.files, line.disables) for line in absent] == [
        ("CONTENTS", 0, ("inbound_short",)),
        ("ITEMS", 0, ("inbound_short",)),
        ("REIMBURSEMENTS", 0, ("fc_lost",)),
    ]


def test_rows_told_twice_count_once(books, read):
    books.add([read(rows(date(2026, 1, 2)), name="a")], "acme")
    books.add([read(rows(date(2026, 1, 2), date(2026, 1, 3)), name="b")], "acme")
    with books.snapshot() as snapshot:
        (line,) = coverage(snapshot, {})
    assert line.months == (Month("2026-01", 2, "2026-01-02", "2026-01-03"),)
    assert line.files == 2
