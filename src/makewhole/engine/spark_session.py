"""Starting Spark: on this machine or on a cluster, and asking it questions whose answers we know.

`spark` and `local[N]` run on this machine, `spark://HOST:PORT` on a standalone cluster whose
workers see the same files under the same names.
"""

import os
import re
import shutil
import socket
import time
import warnings
from typing import Any

from makewhole.engine.canary import FULL_WINDOW
from makewhole.errors import EngineError

LOCAL = "local[2]"
_LOOPBACK = "127.0.0.1"
_ANSWERS_WITHIN = 10.0  # seconds a master has to take a call
_WORKERS_WITHIN = 60.0  # seconds workers have to take up the session
_LOOK_EVERY = 0.1
_SIZE = re.compile(r"(\d+)\s*([KMGT])I?B?", re.IGNORECASE)
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # nobody looks at pages that are not shown: the driver need not remember what they would say
    "spark.sql.ui.retainedExecutions": "10",
    "spark.ui.retainedJobs": "10",
    "spark.ui.retainedStages": "10",
    # carrying constraints over a union of cut plans fails in 4.3.0: "key not found"
    "spark.sql.constraintPropagation.enabled": "false",
}

# Decimal division keeps 38 digits and rounds half away from zero once, to six places.
_FUNCTIONS = (
    "mw_days(a DATE, b DATE) returns INT return datediff(b, a)",
    "mw_add_days(d DATE, n BIGINT) returns DATE return date_add(d, cast(n as int))",
    "mw_add_months(d DATE, n BIGINT) returns DATE return add_months(d, cast(n as int))",
    "mw_round(x DECIMAL(38,6), places INT) returns DECIMAL(38,6) return "
    "cast(case places when 0 then round(x, 0) when 1 then round(x, 1) when 2 then round(x, 2) "
    "when 3 then round(x, 3) when 4 then round(x, 4) else x end as decimal(38,6))",
    "mw_div(a DECIMAL(38,10), b DECIMAL(38,10)) returns DECIMAL(38,6) return "
    "cast(a / nullif(b, 0) as decimal(38,6))",
    "mw_share(x DECIMAL(38,10), n DECIMAL(38,10), p INT) returns DECIMAL(38,6) return "
    "cast(case when p = 0 then round(cast(x / nullif(n, 0) as decimal(38,6)), 0) "
    "else round(cast(x / nullif(n, 0) as decimal(38,6)), 2) end as decimal(38,6))",
    "mw_cents(x DECIMAL(38,6)) returns BIGINT return cast(round(x * 100, 0) as bigint)",
    "mw_whole(a BIGINT, b BIGINT) returns BIGINT return a div b",
    "mw_fold(t STRING) returns STRING return regexp_replace(upper(t), '[ _:-]', '')",
    "mw_id(t STRING) returns STRING return md5(t)",
    "mw_join(l ARRAY<STRING>, s STRING) returns STRING return array_join(l, s)",
    "mw_plain(x DECIMAL(38,6)) returns STRING return case when x = round(x, 2) "
    "then cast(cast(x as decimal(36,2)) as string) "
    "else cast(cast(x as decimal(38,4)) as string) end",
    "mw_policy(k STRING, f DATE, v STRING, s STRING) returns "
    "STRUCT<`key`: STRING, `from`: DATE, `value`: STRING, source: STRING> "
    "return named_struct('key', k, 'from', f, 'value', v, 'source', s)",
    "mw_evidence(r STRING, f STRING, l BIGINT, o STRING, u BIGINT) returns "
    "STRUCT<report: STRING, file: STRING, line: BIGINT, role: STRING, units: BIGINT> "
    "return named_struct('report', r, 'file', f, 'line', l, 'role', o, 'units', u)",
)

# A cluster's own settings can make Spark wrap around, cut decimals or count months otherwise.
QUESTIONS = {
    FULL_WINDOW: 0,
    "select try_cast('9223372036854775808' as bigint) is null": True,
    "select cast(mw_div(20.00, 3) as string)": "6.666667",
    "select cast(mw_round(-1.005, 2) as string)": "-1.010000",
    "select cast(cast(2.5 as decimal(18,2)) * cast(0.3333 as decimal(18,4)) as string)": "0.833250",
    "select cast(mw_add_months(date '2026-08-31', 6) as string)": "2027-02-28",
    "select max(n) from (values ('a'), ('B')) as t(n)": "a",
}


