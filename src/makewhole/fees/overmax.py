"""The overmax handling fee: shown because it may explain a higher charge, never claimed on."""

from decimal import Decimal

from makewhole.fees.pieces import ZERO, Handling
from makewhole.fees.priced import Priced
from makewhole.fees.rate_cards import RateCards


def overmax_handling(found: Priced, cards: RateCards) -> Decimal:
    """What one unit would pay for being very long; zero where it is not.

    Source: secondary sources only, seen 2026-11-21; one calculator has a tier of its own instead.
    """
    for each in cards.handling:
        if (
            each.tier == found.tier
            and each.marketplace == found.asked.marketplace
            and each.valid_from <= found.asked.day <= each.valid_to
        ):
            return each.amount if _is_long(found, each) else ZERO
    return ZERO


def _is_long(found: Priced, limits: Handling) -> bool:
    if found.size is None:
        return True  # the tier was given without sides: the asker decides
    longest, median, shortest = found.size.sides
    around = longest + 2 * (median + shortest)
    return longest > limits.longest_above or around > limits.length_plus_girth_above
