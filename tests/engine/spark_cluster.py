"""A Spark master and two workers on loopback, as small as they get, ended whatever happens."""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from queue import Queue
from typing import IO

import pytest

WORKERS = 2
_SECONDS = 120.0
_HOST = "127.0.0.1"
# Short lives: neither compile twice nor collect side by side.
_SMALL_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# The end of our side of the pipe, however it comes, ends the process and whatever it started.
_LEASH = '"$@" & read -r _; kill -9 0'
_DEFAULTS = f"""
spark.executor.memory 512m
spark.executor.cores 1
spark.driver.extraJavaOptions {_SMALL_JAVA}
spark.executor.extraJavaOptions {_SMALL_JAVA}
"""


def needs_spark() -> pytest.MarkDecorator:
    """Skips, in one line, where Spark or Java is not there."""
    lacking = [
        name
        for name, is_there in (
            ("Java", shutil.which("java") is not None),
            ("the package pyspark", find_spec("pyspark") is not None),
        )
        if not is_there
    ]
    return pytest.mark.skipif(
        bool(lacking), reason=f"Spark is not tried: no {', no '.join(lacking)}"
    )


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of a master with two workers of one core; a driver started here is small too."""
    (folder / "spark-defaults.conf").write_text(_DEFAULTS)
    own = {
        "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_DIRS": str(folder), "SPARK_LOCAL_IP": _HOST,
        "SPARK_WORKER_DIR": str(folder / "work"), "SPARK_DAEMON_MEMORY": "128m",
        "SPARK_DAEMON_JAVA_OPTS": _SMALL_JAVA,
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch, ExitStack() as held:
        for key, value in own.items():
            patch.setenv(key, value)
        place = ["--host", _HOST, "--port", "0", "--webui-port", "0"]
        master = held.enter_context(_daemon("master.Master", *place))
        address = master.wait_for("Starting Spark master at ")
        share = ["--cores", "1", "--memory", "600m"]
        for _ in range(WORKERS):
            held.enter_context(_daemon("worker.Worker", *place, *share, address))
        for _ in range(WORKERS):
            master.wait_for("Registering worker ")
        yield address


class _Daemon:
    """A Java process whose log is read as it comes, so that nothing piles up."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._log: Queue[str] = Queue()
        threading.Thread(target=self._read, args=[process.stdout], daemon=True).start()

    def wait_for(self, words: str) -> str:
        """The rest of the next line of the log that holds these words."""
        seen = ""
        while words not in (line := self._log.get(timeout=_SECONDS)):
            assert line, f"{words!r} never came:\n{seen}"
            seen += line
        return line.partition(words)[2].strip()

    def _read(self, log: IO[str]) -> None:
        for line in log:
            self._log.put(line)
        self._log.put("")


@contextmanager
def _daemon(kind: str, *arguments: str) -> Iterator[_Daemon]:
    script = Path(find_spec("pyspark").submodule_search_locations[0], "bin", "spark-class")
    process = subprocess.Popen(
        ["sh", "-c", _LEASH, "sh", script, f"org.apache.spark.deploy.{kind}", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield _Daemon(process)
    finally:
        # a worker's executors are children of its own, in its group
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
