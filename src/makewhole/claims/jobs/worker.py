"""The worker: takes one job after another, gives signs of life, and survives what jobs do.

A kind of work is a module with a function `run(run: Run) -> JSON result`; the module's name is the
kind. `kinds_in(package)` finds them by their being there. Work that can be resumed notes a bookmark
with `run.progress(..., bookmark=...)` and begins from `run.bookmark`.
"""

import importlib
import logging
import os
import pkgutil
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from django.db import OperationalError, connection

from makewhole.claims.jobs import services
from makewhole.claims.models import Job
from makewhole.errors import MakewholeError

_LOG = logging.getLogger(__name__)
_BEAT_SECONDS = 5.0
_IDLE_SECONDS = 1.0


class Stopped(MakewholeError):
    """The job was cancelled, or another worker has taken it over."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"The job {kind} was asked to stop and did so.")


class Run:
    """One run of one job, as the work itself sees it."""

    def __init__(self, job: Job, worker: str) -> None:
        self.arguments: dict[str, Any] = job.arguments
        self.bookmark: Any = job.bookmark
        self.account_id: int | None = job.account_id
        self.asked_by: str = job.asked_by
        self._job, self._worker = job, worker

    def progress(
        self, done: int, total: int | None = None, message: str = "", *, bookmark: Any = None
    ) -> None:
        """Tell how far the work is. Errors: Stopped, if it is to go no further."""
        if not services.beat(self._job, self._worker):
            raise Stopped(self._job.kind)
        services.report_progress(
            self._job, done=done, total=total, message=message, bookmark=bookmark
        )


Work = Callable[[Run], Any]


def kinds_in(package: ModuleType) -> dict[str, Work]:
    """The kinds of work lying in a package, by name."""
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        if hasattr(loaded, "run"):
            found[module.name] = loaded.run
    return found


class Worker:
    """Runs jobs of the given kinds until told to stop. Several may run beside each other."""

    def __init__(self, kinds: Mapping[str, Work]) -> None:
        self.kinds = kinds
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._stop = threading.Event()

    def stop(self) -> None:
        """End after the job in hand."""
        self._stop.set()

    def run(self) -> None:
        """Work until stopped; a database that is locked or away is waited for."""
        while not self._stop.is_set():
            try:
                if self.run_one():
                    continue
            except OperationalError as error:
                _LOG.warning("the app database cannot be used just now: %s", error)
                connection.close()
            self._stop.wait(_IDLE_SECONDS)

    def run_until_empty(self) -> int:
        """Do every job that is due now; gives how many."""
        count = 0
        while self.run_one():
            count += 1
        return count

    def run_one(self) -> bool:
        """Do the next due job, if there is one."""
        job = services.claim_next(self.name)
        if job is None:
            return False
        with _Heart(job, self.name):
            self._do(job)
        return True

    def _do(self, job: Job) -> None:
        work = self.kinds.get(job.kind)
        if work is None:
            services.fail(job, self.name, f"this worker knows no work called {job.kind}")
            return
        try:
            result = work(Run(job, self.name))
        except Stopped:
            services.cancelled(job, self.name)
        except MakewholeError as error:  # says itself what is wrong: trying again would not help
            services.fail(job, self.name, str(error))
        except Exception as error:  # noqa: BLE001  (the edge of a task)
            _LOG.exception("job %s (%s) failed", job.pk, job.kind)
            services.fail(job, self.name, f"{type(error).__name__}: {error}", try_again=True)
        else:
            services.finish(job, self.name, result)


class _Heart:
    """Gives signs of life for a job from a thread of its own, for as long as the work lasts."""

    def __init__(self, job: Job, worker: str) -> None:
        self._job, self._worker = job, worker
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._done.wait(_BEAT_SECONDS):
            try:
                services.beat(self._job, self._worker)
            except OperationalError as error:
                _LOG.warning("no sign of life could be written: %s", error)
        connection.close()
