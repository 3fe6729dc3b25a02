"""The stock account: what should be on the shelf, month by month, against what Amazon says is
there.

In: the canonical tables `ledger_events`, `ledger_summaries`, `costs` and `files` of an engine.
Out: rows that conserve units (opening + in - out = closing), and every gap to Amazon's own
balances.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from makewhole.engine import Engine, parse
from makewhole.policy import Policy

# Built in this order; each may read the ones before it.
_STEPS = (
    "moves", "months", "anchors", "pairs", "account", "periods", "signs", "balances", "gaps",
)  # fmt: skip

_VALUED = """
with priced as (
  select s.account, s.fnsku, s.disposition, s.month, c.cost, c.currency,
    row_number() over (
      partition by s.account, s.fnsku, s.disposition, s.month
      order by c.effective_from desc nulls last, c.msku nulls last, c.source, c.line
    ) as place
  from stock_account as s
  join (select distinct account, fnsku, msku from ledger_events) as k
    on k.account = s.account and k.fnsku = s.fnsku
  join costs as c
    on c.account = s.account and (c.msku = k.msku or c.fnsku = s.fnsku)
    and coalesce(c.effective_from, date '0001-01-01') <= last_day(s.month)
)
select s.*, p.cost as unit_cost, p.currency,
  cast(s.closing * p.cost as decimal(18,2)) as closing_value
from stock_account as s
left join priced as p
  on p.place = 1 and p.account = s.account and p.fnsku = s.fnsku and p.month = s.month
  and p.disposition is not distinct from s.disposition
order by s.account, s.fnsku, s.disposition nulls last, s.month
"""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StockAccount:
    """The stock account of a set of reports.

    `rows`: one per account, FNSKU, disposition and month (see `stock.sql` for the columns and
    signs), with `unit_cost`, `currency` and `closing_value` where the seller told a cost. `gaps`:
    one per period, FNSKU, disposition and kind of movement where Amazon's summary and the ledger's
    rows differ. `notes`: plain sentences on what could not be told, and why.
    """

    rows: list[Row]
    gaps: list[Row]
    notes: list[str]


def stock_account(engine: Engine, policy: Policy, as_of: date | None = None) -> StockAccount:
    """The stock account of the tables an engine holds, up to and with a day.

    Shape: one row per account, FNSKU, disposition and month. Units: whole units, value in the
    cost's own currency. Months without movement are left out unless stock lay there.
    """
    build_stock(engine, policy, as_of)
    return StockAccount(
        _dicts(engine, "stock_valued", _VALUED),
        _dicts(engine, "stock_gap_list", "select * from stock_gaps order by all"),
        _notes(engine),
    )


def build_stock(engine: Engine, policy: Policy, as_of: date | None = None) -> None:
    """Make the tables `stock_moves`, `stock_account`, `stock_gaps` and what they stand on."""
    codes = [(code.code, code.group.lower()) for code in policy.ledger_codes.values()]
    engine.load("stock_codes", {"code": "VARCHAR", "code_group": "VARCHAR"}, codes)
    text = files("makewhole.audit").joinpath("stock.sql").read_text("utf-8")
    statements = parse("stock", text).statements
    for step in _STEPS:
        sql = statements[step]
        if step == "moves" and as_of is not None:
            sql += f"\nwhere e.event_date <= date '{as_of.isoformat()}'"
        engine.table(f"stock_{step}", sql)


def _dicts(engine: Engine, name: str, sql: str) -> list[Row]:
    engine.table(name, sql)
    names = engine.columns(name)
    rows = engine.rows(f"select * from {name}")
    return [dict(zip(names, map(_tidy, row), strict=True)) for row in rows]


def _tidy(value: Any) -> Any:
    return value.normalize() + Decimal("0.00") if isinstance(value, Decimal) else value


def _notes(engine: Engine) -> list[str]:
    notes = []
    if not engine.rows("select 1 from stock_anchors limit 1"):
        notes.append(
            "Opening and closing stock are unknown: no ledger summary was read. Download Inventory "
            "Ledger › Summary view (monthly, by country) for the same months to have them."
        )
    untold = engine.rows(
        "select count(distinct source) from stock_signs where not is_signed and not is_unsigned"
    )[0][0]
    if untold:
        notes.append(
            f"{untold} ledger summary file(s) do not add up in themselves (start and movements do "
            "not give the end) and were not compared."
        )
    short = engine.rows("select count(*) from stock_periods where last_day_in is null")[0][0]
    if short:
        notes.append(
            f"{short} period(s) of the ledger summary do not say how long they are (one period in "
            "the file, no month label) and were not compared."
        )
    return notes
