"""Kills a process in the middle of a change to books, at one line after the other.

Run as a program on a folder: makes books, then for each of many lines that a change executes, lets
a child carry out the change and die by SIGKILL on that line, and has another child look at what is
left. Prints one line of JSON per death. Nothing here waits: the place of death is counted in lines.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from tests.books.making import ledger, make_read, shown

import makewhole.books
from makewhole.books import Books

_ROOM = str(Path(makewhole.books.__file__).parent)


def rows(last: int) -> list[dict[str, Any]]:
    return [ledger(event_date=date(2026, 3, day), msku="S") for day in range(1, last)]


def add_second(home: Path) -> None:
    """The change: a file that overlaps the one in the books."""
    books = Books.open(home)
    with books.staging() as folder:
        books.add([make_read(folder, {"ledger_events": rows(9)}, aside=1)], "acme")


def undo_first(home: Path) -> None:
    """The change: the import in the books is undone."""
    Books.open(home).undo(1)


def make_home(home: Path) -> None:
    """The change: books where there were none, with one file."""
    books = Books.open(home)
    with books.staging() as folder:
        books.add([make_read(folder, {"ledger_events": rows(5)})], "acme")


def look(home: Path) -> dict[str, Any]:
    """What the books show, and what lies about that no import refers to."""
    books = Books.open(home)
    books.sweep()
    state = {
        "rows": [str(row) for row in shown(books, "ledger_events", "event_date, line, source")],
        "imports": [(r.import_id, r.files, r.undone_at is None) for r in books.imports()],
    }
    with books.snapshot() as snapshot:
        named = {str(path) for piece in snapshot.pieces for path in piece.paths}
        named |= {str(path) for paths in snapshot.left_out.values() for path in paths}
    books.close()
    form = home / "books" / "form-1"
    lying = {str(p) for f in ("imports", "left_out") for p in (form / f).rglob("*.parquet")}
    live = {str(p) for p in (form / "live").rglob("*")} - {str(form / "live" / "staging")}
    state["leftovers"] = sorted((lying - named) | (live - {str(form / "live" / "readers")}))
    return state


def in_child(work: Callable[[], Any], told: Path | None = None) -> int:
    """Do something in a child process; gives how it ended. Its answer goes to a file."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            answer = work()
            if told is not None:
                told.write_text(json.dumps(answer))
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(pid, 0)[1]


def dying(work: Callable[[], Any], at: int | None) -> int:
    """Do something and die on the n-th line of the room executed; without n, count the lines."""
    seen = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal seen
        if not frame.f_code.co_filename.startswith(_ROOM):
            return None
        if event == "line":
            seen += 1
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    work()
    sys.settrace(None)
    return seen


def main(folder: Path, change: str, points: int) -> None:
    work = {"add": add_second, "undo": undo_first, "make": make_home}[change]
    base, told = folder / "base", folder / "told.json"
    if work is not make_home:
        in_child(lambda: make_home(base))
    else:
        base.mkdir()
    assert in_child(lambda: dying(lambda: work(copy(base, folder / "whole")), None), told) == 0
    lines = json.loads(told.read_text())
    if work is not make_home:
        assert in_child(lambda: look(base), told) == 0
        say({"at": "base", "found": json.loads(told.read_text())})
    for at in range(1, lines + 1, max(1, lines // points)):
        home = copy(base, folder / f"died-{at}")
        ended = in_child(lambda home=home, at=at: dying(lambda: work(home), at))
        assert os.WTERMSIG(ended) == signal.SIGKILL
        assert in_child(lambda home=home: look_and_repeat(home, work), told) == 0
        say({"at": at, **json.loads(told.read_text())})
        shutil.rmtree(home)
    assert in_child(lambda: look(folder / "whole"), told) == 0
    say({"at": "whole", "found": json.loads(told.read_text())})


def look_and_repeat(home: Path, work: Callable[[Path], None]) -> dict[str, Any]:
    """What is found after a death, and what is when the same is done once more, as people do."""
    found = look(home)
    if work is not undo_first or Books.open(home).files():
        work(home)
    return {"found": found, "later": look(home)}


def say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def copy(base: Path, home: Path) -> Path:
    shutil.copytree(base, home)
    return home


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
