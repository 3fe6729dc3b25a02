"""Serving: on loopback only, a few threads, and one job worker in a process of its own."""

import ipaddress
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from makewhole.errors import UsageError
from makewhole.web.entrance import make_key

_PROCESSES = 2
_THREADS = 4
_PATIENCE_SECONDS = 10
_AGAIN_SECONDS = 1.0  # before a worker that ended by itself is begun again


class NotLoopback(UsageError):
    """An address that others could reach was asked for, and there are no users yet."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(
            f"--host {host}: makewhole serves this machine alone (127.0.0.1 or ::1) as long as "
            "there are no users with passwords. Nothing was started. Leave --host out; to look "
            "from another machine, forward the port through SSH."
        )


class PortTaken(UsageError):
    """Something else listens on the port."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        super().__init__(
            f"{host}:{port}: another program listens there already. Nothing was started. "
            f"Choose another port: makewhole serve --port {port + 1}"
        )


def check_loopback(host: str) -> str:
    """The address to listen on. Errors: NotLoopback."""
    if host == "localhost":
        return "127.0.0.1"
    try:
        address = ipaddress.ip_address(host)
    except ValueError as error:
        raise NotLoopback(host) from error
    if not address.is_loopback:
        raise NotLoopback(host)
    return host


def prepare(home: Path, *, database_url: str | None = None, as_of: date | None = None) -> None:
    """Set Django up with the web app's settings and make the app database of a home ready.

    `as_of` fixes the clock of every page and job, as the demo needs it.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "makewhole.web.django_settings"
    os.environ["MAKEWHOLE_HOME"] = str(home)
    if database_url is not None:
        os.environ["MAKEWHOLE_DATABASE_URL"] = database_url
    if as_of is not None:
        os.environ["MAKEWHOLE_WEB_AS_OF"] = as_of.isoformat()
    from makewhole.claims import connect

    connect(home, database_url)
    from makewhole.claims.accounts.services import ensure_owner  # needs Django

    ensure_owner()


def link(home: Path, host: str, port: int) -> str:
    """An address that lets the owner in, once."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/enter/{make_key(home)}/"


class JobWorker:
    """The process that works on jobs: begun again where it ends by itself, ended with the pages."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self.process = self._begin()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def end(self) -> None:
        """End it, at the next point where its work can go on later, or after ten seconds."""
        self._over.set()
        self.process.terminate()
        try:
            self.process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._keeper.join(_PATIENCE_SECONDS)

    def _begin(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "makewhole.web.work", str(os.getpid())]
        # nothing reads what a job prints: a full pipe would stop it for good
        return subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def _keep(self) -> None:
        while True:
            self.process.wait()
            if self._over.wait(_AGAIN_SECONDS):
                return
            self.process = self._begin()
            if self._over.is_set():
                self.process.terminate()


@contextmanager
def job_worker() -> Iterator[JobWorker]:
    """One worker beside the pages, ended with them."""
    worker = JobWorker()
    try:
        yield worker
    finally:
        worker.end()


def serve(host: str, port: int, *, listening: Callable[[], None]) -> None:
    """Serve pages until interrupted; `listening` is called once the port answers.

    Errors: PortTaken.
    """
    _check_free(host, port)
    shown = f"[{host}]" if ":" in host else host
    _Pages({
        "bind": f"{shown}:{port}", "worker_class": "gthread", "workers": _PROCESSES,
        "threads": _THREADS, "timeout": 120, "graceful_timeout": 5, "keepalive": 5,
        "accesslog": None, "errorlog": "-", "loglevel": "warning", "control_socket_disable": True,
        "proc_name": "makewhole", "post_worker_init": _begin_figures,
        "when_ready": lambda _process: listening(),
    }).run()  # fmt: skip


def _begin_figures(_process: object) -> None:
    from makewhole.web import beforehand  # needs Django set up, as each process has it by now

    beforehand.begin(threading.Event())  # as long as the process lives


def _check_free(host: str, port: int) -> None:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(host, port) from error


class _Pages(BaseApplication):  # type: ignore[misc]
    """The web app in gunicorn, with options given in code."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from makewhole.web.application import application

        return application
