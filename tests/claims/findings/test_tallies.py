"""Tallies: what they say is what counting every finding would give, whatever audits brought."""

import random
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.claims.scenes import finding, owned_scope, record

from makewhole.claims.findings.tallies import ALIKE, tallies
from makewhole.claims.models import Finding

_FIELDS = [*ALIKE, "month"]


def said() -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The tallies in scope, by what their findings share."""
    figures = ("findings", "units", "units_compensated", "amount", "valued")
    rows = tallies(owned_scope()).values(*_FIELDS, *figures)
    return {tuple(r[n] for n in _FIELDS): tuple(r[n] for n in figures) for r in rows}


def counted() -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The same, one finding after the other."""
    held: dict[tuple[Any, ...], list[Finding]] = defaultdict(list)
    for each in Finding.objects.all():
        held[*(getattr(each, name) for name in ALIKE), each.event_date.replace(day=1)].append(each)
    return {key: _figures(rows) for key, rows in held.items()}


def _figures(rows: list[Finding]) -> tuple[Any, ...]:
    known = [each.amount for each in rows if each.amount is not None]
    return (
        len(rows),
        sum(each.units for each in rows),
        sum(each.units_compensated for each in rows),
        sum(known, Decimal(0)) if known else None,
        len(known),
    )


@pytest.mark.parametrize("seed", range(3))
def test_they_say_what_counting_every_finding_says_after_any_audits(home: Path, seed: int) -> None:
    draw = random.Random(seed)
    for _audit in range(4):
        record(*(_drawn(draw, number) for number in range(40) if draw.random() < 0.8))
        assert said() == counted()
    assert sum(Counter(each[0] for each in said().values()).values()) > 1


def _drawn(draw: random.Random, number: int) -> dict[str, Any]:
    decision = draw.choice(["claim", "wait", "rejected", "expired", "review"])
    reasons = {"rejected": ["found_later"], "expired": ["window_expired"]}.get(decision, [])
    given: dict[str, Any] = {
        "decision": decision, "reasons": reasons,
        "event_date": date(2026, draw.randint(7, 9), draw.randint(1, 28)).isoformat(),
        "account": draw.choice(["demo", "other"]),
        "claim_type": draw.choice(["fc_lost", "fc_damaged"]),
        "units": draw.randint(0, 5), "currency": draw.choice(["USD", "CAD"]),
    }  # fmt: skip
    if draw.random() < 0.3:
        given |= {"amount": None, "unit_value": None}
    return finding(number, **given)


def test_an_audit_that_changes_nothing_leaves_them_as_they_are(home: Path) -> None:
    record(finding(1), finding(2))
    before = list(tallies(owned_scope()).values_list("pk", "findings"))
    record(finding(1), finding(2))
    assert list(tallies(owned_scope()).values_list("pk", "findings")) == before


def test_those_of_other_accounts_are_not_in_scope(home: Path) -> None:
    record(finding(1), finding(2, account="other"))
    scope = owned_scope().narrowed(["other"])
    assert [each.account.name for each in tallies(scope)] == ["other"]
