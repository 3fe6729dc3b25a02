"""What compiling every kind of card shares: days, confidence, what may be claimed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from makewhole.fees.cards import Card, Entry
from makewhole.fees.pieces import DAY, FOREVER, Gap
from makewhole.money import STORE_CURRENCY

_RANK = {"low": 0, "medium": 1, "high": 2}
UNDATED = date(1, 1, 1)
# Weights and lengths of the cards: US in pounds and inches, all others in grams and centimetres.
FRAME = {"US": ("in", "lb")}
_PER_UNIT = {"oz": Decimal(16), "lb": Decimal(1), "g": Decimal(1)}


@dataclass(frozen=True, slots=True)
class Span:
    """Days over which one confidence holds."""

    first: date
    last: date
    confidence: str


def frame(marketplace: str) -> tuple[str, str]:
    """The units of length and weight a store's cards are written in here."""
    return FRAME.get(marketplace, ("cm", "g"))


def weight(value: Any, unit: str) -> Decimal:
    """A weight bound in the frame's unit: ounces become pounds, exactly."""
    return Decimal(value) / _PER_UNIT[unit]


def days(entry: Entry) -> tuple[date, date]:
    """First and last day of an entry. `known_by` and `last_known` ends are ends like any other."""
    return entry.get("from") or UNDATED, entry.get("to") or FOREVER


def currency(card: Card, marketplace: str) -> str:
    """The currency of a card's figures for one store."""
    named = card.body.get("currency", {})
    if isinstance(named, str):
        return named
    return str(named.get(marketplace) or named.get("EU") or STORE_CURRENCY[marketplace])


def spans(version: Entry, **names: str) -> Iterator[Span]:
    """The version's days by confidence: the weakest of what is said of tier, class, column, …

    A refinement replaces what is said of the whole version.
    """
    first, last = days(version)
    said = [version.get(f"confidence_by_{kind}", {}).get(name) for kind, name in names.items()]
    known = [each for each in said if each] or [version.get("confidence", "low")]
    turn = next((e["high_until"] for e in known if isinstance(e, dict)), None)
    if turn is None or turn >= last:
        yield Span(first, last, _weakest(known, before=True))
    else:
        yield Span(first, turn, _weakest(known, before=True))
        yield Span(turn + DAY, last, _weakest(known, before=False))


def is_claimable(version: Entry, confidence: str) -> bool:
    """Whether a figure of this version and confidence may be claimed on."""
    return version.get("usable_for_claims", True) is not False and confidence != "low"


def sources(version: Entry) -> str:
    """The keys of the sources, as one text."""
    named = version.get("source", [])
    return " ".join(named) if isinstance(named, list) else str(named)


def file_gaps(card: Card, fee: str) -> Iterator[Gap]:
    """What the file says of its own gaps, and versions that may not be claimed on."""
    for marketplace in card.marketplaces():
        for why in card.body.get("gaps", []):
            yield Gap(
                fee=fee, marketplace=marketplace, version=card.name, valid_from=None,
                valid_to=None, kind="note", why=str(why),
            )  # fmt: skip
    for version in card.versions:
        if is_claimable(version, str(version.get("confidence", "low"))):
            continue
        for marketplace in card.marketplaces(version):
            first, last = days(version)
            yield Gap(
                fee=fee, marketplace=marketplace, service=str(version.get("service", "*")),
                version=version["id"], valid_from=first, valid_to=last, kind="not_for_claims",
                why=str(version.get("notes", "the source is weak")),
            )  # fmt: skip


def between(fee: str, card: Card) -> Iterator[Gap]:
    """The days between two versions of one store and service on which no card is known to hold."""
    held: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for version in card.versions:
        for marketplace in card.marketplaces(version):
            held.setdefault((marketplace, str(version.get("service", ""))), []).append(
                days(version)
            )
    for (marketplace, service), known in held.items():
        known.sort()
        for (_, last), (first, _) in pairwise(known):
            if last + DAY < first:
                yield Gap(
                    fee=fee, marketplace=marketplace, service=service or "*", version=card.name,
                    valid_from=last + DAY, valid_to=first - DAY, kind="between",
                    why="no card is known to hold on these days",
                )  # fmt: skip


def _weakest(known: list[Any], *, before: bool) -> str:
    plain = [
        ("high" if before else each["then"]) if isinstance(each, dict) else each for each in known
    ]
    return min(plain, key=lambda name: _RANK.get(name, 0))
