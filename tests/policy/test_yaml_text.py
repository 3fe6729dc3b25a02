"""YAML as policy writes it."""

from decimal import Decimal

import pytest

from makewhole.policy import PolicyFileBroken
from makewhole.policy.yaml_text import parse


def test_fractions_are_exact_and_words_stay_words() -> None:
    assert parse("[0.10, 1, NO, on, yes, true, ~]", "x") == [
        Decimal("0.10"), 1, "NO", "on", "yes", True, None,
    ]  # fmt: skip


def test_what_is_not_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(PolicyFileBroken) as caught:
        parse("a: 1\n\tb: 2\n", "window/x.yaml")
    assert str(caught.value).startswith(
        "policy file window/x.yaml: it is not readable as YAML (line 2); expected plain YAML."
    )


def test_no_code_is_run_from_a_policy_file() -> None:
    with pytest.raises(PolicyFileBroken):
        parse("!!python/object/apply:os.getcwd []", "x")
