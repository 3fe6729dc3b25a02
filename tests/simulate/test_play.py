"""Whole worlds: the same seed the same bytes, no unit made or lost unseen, truth beside lives."""

from collections import Counter, defaultdict
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from makewhole.policy import load_policy
from makewhole.simulate.account import write_account
from makewhole.simulate.oracle.truth import prove
from makewhole.simulate.play import Size, play
from makewhole.simulate.scenes import all_scenes
from makewhole.simulate.stores import STORES
from makewhole.simulate.world import World

AS_OF = date(2026, 11, 15)
SMALL = Size(skus=6, months=6, orders_per_month=60, scenes_per_month=3)

# What rests on the seller's word is in every account.
STATED = {
    "removal_damaged", "removal_not_received", "removal_wrong_or_short", "return_wrong_item",
    "mcf_lost_damaged", "reimb_quantity_short", "refund_outside_policy",
}  # fmt: skip
# So are the fees of reports of their own.
BILLED = {
    "fee_aged_inventory", "fee_inbound_defect", "fee_inbound_placement", "fee_low_inventory",
    "fee_returns_processing",
}  # fmt: skip
# And the orders the seller ships.
OWN = {"fbm_safet", "fbm_atoz_appeal"}


@cache
def world(seed: int, store: str = "US") -> World:
    """A small world, played once."""
    return play(seed, store, AS_OF, SMALL)


def digest(folder: Path) -> dict[str, str]:
    """Every file below a folder and what is in it."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def test_the_same_seed_gives_the_same_bytes_and_another_other_ones(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        write_account(play(seed, "US", AS_OF, SMALL), tmp_path / name, noise=seed)
    assert digest(tmp_path / "one") == digest(tmp_path / "again")
    assert digest(tmp_path / "one") != digest(tmp_path / "other")


@pytest.mark.parametrize("store", STORES)
def test_every_unit_is_in_one_place_and_none_was_made_unseen(store: str) -> None:
    played = world(3, store)
    everywhere = [unit for units in played.shelves.values() for unit in units]
    assert sorted(everywhere) == list(range(1, len(everywhere) + 1))


def test_lives_are_chains_each_move_begins_where_the_last_one_ended() -> None:
    place: dict[int, list[str]] = {}
    for told in world(4).happened:
        if "goal" in told:
            for unit in told["units"]:
                assert place.get(unit, told["source"]) == told["source"], told
                place[unit] = told["goal"]
    assert len(place) > 500


def test_the_ledger_moves_exactly_what_moved_on_the_shelves() -> None:
    """Stock by the ledger is stock on the shelves, but for what the ledger never shows."""
    played = world(7)
    printed: Counter[tuple[str, str]] = Counter()
    for row in played.reports.ledger:
        if not row.msku.startswith("Amazon.Found."):
            printed[row.fnsku, row.disposition] += row.units
    lying: Counter[tuple[str, str]] = Counter()
    for (fnsku, disposition, _), units in played.shelves.items():
        if disposition in (
            "SELLABLE",
            "WAREHOUSE_DAMAGED",
            "CARRIER_DAMAGED",
            "DISTRIBUTOR_DAMAGED",
        ):
            lying[fnsku, disposition] += len(units)
    unseen = {one.id for one in played.supply.shipments if one.silent}
    silent = {
        line.product.fnsku
        for one in played.supply.shipments
        if one.id in unseen
        for line in one.lines
    }
    for (fnsku, disposition), units in lying.items():
        if fnsku not in silent and disposition != "SELLABLE":
            assert printed[fnsku, disposition] >= 0
        if fnsku not in silent:
            assert abs(printed[fnsku, disposition] - units) <= _pending(played, fnsku), (
                fnsku,
                disposition,
            )


def _pending(played: World, fnsku: str) -> int:
    """Units whose ledger row is still to come: returns booked later, finds booked before losses."""
    late = sum(row.units for row in played.reports.returns if row.fnsku == fnsku)
    early = sum(
        row.units for row in played.reports.ledger if row.fnsku == fnsku and row.reason == "F"
    )
    return late + early


def test_what_is_owed_for_plain_losses_is_what_the_lives_say() -> None:
    """Where nothing but plain losses and tied payments happen, truth and lives must agree."""
    for seed in (1, 2, 3):
        played = play(seed, "US", AS_OF, SMALL, only=("makewhole.simulate.scenes.lost.forgotten",))
        lost: Counter[str] = Counter()
        for told in played.happened:
            if told["what"] == "lost":
                lost[told["fnsku"]] += len(told["units"])
        proven: Counter[str] = Counter()
        for one in prove(played.reports, AS_OF):
            if one.event.claim_type == "fc_lost":
                proven[one.event.fnsku] += one.units
        assert proven == lost
        assert proven


def test_shipments_short_are_short_by_what_never_arrived() -> None:
    played = play(
        2, "US", AS_OF, SMALL, only=("makewhole.simulate.scenes.inbound.still_receiving",)
    )
    assert [
        one for one in prove(played.reports, AS_OF) if one.event.claim_type == "inbound_short"
    ] == []


def test_every_scene_is_played_and_every_claim_type_is_met_somewhere() -> None:
    assert len({scene.__qualname__ for scene in all_scenes()}) > 50
    met: dict[str, set[str]] = defaultdict(set)
    for seed in range(1, 5):
        own = prove(world(seed).reports, AS_OF)
        for one in own:
            met[one.event.claim_type].add(one.decision)
        assert {one.event.claim_type for one in own} >= STATED | BILLED | OWN, seed
    assert set(load_policy().claim_types) <= set(met)
    assert {"claim", "wait", "review", "expired"} <= {one for held in met.values() for one in held}


def test_a_seed_is_not_bound_to_the_number_of_products() -> None:
    assert len(play(1, "US", AS_OF, Size(skus=1, months=3)).products) == 1
