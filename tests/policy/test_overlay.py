"""A user's own folder adds dates; it never changes what is known."""

from datetime import date
from pathlib import Path

import pytest

from makewhole.policy import PolicyFileBroken, PolicyFormUnknown, load_policy

NEW = """values:
  - from: 2027-01-01
    marketplaces: [US]
    close_after_days: 45
    confidence: high
    sources: [own_notice]
"""
OLD_FORM = """values:
  - from: 2027-01-01
    marketplaces: [US]
    value: {close_after_days: 45}
    source: [own_notice]
    confidence: high
"""
NOTICE = "href: https://sellercentral.amazon.com/news\nkind: amazon\nseen: 2026-12-01\n"


def folder(tmp_path: Path, values: str = NEW, form: str | None = "form: 2\n") -> Path:
    (tmp_path / "window").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "window" / "fc_ops.yaml").write_text(values, encoding="utf-8")
    (tmp_path / "sources" / "own_notice.yaml").write_text(NOTICE, encoding="utf-8")
    if form is not None:
        (tmp_path / "form.yaml").write_text(form, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("values", "form"), [(NEW, "form: 2\n"), (OLD_FORM, "form: 1\n")])
def test_a_later_date_is_added_in_either_form(tmp_path: Path, values: str, form: str) -> None:
    policy = load_policy(folder(tmp_path, values, form))
    for on, days in ((date(2026, 12, 31), 60), (date(2027, 1, 1), 45)):
        version = policy.version("window.fc_ops", on, "US")
        assert version is not None and version.figure("close_after_days") == days
    assert policy.sources["own_notice"].kind == "amazon"


def test_the_version_of_the_policy_tells_that_it_was_added_to(tmp_path: Path) -> None:
    assert load_policy(folder(tmp_path)).policy_version != load_policy().policy_version


@pytest.mark.parametrize("form", [None, "form: 3\n", "form: two\n"])
def test_an_unknown_form_is_refused(tmp_path: Path, form: str | None) -> None:
    with pytest.raises(PolicyFormUnknown):
        load_policy(folder(tmp_path, form=form))


@pytest.mark.parametrize(
    "values",
    [NEW.replace("2027-01-01", "2024-10-23"), NEW.replace("2027-01-01", "null"), "values: 3\n"],
)
def test_a_known_value_is_never_changed(tmp_path: Path, values: str) -> None:
    with pytest.raises(PolicyFileBroken):
        load_policy(folder(tmp_path, values)).version("window.fc_ops", date(2026, 1, 1), "US")


def test_a_parameter_that_does_not_exist_is_refused_at_once(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "window" / "fc_opps.yaml").write_text(NEW, encoding="utf-8")
    with pytest.raises(PolicyFileBroken):
        load_policy(root)
