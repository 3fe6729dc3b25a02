"""Books that end long before the day audited for say so."""

from datetime import date

from makewhole.audit.stale import stale
from makewhole.books.snapshot import FILES_SCHEMA
from makewhole.engine import Engine, open_engine

AS_OF = date(2026, 6, 30)


def _files(engine: Engine, *told: tuple[str, str, str | None]) -> None:
    rows = [(account, 1, "a.txt", report, 1, day, day, "") for account, report, day in told]
    engine.load("book_files", FILES_SCHEMA, rows)


def test_a_ledger_that_ends_more_than_thirty_days_before_is_named() -> None:
    ledger = "GET_LEDGER_DETAIL_VIEW_DATA"
    with open_engine("duckdb") as engine:
        _files(
            engine,
            ("a", ledger, "2026-01-31"),
            ("a", ledger, "2026-05-30"),
            ("b", ledger, "2026-05-31"),
            ("c", ledger, None),
            ("d", "GET_FBA_REIMBURSEMENTS_DATA", "2025-01-01"),
        )
        assert [str(each) for each in stale(engine, AS_OF)] == [
            "note: the newest row of the inventory ledger of a is of 2026-05-30, 31 days before "
            "2026-06-30. What was found, returned or paid since then may be in no file that was "
            "read: read newer downloads before you file anything."
        ]
