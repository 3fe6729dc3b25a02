"""The file of a batch in each form it may have."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from makewhole.errors import PathMissing
from makewhole.fees.asked_file import BatchUnreadable, read_entries
from makewhole.fees.batch import compute_batch

_YAML = """
- {id: a, kind: removal, marketplace: US, date: 2026-03-10,
   inputs: {size_group: standard, weight: 0.4}}
"""
_JSON = (
    '{"vectors": [{"id": "a", "kind": "removal", "marketplace": "US", "date": "2026-03-10", '
    '"inputs": {"size_group": "standard", "weight": 0.4}}]}'
)
_LINES = (
    '{"id": "a", "kind": "removal", "marketplace": "US", "date": "2026-03-10", '
    '"inputs": {"size_group": "standard", "weight": 0.4}}\n\n'
)
_CSV = (
    "id,kind,marketplace,date,size_group,weight,price\na,removal,US,2026-03-10,standard,0.4 lb,\n"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", _YAML), ("a.json", _JSON), ("a.jsonl", _LINES), ("a.csv", _CSV),
        ("a.tsv", _CSV.replace(",", "\t")), ("b.csv", "\ufeff" + _CSV),
    ],
)  # fmt: skip
def test_one_question_in_every_form_of_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (row,) = compute_batch(tmp_path / name)
    assert (row["id"], row["fee"]) == ("a", Decimal("0.84"))


def test_a_day_or_figure_that_is_none_spoils_its_own_entry_alone(tmp_path: Path) -> None:
    broken = _YAML.replace("2026-03-10", "2026-13-10") + _YAML.replace("0.4", ".nan") + _YAML
    (tmp_path / "a.yaml").write_text(broken)
    assert ["error" in row for row in compute_batch(tmp_path / "a.yaml")] == [True, True, False]


def test_figures_are_read_digit_by_digit(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- 0.1\n- 2026-05-01\n- .inf\n- 1_000.5\n")
    found = read_entries(tmp_path / "a.yaml")
    assert found[:2] == [Decimal("0.1"), "2026-05-01"] and found[3] == Decimal("1000.5")
    assert date.fromisoformat(found[1])


def test_what_is_no_list_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(PathMissing):
        read_entries(tmp_path / "none.yaml")
    for name, text in (("a.yaml", "vectors: 3\n"), ("b.yaml", "vectors: ["), ("c.jsonl", "{")):
        (tmp_path / name).write_text(text)
        with pytest.raises(BatchUnreadable, match="Nothing was computed"):
            read_entries(tmp_path / name)
    (tmp_path / "d.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BatchUnreadable):
        read_entries(tmp_path / "d.yaml")
