"""What is said where Spark cannot be used; none of it starts Java."""

import shutil
import socket
from types import SimpleNamespace
from typing import Any

import pytest

from makewhole.engine import open_engine, spark_session
from makewhole.engine.canary import FULL_WINDOW
from makewhole.engine.spark_session import ClusterUnreachable, NoWorkers, SparkMissing, WrongAnswers


@pytest.fixture(autouse=True)
def java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/nowhere")


def test_without_java_spark_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SparkMissing) as said:
        open_engine("spark")
    assert str(said.value) == (
        "Spark cannot be started: no Java runtime was found. Nothing was run. "
        "Install it with: pip install 'makewhole[spark]', and a Java runtime, 17 or later"
    )


def test_a_port_nobody_listens_on_is_told_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ClusterUnreachable) as said:
            open_engine(master)
    assert str(said.value) == (
        f"No Spark master answers at {master} (Connection refused). Nothing was run. "
        "Expected is a standalone master as its own page names it: spark://HOST:PORT"
    )


@pytest.mark.parametrize("master", ["spark://", "spark://somewhere", "spark://127.0.0.1:abc"])
def test_an_address_without_a_port_is_told(master: str) -> None:
    with pytest.raises(ClusterUnreachable, match="Expected is a standalone master"):
        open_engine(master)


def test_a_master_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_session, "_WORKERS_WITHIN", 0.0)
    monkeypatch.setattr(spark_session, "_LOOK_EVERY", 0.0)
    alone = SimpleNamespace(size=lambda: 1)
    context = SimpleNamespace(sc=lambda: SimpleNamespace(getExecutorMemoryStatus=lambda: alone))
    session = SimpleNamespace(sparkContext=SimpleNamespace(_jsc=context))
    with pytest.raises(NoWorkers) as said:
        spark_session.await_workers(session, "spark://host:7077")
    assert str(said.value) == (
        "spark://host:7077 gave no worker within 0 seconds. Nothing was run. Either none is "
        "alive, or none has a free core and the memory that spark.executor.memory asks for"
    )


def test_a_spark_that_answers_wrongly_is_refused() -> None:
    with pytest.raises(WrongAnswers) as said:
        spark_session.check(_Liar(FULL_WINDOW, 65536))
    assert str(said.value) == (
        "Spark 4.3.0 answered 65536 instead of 0 in the start-up check "
        "(select count(*) from (select sum(i) over () as s from range(1100000) t(i)) "
        "where s <> 604999450000). Nothing was audited. Take settings named spark.sql.* out of "
        "spark-defaults.conf, or use Spark 4.3"
    )


@pytest.mark.parametrize("question", spark_session.QUESTIONS)
def test_every_question_is_asked(question: str) -> None:
    with pytest.raises(WrongAnswers):
        spark_session.check(_Liar(question, None))
    spark_session.check(_Liar("", None))


class _Liar:
    """A session that answers as it should, but for one question."""

    version = "4.3.0"

    def __init__(self, question: str, answer: Any) -> None:
        self._answers = {**spark_session.QUESTIONS, question: answer}

    def sql(self, question: str) -> Any:
        return SimpleNamespace(collect=lambda: [[self._answers[question]]])
