"""The relations worked out beforehand are those of the cards, and of no others."""

from pathlib import Path

import pytest

from makewhole import fees
from makewhole.engine import open_engine
from makewhole.fees import kept
from makewhole.fees.relations import RELATIONS, load_relations, made


def test_what_is_kept_is_what_the_cards_give() -> None:
    assert kept.fresh(), "stale: run python -m makewhole.fees"
    with open_engine() as of_cards, open_engine() as beforehand:
        load_relations(of_cards, fees.rate_cards())
        load_relations(beforehand)
        assert list(made(fees.rate_cards())) == list(RELATIONS)
        for name in RELATIONS:
            asked = f"select * from {name} order by all"
            assert beforehand.rows(f"describe {name}") == of_cards.rows(f"describe {name}")
            rows = of_cards.rows(asked)
            assert rows and beforehand.rows(asked) == rows, "stale: run python -m makewhole.fees"


def test_of_cards_that_have_changed_nothing_kept_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_OF", tmp_path / "cards.txt")
    monkeypatch.setattr(kept, "path", lambda name: tmp_path / f"{name}.parquet")
    assert not kept.fresh()
    with open_engine() as engine:
        load_relations(engine)
        assert engine.rows("select count(*) from fee_pieces")[0][0] > 1000
    kept.sign()
    assert kept.fresh()
    monkeypatch.setattr(kept, "cards_hash", lambda: "another")
    assert not kept.fresh()
