"""Every policy file keeps the form: a unit, and for every value a source or the reason why not."""

import re
from collections.abc import Iterator

import pytest
import yaml
from tests.house.tree import PACKAGE, nothing, short

from makewhole.policy import ClaimType, Parameter, Version, load_policy, shapes
from makewhole.policy.files import TABLES, PolicyFiles
from makewhole.policy.policy import shipped_files

POLICY = load_policy()
PARAMETERS = [POLICY.parameter(key) for key in POLICY.keys]
VERSIONS = [version for parameter in PARAMETERS for version in parameter.versions]
STORES = {code for group in POLICY.marketplaces.values() for code in group}
FACTS = {"from", "to", "marketplaces", "confidence", "assumed", "known_by", "note", "sources"}


def told(version: Version) -> str:
    """A version as a failing guard names it."""
    return f"{version.key} from {version.from_} in {', '.join(version.marketplaces)}"


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda found: found.key)
def test_a_parameter_has_a_unit_and_the_day_that_chooses_it(parameter: Parameter) -> None:
    assert parameter.unit in shapes.UNITS
    assert parameter.chosen_by in shapes.CHOSEN_BY
    assert parameter.description and parameter.versions


def test_every_value_has_a_source_or_says_why_not() -> None:
    bare = [version for version in VERSIONS if not version.sources]
    nothing(told(v) for v in bare if not v.note)
    nothing(told(v) for v in bare if v.value is not None and not v.assumed)
    nothing(told(v) for v in VERSIONS if v.assumed and not v.note)
    nothing(told(v) for v in VERSIONS if v.value is None and not v.note)


def test_every_source_that_is_named_is_there_and_every_source_is_named() -> None:
    named = set(sources_named())
    assert not named - set(POLICY.sources)
    assert not set(POLICY.sources) - named - UNCITED


# read while the policy was gathered; kept because they say where a figure was looked for in vain
UNCITED: set[str] = set()


def sources_named() -> Iterator[str]:
    """Every source key any policy file names."""
    for path in sorted((PACKAGE / "policy").rglob("*.yaml")):
        if path.parent.name not in ("sources", "fees"):
            yield from keys_below(yaml.safe_load(path.read_text(encoding="utf-8")))


def keys_below(held: object) -> Iterator[str]:
    """The keys under every `sources` heading."""
    if isinstance(held, dict):
        for name, part in held.items():
            if name == "sources":
                yield from part
            else:
                yield from keys_below(part)
    elif isinstance(held, list):
        for part in held:
            yield from keys_below(part)


def test_stores_are_amazons_codes() -> None:
    named = {code for version in VERSIONS for code in version.marketplaces}
    assert named <= STORES | {"*"}


def test_no_two_entries_hold_for_one_store_from_one_day() -> None:
    starts = [(v.key, code, v.from_) for v in VERSIONS for code in v.marketplaces]
    assert sorted({str(start) for start in starts if starts.count(start) > 1}) == []


def test_a_value_ends_no_earlier_than_it_begins() -> None:
    nothing(told(v) for v in VERSIONS if v.from_ and v.to and v.to < v.from_)


def test_a_source_has_an_address_a_kind_and_a_day() -> None:
    kinds = {
        "amazon", "amazon_archived", "amazon_repost", "amazon_via_third_party", "third_party",
        "seller_post",
    }  # fmt: skip
    for source in POLICY.sources.values():
        assert source.href.startswith(("https://", "http://")), source.key
        assert source.kind in kinds, source.key
        assert source.seen.year >= 2026, source.key


@pytest.mark.parametrize("kind", POLICY.claim_types.values(), ids=lambda found: found.id)
def test_what_a_claim_type_names_is_there(kind: ClaimType) -> None:
    named = [kind.window, kind.alt_window, kind.soft_wait, kind.cap, *kind.parameters]
    for text in (kind.valuation, kind.automatic):
        if text and re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", text):
            named.append(text)
    assert {key for key in named if key} <= set(POLICY.keys)
    assert kind.title and kind.event_date


def test_what_a_reason_closes_or_opens_is_a_claim_type() -> None:
    named = {kind for each in POLICY.reasons.values() for kind in (*each.closes, *each.opens)}
    assert named <= set(POLICY.claim_types)


def test_what_is_kept_beforehand_tells_what_the_files_hold() -> None:
    files = shipped_files()
    assert files.compiled_file.read_text(encoding="utf-8") == files.compiled_text(), (
        "stale: run python -m makewhole.policy"
    )


def test_no_heading_stands_twice_in_a_file() -> None:
    doubled = [
        f"{short(path)}: {key}"
        for path in sorted((PACKAGE / "policy").rglob("*.yaml"))
        for key in doubled_keys(yaml.compose(path.read_text(encoding="utf-8")))
    ]
    nothing(doubled)


def doubled_keys(node: yaml.Node | None) -> Iterator[str]:
    """Headings that stand twice in one mapping."""
    if isinstance(node, yaml.MappingNode):
        names = [str(key.value) for key, _ in node.value]
        yield from sorted({name for name in names if names.count(name) > 1})
    children = node.value if isinstance(node, yaml.CollectionNode) else []
    for child in children:
        for part in child if isinstance(child, tuple) else (child,):
            yield from doubled_keys(part)


def test_every_folder_of_policy_is_a_table_or_holds_parameters() -> None:
    root = PACKAGE / "policy"
    files = PolicyFiles(root)
    for folder in (path for path in root.iterdir() if path.is_dir()):
        if folder.name not in TABLES and not folder.name.startswith(("_", ".")):
            assert any(key.startswith(f"{folder.name}.") for key in files.parameter_keys())
