"""A command that is killed while it works: `python -m tests.claims.killed HOME KIND PLACE`.

PLACE counts the events about to be stored, of a pack the files about to be written: there the
process kills itself, so that a test meets the same moment on every machine.
"""

import os
import signal
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from makewhole.claims import connect

KINDS = ("audit", "draft", "file", "match", "document")


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


def _killing(place: int) -> Callable[..., Any]:
    left = [place]

    def watch(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.lower().replace('"', "").startswith("insert into events"):
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
    connect(home, os.environ.get("MAKEWHOLE_DATABASE_URL"))
    from django.db import connection

    if kind == "pack":
        _kill_at_file(place)
        run(home, kind)
    else:
        with connection.execute_wrapper(_killing(place)):
            run(home, kind)


if __name__ == "__main__":
    main()
