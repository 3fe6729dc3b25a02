"""All cards compiled: the relations, and the index the single look-up reads them by."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

from makewhole.fees import compile_fulfilment, compile_shares, compile_tiers
from makewhole.fees.cards import Card, installed_cards
from makewhole.fees.compiling import between, file_gaps
from makewhole.fees.pieces import FOREVER, ZERO, Gap, Handling, Piece, Surcharge, Tier
from makewhole.fees.unknown import (
    CardMissing,
    DayOutsideCards,
    NameUnknown,
    NotComputable,
    RateMissing,
)

# What a card's `fee` is called here.
FEES = {
    "fba_fulfilment": "fulfilment",
    "fba_removal_and_disposal": "removal",
    "fba_monthly_storage": "storage",
    "fba_aged_inventory_surcharge": "aged",
    "referral": "referral",
    "refund_administration": "refund_admin",
    "fba_low_inventory_level": "low_inventory",
    "fba_inbound_placement": "placement",
    "fba_size_tier": "size_tier",
    "fba_returns_processing": "returns_processing",
    "other": "other",
}
_BY_WEIGHT = ("fulfilment", "removal")
_Key = tuple[str, str, str]
_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Band:
    """The pieces of one class, tier and column that share days and selector, ascending."""

    pieces: tuple[Piece, ...]
    bounds: tuple[Decimal, ...]

    def at(self, measure: Decimal) -> Piece | None:
        """The piece a measure lies in, if any."""
        place = bisect_left(self.bounds, measure)
        if place < len(self.pieces) and self.pieces[place].holds(measure):
            return self.pieces[place]
        return None


@dataclass(frozen=True, slots=True)
class Span:
    """One version of a card for one store and service, with its pieces by class, tier and column.

    `some` is any of its pieces, for what all of them share; `columns` are the names of its columns,
    `is_banded` tells that a selector (a price, an age) is needed to choose among its pieces.
    """

    version: str
    first: date
    last: date
    pieces: dict[_Key, tuple[Band, ...]]
    some: Piece
    columns: tuple[str, ...]
    is_banded: bool


@dataclass(frozen=True, slots=True, eq=False)
class RateCards:
    """Every card as relations; looked up with `span` and `piece`."""

    pieces: tuple[Piece, ...]
    tiers: tuple[Tier, ...]
    surcharges: tuple[Surcharge, ...]
    handling: tuple[Handling, ...]
    gaps: tuple[Gap, ...]
    cards: dict[str, Card]
    _spans: dict[_Key, tuple[Span, ...]]
    _tiers: dict[tuple[str, str], tuple[Tier, ...]]
    _open: dict[tuple[str, str], tuple[Gap, ...]]
    _surcharges: dict[str, tuple[Surcharge, ...]]

    def span(self, fee: str, marketplace: str, service: str, day: date) -> Span:
        """The version in force on a day.

        Errors: CardMissing, DayOutsideCards.
        """
        known = self._spans.get((fee, marketplace, service))
        if not known:
            raise CardMissing(fee, marketplace)
        for span in known:
            if span.first <= day <= span.last:
                return span
        held = [(span.first, None if span.last == FOREVER else span.last) for span in known]
        raise DayOutsideCards(fee, marketplace, day, held)

    def piece(
        self, span: Span, key: _Key, day: date, *, measure: Decimal, selector: Decimal | None = None
    ) -> Piece:
        """The one straight piece that holds; `key` is class of goods, tier and column.

        Errors: NotComputable, RateMissing, NameUnknown.
        """
        for band in span.pieces.get(key, ()):
            one = band.pieces[0]
            if one.valid_from <= day <= one.valid_to and one.selects(selector):
                piece = band.at(measure)
                if piece is not None:
                    self._refuse_open(piece, key, day)
                    return piece
        raise self._why_not(span, key, day)

    def size_tiers(self, size_version: str, marketplace: str) -> tuple[Tier, ...]:
        """The tiers of one version, in the order they are tried."""
        return self._tiers.get((size_version, marketplace), ())

    def tiers_on(self, marketplace: str, day: date) -> tuple[Tier, ...]:
        """The size tiers of a store on a day.

        Errors: CardMissing, DayOutsideCards.
        """
        sets = [rows for (_, store), rows in self._tiers.items() if store == marketplace]
        sets = [rows for rows in sets if rows[0].size_version in self._dated(marketplace)]
        for rows in sets:
            if rows[0].valid_from <= day <= rows[0].valid_to:
                return rows
        if not sets:
            raise CardMissing("size tier", marketplace)
        held = [
            (r[0].valid_from, None if r[0].valid_to == FOREVER else r[0].valid_to) for r in sets
        ]
        raise DayOutsideCards("size tier", marketplace, day, held)

    def surcharges_on(self, marketplace: str, day: date, goods: str) -> list[Surcharge]:
        """What is added to the fulfilment fee of a store on a day."""
        return [
            each
            for each in self._surcharges.get(marketplace, ())
            if each.valid_from <= day <= each.valid_to and each.goods in ("*", goods)
        ]

    def _dated(self, marketplace: str) -> set[str]:
        # services with tiers of their own (European parcels of selected categories) stand aside
        return {
            tier.size_version
            for (_, store), rows in self._tiers.items()
            for tier in rows[:1]
            if store == marketplace and not any(
                span.version == tier.size_version
                for spans in self._spans.values()
                for span in spans
            )
        }  # fmt: skip

    def _refuse_open(self, piece: Piece, key: _Key, day: date) -> None:
        for gap in self._open.get((piece.version, piece.marketplace), ()):
            if _covers(gap, key, day) and gap.kind == "undecided":
                raise NotComputable(piece.fee, f"{piece.tier} on {day} ({piece.version})", gap.why)

    def _why_not(self, span: Span, key: _Key, day: date) -> Exception:
        some = span.some
        goods, tier, column = key
        what = " ".join(each for each in (goods, tier, column) if each)
        for gap in self._open.get((span.version, some.marketplace), ()):
            if _covers(gap, key, day) and gap.kind in ("missing", "undecided"):
                return RateMissing(some.fee, span.version, what, gap.why)
        for place, name in enumerate(("class of goods", "tier or category", "column")):
            known = sorted({each[place] for each in span.pieces if each[:place] == key[:place]})
            if key[place] not in known:
                return NameUnknown(name, key[place], [each for each in known if each])
        return RateMissing(some.fee, span.version, what, "its table ends below this figure")


def compile_cards(cards: tuple[Card, ...]) -> RateCards:
    """Cards as relations and index. Adding a version to a card adds rows and changes no other."""
    pieces = tuple(piece for card in cards for piece in _pieces(card))
    tiers = tuple(tier for card in cards for tier in _tiers(card))
    gaps = tuple(gap for card in cards for gap in _gaps(card))
    surcharges = tuple(
        each for card in cards if _fee(card) == "fulfilment"
        for each in compile_fulfilment.surcharges(card)
    )  # fmt: skip
    handling = tuple(each for card in cards for each in compile_fulfilment.handling(card))
    return RateCards(
        pieces, tiers, surcharges, handling, gaps, {card.name: card for card in cards},
        _index(pieces),
        _grouped(tiers, lambda t: (t.size_version, t.marketplace)),
        _grouped(gaps, lambda g: (g.version, g.marketplace)),
        _grouped(surcharges, lambda s: s.marketplace),
    )  # fmt: skip


@cache
def rate_cards() -> RateCards:
    """The cards that come with makewhole, compiled once."""
    return compile_cards(installed_cards())


def _fee(card: Card) -> str:
    return FEES.get(str(card.body.get("fee", "")), "")


def _pieces(card: Card) -> Iterator[Piece]:
    fee = _fee(card)
    if fee in _BY_WEIGHT:
        yield from compile_fulfilment.pieces(card, fee)
    elif fee == "storage":
        yield from compile_shares.storage(card, fee)
        yield from compile_shares.utilization(card, "storage_utilization")
    elif fee == "referral":
        yield from compile_shares.referral(card, fee)
        yield from compile_shares.closing(card, "closing")
    elif fee == "refund_admin":
        yield from compile_shares.refund(card, fee)
    elif fee in ("aged", "low_inventory", "placement"):
        yield from getattr(compile_shares, fee)(card, fee)


def _tiers(card: Card) -> Iterator[Tier]:
    if _fee(card) == "size_tier":
        yield from compile_tiers.size_tiers(card)
    elif _fee(card) == "fulfilment":
        yield from compile_fulfilment.tiers(card)


def _gaps(card: Card) -> Iterator[Gap]:
    fee = _fee(card)
    if not fee:
        return
    yield from file_gaps(card, fee)
    yield from between(fee, card)
    room = compile_fulfilment if fee in _BY_WEIGHT else compile_shares
    yield from room.gaps(card, fee)


def _covers(gap: Gap, key: _Key, day: date) -> bool:
    goods, tier, column = key
    return (
        gap.goods in ("*", goods)
        and gap.tier in ("*", tier)
        and gap.card_column in ("*", column)
        and gap.valid_from is not None
        and gap.valid_to is not None
        and gap.valid_from <= day <= gap.valid_to
    )


def _grouped(entries: Iterable[_V], key: Callable[[_V], _K]) -> dict[_K, tuple[_V, ...]]:
    found: dict[_K, list[_V]] = {}
    for each in entries:
        found.setdefault(key(each), []).append(each)
    return {name: tuple(rows) for name, rows in found.items()}


def _index(pieces: tuple[Piece, ...]) -> dict[_Key, tuple[Span, ...]]:
    spans: dict[_Key, dict[str, list[Piece]]] = {}
    for piece in pieces:
        held = spans.setdefault((piece.fee, piece.marketplace, piece.service), {})
        held.setdefault(piece.version, []).append(piece)
    return {key: tuple(_span(*each) for each in held.items()) for key, held in spans.items()}


def _span(version: str, pieces: list[Piece]) -> Span:
    held: dict[_Key, list[Piece]] = {}
    for piece in pieces:
        held.setdefault((piece.goods, piece.tier, piece.card_column), []).append(piece)
    return Span(
        version,
        min(piece.valid_from for piece in pieces),
        max(piece.valid_to for piece in pieces),
        {key: _bands(rows) for key, rows in held.items()},
        pieces[0],
        tuple(sorted({column for _, _, column in held})),
        any(not piece.selects(None) for piece in pieces),
    )


def _bands(pieces: list[Piece]) -> tuple[Band, ...]:
    alike = _grouped(
        pieces, lambda p: (p.valid_from, p.valid_to, p.at_least, p.over, p.at_most, p.under)
    )
    rows = [sorted(each, key=lambda p: p.above or ZERO) for each in alike.values()]
    return tuple(
        Band(tuple(each), tuple(p.up_to for p in each if p.up_to is not None)) for each in rows
    )
