"""The rules and the planted truth, written apart from each other, agree on whole accounts."""

import json
from collections import defaultdict
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from tests.simulate.loading import load_accounts

from makewhole.audit import audit
from makewhole.audit.audit import Audit, run_audit
from makewhole.audit.session import open_books
from makewhole.engine import open_engine
from makewhole.policy import load_policy
from makewhole.reconcile import AuditDay
from makewhole.simulate.account import write_account
from makewhole.simulate.oracle.truth import prove
from makewhole.simulate.play import Size, play
from makewhole.simulate.score import score

AS_OF = date(2026, 11, 15)
DENSE = Size(skus=6, months=6, orders_per_month=60, scenes_per_month=5)


def test_on_rows_of_several_stores_every_finding_unit_cent_and_day_agrees() -> None:
    seeds = (("US", 71), ("DE", 72), ("CA", 73), ("AE", 74), ("JP", 82))
    worlds = {f"{store} {seed}": play(seed, store, AS_OF, DENSE) for store, seed in seeds}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with open_engine("duckdb") as engine:
        load_accounts(engine, {name: world.reports for name, world in worlds.items()})
        run_audit(engine, [AuditDay(name, AS_OF, load_policy(), None) for name in worlds])
        for one in Audit(engine, AS_OF, ExitStack()).findings():
            found[one.account].append(json.loads(one.to_json()))
    for name, world in worlds.items():
        truth = [one.line() for one in prove(world.reports, AS_OF)]
        assert len(truth) > 40
        assert score(truth, found[name]).mismatches == [], name


def test_on_a_disorderly_folder_of_files_too(tmp_path: Path) -> None:
    world = play(75, "US", AS_OF, DENSE)
    written = write_account(world, tmp_path, noise=75)
    with open_books(written.reports) as books, audit(books.books, as_of=AS_OF) as result:
        found = [json.loads(one.to_json()) for one in result.findings()]
    truth = [json.loads(line) for line in written.truth.read_text().splitlines()]
    assert score(truth, found).mismatches == []


def test_in_japan_files_in_shift_jis_and_whole_yen_are_read_as_they_were_printed(
    tmp_path: Path,
) -> None:
    scenes = ("lost.forgotten", "returned.never_back", "reimbursed.order_paid_too_little")
    world = play(82, "JP", AS_OF, Size(skus=3, months=4, orders_per_month=20),
        only=[f"makewhole.simulate.scenes.{scene}" for scene in scenes])  # fmt: skip
    written = write_account(world, tmp_path)
    ledger = next(written.reports.glob("inventory-ledger-detail*.txt")).read_bytes()
    assert "ウォルナット" in ledger.decode("cp932")
    with open_books(written.reports) as books, audit(books.books, as_of=AS_OF) as result:
        found = [json.loads(one.to_json()) for one in result.findings()]
    truth = [json.loads(line) for line in written.truth.read_text().splitlines()]
    assert len(truth) > 5 and all("." not in (one["amount"] or "") for one in truth)
    assert score(truth, found).mismatches == []
