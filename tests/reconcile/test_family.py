"""Families stand in an order, and those that come later change nothing before them."""

from collections.abc import Iterator
from importlib.resources import as_file, files

import pytest

from makewhole.audit.session import open_books
from makewhole.demo import AS_OF
from makewhole.engine import Engine, open_engine
from makewhole.policy import load_policy
from makewhole.reconcile import AuditDay, assemble, reconcile
from makewhole.reconcile.family import load_families, needed_by
from makewhole.reconcile.stores import split
from makewhole.reconcile.views import BOOK
from makewhole.rules import load_rules


def test_a_family_needs_those_it_comes_after() -> None:
    families = load_families()
    needed = [family.name for family in needed_by({"warehouse"}, families)]
    assert needed == ["shared", "reversals", "warehouse"]
    assert needed_by({f.name for f in families}, families) == families


@pytest.fixture(scope="module")
def engine() -> Iterator[tuple[Engine, list[AuditDay]]]:
    """The demo account's books in an engine."""
    with (
        as_file(files("makewhole.demo").joinpath("reports")) as folder,
        open_books(folder) as opened,
        opened.books.snapshot() as snapshot,
        open_engine("duckdb") as engine,
    ):
        snapshot.attach(engine, prefix=BOOK)
        policy = load_policy()
        days = [AuditDay(name, AS_OF, policy, None) for name in snapshot.accounts]
        yield engine, split(engine, days, {})


def _findings(engine: Engine, days: list[AuditDay], names: set[str]) -> set[tuple[object, ...]]:
    rules = [rule for rule in load_rules() if names & set(rule.words("Family"))]
    reconcile(engine, rules, days)
    assemble(engine, rules)
    return set(
        engine.rows(
            "select f.finding_id, f.claim_type, f.decision, f.units, f.amount, f.closes_on,"
            " cast(f.reasons as string), cast(e.evidence as string)"
            " from findings as f join evidence as e on e.event = f.event"
        )
    )


def test_rules_give_the_same_without_the_families_after_theirs(
    engine: tuple[Engine, list[AuditDay]],
) -> None:
    families = load_families()
    everything = _findings(*engine, {family.name for family in families})
    assert {claim_type for _, claim_type, *_ in everything} >= {"fc_lost", "inbound_short"}
    for name in ("warehouse", "orders", "payments"):
        before = {family.name for family in needed_by({name}, families)}
        types = {rule.name for rule in load_rules() if before & set(rule.words("Family"))}
        alone = _findings(*engine, before)
        assert alone == {finding for finding in everything if finding[1] in types}, name
