"""The referral fee of one item sold, and the closing fee of media."""

from datetime import date
from decimal import Decimal
from functools import partial

from makewhole.errors import FeeUnknown
from makewhole.fees.fee import Fee, Reading
from makewhole.fees.lookup import made, span_of, tidy
from makewhole.fees.measures import Number, not_negative, whole
from makewhole.fees.pieces import ZERO, Piece
from makewhole.fees.rate_cards import RateCards, rate_cards
from makewhole.fees.sizing import shown
from makewhole.money import cents, round_half_up

_ONE = Decimal(1)


def referral(
    marketplace: str,
    day: date,
    *,
    category: str,
    price_of_unit: Number,
    shipping: Number = ZERO,
    gift_wrap: Number = ZERO,
    promotion: Number = ZERO,
    units: Number = _ONE,
    currency: str | None = None,
    cards: RateCards | None = None,
) -> Fee:
    """The referral fee of the order day: `amount` without, `total` with the closing fee of media.

    Units: money of one unit (US without tax, Europe with VAT); `promotion` is what the seller gave
    off, as a positive sum. Whether it lowers the base was not confirmed: the base before it is
    taken, the other is a reading.

    Example: UK automotive at 60.00: 45 at 15% and 15 at 9% = 8.10.

    Errors: FeeUnknown, in one of its kinds.
    """
    held = cards or rate_cards()
    span = span_of(held, "referral", marketplace, day, currency)
    key = ("standard", tidy(category), "")
    base = not_negative("price", price_of_unit) + not_negative("shipping", shipping)
    base += not_negative("gift wrap", gift_wrap)
    many = whole("number of units", units)
    piece = held.piece(span, key, day, measure=base)
    one = _rounded(piece, base)
    closing = closing_fee(piece.marketplace, day, category=category, cards=held)
    amount, apart = one * many, (closing.amount if closing else ZERO) * many
    other = _other_bases(held, piece, base, not_negative("promotion", promotion), day=day)
    return made(
        piece, day, partial(_lines, piece, base), amount=amount, total=amount + apart,
        unit_amount=one, units=many, doubt=_doubt(piece, base),
        parts={"closing_fee": apart} if apart else {},
        read=partial(_readings, piece.tier, amount, [each * many for each in other]),
    )  # fmt: skip


def closing_fee(
    marketplace: str, day: date, *, category: str, cards: RateCards | None = None
) -> Fee | None:
    """The closing fee of one media item; None for all other goods and where no card is known."""
    held = cards or rate_cards()
    try:
        span = span_of(held, "closing", marketplace, day)
    except FeeUnknown:
        return None
    key = ("standard", tidy(category), "")
    if key not in span.pieces:
        return None
    piece = held.piece(span, key, day, measure=ZERO)
    return made(piece, day, _closing_line, amount=piece.base, unit_amount=piece.base)


def _rounded(piece: Piece, base: Decimal) -> Decimal:
    return round_half_up(piece.amount(base), cents(piece.currency))


def _closing_line(found: Fee) -> list[str]:
    assert found.piece is not None
    return [f"Closing fee of one {found.piece.tier} item: {found.amount:f} {found.currency}"]


def _lines(piece: Piece, base: Decimal, found: Fee) -> list[str]:
    apart = found.parts.get("closing_fee")
    closing = [f"Closing fee of media: {apart} {piece.currency}"] if apart else []
    return [_line(piece, base, found.unit_amount), *closing]


def _line(piece: Piece, base: Decimal, one: Decimal) -> str:
    percent = f"{shown(piece.per_step * 100)}%"
    part = f"{percent} of {base:f}"
    if piece.first:
        part = f"{piece.base:f} + {percent} of {base - piece.first:f} above {shown(piece.first)}"
    least = f", at least {piece.minimum:f}" if piece.minimum else ""
    return f"Category {piece.tier}: {part}{least} = {one} {piece.currency}"


def _doubt(piece: Piece, base: Decimal) -> str | None:
    if piece.minimum_disputed > piece.amount(base):
        return f"sources differ on a minimum of {piece.minimum_disputed:f}"
    return None


def _other_bases(
    cards: RateCards, piece: Piece, base: Decimal, promotion: Decimal, *, day: date
) -> list[Decimal]:
    found = [piece.minimum_disputed] if piece.minimum_disputed > piece.amount(base) else []
    if promotion:
        span = cards.span(piece.fee, piece.marketplace, "", day)
        less = max(base - promotion, ZERO)
        found.append(
            _rounded(cards.piece(span, ("standard", piece.tier, ""), day, measure=less), less)
        )
    return found


def _readings(tier: str, amount: Decimal, others: list[Decimal]) -> list[Reading]:
    taken = [Reading("as computed", tier, amount)]
    return taken + [
        Reading("promotion or minimum read otherwise", tier, each)
        for each in others
        if each != amount
    ]
