"""Every pair of claim types has one answer, and the answers agree with each other."""

from itertools import combinations

import pytest

from makewhole.policy import Policy, load_policy
from makewhole.policy.precedence import APART, IN_TURN, YIELDS, Precedence, precedence


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy()


@pytest.fixture(scope="module")
def pairs(policy: Policy) -> tuple[Precedence, ...]:
    return precedence(policy)


def test_every_pair_is_there_once(policy: Policy, pairs: tuple[Precedence, ...]) -> None:
    told = [frozenset({pair.first, pair.second}) for pair in pairs]
    assert len(told) == len(set(told))
    assert set(told) == {frozenset(pair) for pair in combinations(policy.claim_types, 2)}


def test_no_two_types_yield_to_each_other(policy: Policy) -> None:
    said = {
        (kind.id, entry.claim_type)
        for kind in policy.claim_types.values()
        for entry in kind.precedes
    }
    assert not {(second, first) for first, second in said} & said
    assert {second for _, second in said} <= set(policy.claim_types)


def test_no_chain_of_yielding_comes_round(policy: Policy) -> None:
    before = {k.id: {entry.claim_type for entry in k.precedes} for k in policy.claim_types.values()}
    while before:
        last = {kind for kind, lower in before.items() if not lower & set(before)}
        assert last, f"yielding comes round among {sorted(before)}"
        before = {kind: lower for kind, lower in before.items() if kind not in last}


def test_places_within_a_family_are_not_shared(policy: Policy) -> None:
    places = [(kind.reconciliation, kind.place) for kind in policy.claim_types.values()]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("first", "second", "relation", "ids"),
    [
        ("refund_quantity_excess", "refund_over_charge", YIELDS, ("order_id", "msku")),
        ("replacement_not_returned", "return_not_received", YIELDS, ("order_id", "msku")),
        ("fc_lost", "fc_damaged", IN_TURN, ()),
        ("return_not_received", "return_damaged_amazon_fault", IN_TURN, ()),
        ("return_damaged_amazon_fault", "return_not_credited", IN_TURN, ()),
        ("inbound_short", "fc_lost", APART, ()),
    ],
)
def test_pairs_that_matter_most(
    pairs: tuple[Precedence, ...], first: str, second: str, relation: str, ids: tuple[str, ...]
) -> None:
    found = next(pair for pair in pairs if {pair.first, pair.second} == {first, second})
    assert (found.relation, found.ids) == (relation, ids)
    assert relation == APART or found.first == first


def test_an_id_on_which_a_type_yields_is_one_a_finding_has(policy: Policy) -> None:
    known = {
        "fnsku", "msku", "asin", "order_id", "shipment_id", "removal_order_id",
        "reimbursement_id", "settlement_id", "reference_id",
    }  # fmt: skip
    for kind in policy.claim_types.values():
        for entry in kind.precedes:
            assert set(entry.ids) <= known and entry.because
