"""Findings from lots and entries: value, window, decision, evidence, one row per event.

Makes the tables `findings`, `evidence`, `set_off`, and the view `doubts`: (account, claim_type,
event_key, reason, role, units, source, line), what lowers a claim to review.
"""

from collections.abc import Sequence
from functools import partial

from makewhole.engine import Engine, Schema, StatementFile, load_folder
from makewhole.reconcile.lots import complete, of_openings

_FILES = {f.name: f.statements for f in load_folder("makewhole.reconcile.findings")}
_EXHIBIT = {
    "claim_type": "VARCHAR", "event_key": "VARCHAR", "role": "VARCHAR", "units": "BIGINT",
    "source": "BIGINT", "line": "BIGINT",
}  # fmt: skip

# A policy value quoted for one event beside those of its claim type: the rate card of the day.
_CITED = {
    "claim_type": "VARCHAR", "event_key": "VARCHAR", "key": "VARCHAR", "since": "DATE",
    "value": "VARCHAR", "source": "VARCHAR",
}  # fmt: skip

# A reason that lowers nothing, and a sentence that the explanation ends with.
_NOTED = {
    "claim_type": "VARCHAR", "event_key": "VARCHAR", "reason": "VARCHAR", "remark": "VARCHAR",
}  # fmt: skip

# What orders brought is added up only where a claim type that is checked is valued by it.
_BY_ORDERS = """
select 1 from windows as w
join checked as c on c.account = w.account and c.claim_type = w.claim_type
where w.valued = 'valuation.post_order' limit 1
"""
_ORDER_PRICE = {
    "event": "BIGINT", "unit_value": "DECIMAL(38,6)", "currency": "VARCHAR", "valuation": "VARCHAR",
    "source": "BIGINT", "line": "BIGINT",
}  # fmt: skip

# Events of a rule that is checked otherwise: how many could not be judged for want of which report.
_PARTLY = {"claim_type": "VARCHAR", "report": "VARCHAR", "events": "BIGINT"}

# What rules may say besides: by the name of the statement, the table it goes to.
_PARTS: dict[str, tuple[str, Schema]] = {
    "evidence": ("exhibits", _EXHIBIT),
    "not_checked": ("partly_checked", _PARTLY),
    "cited": ("cited", _CITED),
    "noted": ("noted", _NOTED),
}


def assemble(engine: Engine, rules: Sequence[StatementFile]) -> None:
    """Makes the findings of everything `reconcile` has set off."""
    checked = {row[0] for row in engine.rows("select distinct claim_type from checked")}
    asking = {row[0] for row in engine.rows("select distinct claim_type from lots")}
    judged = [rule for rule in rules if rule.name in checked]
    seen = [rule for rule in judged if rule.name in asking]
    engine.view(
        "event_keys",
        "select account, claim_type, event_key, event from lots where side = 'ask' "
        "group by account, claim_type, event_key, event",
    )
    engine.table("doubts", _FILES["doubts"]["doubts"])
    said = [
        (part, rule)
        for part in _PARTS
        for rule in (judged if part == "not_checked" else seen)
        if part in rule.statements
    ]
    made = engine.at_once([partial(_say, engine, part, rule) for part, rule in said])
    for part in _PARTS:
        told = zip(said, made, strict=True)
        _collect(engine, part, [rows for (own, _), rows in told if rows and own == part])
    engine.tables({**_findings(engine), **_FILES["evidence"]})


def _findings(engine: Engine) -> dict[str, str]:
    """The statements that make findings, with those of what orders brought where it is needed."""
    prices = _FILES["order_prices"]
    if not engine.rows(_BY_ORDERS):
        engine.load("order_prices", _ORDER_PRICE, [])
        prices = {}
    made = dict[str, str]()
    for name, sql in _FILES["findings"].items():
        made |= {**prices, name: sql} if name == "prices" else {name: sql}
    return made


def _say(engine: Engine, part: str, rule: StatementFile) -> str | None:
    """Makes the rows of one statement of one rule; gives the question for them, if any."""
    name, form = _PARTS[part]
    statement = of_openings(rule.statements[part], f"claim_type = '{rule.name}'")
    return complete(engine, f"{name}_{rule.name}", statement, form, claim_type=rule.name)


def _collect(engine: Engine, part: str, said: Sequence[str]) -> None:
    """The rows of one statement of every rule that says some."""
    name, form = _PARTS[part]
    engine.load(f"no_{name}", {"account": "VARCHAR", **form}, [])
    union = " union all ".join([f"select * from no_{name}", *said])
    if "event_key" not in form:
        engine.view(name, union)
        return
    engine.table(
        name,
        f"select u.*, k.event from ({union}) as u join event_keys as k on k.account = u.account "
        "and k.claim_type = u.claim_type and k.event_key = u.event_key",
    )
