"""Statements parsed once: the same answers, for any connection, and not without end."""

import duckdb
import pytest

from makewhole.engine.connecting import connect
from makewhole.engine.parsed import Parsed


def _run(
    parsed: Parsed, sql: str, connection: duckdb.DuckDBPyConnection
) -> list[tuple[object, ...]]:
    for statement in parsed.of(sql, connection):
        connection.execute(statement)
    return connection.fetchall()


def test_a_statement_is_parsed_once_and_asked_anew_each_time() -> None:
    parsed = Parsed()
    with connect() as one, connect() as other:
        assert _run(parsed, "create table t as select 1 as n; select n from t", one) == [(1,)]
        assert parsed.of("select n from t", one) == ["select n from t"]
        first = parsed.of("select n from t", one)
        assert _run(parsed, "select n from t", one) == [(1,)]
        one.execute("update t set n = 2")
        assert _run(parsed, "select n from t", one) == [(2,)]
        other.execute("create table t as select 'other' as n")
        assert parsed.of("select n from t", other) is first
        assert _run(parsed, "select n from t", other) == [("other",)]


def test_what_was_asked_longest_ago_is_forgotten() -> None:
    parsed = Parsed(held=2)
    with connect() as connection:
        asked = ["select 1", "select 2"]
        assert [parsed.of(sql, connection) for sql in asked] == [[sql] for sql in asked]
        one, two = (parsed.of(sql, connection) for sql in asked)
        assert parsed.of("select 1", connection) is one
        parsed.of("select 3", connection)
        assert parsed.of("select 1", connection) is one
        assert parsed.of("select 2", connection) is not two


def test_what_cannot_be_parsed_is_said_each_time() -> None:
    parsed = Parsed()
    with connect() as connection:
        for _ in range(2):
            with pytest.raises(duckdb.ParserException):
                _run(parsed, "select from where", connection)