class SparkMissing(EngineError):
    """Spark, or the Java it runs on, is not installed."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"Spark cannot be started: {what}. Nothing was run. "
            "Install it with: pip install 'makewhole[spark]', and a Java runtime, 17 or later"
        )


class ClusterUnreachable(EngineError):
    """No Spark master answers at the address given."""

    def __init__(self, master: str, why: str) -> None:
        self.master, self.why = master, why
        super().__init__(
            f"No Spark master answers at {master} ({why}). Nothing was run. "
            "Expected is a standalone master as its own page names it: spark://HOST:PORT"
        )


class NoWorkers(EngineError):
    """A Spark master has no worker that takes up the session."""

    def __init__(self, master: str, seconds: int) -> None:
        self.master, self.seconds = master, seconds
        super().__init__(
            f"{master} gave no worker within {seconds} seconds. Nothing was run. Either none is "
            "alive, or none has a free core and the memory that spark.executor.memory asks for"
        )


class WrongAnswers(EngineError):
    """Spark answers a question of known answer wrongly and cannot be trusted with units."""

    def __init__(self, version: str, question: str, found: str, expected: str) -> None:
        self.version, self.question = version, question
        self.found, self.expected = found, expected
        super().__init__(
            f"Spark {version} answered {found} instead of {expected} in the start-up check "
            f"({question}). Nothing was audited. Take settings named spark.sql.* out of "
            "spark-defaults.conf, or use Spark 4.3"
        )


def open_session(master: str, memory: str | None) -> Any:
    """A Spark session with the functions that statements call, checked for known wrong answers.

    `memory` is the driver's, as in '2GB'. Errors: SparkMissing; ClusterUnreachable; NoWorkers;
    WrongAnswers.
    """
    session = _start(master, memory)
    try:
        session.sparkContext.setLogLevel("OFF")
        if master.startswith("spark:"):
            await_workers(session, master)
        for function in _FUNCTIONS:
            session.sql(f"create or replace temporary function {function}")
        check(session)
    except BaseException:
        session.stop()
        raise
    return session


def check(session: Any) -> None:
    """Asks what we know the answers of. Errors: WrongAnswers."""
    for question, expected in QUESTIONS.items():
        found = session.sql(question).collect()[0][0]
        if found != expected:
            raise WrongAnswers(
                session.version, " ".join(question.split()), str(found), str(expected)
            )


def await_workers(session: Any, master: str) -> None:
    """Waits for a first worker: without one a question would wait for ever, and say nothing.

    Errors: NoWorkers.
    """
    until = time.monotonic() + _WORKERS_WITHIN
    # the driver itself is counted as one
    while session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() < 2:
        if time.monotonic() > until:
            raise NoWorkers(master, int(_WORKERS_WITHIN))
        time.sleep(_LOOK_EVERY)


def _start(master: str, memory: str | None) -> Any:
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise SparkMissing("no Java runtime was found")
    if master.startswith("spark:"):
        _call(master)
    try:
        # Spark comes with an extra, and importing it takes a second
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise SparkMissing("the package pyspark is not installed") from missing
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")  # none is used
    settings = dict(_SETTINGS)
    if memory is not None and (size := _SIZE.fullmatch(memory)):
        settings["spark.driver.memory"] = f"{size[1]}{size[2].lower()}"
    if master.startswith("local") or _LOOPBACK in master:
        os.environ.setdefault("SPARK_LOCAL_IP", _LOOPBACK)
        settings |= {"spark.driver.host": _LOOPBACK, "spark.driver.bindAddress": _LOOPBACK}
    builder = SparkSession.builder.master(master).appName("makewhole")
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, Py4JError) as failed:
        raise SparkMissing(str(failed).splitlines()[0]) from failed


def _call(master: str) -> None:
    host, _, port = master.removeprefix("spark://").rpartition(":")
    try:
        socket.create_connection((host, int(port)), _ANSWERS_WITHIN).close()
    except ValueError as failed:
        raise ClusterUnreachable(master, "it names no port") from failed
    except OSError as failed:
        raise ClusterUnreachable(master, failed.strerror or str(failed)) from failed
