"""The rate cards: every figure as it was carried over, and new versions that change no past fee."""
# ruff: noqa: E501  (one case a line reads as a table)

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from makewhole import fees
from makewhole.fees.cards import Card, installed_cards
from makewhole.fees.rate_cards import RateCards, compile_cards

sys.path.insert(0, str(Path(__file__).parent))
from figures import GOLDEN, figures

_PRICES = {"under_10": "5", "from_10": "20", "from_10_to_50": "20", "over_50": "80"}


def test_every_figure_of_every_card_is_the_one_carried_over() -> None:
    assert figures() == GOLDEN.read_text("utf-8").splitlines()


def _us_rows() -> list[tuple[date, str, str, str, Decimal, str, Decimal]]:
    card = next(card for card in installed_cards() if card.name == "us_fulfilment")
    return [
        (version["from"], goods, tier, table["unit"], bound, band["id"], cell)
        for version in card.versions
        for goods, tables in version.get("classes", {}).items()
        for tier, table in tables.items()
        if isinstance(table, dict)
        for bound, *cells in table["rows"]
        for band, cell in zip(version["price_bands"], cells, strict=True)
    ]


def test_every_row_of_the_american_cards_is_found_at_its_own_bound() -> None:
    rows = _us_rows()
    assert len(rows) > 400
    for day, goods, tier, unit, bound, band, cell in rows:
        found = fees.fulfilment(
            "US", day, tier=tier, weight=bound, weight_unit=unit, price_of_unit=_PRICES[band],
            goods=goods,
        )  # fmt: skip
        assert found.unit_amount == cell, (day, goods, tier, bound, band)


def _with_new_year() -> RateCards:
    cards = []
    for card in installed_cards():
        if card.name == "us_fulfilment":
            last = card.versions[-1]
            new = {**last, "id": "us-2027-01-15", "from": date(2027, 1, 15), "to": None,
                   "classes": {"standard": {"small_standard": {"unit": "oz", "rows": [[16, 9, 9, 9]]}}}}  # fmt: skip
            card = Card(card.name, {**card.body, "versions": [*card.versions, new]})
        cards.append(card)
    return compile_cards(tuple(cards))


def test_a_new_years_card_is_added_data_and_changes_no_past_fee() -> None:
    before, after = fees.rate_cards(), _with_new_year()
    assert set(before.pieces) < set(after.pieces)
    assert {piece.version for piece in set(after.pieces) - set(before.pieces)} == {"us-2027-01-15"}
    for day, goods, tier, unit, bound, band, _ in _us_rows():
        asked = {"tier": tier, "weight": bound, "weight_unit": unit, "goods": goods}
        one, two = (
            fees.fulfilment("US", day, price_of_unit=_PRICES[band], cards=cards, **asked)
            for cards in (before, after)
        )
        assert one == two
    new = {"tier": "small_standard", "weight": 1, "price_of_unit": 20}
    assert fees.fulfilment("US", date(2027, 2, 1), cards=after, **new).unit_amount == 9
    with pytest.raises(fees.FeeUnknown):
        fees.fulfilment("US", date(2027, 2, 1), cards=before, **new)


def test_every_piece_names_a_source_a_confidence_and_a_currency() -> None:
    for piece in fees.rate_cards().pieces:
        assert piece.currency and piece.confidence in ("low", "medium", "high"), piece
        assert piece.sources or not piece.is_claimable, piece


def test_weak_and_forbidden_cards_are_never_claimable() -> None:
    weak = {p.version for p in fees.rate_cards().pieces if not p.is_claimable}
    assert {"jp-2026-04-01", "ca-referral", "us-placement-2026-01-15", "eu-efn-2026-02-01"} <= weak
    assert "us-2026-01-15" not in {
        p.version for p in fees.rate_cards().pieces if not p.is_claimable and p.goods == "standard"
    }


def test_the_gaps_name_what_is_missing_once() -> None:
    found = fees.gaps()
    keys = [tuple(row.values()) for row in found]
    assert len(keys) == len(set(keys))
    said = {(row["fee"], row["marketplace"], row["goods"], row["kind"]) for row in found}
    assert ("fulfilment", "US", "apparel", "missing") in said
    assert ("fulfilment", "UK", None, "undecided") in said
    assert ("refund_admin", "UK", None, "missing") in said
    assert ("removal", "US", None, "between") in said
    between = next(row for row in found if row["fee"] == "removal" and row["kind"] == "between")
    assert (between["from"], between["to"]) == (date(2023, 1, 1), date(2024, 10, 14))
