"""Changes of a bench home, as people and audits make them: one after another, one at a time.

    python -m bench.web_changes HOME

Makes one change for each line it reads and answers each with the name of what it did. A process of
its own, as a command or the job worker is one beside those that serve pages.
"""

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.web_home import AS_OF
from makewhole.web import server

_REFIGURED = 100  # findings an audit of newer reports sees otherwise


@contextmanager
def changing(home: Path) -> Iterator[Callable[[], None]]:
    """A call that changes something in the home and comes back when it is done."""
    command = [sys.executable, "-m", "bench.web_changes", str(home)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, bufsize=1, **pipes) as changer:  # type: ignore[call-overload]
        try:
            yield lambda: _ask(changer)
        finally:
            changer.stdin.close()


def _ask(changer: Any) -> None:
    changer.stdin.write("\n")
    changer.stdin.flush()
    if not changer.stdout.readline():
        raise RuntimeError("the process that changes the home has ended")


def main(home: Path) -> None:
    """Change the home once for each line read."""
    server.prepare(home, as_of=AS_OF)
    _lift_budget()
    changes = itertools.cycle((_note, _judge, _draft, _file, _refigure))
    for _line, change in zip(sys.stdin, changes, strict=False):
        change()
        sys.stdout.write(f"{change.__name__}\n")
        sys.stdout.flush()


def _lift_budget() -> None:
    """So many cases a day as this needs."""
    from makewhole.claims.accounts.services import keep_setting
    from makewhole.claims.cases.drafting import BUDGET

    keep_setting(BUDGET, 1_000_000, "bench")


def _scope() -> Any:
    from makewhole.claims.accounts.scope import scope_of
    from makewhole.claims.accounts.services import ensure_owner

    return scope_of(ensure_owner())


def _case(state: str) -> int:
    from makewhole.claims.models import Case

    return Case.objects.filter(state=state).order_by("pk").values_list("pk", flat=True)[0]


def _note() -> None:
    from makewhole.claims.cases import care

    care.note(_scope(), _case("filed"), "Called them.", on=AS_OF)


def _judge() -> None:
    from makewhole.claims.cases import care
    from makewhole.claims.models import Finding

    open_ = Finding.objects.filter(decision="review", retired_reason="", statements__isnull=True)
    care.judge(_scope(), open_.order_by("pk")[0].finding_id, stands=True, text="Counted.")


def _draft() -> None:
    from makewhole.claims.cases.drafting import draft
    from makewhole.claims.models import Finding

    open_ = Finding.objects.filter(decision="claim", retired_reason="", lines__isnull=True)
    draft(_scope(), on=AS_OF, finding_ids=[open_.order_by("-pk")[0].finding_id])


def _file() -> None:
    from makewhole.claims.cases import moves

    number = _case("ready")
    moves.file(_scope(), number, f"180{number:08}", on=AS_OF)


def _refigure() -> None:
    """What an audit leaves behind that sees some standing findings otherwise."""
    from django.db import transaction

    from makewhole.claims.findings.tallies import count_again
    from makewhole.claims.models import Account, Audit, Finding
    from makewhole.claims.recording import change

    held = Finding.objects.filter(decision="claim", retired_reason="").order_by("pk")
    with transaction.atomic():
        latest = Audit.objects.order_by("-pk")[0].pk
        for finding in held.defer("evidence", "policy")[:_REFIGURED]:
            more = finding.amount + 1 if finding.amount is not None else None
            change(finding, "bench", "finding changed", audit=latest, amount=more)
        count_again(Account.objects.all())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
