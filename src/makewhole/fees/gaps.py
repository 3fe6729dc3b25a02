"""What the rate cards do not hold, as a list a person can read: which fee, where, when and why."""

from dataclasses import asdict
from typing import Any

from makewhole.fees.compiling import UNDATED
from makewhole.fees.pieces import FOREVER, Gap
from makewhole.fees.rate_cards import RateCards, rate_cards

_ANY = "*"


def gaps(cards: RateCards | None = None) -> list[dict[str, Any]]:
    """Every gap once: fee, marketplace, service, version, goods, tier, column, from, to, kind, why.

    A span that comes back every year is one entry that says so, from its first full days on.
    """
    alike: dict[tuple[Any, ...], list[Gap]] = {}
    for gap in (cards or rate_cards()).gaps:
        key = (gap.fee, gap.marketplace, gap.version, gap.goods, gap.tier, gap.card_column, gap.why)
        alike.setdefault(key, []).append(gap)
    found = [_row(held[0]) if len(held) == 1 else _yearly(held) for held in alike.values()]
    return sorted(found, key=lambda row: (row["fee"], row["marketplace"], str(row["from"] or "")))


def _yearly(held: list[Gap]) -> dict[str, Any]:
    row, span = _row(held[1]), held[1]
    if span.valid_from is None or span.valid_to is None:
        return row
    days = f"{span.valid_from:%m-%d} to {span.valid_to:%m-%d}"
    return {**row, "from": held[0].valid_from, "to": None, "why": f"{span.why}; {days} every year"}


def _row(gap: Gap) -> dict[str, Any]:
    cells = asdict(gap)
    return {
        **{name: None if cells[name] == _ANY else cells[name]
           for name in ("fee", "marketplace", "service", "version", "goods", "tier")},
        "column": None if gap.card_column == _ANY else gap.card_column,
        "from": None if gap.valid_from == UNDATED else gap.valid_from,
        "to": None if gap.valid_to == FOREVER else gap.valid_to,
        "kind": gap.kind,
        "why": gap.why,
    }  # fmt: skip
