"""Spark gives what DuckDB gives: the same statements on a real master with two workers."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from tests.engine.answers import ANSWERS, AS_JSON, AS_TEXT
from tests.engine.spark_cluster import WORKERS, cluster, needs_spark

from makewhole.audit import audit
from makewhole.audit.finding import line_of
from makewhole.audit.session import open_books
from makewhole.books import Snapshot
from makewhole.demo import AS_OF
from makewhole.engine import Engine, open_engine

pytestmark = [needs_spark(), pytest.mark.xdist_group("spark")]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with (
        cluster(tmp_path_factory.mktemp("spark")) as master,
        open_engine(master, memory_limit="2GB") as engine,
    ):
        yield engine


@pytest.fixture(scope="module")
def world() -> Iterator[Snapshot]:
    """The demo account's reports, a simulated world, read into books."""
    with (
        as_file(files("makewhole.demo").joinpath("reports")) as folder,
        open_books(folder) as opened,
        opened.books.snapshot() as snapshot,
    ):
        yield snapshot


@pytest.mark.parametrize(("sql", "answer"), ANSWERS)
def test_functions(spark: Engine, sql: str, answer: object) -> None:
    asked = sql.format(list="array('a', 'b')")
    assert spark.rows(f"select {asked}") == [(answer,)]


def test_names_rows_and_numbers(spark: Engine) -> None:
    spark.load("x", {"a": "BIGINT", "b": "VARCHAR"}, [(1, "one\ntwo"), (2, None)])
    assert spark.columns("x") == ["a", "b"]
    assert spark.rows("select * from x order by a") == [(1, "one\ntwo"), (2, None)]
    spark.view("of_x", "select count(*) as n from x")
    assert spark.table("x", "select 4 as d") == 1
    spark.append("x", "select 5")
    assert spark.rows("select n from of_x") == [(2,)]
    numbered = spark.numbered("select d from x", "n", 100)
    assert len({row[0] for row in spark.rows(numbered)}) == 2
    spark.load("x", {"a": "DATE"}, [])
    assert spark.rows("select n from of_x") == [(0,)]
    spark.drop("of_x")
    assert "of_x" not in spark.names()


def test_a_stream_gives_rows_in_order_and_json_as_python_writes_it(spark: Engine) -> None:
    asked = f"select n, {spark.as_json(AS_JSON)} from (values (2), (1)) as t(n) order by n"
    assert list(spark.stream(asked)) == [(1, AS_TEXT), (2, AS_TEXT)]


def test_parquet_goes_out_and_comes_back(spark: Engine, tmp_path: Path) -> None:
    target = tmp_path / "it's.parquet"
    spark.write_parquet("select 1 as a", target)
    assert list(tmp_path.iterdir()) == [target]
    assert spark.rows(f"select * from {spark.scan([target])}") == [(1,)]


def test_every_rule_gives_the_same_bytes(spark: Engine, world: Snapshot) -> None:
    """All rules over the simulated world: findings, funnel and what was not checked."""
    with open_engine("duckdb") as duck:
        expected = _results(duck, world)
    assert _results(spark, world) == expected
    rules_that_found = {name for name in expected if not name.startswith("the ")}
    assert len(rules_that_found) > 10
    assert spark.session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 1 + WORKERS


def _results(engine: Engine, world: Snapshot) -> dict[str, tuple[int, str]]:
    """How many findings each rule has, and a hash of them; the funnel, and what was not checked."""
    result = audit(world, AS_OF, engine=engine)
    lines = defaultdict[str, list[str]](list)
    for told in result.told():
        lines[told["claim_type"]].append(line_of(told))
    lines["the funnel"] = [repr(result.funnel.as_dict())]
    lines["the unchecked"] = [str(one) for one in result.not_checked]
    return {
        name: (len(said), hashlib.sha256("\n".join(said).encode()).hexdigest())
        for name, said in lines.items()
    }
