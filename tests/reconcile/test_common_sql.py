"""Every statement keeps to the SQL that both engines run alike, expression for expression."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from makewhole.engine import parse

ROOMS = ("rules", "reconcile", "audit", "fees")
# Same text, another answer on the other engine; measured expression by expression.
BANNED: dict[type[exp.Expression], str] = {
    exp.Div: "mw_div or mw_whole",
    exp.Avg: "a sum and mw_div",
    exp.Concat: "||",
    exp.RegexpReplace: "mw_fold",
    exp.Interval: "mw_add_days or mw_add_months",
    exp.IntDiv: "mw_whole",
    exp.IgnoreNulls: "a count over the order, then the largest of each number",
    exp.Pivot: "case",
}
WHOLE_TYPES = (exp.DataType.Type.BIGINT, exp.DataType.Type.DECIMAL)


def _files() -> list[Path]:
    root = Path(str(files("makewhole")))
    return sorted(path for room in ROOMS for path in (root / room).rglob("*.sql"))


def _statements() -> list[tuple[str, str]]:
    return [
        (f"{path.parent.name}/{path.name}:{name}", sql)
        for path in _files()
        for name, sql in parse(path.stem, path.read_text()).statements.items()
    ]


STATEMENTS = _statements()


@pytest.mark.parametrize(("where", "sql"), STATEMENTS, ids=[where for where, _ in STATEMENTS])
def test_a_statement_keeps_to_the_common_subset(where: str, sql: str) -> None:
    tree = sqlglot.parse_one(sql, read="duckdb")
    sqlglot.parse_one(sql, read="spark")
    for node in tree.walk():
        for banned, instead in BANNED.items():
            assert not isinstance(node, banned), f"{where}: {node.sql()}: use {instead}"
    assert not list(_distinct_lists(tree)), f"{where}: a list of distinct values has no order"
    assert not list(_unnamed_nulls(tree)), f"{where}: say where NULLs stand"
    assert not list(_floats(tree)), f"{where}: money and units are exact"
    assert not list(_lone_lines(tree)), (
        f"{where}: min_by(line, (source, line)): a row is named whole"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "select a / b from t",
        "select avg(a) from t",
        "select concat(a, b) from t",
        "select array_agg(distinct a) from t",
        "select d + interval '1' month from t",
        "select cast(a as double) from t",
        "select min(source), min(l.line) from l",
    ],
)
def test_the_guard_bites(sql: str) -> None:
    with pytest.raises(AssertionError):
        test_a_statement_keeps_to_the_common_subset("here", sql)


def test_no_line_is_glued_from_python_braces() -> None:
    for path in _files():
        assert not re.search(r"[{}]", path.read_text()), f"{path.name} is filled in from code"


def _distinct_lists(tree: exp.Expression) -> list[exp.Expression]:
    return [node for node in tree.find_all(exp.ArrayAgg) if node.find(exp.Distinct)]


def _unnamed_nulls(tree: exp.Expression) -> list[exp.Expression]:
    """Descending orders: ascending ones on columns without NULLs are left to the reader."""
    return [
        node
        for node in tree.find_all(exp.Ordered)
        if node.args.get("desc") and node.args.get("nulls_first") is None
    ]


def _lone_lines(tree: exp.Expression) -> list[exp.Expression]:
    """The least line of several files, which beside the least source may be no row at all."""
    return [
        node
        for node in tree.find_all(exp.Min)
        if isinstance(node.this, exp.Column) and node.this.name == "line"
    ]


def _floats(tree: exp.Expression) -> list[exp.Expression]:
    loose = (exp.DataType.Type.DOUBLE, exp.DataType.Type.FLOAT)
    return [node for node in tree.find_all(exp.DataType) if node.this in loose]
