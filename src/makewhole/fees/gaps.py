"""What the rate cards do not hold, as a list a person can read: which fee, where, when and why."""

from dataclasses import asdict
from typing import Any

from makewhole.fees.compiling import UNDATED
from makewhole.fees.pieces import FOREVER, Gap
from makewhole.fees.rate_cards import RateCards, rate_cards

_ANY = "*"


def gaps(cards: RateCards | None = None) -> list[dict[str, Any]]:
    """Every gap once: fee, marketplace, service, version, goods, tier, column, from, to, kind, why.

    A span that comes back every year is one entry, with its first days.
    """
    seen: set[tuple[Any, ...]] = set()
    found = []
    for gap in (cards or rate_cards()).gaps:
        key = (gap.fee, gap.marketplace, gap.version, gap.goods, gap.tier, gap.card_column, gap.why)
        if key not in seen:
            seen.add(key)
            found.append(_row(gap))
    return sorted(found, key=lambda row: (row["fee"], row["marketplace"], str(row["from"] or "")))


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
