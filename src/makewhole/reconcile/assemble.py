"""Findings from lots and entries: value, window, decision, evidence, one row per event.

Makes the tables `findings`, `evidence`, `set_off`, and the view `doubts`: (account, claim_type,
event_key, reason, role, units, source, line), what lowers a claim to review.
"""

from collections.abc import Sequence

from makewhole.engine import Engine, StatementFile, load_folder
from makewhole.reconcile.lots import completed

_FILES = {f.name: f.statements for f in load_folder("makewhole.reconcile.findings")}
_EXHIBIT = {
    "claim_type": "VARCHAR", "event_key": "VARCHAR", "role": "VARCHAR", "units": "BIGINT",
    "source": "BIGINT", "line": "BIGINT",
}  # fmt: skip


def assemble(engine: Engine, rules: Sequence[StatementFile]) -> None:
    """Makes the findings of everything `reconcile` has set off."""
    engine.table("doubts", _FILES["doubts"]["doubts"])
    _collect_exhibits(engine, rules)
    for name in ("findings", "evidence"):
        for table, statement in _FILES[name].items():
            engine.table(table, statement)


def _collect_exhibits(engine: Engine, rules: Sequence[StatementFile]) -> None:
    """Further rows a rule shows as evidence (its statement `evidence`), that move no unit."""
    engine.load("no_exhibits", {"account": "VARCHAR", **_EXHIBIT}, [])
    made = ["no_exhibits"]
    for rule in rules:
        if "evidence" in rule.statements:
            engine.view(
                "openings",
                f"select * from lots where side = 'ask' and claim_type = '{rule.name}'",
            )
            shown = completed(
                engine, rule.statements["evidence"], _EXHIBIT, claim_type=rule.name
            )
            engine.table(f"exhibits_{rule.name}", shown)
            made.append(f"exhibits_{rule.name}")
    engine.view("exhibits", " union all ".join(f"select * from {name}" for name in made))
