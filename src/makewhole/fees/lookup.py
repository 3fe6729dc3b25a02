"""What the look-ups of all other fees share: the piece of a day, and the fee made of it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from makewhole.fees.fee import Fee, Reading, weakness
from makewhole.fees.pieces import Piece
from makewhole.fees.rate_cards import RateCards, Span
from makewhole.fees.unknown import CardMissing
from makewhole.terms import marketplace_code


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
    explain: Callable[[Fee], list[str]],
    *,
    amount: Decimal,
    total: Decimal | None = None,
    doubt: str | None = None,
    parts: Mapping[str, Decimal | str] | None = None,
    read: Callable[[], list[Reading]] | None = None,
    **more: Any,
) -> Fee:
    """A fee of one piece; `explain` puts its arithmetic in words when that is asked for."""
    return Fee(
        day=day, piece=piece, amount=amount, total=amount if total is None else total,
        why_not=doubt or weakness(piece), parts=parts or {}, explain=explain, read=read,
        **more,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def tidy(name: str) -> str:
    """A category or group as the cards spell it.

    >>> tidy("Home and Kitchen")
    'home_and_kitchen'
    """
    return name.strip().lower().replace("&", "and").replace("-", "_").replace(" ", "_")
