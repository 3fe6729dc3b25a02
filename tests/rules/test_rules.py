"""Every case of every rule, audited together as accounts of one database."""

from collections import defaultdict
from contextlib import ExitStack
from decimal import Decimal
from typing import Any

import pytest
from tests.rules.cases import Case, all_cases, load_cases

from makewhole.audit.audit import Audit, run_audit
from makewhole.audit.finding import Finding
from makewhole.engine import open_engine

CASES = all_cases()


@pytest.fixture(scope="session")
def audited() -> tuple[dict[str, list[Finding]], dict[str, list[str]]]:
    """The findings of each account, and what could not be checked there."""
    by_account: dict[str, list[Finding]] = defaultdict(list)
    with open_engine("duckdb") as engine:
        days = load_cases(engine, CASES)
        run_audit(engine, days)
        result = Audit(engine, days[0].as_of, ExitStack())
        for finding in result.findings():
            by_account[finding.account].append(finding)
        lacking: dict[str, list[str]] = defaultdict(list)
        for one in result.not_checked:
            lacking[one.account].append(f"{one.claim_type} {one.report}")
    return by_account, lacking


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.account)
def test_case(case: Case, audited: tuple[dict[str, list[Finding]], dict[str, list[str]]]) -> None:
    """A case finds what it says and nothing else of its rule, or of the `rules` it names."""
    found, lacking = audited
    rules = case.body.get("rules", [case.rule])
    own = [f for f in found[case.account] if f.claim_type in rules]
    _check([f for f in own if f.decision != "rejected"], case.body["owed"])
    if "rejected" in case.body:
        _check([f for f in own if f.decision == "rejected"], case.body["rejected"])
    if "not_checked" in case.body:
        assert [one for one in lacking[case.account] if one.split()[0] in rules] == case.body[
            "not_checked"
        ]


def _check(findings: list[Finding], expected: list[dict[str, Any]]) -> None:
    assert _said(findings, expected) == [_sorted(one) for one in expected]


def _sorted(one: dict[str, Any]) -> dict[str, Any]:
    """Evidence has no order of its own."""
    return {k: sorted(v) if k == "evidence" else v for k, v in one.items()}


def _said(findings: list[Finding], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings in the words of the case: only the fields it names, in order of date and ids."""
    ordered = sorted(
        findings,
        key=lambda f: (f.claim_type, f.event_date, f.reference_id or "", f.shipment_id or "",
                       f.order_id or "", f.fnsku or "", f.reimbursement_id or ""),
    )  # fmt: skip
    wanted = [set(one) for one in expected] + [{"units"}] * len(ordered)
    return [{key: _word(f, key) for key in keys} for f, keys in zip(ordered, wanted, strict=False)]


def _word(finding: Finding, key: str) -> Any:
    if key == "amount":
        if finding.amount is None:
            return None
        return f"{finding.amount} {finding.currency}"
    if key == "evidence":
        return sorted(
            f"{part.role} {part.file} {part.line}"
            + (f" {part.units}" if part.units is not None else "")
            for part in finding.evidence
        )
    value = getattr(finding, key)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if key in ("decision", "valuation") else value
