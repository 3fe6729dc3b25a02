"""A rule is a sentence about rows: no number of policy, no report, no file, in it."""

import re

import pytest

from makewhole.engine import StatementFile
from makewhole.rules import load_rules

RULES = load_rules()
HEADER = {"Policy", "Family", "Needs", "Owed", "Evidence", "Example"}
_STRINGS_AND_COMMENTS = re.compile(r"'(?:[^']|'')*'|--[^\n]*")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_number_but_nothing_and_one_stands_in_a_rule(rule: StatementFile) -> None:
    for name, sql in rule.statements.items():
        bare = _STRINGS_AND_COMMENTS.sub("", sql)
        assert set(_NUMBER.findall(bare)) <= {"0", "1"}, name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_header_of_a_rule_is_its_page_of_the_handbook(rule: StatementFile) -> None:
    assert set(rule.fields) >= HEADER
    assert rule.title.endswith(".")
