"""A command that is killed while it works: `python -m tests.claims.killed HOME KIND PLACE`.

PLACE counts the events about to be stored, of a pack the files about to be written, of a long day's
work every statement: there the process kills itself, so that a test meets the same moment on every
machine.
"""

import itertools
import os
import signal
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.claims.template import connect_again

_EVENTS = "insert into events"


def run(home: Path, kind: str) -> None:
    """Do one kind of work in a home prepared by `prepare`."""
    from tests.claims.scenes import TODAY, finding, match, owned_scope, record, reimbursement

    from makewhole.claims.cases import drafting, moves
    from makewhole.claims.documents.services import add_heap
    from makewhole.claims.pack.packing import pack

    work: dict[str, Callable[[], object]] = {
        "audit": lambda: record(finding(1, amount="20.00", unit_value="10.00"), finding(5)),
        "draft": lambda: drafting.draft(owned_scope(), on=TODAY),
        "file": lambda: moves.file(owned_scope(), 2, "A2", on=TODAY),
        "match": lambda: match(reimbursement(case_id="A1"), reimbursement(case_id="Z9")),
        "document": lambda: add_heap(owned_scope(), home, [home / "invoice.pdf"]),
        "pack": lambda: pack(owned_scope(), 1, home, home / "C-1.zip"),
    }
    work[kind]()


def work_on() -> None:
    """Audits, drafts, cases filed and payments matched, without end."""
    from tests.claims.scenes import TODAY, finding, match, owned_scope, record, reimbursement

    from makewhole.claims.cases import drafting, moves

    for turn in itertools.count():
        record(*(finding(turn * 10 + number) for number in range(20)))
        for case in drafting.draft(owned_scope(), on=TODAY + timedelta(turn)).cases:
            moves.make_ready(owned_scope(), case.pk, on=TODAY)
            moves.file(owned_scope(), case.pk, f"A{case.pk}", on=TODAY)
        match(*(reimbursement(case_id=f"A{n}", reimbursement_id=f"P{n}") for n in range(turn)))


def prepare(home: Path) -> None:
    """Findings, a filed case C-1 and a case C-2 ready to be filed, and a paper."""
    from tests.claims.documents.papers import pdf
    from tests.claims.scenes import TODAY, filed, finding, owned_scope, record

    from makewhole.claims.cases import drafting, moves

    record(finding(1), finding(2), finding(3))
    drafting.draft(owned_scope(), on=TODAY, limit=2)
    filed(1, "A1")
    moves.make_ready(owned_scope(), 2, on=TODAY)
    (home / "invoice.pdf").write_bytes(pdf("Invoice 2026-08-01 for SKU-1"))


def _killing(place: int, beginning: str) -> Callable[..., Any]:
    left = [place]

    def watch(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.lower().replace('"', "").startswith(beginning):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *more)

    return watch


def _kill_at_file(place: int) -> None:
    write, left = zipfile.ZipFile.writestr, [place]

    def watch(*given: Any, **more: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        write(*given, **more)

    zipfile.ZipFile.writestr = watch  # type: ignore[method-assign]


def main() -> None:
    """Begin the work; it does not end."""
    home, kind, place = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    connect_again(home)
    from django.db import connection

    if kind == "pack":
        _kill_at_file(place)
        run(home, kind)
    elif kind == "day":
        with connection.execute_wrapper(_killing(place, "")):
            work_on()
    else:
        with connection.execute_wrapper(_killing(place, _EVENTS)):
            run(home, kind)


if __name__ == "__main__":
    main()
