"""The web app with 100,000 findings and 10,000 cases: each page alone, then twenty clients at once.

    python -m bench.serving [--seconds 300] [--clients 20] [--findings 100000] [--cases 10000]

Prints milliseconds from request to last byte per page (50th, 95th, 99th percentile, longest), and,
where one client asks alone, of the server's processor (mean; it alone says something of the app on
a machine that does other work as well): the first view
after a change, which is a note, a judgement, a case drafted or filed, or an audit of other figures,
made by another process just before; later views; clients who look at a page for a while
before they ask for the next; clients who never pause; and how long Chromium takes to the largest
paint where it is installed. Ends with status 1 if any answer was not 200 or did not come.
"""

import argparse
import itertools
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.measure import machine
from bench.web_changes import changing

_ALONE = 20  # later views of each page by one client
_FIRST = 10  # first views of each page, each after another change
_LOOKS = 5.0  # seconds a person looks at a page, on average
_LOOKING = 120  # seconds for which such people are measured, or less where less is asked for
_SECONDS, _CLIENTS, _FINDINGS, _CASES = 300, 20, 100_000, 10_000
_BEGINS = 60  # seconds in which the server must answer
_ANSWERS = 60  # seconds in which a page must
_Said = tuple[str, float, int]  # page, milliseconds, status
_PAGES = {
    "Today": "/", "Work list, page 20": "/today/work/?page=20", "Findings": "/findings/",
    "Findings, page 900 of all": "/findings/?tab=all&page=900",
    "Findings by amount": "/findings/?tab=all&order=-amount",
    "Findings, searched": "/findings/?tab=all&q=X00AX2KXF8-7",
    "Findings, of one type": "/findings/?tab=all&type=fc_lost",
    "Findings, grouped": "/findings/?tab=rejected&group=type",
    "Cases": "/cases/", "Cases with Amazon, page 5": "/cases/?tab=amazon&page=5",
    "Board": "/cases/board/", "Units": "/units/", "Stock account": "/units/stock/",
    "Events": "/units/rows/", "Shipments": "/units/shipments/", "Fees": "/fees/",
    "Trends": "/trends/", "Data": "/data/", "Costs": "/data/own/costs/", "Settings": "/settings/",
    "Policy": "/settings/policy/", "History": "/settings/history/",
}  # fmt: skip


def measure(folder: Path, rows: int, times: int) -> None:
    """All of it, with the sizes the app is meant for; `rows` and `times` do not change them."""
    _measure(folder, seconds=_SECONDS, clients=_CLIENTS, size=(_FINDINGS, _CASES))


def _measure(folder: Path, *, seconds: int, clients: int, size: tuple[int, int]) -> int:
    made = folder / f"web-{size[0]}-{size[1]}"
    making = [sys.executable, "-m", "bench.web_home", str(folder), *map(str, size)]
    subprocess.run(making, check=True)
    with _copied(made) as home, changing(home) as change, _served(home) as served:
        port, link, process = served
        pages = _PAGES | _of_one(home)
        cookie = _come_in(port, link)
        one = partial(_alone, port, cookie, pages, process)
        first = one(times=_FIRST, before=change, title="the first view after a change")
        alone = one(times=_ALONE, before=lambda: None, title="later views")
        ask = partial(_at_once, port, cookie, pages, clients=clients)
        short = min(seconds, _LOOKING)
        looking = ask(seconds=short, looks=_LOOKS)
        _show(
            f"{clients} clients for {short} s, each looking {_LOOKS:.0f} s at a page: "
            f"{len(looking)} answers", looking,
        )  # fmt: skip
        said = ask(seconds=seconds)
        _show(f"{clients} clients who never pause, for {seconds} s: {len(said)} answers", said)
        _paint(port, cookie, pages)
    every = [*first, *alone, *looking, *said]
    return sum(status != 200 for _name, _took, status in every)


@contextmanager
def _copied(made: Path) -> Iterator[Path]:
    """A copy of the home to change things in: the home itself stays as it was made."""
    with tempfile.TemporaryDirectory(prefix="served-", dir=made.parent) as folder:
        yield Path(shutil.copytree(made, Path(folder) / "home"))


def _alone(
    port: int,
    cookie: str,
    pages: Mapping[str, str],
    process: int,
    *,
    times: int,
    before: Callable[[], None],
    title: str,
) -> list[_Said]:
    """One client that asks for each page so many times; shown with the processor's share."""
    said: list[_Said] = []
    spent: dict[str, float] = {}
    for name, path in pages.items():
        began = _spent(process)
        for _ in range(times):
            before()
            said.append((name, *_get(port, cookie, path)))
        spent[name] = 1000 * (_spent(process) - began) / times
    _show(f"One client, {title}, {times} times each page", said, spent)
    return said


