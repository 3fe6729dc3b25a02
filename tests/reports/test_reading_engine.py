"""An engine knows how cells are read as soon as a question needs it, on every connection."""

from contextlib import closing
from pathlib import Path

from makewhole.reports.reading_engine import ReadingEngine


def test_what_one_connection_needed_the_others_know(tmp_path: Path) -> None:
    with closing(ReadingEngine(tmp_path, threads=1)) as engine:
        one, other = engine.connection(), engine.connection()
        engine.teach("select mw_id(c0)")
        for connection in (one, other):
            assert connection.execute("select mw_id('=\"007\"')").fetchone() == ("007",)


def test_words_of_a_file_that_look_like_a_macro_are_left_alone(tmp_path: Path) -> None:
    with closing(ReadingEngine(tmp_path)) as engine:
        engine.teach("select 'mw_none', mw_date_month(c0)")
        row = engine.connection().execute("select mw_date_month('03/31/2026')::varchar").fetchone()
        assert row == ("2026-03-31",)
