"""Settlements balanced: lines to total, period to period, approval to deposit, line to account.

In: an audit, whose engine still holds its tables. Out: rows to print; nothing here claims anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from makewhole.audit.audit import Audit
from makewhole.engine import Engine, load_folder
from makewhole.policy.files import PolicyFiles

_SQL = {f.name: f.statements for f in load_folder("makewhole.audit")}["settlements"]
_CHART = {
    "place": "BIGINT", "account_name": "VARCHAR", "transaction_type": "VARCHAR",
    "amount_type": "VARCHAR", "description": "VARCHAR",
}  # fmt: skip

# In the order of what `Settlements` holds.
_PARTS = (
    "statements_checked", "chart_totals", "unknown_kinds", "chain", "carried", "deferred",
)  # fmt: skip

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Settlements:
    """What the settlements of an audit show.

    `statements`: one per settlement, with its balance, its period and the date range file's total.
    `accounts`: one per settlement and account of the chart. `unknown`: kinds of line no account
    holds. `chain`: one per approval, reversal or paid line, with its state. `carried`: reserves
    kept by one settlement and given back by the next, and transfers that came back. `deferred`:
    one per deferred row of a date range file, released or not.
    """

    statements: list[Row]
    accounts: list[Row]
    unknown: list[Row]
    chain: list[Row]
    carried: list[Row]
    deferred: list[Row]


def settlements(result: Audit) -> Settlements:
    """Balances every settlement of an audit as of its day."""
    classify(result.engine)
    found: dict[str, list[Row]] = {}
    for name in _PARTS:
        result.engine.table(name, _SQL[name])
        columns = result.engine.columns(name)
        rows = result.engine.rows(_SQL[name])
        found[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    return Settlements(*(found[name] for name in _PARTS))


def classify(engine: Engine) -> None:
    """Puts every settlement line in an account of the chart.

    The lines were added up by kind when the books were reconciled. Makes `settlement_kinds`, and
    the views `classified_lines` and `account_sums`.
    """
    engine.load("chart", _CHART, _chart())
    engine.table("settlement_kinds", _SQL["settlement_kinds"])
    for name in ("classified_lines", "account_sums"):
        engine.view(name, _SQL[name])


def _chart() -> list[tuple[Any, ...]]:
    held = PolicyFiles(files("makewhole.policy")).read("chart_of_accounts")  # type: ignore[arg-type]
    words = ("transaction_type", "amount_type", "description")
    return [
        (place, line["account"], *(_folded(line.get(word)) for word in words))
        for place, line in enumerate(held["lines"])
    ]


def _folded(word: str | None) -> str | None:
    """As the engine folds words: capitals, without spaces, underscores, colons and hyphens."""
    return None if word is None else word.upper().translate(str.maketrans("", "", " _:-"))
