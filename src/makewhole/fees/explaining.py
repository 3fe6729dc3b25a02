"""The arithmetic of a fulfilment fee in words, step by step."""

from decimal import Decimal

from makewhole.fees.pieces import Piece, Tier
from makewhole.fees.priced import Priced, is_weight_open
from makewhole.fees.rate_cards import RateCards
from makewhole.fees.sizing import Size, shown, why_not
from makewhole.money import cents, round_half_up


def explain_size(size: Size, tiers: tuple[Tier, ...]) -> list[str]:
    """Sides sorted, girth, dimensional weight, the tier, and why not the one below."""
    length = size.tier.length_unit
    longest, median, shortest = size.sides
    girth = 2 * (median + shortest)
    lines = [
        f"Sides sorted: {' x '.join(map(shown, size.sides))} {length}; girth 2 x "
        f"({shown(median)} + {shown(shortest)}) = {shown(girth)} {length}, "
        f"length plus girth {shown(longest + girth)}",
        _dim_line(size),
        f"Tier: {spoken(size.tier.tier)} ({size.tier.size_version}), "
        "the first whose every limit holds",
    ]
    below = [each for each in tiers if each.rank < size.tier.rank and each.gap is None]
    if below:
        lines.append(f"Not {spoken(below[-1].tier)}: {why_not(below[-1], size)}")
    return lines


def explain_fulfilment(found: Priced, cards: RateCards) -> list[str]:
    """Every step from the sides to the total of one unit."""
    lines: list[str] = []
    if found.size is not None:
        tiers = cards.size_tiers(found.size.tier.size_version, found.asked.marketplace)
        lines += explain_size(found.size, tiers)
    else:
        lines.append(f"Tier: {spoken(found.tier)}, as given")
    lines.append(_weight_line(found))
    lines.append(_piece_line(found))
    for what, amount in found.surcharges:
        own = " (a line of its own, not in the total)" if what.is_own_line else ""
        rate = f"{shown(what.share * 100)}% of {found.fee}" if what.share else "per unit"
        lines.append(
            f"Surcharge for {spoken(what.surcharge)}: {rate} = {amount} {found.piece.currency}{own}"
        )
    lines.append(f"Total of one unit: {found.fee + found.surcharge} {found.piece.currency}")
    if found.note:
        lines.append(found.note)
    return lines


def piece_text(piece: Piece, measure: Decimal, unit: str) -> str:
    """The straight piece a figure lies in, and what it gives.

    Example: "above 3 lb: 6.97 + 12 x 0.08 (each started 0.25 lb above 3) = 7.93"
    """
    low = f"above {shown(piece.above)}" if piece.above else "from 0"
    high = f" to {shown(piece.up_to)}" if piece.up_to is not None else ""
    amount = round_half_up(piece.amount(measure), cents(piece.currency))
    if piece.step is None:
        return f"{low}{high} {unit}: {amount:f}"
    return (
        f"{low}{high} {unit}: {piece.base:f} + {shown(piece.steps(measure))} x {piece.per_step:f} "
        f"(each started {shown(piece.step)} {unit} above {shown(piece.first)}) = {amount:f}"
    )


def spoken(name: str) -> str:
    """A name of the cards as one says it: `large_standard` is large standard."""
    return name.replace("_", " ")


def _dim_line(size: Size) -> str:
    tier = size.tier
    sides = [size.sides[0], *(max(side, tier.least_side) for side in size.sides[1:])]
    least = f" (short sides count as {shown(tier.least_side)} at least)" if tier.least_side else ""
    return (
        f"Dimensional weight: {' x '.join(map(shown, sides))} / {shown(tier.divisor)} = "
        f"{shown(size.dim_weight)} {tier.weight_unit}{least}; unit weight {shown(size.unit_weight)}"
    )


def _weight_line(found: Priced) -> str:
    unit = found.size.tier.weight_unit if found.size else _unit(found)
    if found.size is None:
        return f"Weight for the fee: {shown(found.fee_weight)} {unit}, as given"
    why = "unit weight" if found.size.tier.is_by_unit_weight else "the larger of the two"
    if is_weight_open(found.size) and found.asked.marketplace == "US":
        why += "; sources differ for one pound or less, both are computed"
    return f"Weight for the fee: {shown(found.fee_weight)} {unit} ({why})"


def _piece_line(found: Priced) -> str:
    piece = found.piece
    where = [piece.goods, piece.tier, piece.card_column, _band(piece), piece.service]
    unit = found.size.tier.weight_unit if found.size else _unit(found)
    row = piece_text(piece, found.fee_weight, unit)
    return f"Rate row ({', '.join(spoken(each) for each in where if each)}): {row} {piece.currency}"


def _unit(found: Priced) -> str:
    return "lb" if found.asked.marketplace == "US" else "g"


def _band(piece: Piece) -> str:
    said = [
        (piece.at_least, "from"), (piece.over, "above"), (piece.at_most, "to"),
        (piece.under, "under"),
    ]  # fmt: skip
    bounds = [f"{word} {shown(value)}" for value, word in said if value is not None]
    return "price " + " ".join(bounds) if bounds else ""
