"""DuckDB behind the engine face: names, rows, the functions rules call, the start-up check."""

import threading
from pathlib import Path

import duckdb
import pytest
from tests.engine.answers import ANSWERS, AS_JSON, AS_TEXT

from makewhole.engine import duck as duck_module
from makewhole.engine import engine_to_come, open_engine
from makewhole.engine.duck import DuckEngine, WrongSums
from makewhole.engine.opening import UnknownEngine


@pytest.mark.parametrize(("sql", "answer"), ANSWERS)
def test_functions(sql: str, answer: object) -> None:
    with open_engine("duckdb", threads=1) as engine:
        asked = sql.format(list="['a', 'b']")
        assert engine.rows(f"select {asked}") == [(answer,)]


def test_a_name_can_change_between_view_and_table() -> None:
    with open_engine("duckdb", threads=1) as engine:
        engine.load("x", {"a": "BIGINT", "b": "VARCHAR"}, [(1, "one"), (2, None)])
        assert engine.columns("x") == ["a", "b"]
        engine.view("x", "select 3 as c")
        assert engine.rows("select * from x") == [(3,)]
        engine.table("x", "select 4 as d")
        engine.append("x", "select 5")
        assert sorted(engine.rows("select * from x")) == [(4,), (5,)]
        engine.drop("x")
        assert "x" not in engine.names()


def test_a_chain_keeps_its_last_step_only() -> None:
    with open_engine("duckdb", threads=1) as engine:
        engine.chain([("a", "select 1 as n"), ("b", "select n + 1 as n from a")])
        assert engine.rows("select n from b") == [(2,)]
        assert "a" not in engine.names()


def test_a_chain_can_add_its_last_step_to_what_is_there() -> None:
    with open_engine("duckdb", threads=1) as engine:
        engine.table("b", "select 7 as n")
        engine.chain(
            [("a", "select max(n) as n from b"), ("b", "select n + 1 from a")], append=True
        )
        assert sorted(engine.rows("select n from b")) == [(7,), (8,)]


def test_numbers_differ_and_start_where_told() -> None:
    with open_engine("duckdb", threads=1) as engine:
        rows = engine.rows(engine.numbered("select * from (values (7), (7)) as t(a)", "n", 100))
        assert sorted(rows) == [(101, 7), (102, 7)]


def test_a_stream_gives_rows_in_order_and_json_as_python_writes_it() -> None:
    with open_engine("duckdb", threads=1) as engine:
        asked = f"select n, {engine.as_json(AS_JSON)} from (values (2), (1)) as t(n) order by n"
        stream = engine.stream(asked)
        assert next(stream) == (1, AS_TEXT)
        assert engine.rows("select 7") == [(7,)]  # asked meanwhile
        assert list(stream) == [(2, AS_TEXT)]


def test_parquet_goes_out_and_comes_back(tmp_path: Path) -> None:
    with open_engine("duckdb", threads=1) as engine:
        target = tmp_path / "it's.parquet"
        engine.write_parquet("select 1 as a", target)
        assert engine.rows(f"select * from {engine.scan([target])}") == [(1,)]


def test_an_engine_that_sums_wrongly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck_module, "FULL_WINDOW", "select 65536")
    with DuckEngine(threads=1) as engine, pytest.raises(WrongSums, match="65,536 wrong sums"):
        engine.check()


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(UnknownEngine, match='There is no engine "oracle"'):
        open_engine("oracle")


@pytest.mark.parametrize(
    ("rows", "threads", "at_a_time"), [(2_000_000, 1, 2), (2_000_001, 2, 2), (30_000_001, 2, 1)]
)
def test_how_many_questions_at_a_time_goes_by_the_size_of_the_books(
    rows: int, threads: int, at_a_time: int
) -> None:
    with open_engine("duckdb", threads=2) as engine:
        engine.prepare_for(rows)
        asked = "select value from duckdb_settings() where name = 'threads'"
        assert engine.rows(asked) == [(str(threads),)]
        names = engine.at_once([lambda: threading.current_thread().name] * 8)
        assert ("MainThread" not in names) == (at_a_time == 2)


def test_rows_are_loaded_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck_module, "_INSERT_ROWS", 2)
    rows = [(1, None), (2, "two"), (3, "it's"), (None, ""), (5, None)]
    with open_engine("duckdb", threads=1) as engine:
        for held in (rows, rows[:2], []):
            engine.load("x", {"a": "BIGINT", "b": "VARCHAR"}, held)
            assert sorted(engine.rows("from x"), key=rows.index) == held
        assert engine.rows("select a + 1, b || 'c' from x") == []


def test_an_engine_to_come_is_there_when_called_for_and_closed_at_the_end() -> None:
    with engine_to_come("duckdb", threads=1) as coming:
        engine = coming()
        engine.view("x", "select 3 as c")
        assert engine.rows("select * from x") == [(3,)]
    with pytest.raises(duckdb.ConnectionException):
        engine.rows("select 1")


def test_an_engine_to_come_need_not_be_called_for() -> None:
    with engine_to_come("duckdb", threads=1):
        pass
    with engine_to_come("unheard of") as coming, pytest.raises(UnknownEngine):
        coming()
