"""The rate cards as tables of an engine, and the SQL that prices charges by them.

`load_relations` makes `fee_pieces`, `fee_tiers`, `fee_added`, `fee_open` and `fee_frames`.
`expect` prices by one of the statement files of this folder what the caller asked: each says in its
header which relation it reads and which it gives.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from makewhole.engine import Engine, parse
from makewhole.engine.engine import Schema
from makewhole.fees import kept
from makewhole.fees.compiling import frame
from makewhole.fees.measures import DENSEST, LENGTHS, LIGHTEST, WEIGHTS
from makewhole.fees.pieces import DAY, FOREVER, ZERO, Gap, Piece, Surcharge, Tier, row, schema
from makewhole.fees.rate_cards import GOODS, RateCards, rate_cards

Rows = list[tuple[Any, ...]]
_EARLY = date(1, 1, 1)
_ADDED: Schema = {
    "marketplace": "VARCHAR", "goods": "VARCHAR", "added_from": "DATE", "added_to": "DATE",
    "share": "DECIMAL(9,6)", "per_unit": "DECIMAL(18,6)", "added_is_claimable": "BOOLEAN",
}  # fmt: skip
_FRAMES: Schema = {
    "marketplace": "VARCHAR", "lightest": "DECIMAL(12,9)", "densest": "DECIMAL(12,9)",
    "volume_unit": "DECIMAL(18,6)",
}  # fmt: skip
RELATIONS = ("fee_pieces", "fee_tiers", "fee_open", "fee_added", "fee_frames")
# What is used more than once.
_KEPT = ("fee_sized", "fee_rates")


def pieces(cards: RateCards | None = None) -> tuple[Schema, Rows]:
    """The one table of straight pieces, as columns with their types and rows."""
    return schema(Piece), [row(each) for each in (cards or rate_cards()).pieces]


def tiers(cards: RateCards | None = None) -> tuple[Schema, Rows]:
    """The size tiers, as columns with their types and rows."""
    return schema(Tier), [row(each) for each in (cards or rate_cards()).tiers]


def made(cards: RateCards) -> dict[str, tuple[Schema, Rows]]:
    """Every relation of the cards by its name: columns with their types, and rows."""
    open_ = [each for each in cards.gaps if each.kind == "undecided"]
    stores = sorted({each.marketplace for each in cards.pieces})
    return {
        "fee_pieces": pieces(cards),
        "fee_tiers": tiers(cards),
        "fee_open": (schema(Gap), [row(each) for each in open_]),
        "fee_added": (_ADDED, list(_added(cards, stores))),
        "fee_frames": (_FRAMES, [_frame(store) for store in stores]),
    }


def load_relations(engine: Engine, cards: RateCards | None = None) -> None:
    """Gives an engine the rate cards as tables: those given, else those that come with makewhole.

    The latter as they are kept, unless a card file has changed since.
    """
    if cards is None and kept.fresh():
        for name in RELATIONS:
            engine.table(name, f"select * from {engine.scan([kept.path(name)])} as kept")
        return
    for name, (form, rows) in made(cards or rate_cards()).items():
        engine.load(name, form, rows)


def expect(engine: Engine, kind: str) -> None:
    """Prices what was asked: `kind` is fulfilment, referral, refund, storage or
    aged, or situations.

    The last relation of the file, `expected_<kind>`, is kept as a table, those before it as views.
    """
    run_statements(engine, kind, kept=(*_KEPT, f"expected_{kind}"))


def run_statements(engine: Engine, name: str, *, kept: Sequence[str] = ()) -> None:
    """Runs a statement file of this folder: each statement a view, those in `kept` tables."""
    text = files("makewhole.fees").joinpath(f"{name}.sql").read_text("utf-8")
    for relation, sql in parse(name, text).statements.items():
        (engine.table if relation in kept else engine.view)(relation, sql)


def _added(cards: RateCards, stores: list[str]) -> Iterator[tuple[Any, ...]]:
    """What is added to the fulfilment fee: one row for each day, store and class of goods."""
    for store in stores:
        for goods in GOODS:
            own = [
                each
                for each in cards.surcharges
                if each.marketplace == store and not each.is_own_line and each.goods in ("*", goods)
            ]
            starts = {_EARLY, *(e.valid_from for e in own), *(e.valid_to + DAY for e in own
                      if e.valid_to != FOREVER)}  # fmt: skip
            ordered = sorted(starts)
            for first, following in zip(ordered, [*ordered[1:], None], strict=True):
                last = FOREVER if following is None else following - DAY
                yield (store, goods, first, last, *_sum(own, first))


def _sum(own: list[Surcharge], day: date) -> tuple[Decimal, Decimal, bool]:
    held = [each for each in own if each.valid_from <= day <= each.valid_to]
    share = sum((each.share for each in held), ZERO)
    per_unit = sum((each.per_unit for each in held), ZERO)
    return share, per_unit, all(each.is_claimable for each in held)


def _frame(store: str) -> tuple[Any, ...]:
    length, weight = frame(store)
    factor = LENGTHS[length] ** 3 / WEIGHTS[weight]
    cubic_foot = Decimal(1728) if length == "in" else Decimal("28316.846592")
    volume = cubic_foot if store in ("US", "UK") else Decimal(1_000_000)
    return store, LIGHTEST * factor, DENSEST * factor, volume
