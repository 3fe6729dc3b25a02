"""The handbook's reference tells what the code does today, and leaves nothing out."""

import importlib.util
import pkgutil
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from tests.house.tree import PACKAGE, ROOT, nothing

from makewhole.cli import commands
from makewhole.policy import load_policy
from makewhole.reports.form import formats
from makewhole.rules import load_rules

REFERENCE = ROOT / "docs" / "reference"
POLICY = load_policy()


@cache
def maker() -> ModuleType:
    """The script that writes the reference."""
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs/make_reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_no_reference_page_is_stale() -> None:
    made: dict[str, str] = maker().pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.md")}
    stale = [name for name in made.keys() | there.keys() if made.get(name) != there.get(name)]
    assert not stale, f"run python docs/make_reference.py; stale: {sorted(stale)}"


def sections(page: str) -> set[str]:
    """What a page has headings for."""
    lines = (REFERENCE / page).read_text(encoding="utf-8").splitlines()
    return {line.lstrip("# ") for line in lines if line.startswith("#")}


def test_every_parameter_claim_type_source_rule_and_report_has_its_page() -> None:
    assert set(POLICY.keys) <= sections("parameters.md")
    assert set(POLICY.claim_types) <= sections("claim-types.md")
    assert set(POLICY.sources) <= sections("sources.md")
    assert {rule.name for rule in load_rules()} <= sections("rules.md")
    assert {form.__module__.rpartition(".")[2] for form in formats()} <= sections("reports.md")


def test_every_command_has_its_section_and_says_what_it_is_for() -> None:
    names = {module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__)}
    assert {f"makewhole {name}" for name in names} <= sections("commands.md")
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    for part in page.split("\n## ")[1:]:
        assert re.search(r"Example|Start with", part), part.splitlines()[0]


def test_every_rule_is_a_claim_type_and_has_its_cases() -> None:
    for rule in load_rules():
        assert rule.name in POLICY.claim_types
        assert (ROOT / "tests" / "rules" / f"{rule.name}.yaml").is_file(), rule.name


def test_every_claim_type_has_a_rule_or_says_why_not() -> None:
    written = {rule.name for rule in load_rules()}
    excused = {kind.id for kind in POLICY.claim_types.values() if kind.no_rule}
    assert written | excused == set(POLICY.claim_types)
    assert not written & excused


def test_every_report_has_a_file_to_be_read_and_what_it_must_become() -> None:
    names = {form.__module__.rpartition(".")[2] for form in formats()}
    nothing(name for name in names if not any((ROOT / "tests/reports/formats" / name).glob("*")))


def links(page: Path) -> list[tuple[str, Path]]:
    """The files a hand-written or made page points to."""
    import re

    text = page.read_text(encoding="utf-8")
    found = re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", text)
    return [(name, page.parent / name) for name in found if "://" not in name]


@pytest.mark.parametrize(
    "page", [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))], ids=str
)
def test_what_a_page_points_to_is_there(page: Path) -> None:
    nothing(f"{page.name}: {name}" for name, target in links(page) if not target.exists())


def test_every_room_says_what_it_is_for() -> None:
    for init in PACKAGE.glob("*/__init__.py"):
        text = init.read_text(encoding="utf-8")
        assert text.startswith('"""'), init
