"""Two stores' worlds in one account: audited store by store, each gives its own truth."""

import json
from contextlib import ExitStack
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from tests.simulate.loading import load_accounts

from makewhole.audit.audit import Audit, run_audit
from makewhole.engine import open_engine
from makewhole.money import STORE_CURRENCY
from makewhole.policy import load_policy
from makewhole.reconcile import AuditDay
from makewhole.simulate.oracle.truth import prove
from makewhole.simulate.play import Size, play
from makewhole.simulate.rows import Reports
from makewhole.simulate.score import score

AS_OF = date(2026, 11, 15)
DENSE = Size(skus=5, months=5, orders_per_month=50, scenes_per_month=4)


@pytest.mark.parametrize("stores", [("US", "CA"), ("UK", "DE")])
def test_each_store_gives_its_own_truth(stores: tuple[str, str]) -> None:
    worlds = {store: _own_money(play(71 + n, store, AS_OF, DENSE).reports, store)
        for n, store in enumerate(stores)}  # fmt: skip
    first, second = stores
    worlds[second] = _renamed(worlds[second], _ids(worlds[first]) & _ids(worlds[second]))
    with open_engine("duckdb") as engine:
        load_accounts(engine, {"shop": _merged(worlds[first], worlds[second])}, prefix="whole_")
        run_audit(engine, [AuditDay("shop", AS_OF, load_policy(), None)], {"shop": stores})
        found = [json.loads(f.to_json()) for f in Audit(engine, AS_OF, ExitStack()).findings()]
    assert len({one["finding_id"] for one in found}) == len(found)
    for store, reports in worlds.items():
        truth = [one.line() | {"account": "shop"} for one in prove(reports, AS_OF)]
        assert len(truth) > 40
        own = [one for one in found if one["marketplace"] == store]
        assert score(truth, own).mismatches == [], store


def _own_money(reports: Reports, store: str) -> Reports:
    """Without the rows a world plants in another currency, which would be the other store's, and
    without statements and placement fees that nothing ties to a store: they speak in the account's
    main one, or in none."""
    money = STORE_CURRENCY[store]
    known = {row.id for row in reports.removal_orders}
    known |= {row.order_id for row in (*reports.sales, *reports.fulfilled)}
    return replace(
        reports,
        statements=[
            row
            for row in reports.statements
            if row.currency == money or {row.order_id, row.removal_order_id} & known
        ],
        reimbursements=[row for row in reports.reimbursements if row.currency == money],
        settlements=[row for row in reports.settlements if row.currency == money],
        transactions=[row for row in reports.transactions if row.currency == money],
        placements=[row for row in reports.placements if row.country],
    )


def _merged(one: Reports, other: Reports) -> Reports:
    kept: dict[str, Any] = {}
    for field in fields(Reports):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, bool):
            kept[field.name] = mine
        elif isinstance(mine, dict):
            kept[field.name] = {**mine, **theirs}
        else:
            kept[field.name] = [*mine, *theirs]
    return Reports(**kept)


# A SKU of one name is often another product in each store, so it keeps its name.
_ID_FIELDS = {
    "id", "reference", "shipment_id", "original_id", "tracking", "order_id", "plate",
    "case_id", "replacement_order_id", "original_order_id",
}  # fmt: skip


def _ids(value: Any) -> set[str]:
    """Amazon's ids are unique in the world; two worlds of the generator share some."""
    if is_dataclass(value):
        own = [(field.name, getattr(value, field.name)) for field in fields(value)]
        texts = {v for name, v in own if name in _ID_FIELDS and isinstance(v, str) and len(v) > 3}
        return texts.union(*(_ids(v) for _, v in own if not isinstance(v, str)))
    if isinstance(value, list | tuple):
        return set[str]().union(*map(_ids, value))
    return set(value) if isinstance(value, dict) else set()


def _renamed(value: Any, shared: set[str]) -> Any:
    if isinstance(value, str):
        return "Z" + value if value in shared else value
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _renamed(getattr(value, f.name), shared) for f in fields(value)}
        return replace(value, **changed)
    if isinstance(value, list):
        return [_renamed(one, shared) for one in value]
    if isinstance(value, tuple):
        return tuple(_renamed(one, shared) for one in value)
    if isinstance(value, dict):
        return {_renamed(k, shared): _renamed(v, shared) for k, v in value.items()}
    return value
