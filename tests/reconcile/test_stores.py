"""Accounts that sell in several stores: each store sees only its rows, and no row claims twice."""

from collections import Counter, defaultdict
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.rules import cases as rule_cases
from tests.rules.cases import Case, load_cases

from makewhole.audit.audit import Audit, run_audit
from makewhole.audit.finding import Finding
from makewhole.books.stores import StoresUnreadable, keep_stores, stores_of
from makewhole.engine import open_engine
from makewhole.money import STORE_CURRENCY
from makewhole.policy import WindowVersion, load_policy, window_for
from makewhole.reconcile.stores import SeveralStores, UnknownStore, known_stores

CASES = tuple(
    Case("stores", name, body, rule_cases._rows(body))
    for name, body in yaml.safe_load((Path(__file__).parent / "stores.yaml").read_text()).items()
)
EURO_STORES = [store for store, money in STORE_CURRENCY.items() if money == "EUR"]
# What a row does in a finding that asks for it.
_ASKS = {"lost", "damaged", "disposed", "short", "received_damaged", "refunded", "replaced",
         "parcel", "reversed", "returned_damaged", "returned_sellable"}  # fmt: skip


@pytest.fixture(scope="module")
def audited() -> dict[str, list[Finding]]:
    """The findings of every case; all are accounts of one home, some split and some not."""
    found: dict[str, list[Finding]] = defaultdict(list)
    with open_engine("duckdb") as engine:
        days = load_cases(engine, CASES, prefix="whole_")
        run_audit(engine, days, {c.account: c.body["stores"] for c in CASES if "stores" in c.body})
        for finding in Audit(engine, days[0].as_of, ExitStack()).findings():
            found[finding.account].append(finding)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, audited: dict[str, list[Finding]]) -> None:
    """A case finds what it says and nothing else, in the store it says."""
    owed = [f for f in audited[case.account] if f.decision != "rejected"]
    ordered = sorted(
        owed, key=lambda f: (f.claim_type, f.event_date, f.reference_id or "", f.shipment_id or "",
                             f.order_id or "", f.removal_order_id or ""),
    )  # fmt: skip
    expected = case.body["found"]
    wanted = [set(one) for one in expected] + [{"claim_type", "units"}] * len(ordered)
    said = [{k: _word(f, k) for k in keys} for f, keys in zip(ordered, wanted, strict=False)]
    assert said == expected


def test_no_row_claims_in_two_stores(audited: dict[str, list[Finding]]) -> None:
    for account, findings in audited.items():
        asked = Counter(
            (f.claim_type, part.report, part.line, part.role)
            for f in findings
            for part in f.evidence
            if part.role in _ASKS and f.units > 0
        )
        assert [row for row, times in asked.items() if times > 1] == [], account


def test_ids_are_those_of_the_whole_account(audited: dict[str, list[Finding]]) -> None:
    one = [f for f in audited["stores.a_canadian_payment_never_nets_an_american_loss"] if f.units]
    case = next(c for c in CASES if c.account == one[0].account)
    with open_engine("duckdb") as engine:
        days = load_cases(engine, (case,))
        run_audit(engine, days)
        whole = list(Audit(engine, days[0].as_of, ExitStack()).findings())
    assert {f.finding_id for f in one} <= {f.finding_id for f in whole}


def test_files_of_several_stores_are_named_and_never_split_unasked() -> None:
    lines = [
        {"posted_date": date(2026, 5, 1), "transaction_type": "Order", "order_id": name,
         "msku": "R", "amount_type": "ItemPrice", "amount_description": "Principal", "amount": 1,
         "quantity_purchased": 1, "currency": money, "marketplace_name": name}
        for name, money in (("Amazon.com", "USD"), ("Amazon.com", "USD"), ("Amazon.ca", "CAD"))
    ]  # fmt: skip
    events = [
        {"event_date": date(2026, 5, 1), "fnsku": "X", "reason": "P", "units": -1, "country": one}
        for one in ("US", "CA")
    ]
    both: dict[str, Any] = {"settlement_lines": lines, "ledger_events": events, "store": None}
    sold_only = {**both, "ledger_events": events[:1]}
    made = tuple(
        Case("note", name, body, rule_cases._rows(body))
        for name, body in (("both", both), ("sold_only", sold_only))
    )
    with open_engine("duckdb") as engine:
        days = load_cases(engine, made)
        run_audit(engine, days)
        told = Audit(engine, days[0].as_of, ExitStack()).several_stores
    assert told == [SeveralStores("note.both", "US", ("CA", "US"))]
    assert str(told[0]) == (
        "note: the files of note.both show several stores (CA, US); they were audited as one, US. "
        "To audit each by itself: --store CA --store US"
    )


def test_the_policy_has_the_same_windows_and_caps_for_every_euro_store() -> None:
    policy, day = load_policy(), date(2026, 11, 15)
    for kind in policy.claim_types.values():
        windows = {_figures(window_for(policy, kind, store, day)) for store in EURO_STORES}
        caps = {policy.version(kind.cap, day, store) if kind.cap else None for store in EURO_STORES}
        assert (len(windows), len(caps)) == (1, 1), kind.id


def test_stores_are_named_as_policy_names_them() -> None:
    assert known_stores(["us", "GB", "UK"]) == ("US", "UK")
    with pytest.raises(UnknownStore, match='There is no store "XX"'):
        known_stores(["US", "XX"])


def test_a_home_keeps_the_stores_of_each_account(tmp_path: Path) -> None:
    assert stores_of(tmp_path) == {}
    keep_stores(tmp_path, "default", ["US", "CA"])
    keep_stores(tmp_path, 'the "other"', ["DE"])
    assert stores_of(tmp_path) == {"default": ("US", "CA"), 'the "other"': ("DE",)}
    keep_stores(tmp_path, "default", [])
    assert stores_of(tmp_path) == {'the "other"': ("DE",)}
    (tmp_path / "stores.toml").write_text('default = "US"\n')
    with pytest.raises(StoresUnreadable, match="Expected is one line per account"):
        stores_of(tmp_path)


def _figures(window: WindowVersion | None) -> tuple[Any, ...] | None:
    if window is None:
        return None
    return (window.open_after_days, window.soft_wait_days, window.close_after_days,
                       window.close_after_months, window.assumed)  # fmt: skip


def _word(finding: Finding, key: str) -> Any:
    if key == "amount":
        return None if finding.amount is None else f"{finding.amount} {finding.currency}"
    value = getattr(finding, key)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if key == "decision" else value
