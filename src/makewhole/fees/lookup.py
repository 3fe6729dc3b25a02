"""What the look-ups of all other fees share: the piece of a day, and the fee made of it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.fees.fee import Fee, weakness
from makewhole.fees.pieces import Piece
from makewhole.fees.rate_cards import RateCards, Span
from makewhole.fees.unknown import CardMissing
from makewhole.terms import marketplace_code

_ZERO = Decimal(0)


def span_of(
    cards: RateCards, fee: str, marketplace: str, day: date, currency: str | None = None
) -> Span:
    """The version of a fee's card in force on a day, in the currency asked for.

    Errors: CardMissing, DayOutsideCards.
    """
    span = cards.span(fee, marketplace_code(marketplace), "", day)
    if currency is not None and currency.upper() != span.some.currency:
        raise CardMissing(fee, marketplace_code(marketplace), currency.upper())
    return span


def made(
    piece: Piece,
    day: date,
    lines: list[str],
    *,
    amount: Decimal,
    total: Decimal | None = None,
    doubt: str | None = None,
    parts: Mapping[str, Decimal | str] | None = None,
    **more: Any,
) -> Fee:
    """A fee of one piece, with its arithmetic already in words."""
    why = doubt or weakness(piece)
    return Fee(
        fee=piece.fee, marketplace=piece.marketplace, day=day, currency=piece.currency,
        amount=amount, total=amount if total is None else total, version=piece.version,
        confidence=piece.confidence, is_claimable=why is None, why_not=why, parts=parts or {},
        piece=piece, _explain=lambda _: lines, **more,
    )  # fmt: skip


def tidy(name: str) -> str:
    """A category or group as the cards spell it.

    >>> tidy("Home and Kitchen")
    'home_and_kitchen'
    """
    return name.strip().lower().replace("&", "and").replace("-", "_").replace(" ", "_")
