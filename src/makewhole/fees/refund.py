"""What Amazon keeps of the referral fee when a sale is refunded, and what the seller gets back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from makewhole.fees.fee import Fee, Reading
from makewhole.fees.lookup import made, span_of, tidy
from makewhole.fees.measures import Number, not_negative, whole
from makewhole.fees.pieces import Piece
from makewhole.fees.rate_cards import RateCards, rate_cards
from makewhole.fees.sizing import shown
from makewhole.fees.unknown import InputMissing, MeasureNotPositive, NameUnknown
from makewhole.money import cents, round_half_up

_ONE = Decimal(1)


def refund(
    marketplace: str,
    day: date,
    *,
    referral_fees: Sequence[Number],
    refunded_share: Number = _ONE,
    units: Number = _ONE,
    category: str | None = None,
    cap_area: str | None = None,
    currency: str | None = None,
    cards: RateCards | None = None,
) -> Fee:
    """The administration fee of the refunded items together; `parts` holds `admin_fee`, `credit`.

    Units: each referral fee is of one order line of `units` pieces, as a positive sum;
    `refunded_share` (0 to 1) the part of the price given back. With several pieces the cap is taken
    per piece; the cap per line is a reading. `cap_area` (US, EU, AE, BR) in place of the store's.

    Example: referral fees 51.75 and 8.55: 5.00 + 1.71 = 6.71 kept, 53.59 credited.

    Errors: FeeUnknown, in one of its kinds.
    """
    held = cards or rate_cards()
    store = _store(held, cap_area) if cap_area else marketplace
    span = span_of(held, "refund_admin", store, day, currency)
    named = tidy(category or "")
    key = ("standard", named if ("standard", named, "") in span.pieces else "", "")
    piece = span.pieces[key][0].pieces[0]
    if not referral_fees:
        raise InputMissing("referral fee", "the fee is a part of it")
    many = whole("number of units", units)
    cent = cents(piece.currency)
    share = not_negative("refunded share", refunded_share)
    if share > 1:
        raise MeasureNotPositive("refunded share", share, "between 0 and 1")
    back = [
        round_half_up(not_negative("referral fee", each) * share, cent) for each in referral_fees
    ]
    kept = sum((_kept(piece, each, many) for each in back), Decimal(0))
    by_line = sum((_kept(piece, each, _ONE) for each in back), Decimal(0))
    credit = sum(back, Decimal(0)) - kept
    readings = [Reading("cap per piece", "", kept)]
    readings += [Reading("cap per line", "", by_line)] if by_line != kept else []
    return made(
        piece, day, partial(_lines, piece, back, many), amount=kept,
        unit_amount=kept / many, units=many, parts={"admin_fee": kept, "credit": credit},
        read=lambda: readings,
    )  # fmt: skip


def _kept(piece: Piece, referral_fee: Decimal, units: Decimal) -> Decimal:
    share = round_half_up(referral_fee * piece.per_step, cents(piece.currency))
    return share if piece.maximum is None else min(share, piece.maximum * units)


def _lines(piece: Piece, back: list[Decimal], units: Decimal, _: Fee) -> list[str]:
    if not piece.per_step:
        return [f"No administration fee is kept for {piece.tier}"]
    cap = f"{piece.maximum:f}" + (f" x {shown(units)} units" if units != 1 else "")
    return [
        f"Referral fee {each}: {shown(piece.per_step * 100)}%, at most {cap} = "
        f"{_kept(piece, each, units)} kept, {each - _kept(piece, each, units)} credited"
        for each in back
    ]


def _store(cards: RateCards, area: str) -> str:
    areas = {
        version["cap_areas"][store]: store
        for card in cards.cards.values()
        if card.body.get("fee") == "refund_administration"
        for version in card.versions
        for store in reversed(version["cap_areas"])
    }
    if area.upper() not in areas:
        raise NameUnknown("cap area", area, areas)
    return str(areas[area.upper()])
