"""Families stand in an order, and those that come later change nothing before them."""

from collections.abc import Iterator
from importlib.resources import as_file, files

import pytest

from makewhole.audit.session import open_books
from makewhole.demo import AS_OF
from makewhole.engine import Engine, open_engine
from makewhole.policy import load_policy
from makewhole.reconcile import AuditDay, assemble, reconcile
from makewhole.reconcile.family import Family, before, load_families, needed_by
from makewhole.reconcile.stores import split
from makewhole.reconcile.views import BOOK
from makewhole.rules import load_rules


def test_a_family_needs_those_it_comes_after() -> None:
    families = load_families()
    needed = [family.name for family in needed_by({"warehouse"}, families)]
    assert needed == ["shared", "reversals", "warehouse"]
    assert needed_by({f.name for f in families}, families) == families


def _family(name: str, *after: str) -> Family:
    return Family(name, after, (), {})


def test_before_a_family_are_all_it_is_tied_to_and_no_others() -> None:
    families = [_family("a"), _family("x"), _family("b", "a"), _family("y", "x"), _family("c", "a")]
    assert before(families) == {
        "a": frozenset(), "x": frozenset(), "b": frozenset({"a"}), "y": frozenset({"x"}),
        "c": frozenset({"a", "b"}),
    }  # fmt: skip
    tied = [_family("a"), _family("x"), _family("z", "x", "a")]
    assert before(tied)["x"] == {"a"}, "what comes after both ties them"


def test_one_family_reads_what_all_others_leave() -> None:
    families = load_families()
    assert [family.name for family in families if family.sees_all] == ["refunds"]
    assert families[-1].name == "refunds"


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


def test_families_not_tied_share_no_lots(engine: tuple[Engine, list[AuditDay]]) -> None:
    """They are worked through side by side: a lot of both would be given twice."""
    families = load_families()
    _findings(*engine, {family.name for family in families})
    tied = {name: {name, *earlier} for name, earlier in before(families).items()}
    met = engine[0].rows(
        "select distinct e.family, t.family, g.family from entries as e"
        " join lots as t on t.lot = e.taker join lots as g on g.lot = e.giver"
    )
    assert len({family for family, _, _ in met}) >= 9
    assert not [each for each in met if not {*each[1:]} <= tied[each[0]]]
