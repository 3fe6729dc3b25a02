"""Which claim types can be judged at all: those whose reports are in hand.

A rule's header says what it `Needs`: report ids, all of them; `A|B` where one of several will do.
What is absent is not checked, never zero.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from makewhole.engine import Engine, StatementFile


def find_checks(engine: Engine, rules: Sequence[StatementFile], accounts: Collection[str]) -> None:
    """Makes the tables `checked` (account, claim_type) and `lacking` (and report)."""
    have = defaultdict[str, set[str]](set)
    for account, report in engine.rows("select distinct account, report from book_files"):
        have[account].add(report)
    checked, lacking = [], []
    for account in sorted(accounts):
        for rule in rules:
            wanted = [n for n in rule.words("Needs") if not have[account] & set(n.split("|"))]
            lacking += [(account, rule.name, report) for report in wanted]
            checked += [] if wanted else [(account, rule.name)]
    form = {"account": "VARCHAR", "claim_type": "VARCHAR"}
    engine.load("checked", form, checked)
    engine.load("lacking", {**form, "report": "VARCHAR"}, lacking)
