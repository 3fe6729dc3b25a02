"""Fees around stock on its way: low inventory level, and the range of the placement fee."""

from datetime import date
from decimal import Decimal
from functools import partial

from makewhole.fees.compiling import frame
from makewhole.fees.fee import Fee
from makewhole.fees.lookup import made, span_of, tidy
from makewhole.fees.measures import WEIGHTS, Number, in_unit, not_negative, positive, unit_of, whole
from makewhole.fees.pieces import ZERO, Piece
from makewhole.fees.rate_cards import RateCards, Span, rate_cards
from makewhole.fees.sizing import shown
from makewhole.fees.unknown import InputMissing, NameUnknown

_ONE = Decimal(1)
_OPTIONS = ("minimal", "partial", "optimized")
# names of the card for the two parts of large standard, and a weight that lies in each
_PARTS = {"large_standard_to_3_lb": Decimal(3), "large_standard_3_to_20_lb": Decimal(20)}


def low_inventory(
    marketplace: str,
    ship_day: date,
    *,
    tier: str,
    days_of_supply: Number | None = None,
    days_30: Number | None = None,
    days_90: Number | None = None,
    weight: Number | None = None,
    weight_unit: str | None = None,
    units: Number = _ONE,
    cards: RateCards | None = None,
) -> Fee:
    """The low-inventory-level fee of units shipped; none where a figure reaches the last row.

    Units: days of supply over 30 and over 90 days, the larger of which chooses the row, or that one
    figure itself. The exemptions are not looked at: whether one holds is the asker's to know.

    Errors: FeeUnknown, in one of its kinds.
    """
    held = cards or rate_cards()
    span = span_of(held, "low_inventory", marketplace, ship_day)
    given = [each for each in (days_of_supply, days_30, days_90) if each is not None]
    if not given:
        raise InputMissing("days of supply", "they choose the row")
    supply = max(not_negative("days of supply", each) for each in given)
    name = tidy(tier)
    heavy = _PARTS.get(name) or _weight(span, weight, weight_unit, needed=name == "large_standard")
    named = "large_standard" if name in _PARTS else name
    piece = held.piece(span, ("standard", named, ""), ship_day, measure=heavy, selector=supply)
    many = whole("number of units", units)
    return made(
        piece, ship_day, partial(_supply_line, piece, supply), amount=piece.base * many,
        unit_amount=piece.base, units=many, tier=piece.tier,
    )  # fmt: skip


def placement(
    marketplace: str,
    plan_day: date,
    *,
    tier: str,
    weight: Number | None = None,
    weight_unit: str | None = None,
    option: str = "minimal",
    units: Number = _ONE,
    cards: RateCards | None = None,
) -> Fee:
    """The range of the placement fee on a plan's day: `low` and `high` in `parts`, `amount` high.

    Exact it is never: the fee depends on the inbound region. The optimized option is free.

    Errors: FeeUnknown, in one of its kinds.
    """
    held = cards or rate_cards()
    span = span_of(held, "placement", marketplace, plan_day)
    if option not in _OPTIONS:
        raise NameUnknown("placement option", option, _OPTIONS)
    many = whole("number of units", units)
    heavy = _weight(span, weight, weight_unit, needed=True)
    chosen = "minimal" if option == "optimized" else option
    low, high = (
        held.piece(span, ("standard", tidy(tier), f"{chosen}_{end}"), plan_day, measure=heavy)
        for end in ("low", "high")
    )
    free = option == "optimized"
    ends = [ZERO if free else each.base * many for each in (low, high)]
    return made(
        high, plan_day, partial(_range_line, option), amount=ends[1], units=many, tier=high.tier,
        parts={"low": ends[0], "high": ends[1]},
        doubt="the fee depends on the region, only its range is known",
    )  # fmt: skip


def _supply_line(piece: Piece, supply: Decimal, found: Fee) -> list[str]:
    days = f"{shown(supply)} days of supply"
    return [f"{piece.tier}, {days}: {shown(found.units)} units x {piece.base:f}"]


def _range_line(option: str, found: Fee) -> list[str]:
    low, high = found.parts["low"], found.parts["high"]
    return [f"{found.tier}, {option}: from {low:f} to {high:f} {found.currency} by region"]


def _weight(span: Span, weight: Number | None, weight_unit: str | None, *, needed: bool) -> Decimal:
    if weight is None:
        if needed:
            raise InputMissing("weight", "the row depends on it")
        return _ONE
    unit = frame(span.some.marketplace)[1]
    return in_unit(positive("weight", weight), unit_of(weight_unit or unit, WEIGHTS), unit, WEIGHTS)