def _spent(process: int) -> float:
    """Seconds of processor time that a process and those it began have used so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if process in (int(stat.parent.name), int(fields[1])):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _of_one(home: Path) -> dict[str, str]:
    """One finding and one case of the home."""
    with sqlite3.connect(home / "app.db") as held:
        finding = "select finding_id from findings where decision = 'claim' order by id desc"
        (one,) = held.execute(f"{finding} limit 1").fetchone()
        (case,) = held.execute("select max(id) from cases").fetchone()
    return {"A finding": f"/findings/{one}/", "A case": f"/cases/{case}/"}


@contextmanager
def _served(home: Path) -> Iterator[tuple[int, str, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "bench.web_server", str(home), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            link = server.stdout.readline().strip()
            _wait_for(port)
            yield port, link, server.pid
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + _BEGINS
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _come_in(port: int, link: str) -> str:
    """The cookie of a session, for the link that works once."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_ANSWERS)
    connection.request("GET", link.split(str(port), 1)[1])
    answer = connection.getresponse()
    answer.read()
    return str(answer.getheader("Set-Cookie")).split(";")[0]


def _get(port: int, cookie: str, path: str) -> tuple[float, int]:
    """Milliseconds to the last byte, and the status; 0 where no answer came."""
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=_ANSWERS)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except (OSError, HTTPException):
        status = 0
    finally:
        connection.close()
    return 1000 * (time.perf_counter() - began), status


def _at_once(
    port: int,
    cookie: str,
    pages: Mapping[str, str],
    *,
    seconds: int,
    clients: int,
    looks: float = 0.0,
) -> list[_Said]:
    """Clients going from page to page, each in an order of its own; `looks`: seconds at a page."""
    said: list[_Said] = []
    until = time.monotonic() + seconds

    def client(number: int) -> None:
        draw = random.Random(number)
        order = draw.sample(list(pages.items()), len(pages))
        for name, path in itertools.cycle(order):
            time.sleep(draw.uniform(0, 2 * looks))
            if time.monotonic() > until:
                return
            said.append((name, *_get(port, cookie, path)))

    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(seconds + _ANSWERS)
    return said


def _show(title: str, said: Sequence[_Said], spent: Mapping[str, float] | None = None) -> None:
    held: dict[str, list[float]] = defaultdict(list)
    for name, took, _status in said:
        held[name].append(took)
    head = "".join(f"{each:>8}" for each in ("p50", "p95", "p99", "longest"))
    processor = "  processor" if spent else ""
    sys.stdout.write(f"\n{title}\n  {'page':<28}{head} ms{processor}\n")
    for name, times in [*held.items(), ("all pages", [took for _, took, _ in said])]:
        figures = "".join(f"{_percentile(times, share):8.0f}" for share in (0.5, 0.95, 0.99, 1))
        used = f"{spent[name]:14.0f}" if spent and name in spent else ""
        sys.stdout.write(f"  {name:<28}{figures}{used}\n")
    errors = sum(status != 200 for _, _, status in said)
    sys.stdout.write(f"  errors: {errors}\n")
    sys.stdout.flush()


def _percentile(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _paint(port: int, cookie: str, pages: Mapping[str, str]) -> None:
    """Milliseconds to the largest paint of each page in Chromium, its files already fetched."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        sys.stdout.write("\nChromium is not installed: no largest paint was measured.\n")
        return
    from playwright.sync_api import sync_playwright

    name, _equals, value = cookie.partition("=")
    script = (
        "new Promise(done => new PerformanceObserver(list =>"
        " done(list.getEntries().at(-1).startTime))"
        ".observe({type: 'largest-contentful-paint', buffered: true}))"
    )
    sys.stdout.write("\nLargest paint in Chromium\n")
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=program, args=args)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
        page = context.new_page()
        for title, path in pages.items():
            page.goto(f"http://127.0.0.1:{port}{path}")
            sys.stdout.write(f"  {title:<28}{page.evaluate(script):8.0f} ms\n")
        browser.close()


def main() -> int:
    """Measure with the sizes given."""
    parser = argparse.ArgumentParser(prog="python -m bench.serving", description=__doc__)
    parser.add_argument("--seconds", type=int, default=_SECONDS)
    parser.add_argument("--clients", type=int, default=_CLIENTS)
    parser.add_argument("--findings", type=int, default=_FINDINGS)
    parser.add_argument("--cases", type=int, default=_CASES)
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "makewhole-bench"
    )
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{machine()}\n")
    size = (given.findings, given.cases)
    errors = _measure(given.folder, seconds=given.seconds, clients=given.clients, size=size)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
