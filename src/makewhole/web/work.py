"""The job worker as a process: `python -m makewhole.web.work`, started and ended by `serve`."""

import os
import signal
import sys
import threading

from makewhole.settings import load_settings
from makewhole.web.server import prepare

_LOOK_EVERY_SECONDS = 2.0


def main() -> None:
    """Work until told to stop, or until the process that serves the pages is gone."""
    settings = load_settings()
    prepare(settings.home, database_url=settings.database_url)
    from makewhole.claims.jobs.worker import Worker, kinds_in
    from makewhole.web import jobs

    worker = Worker(kinds_in(jobs))
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt at the terminal is for the server
    if len(sys.argv) > 1:
        _follow(int(sys.argv[1]), worker)
    worker.run()


def _follow(server: int, worker: object) -> None:
    """Stop when the server is no longer our parent: it was killed without a word."""

    def watch() -> None:
        wait = threading.Event()
        while os.getppid() == server:
            wait.wait(_LOOK_EVERY_SECONDS)
        worker.stop()  # type: ignore[attr-defined]

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
