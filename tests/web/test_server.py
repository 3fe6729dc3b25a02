"""The process that works on jobs: there as long as the pages are, and begun again when it ends."""

import threading
import time
from pathlib import Path

import pytest

from makewhole.web import server

_PATIENCE_SECONDS = 30


def test_a_worker_that_is_killed_is_begun_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAKEWHOLE_HOME", str(home))
    monkeypatch.setattr(server, "_AGAIN_SECONDS", 0.05)
    with server.job_worker() as worker:
        first = worker.process
        first.kill()
        until = time.monotonic() + _PATIENCE_SECONDS
        while worker.process is first and time.monotonic() < until:
            threading.Event().wait(0.02)
        assert worker.process is not first and worker.process.poll() is None
    assert worker.process.wait(_PATIENCE_SECONDS) is not None
