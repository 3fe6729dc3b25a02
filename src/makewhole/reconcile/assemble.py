"""Findings from lots and entries: value, window, decision, evidence, one row per event.

Makes the tables `findings`, `evidence`, `set_off`, and the view `doubts`: (account, claim_type,
event_key, reason, role, units, source, line), what lowers a claim to review.
"""

from collections.abc import Sequence

from makewhole.engine import Engine, Schema, StatementFile, load_folder
from makewhole.reconcile.lots import complete

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

# Events of a rule that is checked otherwise: how many could not be judged for want of which report.
_PARTLY = {"claim_type": "VARCHAR", "report": "VARCHAR", "events": "BIGINT"}


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
    _collect(engine, seen, "evidence", ("exhibits", _EXHIBIT))
    _collect(engine, judged, "not_checked", ("partly_checked", _PARTLY))
    _collect(engine, seen, "cited", ("cited", _CITED))
    _collect(engine, seen, "noted", ("noted", _NOTED))
    for name in ("findings", "evidence"):
        for table, statement in _FILES[name].items():
            engine.table(table, statement)


def _collect(
    engine: Engine, rules: Sequence[StatementFile], part: str, into: tuple[str, Schema]
) -> None:
    """The rows of one statement of every rule that has it, as one view."""
    name, form = into
    engine.load(f"no_{name}", {"account": "VARCHAR", **form}, [])
    made = [f"no_{name}"]
    for rule in rules:
        if part in rule.statements:
            engine.view(
                "openings", f"select * from lots where side = 'ask' and claim_type = '{rule.name}'"
            )
            made.append(f"{name}_{rule.name}")
            complete(engine, made[-1], rule.statements[part], form, claim_type=rule.name)
    union = " union all ".join(f"select * from {table}" for table in made)
    if "event_key" not in form:
        engine.view(name, union)
        return
    engine.table(
        name,
        f"select u.*, k.event from ({union}) as u join event_keys as k on k.account = u.account "
        "and k.claim_type = u.claim_type and k.event_key = u.event_key",
    )
