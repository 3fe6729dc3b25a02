"""Which claim types can be judged at all: those whose reports are in hand.

A rule's header says what it `Needs`: report ids, all of them; `A|B` where one of several will do.
What is absent is not checked, never zero.
"""

from collections.abc import Sequence

from makewhole.engine import Engine, StatementFile


def find_checks(engine: Engine, rules: Sequence[StatementFile]) -> None:
    """Makes the tables `needs`, `checked` (account, claim_type) and `lacking` (and report)."""
    rows = [
        (rule.name, group, report)
        for rule in rules
        for group in rule.words("Needs")
        for report in group.split("|")
    ]
    engine.load("needs", {"claim_type": "VARCHAR", "one_of": "VARCHAR", "report": "VARCHAR"}, rows)
    engine.load("ruled", {"claim_type": "VARCHAR"}, [(rule.name,) for rule in rules])
    engine.table(
        "lacking",
        "with have as (select distinct account, report from book_files), "
        "met as (select distinct h.account, n.claim_type, n.one_of from needs as n "
        "join have as h on h.report = n.report) "
        "select distinct a.account, n.claim_type, n.one_of as report from needs as n "
        "cross join audits as a left join met as m on m.account = a.account "
        "and m.claim_type = n.claim_type and m.one_of = n.one_of where m.one_of is null",
    )
    engine.table(
        "checked",
        "select a.account, r.claim_type from audits as a cross join ruled as r "
        "where not exists (select 1 from lacking as l "
        "where l.account = a.account and l.claim_type = r.claim_type)",
    )
