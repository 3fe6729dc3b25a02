"""The books as the rules see them, and the facts made of them."""

import re

from makewhole.engine import load_folder


def test_each_fact_is_made_after_all_it_reads():
    """Facts that wait for nobody are made side by side: a header must name what it reads."""
    facts = {fact.name: fact for fact in load_folder("makewhole.reconcile.facts")}
    answers = {f"expected_{kind}": f.name for f in facts.values() for kind in f.words("Prices")}
    for fact in facts.values():
        told, more = set[str](), set(fact.words("After")) & set(facts)
        while more:
            told |= more
            more = {a for name in more for a in facts[name].words("After") if a in facts} - told
        read = {
            answers.get(name, name)
            for sql in fact.statements.values()
            for name in re.findall(r"\b(?:from|join)\s+([a-z_]+)", re.sub(r"--.*", "", sql))
        }
        assert read & set(facts) <= told | {fact.name}, fact.name
