"""Amazon's measures against the seller's: what is apart, and what to have measured again.

The caller gives the engine `measure_history` (see measurements.sql) and the rate cards
(`load_relations`); nothing is claimed from here: a new measurement is asked for first.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from makewhole.engine import Engine
from makewhole.fees.relations import expect, run_statements

# Our own prudent default: two measures of one package within 2% count as equal.
MARGIN = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Remeasure:
    """One product to have measured again.

    `signs` are why (sides_swapped, length_unit, weight_unit, larger, heavier, jump); fees are of
    one unit on the day asked, `at_stake` for the units given; None where a fee cannot be computed.
    """

    item: str
    signs: tuple[str, ...]
    own_tier: str | None
    amazon_tier: str | None
    own_fee: Decimal | None
    amazon_fee: Decimal | None
    units: int
    at_stake: Decimal | None


def remeasure(engine: Engine, day: date, *, margin: Decimal = MARGIN) -> list[Remeasure]:
    """The products whose measures are apart or whose tier differs, most money first."""
    engine.load("measure_margin", {"margin": "DECIMAL(9,4)"}, [(margin,)])
    engine.load("measure_day", {"day": "DATE"}, [(day,)])
    run_statements(engine, "measurements")
    expect(engine, "fulfilment")
    expect(engine, "remeasure")
    rows = engine.rows(
        "select item, signs, own_tier, amazon_tier, own_fee, amazon_fee, units, at_stake "
        "from expected_remeasure order by at_stake desc nulls last, item"
    )
    return [Remeasure(item, tuple(signs or ()), *rest) for item, signs, *rest in rows]
