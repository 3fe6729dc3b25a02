"""The relations all cards compile to; the single look-up and the engine's join both read them.

Every fee is a straight piece of one measure (a weight, a price, a volume):

    fee = base + per_step x (measure - first)                       where step is NULL
    fee = base + per_step x ceil(max(0, measure - first) / step)    where it is not

and at least `minimum`, at most `maximum`. The piece that holds is found by fee, marketplace,
service, day, class, tier and column, by a selector (price, age in days, days of supply:
at_least <= x, over < x, x <= at_most, x < under) and by the measure itself (above < measure <=
up_to). NULL is no bound.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

FOREVER = date(9999, 12, 31)
ZERO = Decimal(0)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One straight piece of one fee. Money in `currency`, weights in the card's unit (lb or g).

    `valid_from` and `valid_to` are the first and last day; `size_version` names the size tiers that
    go with it; `is_claimable` is false where the source is weak, disputed or forbids it: such a
    figure may be shown, never claimed.
    """

    fee: str
    marketplace: str
    service: str
    version: str
    valid_from: date
    valid_to: date
    goods: str
    tier: str
    card_column: str
    size_version: str
    at_least: Decimal | None = None
    over: Decimal | None = None
    at_most: Decimal | None = None
    under: Decimal | None = None
    above: Decimal | None = None
    up_to: Decimal | None = None
    base: Decimal = ZERO
    first: Decimal = ZERO
    step: Decimal | None = None
    per_step: Decimal = ZERO
    minimum: Decimal = ZERO
    minimum_disputed: Decimal = ZERO
    maximum: Decimal | None = None
    currency: str
    confidence: str
    is_claimable: bool
    sources: str

    def selects(self, selector: Decimal | None) -> bool:
        """Whether the price, age or days of supply lie in this piece."""
        if selector is None:
            return self.at_least is self.over is self.at_most is self.under is None
        return (
            (self.at_least is None or selector >= self.at_least)
            and (self.under is None or selector < self.under)
            and (self.at_most is None or selector <= self.at_most)
            and (self.over is None or selector > self.over)
        )

    def holds(self, measure: Decimal) -> bool:
        """Whether the measure lies in this piece."""
        return (self.above is None or measure > self.above) and (
            self.up_to is None or measure <= self.up_to
        )

    def steps(self, measure: Decimal) -> Decimal:
        """How many times `per_step` is added."""
        if self.step is None:
            return measure - self.first
        if measure <= self.first:
            return ZERO
        return ((measure - self.first) / self.step).to_integral_value(ROUND_CEILING)

    def amount(self, measure: Decimal) -> Decimal:
        """The fee of this piece, not yet rounded."""
        found = self.base + self.per_step * self.steps(measure)
        if found < self.minimum:
            return self.minimum
        return found if self.maximum is None or found <= self.maximum else self.maximum


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One size tier of one version; tried in `rank` order, the first whose every limit holds is it.

    Limits are inclusive, in the card's units; NULL is no limit. `dim_weight_over` must be passed
    instead. A median or shortest side under `least_side` counts as that in the dimensional weight,
    which is volume / `divisor`. `gap` says why units that fall in this row cannot be computed.
    """

    size_version: str
    marketplace: str
    valid_from: date
    valid_to: date
    rank: int
    tier: str
    longest: Decimal | None = None
    median: Decimal | None = None
    shortest: Decimal | None = None
    length_plus_girth: Decimal | None = None
    unit_weight: Decimal | None = None
    dim_weight: Decimal | None = None
    greater_weight: Decimal | None = None
    dim_weight_over: Decimal | None = None
    is_by_unit_weight: bool
    least_side: Decimal = ZERO
    divisor: Decimal
    length_unit: str
    weight_unit: str
    gap: str | None = None
    confidence: str = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surcharge:
    """A part added to the fulfilment fee of one unit: a share of it, or a sum per unit.

    `goods` limits it to a class; `is_own_line` keeps it out of the fee's total: Amazon prints it as
    a line of its own.
    """

    surcharge: str
    marketplace: str
    valid_from: date
    valid_to: date
    goods: str
    share: Decimal
    per_unit: Decimal
    is_own_line: bool
    confidence: str
    is_claimable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What very long units may pay besides: shown because it explains a higher charge, no more."""

    marketplace: str
    valid_from: date
    valid_to: date
    tier: str
    longest_above: Decimal
    length_plus_girth_above: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A span, class, tier or column for which no amount may be computed or claimed, and why.

    `goods`, `tier`, `card_column` and `service` `*` mean all; `above` is a weight beyond which it
    holds. `kind`: missing (no rate held), undecided (another rate probably held), between (no
    card), not_for_claims (a figure to show, never to claim), note (said of the whole file).
    """

    fee: str
    marketplace: str
    service: str = "*"
    version: str
    goods: str = "*"
    tier: str = "*"
    card_column: str = "*"
    above: Decimal | None = None
    valid_from: date | None
    valid_to: date | None
    kind: str
    why: str


_SQL = {
    str: "VARCHAR", "str | None": "VARCHAR", date: "DATE", bool: "BOOLEAN", int: "INTEGER",
    Decimal: "DECIMAL(18,6)",
}  # fmt: skip


def schema(relation: type[Any]) -> dict[str, str]:
    """The relation's columns and their SQL types, in order."""
    return {each.name: _sql_type(each.type) for each in fields(relation)}


def row(entry: Any) -> tuple[Any, ...]:
    """One entry as a row of its relation."""
    return tuple(getattr(entry, each.name) for each in fields(entry))


def _sql_type(kind: Any) -> str:
    for known, name in _SQL.items():
        if kind == known or (isinstance(known, type) and known in getattr(kind, "__args__", ())):
            return name
    return "VARCHAR"
