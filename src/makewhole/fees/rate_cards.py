"""All cards compiled: the relations, and the index the single look-up reads them by."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

from makewhole.fees import compile_fulfilment, compile_shares, compile_tiers
from makewhole.fees.cards import Card, Entry, installed_cards
from makewhole.fees.compiling import between, file_gaps
from makewhole.fees.in_force import InForce, in_force
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
GOODS = ("standard", "apparel", "dangerous_goods")
_BY_WEIGHT = ("fulfilment", "removal")
_Key = tuple[str, str, str]
_Pair = tuple[str, str]
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
    versions: dict[str, Entry]
    _spans: dict[_Key, InForce[Span]]
    _tiers: dict[_Pair, tuple[Tier, ...]]
    _dated: dict[str, InForce[tuple[Tier, ...]]]
    _undecided: dict[_Pair, InForce[Gap]]
    _open: dict[_Pair, tuple[Gap, ...]]
    _surcharges: dict[_Pair, InForce[Surcharge]]

    def span(self, fee: str, marketplace: str, service: str, day: date) -> Span:
        """The version in force on a day.

        Errors: CardMissing, DayOutsideCards.
        """
        known = self._spans.get((fee, marketplace, service))
        if known is None:
            raise CardMissing(fee, marketplace)
        found = known.on(day)
        if not found:
            held = dict.fromkeys((span.first, span.last) for each in known.held for span in each)
            raise DayOutsideCards(fee, marketplace, day, _open_ended(held))
        return found[0]

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
        known = self._dated.get(marketplace)
        if known is None:
            raise CardMissing("size tier", marketplace)
        found = known.on(day)
        if not found:
            held = dict.fromkeys(
                (rows[0].valid_from, rows[0].valid_to) for each in known.held for rows in each
            )
            raise DayOutsideCards("size tier", marketplace, day, _open_ended(held))
        return found[0]

    def surcharges_on(self, marketplace: str, day: date, goods: str) -> tuple[Surcharge, ...]:
        """What is added to the fulfilment fee of a store on a day."""
        known = self._surcharges.get((marketplace, goods))
        return () if known is None else known.on(day)

    def _refuse_open(self, piece: Piece, key: _Key, day: date) -> None:
        known = self._undecided.get((piece.version, piece.marketplace))
        for gap in known.on(day) if known is not None else ():
            if _covers(gap, key, day):
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
    by_version = _grouped(tiers, lambda t: (t.size_version, t.marketplace))
    spans = _index(pieces)
    return RateCards(
        pieces, tiers, surcharges, handling, gaps, {card.name: card for card in cards},
        {version["id"]: version for card in cards for version in card.versions},
        {key: in_force((s.first, s.last, s) for s in held) for key, held in spans.items()},
        by_version, _dated(by_version, spans), _undecided(gaps),
        _grouped(gaps, _version_and_store), _added(surcharges),
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


def _undecided(gaps: Iterable[Gap]) -> dict[_Pair, InForce[Gap]]:
    dated = [gap for gap in gaps if gap.kind == "undecided"]
    return {
        name: in_force((e.valid_from, e.valid_to, e) for e in held if e.valid_from and e.valid_to)
        for name, held in _grouped(dated, _version_and_store).items()
    }


def _added(surcharges: tuple[Surcharge, ...]) -> dict[_Pair, InForce[Surcharge]]:
    return {
        (store, goods): in_force(
            (e.valid_from, e.valid_to, e)
            for e in surcharges
            if e.marketplace == store and e.goods in ("*", goods)
        )
        for store in {each.marketplace for each in surcharges}
        for goods in GOODS
    }


def _version_and_store(gap: Gap) -> _Pair:
    return gap.version, gap.marketplace


def _dated(
    tiers: dict[_Pair, tuple[Tier, ...]], spans: dict[_Key, tuple[Span, ...]]
) -> dict[str, InForce[tuple[Tier, ...]]]:
    # services with tiers of their own (European parcels of selected categories) stand aside
    own = {span.version for held in spans.values() for span in held}
    stores: dict[str, list[tuple[Tier, ...]]] = {}
    for (version, store), rows in tiers.items():
        if version not in own:
            stores.setdefault(store, []).append(rows)
    return {
        store: in_force((rows[0].valid_from, rows[0].valid_to, rows) for rows in sets)
        for store, sets in stores.items()
    }


def _open_ended(held: Iterable[tuple[date, date]]) -> list[tuple[date, date | None]]:
    return [(first, None if last == FOREVER else last) for first, last in held]


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
