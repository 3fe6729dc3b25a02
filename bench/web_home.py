"""A home as large as the web app is meant for, with cases at every point of their way.

    python -m bench.web_home FOLDER FINDINGS CASES

The bundled demo account is read and audited as the Data page does it; its findings are then
recorded again under other ids until there are as many as asked for, so that each has real evidence,
policy values and source rows. Does nothing where the home was made before.
"""

import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from makewhole.demo import AS_OF
from makewhole.web import server

_DONE = "ready.txt"
_ANSWERS = 5  # of every so many cases: one stays ready, two are filed, one granted, one denied
_IDS = (
    "finding_id", "fnsku", "msku", "order_id", "shipment_id", "removal_order_id",
    "reimbursement_id", "settlement_id", "reference_id",
)  # fmt: skip


def make(folder: Path, findings: int, cases: int) -> Path:
    """The home's folder: books, tables of pages, so many findings and cases."""
    home = folder / f"web-{findings}-{cases}"
    server.prepare(home, as_of=AS_OF)
    if not (home / _DONE).exists():
        _read()
        _multiply(findings)
        _work(cases)
        (home / _DONE).write_text("A home for measuring the web app.\n", "utf-8")
    return home


def _read() -> None:
    """The demo's files read and audited by a job."""
    from makewhole.claims.jobs.worker import Worker, kinds_in
    from makewhole.claims.models import Audit, Job
    from makewhole.web import asking, jobs

    if Audit.objects.exists():
        return
    asking.read_demo()
    Worker(kinds_in(jobs)).run_until_empty()
    for job in Job.objects.exclude(state="done"):
        raise RuntimeError(f"{job.kind}: {job.error}")


def _multiply(count: int) -> None:
    from makewhole.claims.findings.services import record_audit
    from makewhole.claims.models import Account, Finding

    if Finding.objects.count() >= count:
        return
    account = Account.objects.get().name
    held = [_plain(each, account) for each in Finding.objects.all()]
    record_audit(_copies(held, -(-count // len(held))), as_of=AS_OF, accounts=[account])


def _plain(finding: Any, account: str) -> dict[str, Any]:
    """A finding as an audit gives it."""
    from makewhole.claims.findings.incoming import COLUMNS

    values = {name: getattr(finding, name) for name in (*COLUMNS, "finding_id")}
    return {name: _json(value) for name, value in values.items()} | {"account": account}


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _copies(held: list[dict[str, Any]], times: int) -> Iterator[dict[str, Any]]:
    for number in range(times):
        for each in held:
            ids = {name: f"{each[name]}-{number}" for name in _IDS if number and each[name]}
            yield {**each, **ids}


def _work(count: int) -> None:
    """Cases drafted from what is claimable, and taken on: filed, granted, denied."""
    from makewhole.claims.accounts.scope import scope_of
    from makewhole.claims.accounts.services import ensure_owner, keep_setting
    from makewhole.claims.cases.drafting import BUDGET, draft
    from makewhole.claims.models import Account

    account, scope = Account.objects.get(), scope_of(ensure_owner())
    keep_setting(BUDGET, count, "bench", account)
    made = draft(scope, on=AS_OF, limit=count).cases
    keep_setting(BUDGET, None, "bench", account)
    for place, case in enumerate(made):
        _take_on(scope, case.pk, place % _ANSWERS)


def _take_on(scope: Any, number: int, answer: int) -> None:
    from makewhole.claims import handling
    from makewhole.claims.cases import moves
    from makewhole.claims.models import State
    from makewhole.errors import MakewholeError

    try:
        case = moves.make_ready(scope, number, on=AS_OF)
        if answer == 0 or case.state != State.READY:
            return
        moves.file(scope, number, f"170{number:08}", on=AS_OF)
        if answer == 1:
            moves.grant(scope, number, on=AS_OF)
        elif answer == 2:
            reason = handling.denial_reasons(case.claim_type)[0]
            moves.deny(scope, number, reason, on=AS_OF)
    except MakewholeError as refused:  # what a person could not do either
        sys.stderr.write(f"{refused}\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
