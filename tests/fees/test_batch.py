"""Many fees from one file: the known ones to the cent, all others with a fee or a reason."""
# ruff: noqa: E501  (one case a line reads as a table)

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from makewhole.cli.commands.fee import app
from makewhole.errors import PathMissing
from makewhole.fees.asked_file import BatchUnreadable
from makewhole.fees.batch import answers, compute_batch

VECTORS = Path(__file__).parent / "vectors.yaml"
_KNOWN = yaml.safe_load(VECTORS.read_text("utf-8"))["vectors"]
_ANSWERS = {row["id"]: row for row in compute_batch(VECTORS)}


@pytest.mark.parametrize("vector", _KNOWN, ids=lambda vector: vector["id"])
def test_a_known_fee_comes_out_to_the_cent(vector: dict[str, Any]) -> None:
    row = _ANSWERS[vector["id"]]
    assert "error" not in row
    for name, expected in vector["expect"].items():
        if isinstance(expected, str):
            assert row[name] == expected
        else:
            margin = Decimal("0.002") if "weight" in name else 0
            assert abs(Decimal(row[name]) - Decimal(str(expected))) <= margin, name


def _ask(kind: str, marketplace: str, day: str, **inputs: Any) -> dict[str, Any]:
    entry = {"id": "x", "kind": kind, "marketplace": marketplace, "date": day, "inputs": inputs}
    return next(answers([entry]))


_SMALL = {"sides": [10, 8, "0.5"], "weight": 8, "weight_unit": "oz"}
_COMPUTED = [
    # hand arithmetic from the rows named
    ("fulfilment", "US", "2026-06-01", {**_SMALL, "price": 20, "quantity": 3}, {"fee": "10.62", "surcharge": "0.36", "total": "10.98"}),
    ("fulfilment", "US", "2026-06-01", {**_SMALL, "price": 20, "category": "apparel"}, {"fee": "3.69"}),
    ("fulfilment", "US", "2026-06-01", {**_SMALL, "price": 20, "class": "dangerous_goods"}, {"fee": "4.43"}),
    ("fulfilment", "US", "2026-03-01", {"sides": [97, 6, 6], "weight": 40, "price": 20, "overmax": True}, {"tier": "extra_large_0_50", "fee": "41.15", "overmax": "17", "total": "58.15"}),
    ("fulfilment", "US", "2026-03-01", {"sides": ["25.4", "20.32", "1.27"], "side_unit": "cm", "weight": "0.5", "weight_unit": "lb", "price": 20}, {"tier": "small_standard", "fee": "3.54"}),
    ("fulfilment", "DE", "2026-03-15", {"sides": [33, 23, "2.5"], "weight": 460, "column": "DE_CEP"}, {"fee": "2.42"}),
    ("fulfilment", "UK", "2026-03-15", {"sides": [33, 23, "2.5"], "weight": 200, "price": 10}, {"fee": "1.73", "service": "low_price"}),
    ("fulfilment", "UK", "2026-03-15", {"sides": [33, 23, "2.5"], "weight": 200, "price": 21}, {"fee": "2.10"}),
    ("fulfilment", "UK", "2026-05-01", {"sides": [33, 23, "2.5"], "weight": 200}, {"fee": "2.10", "surcharge": "0.03", "total": "2.13"}),
    ("fulfilment", "UK", "2026-03-15", {"sides": [30, 20, 10], "weight": 350, "service": "selected_categories_parcels"}, {"tier": "small_parcel_3", "fee": "2.97"}),
    ("fulfilment", "FR", "2026-03-15", {"tier": "medium_parcel_1", "weight": 250, "service": "selected"}, {"fee": "5.61"}),
    ("fulfilment", "UK", "2026-03-15", {"tier": "large_envelope", "weight": 500, "service": "efn", "column": "EU_TO_UK_GBP"}, {"fee": "3.73", "is_claimable": False}),
    ("fulfilment", "CA", "2025-06-01", {"sides": [30, 20, 10], "weight": 350}, {"tier": "standard", "fee": "8.84", "dim_weight_g": "1200"}),
    ("fulfilment", "CA", "2026-05-01", {"tier": "standard", "weight": 1000}, {"fee": "8.49", "surcharge": "0.30", "total": "8.79"}),
    ("fulfilment", "JP", "2026-05-01", {"tier": "standard_1", "weight": 900, "price": 1200}, {"fee": "318", "is_claimable": False}),
    ("referral", "US", "2026-05-01", {"category": "books", "price": 20}, {"fee": "3.00", "closing_fee": "1.80", "total": "4.80"}),
    ("referral", "US", "2026-05-01", {"category": "everything_else", "price": 10, "shipping": 5, "gift_wrap": 1, "quantity": 2}, {"fee": "4.80"}),
    ("referral", "US", "2023-05-01", {"category": "clothing_and_accessories", "price": 10}, {"fee": "1.70"}),
    ("referral", "UK", "2026-05-01", {"category": "clothing_and_accessories", "price": 50}, {"fee": "6.70", "is_claimable": False}),
    ("referral", "DE", "2026-05-01", {"category": "everything_else", "price": 1}, {"fee": "0.30"}),
    ("refund_admin", "DE", "2026-05-01", {"referral_fee": 40}, {"admin_fee": "5.00", "credit": "35.00", "currency": "EUR"}),
    ("refund_admin", "AE", "2026-05-01", {"referral_fee": 100}, {"admin_fee": "15", "credit": "85"}),
    ("refund_admin", "US", "2026-05-01", {"referral_fee": 100, "cap_area": "BR"}, {"admin_fee": "10"}),
    ("refund_admin", "US", "2026-05-01", {"referral_fee": 60, "quantity": 2}, {"admin_fee": "10.00", "credit": "50.00"}),
    ("refund_admin", "US", "2026-05-01", {"referral_fee": 20, "category": "books"}, {"admin_fee": "0", "credit": "20"}),
    ("removal", "US", "2026-03-10", {"sides": [12, 12, 12], "weight": 3, "quantity": 2}, {"fee": "35.00"}),
    ("removal", "US", "2026-03-10", {"tier": "small_standard", "weight": 8, "weight_unit": "oz", "special_handling": True}, {"fee": "3.12"}),
    ("removal", "US", "2026-03-10", {"size_group": "standard", "weight": 1, "category": "shoes"}, {"fee": "1.53", "is_claimable": False}),
    ("disposal", "US", "2026-03-10", {"size_group": "oversize", "weight": 11}, {"fee": "15.38"}),
    ("storage", "UK", "2026-03-15", {"sides": ["30.48", "30.48", "30.48"], "average_units": 10, "size_group": "standard"}, {"fee": "7.60"}),
    ("storage", "DE", "2026-10-15", {"sides": [100, 100, 100], "average_units": 1, "size_group": "oversize"}, {"fee": "34.49"}),
    ("storage", "DE", "2026-03-15", {"sides": [100, 100, 100], "average_units": 2, "size_group": "standard", "category": "clothing"}, {"fee": "39.98"}),
    ("storage", "US", "2026-03-15", {"sides": [12, 12, 12], "average_units": 10, "tier": "small_bulky"}, {"fee": "5.60"}),
    ("storage", "US", "2026-03-15", {"sides": [12, 12, 12], "average_units": 10, "size_group": "standard", "weeks": 30}, {"fee": "15.40"}),
    ("aged", "US", "2026-06-15", {"sides": [12, 12, 12], "units": 10, "age_days": 200, "category": "watches"}, {"fee": "0"}),
    ("aged", "US", "2026-06-15", {"sides": [12, 12, 12], "units": 10, "age_days": 180}, {"fee": "0"}),
    ("aged", "US", "2026-06-15", {"sides": [6, 4, 1], "units": 10, "age_days": 500}, {"fee": "3.50", "is_claimable": False}),
    ("low_inventory", "US", "2026-06-15", {"tier": "large_standard", "weight": 4, "days_30": 10, "days_90": 20, "units": 10}, {"fee": "8.70"}),
    ("low_inventory", "US", "2026-06-15", {"tier": "small_standard", "days_of_supply": 28}, {"fee": "0"}),
    ("placement", "US", "2024-06-15", {"tier": "small_standard", "weight": 10, "weight_unit": "oz"}, {"low": "0.16", "high": "0.30", "is_claimable": False}),
    ("tier", "UK", "2026-05-01", {"sides": [30, 20, 10], "weight": 350}, {"tier": "small_parcel", "dim_weight_g": "1200"}),
    ("closing", "DE", "2026-05-01", {"category": "books"}, {"fee": "1.01"}),
]  # fmt: skip


@pytest.mark.parametrize("case", _COMPUTED, ids=lambda case: f"{case[0]}-{case[1]}-{case[3]}")
def test_every_kind_of_question_is_answered(case: tuple[Any, ...]) -> None:
    kind, marketplace, day, inputs, expected = case
    row = _ask(kind, marketplace, day, **inputs)
    for name, value in expected.items():
        found = row.get(name, row.get("error"))
        if isinstance(found, Decimal):
            assert found == Decimal(value), name
        else:
            assert found == value, name


_REFUSED = [
    ("fulfilment", "US", "2026-11-01", {**_SMALL, "price": 20, "class": "apparel"}, "RateMissing", "no table was found"),
    ("fulfilment", "US", "2025-06-01", {**_SMALL, "price": 20, "class": "dangerous_goods"}, "RateMissing", "no table"),
    ("fulfilment", "US", "2024-01-20", {"tier": "large_standard", "weight": 2, "price": 20}, "RateMissing", "above 1 lb"),
    ("fulfilment", "US", "2023-12-01", {**_SMALL, "price": 20}, "DayOutsideCards", "2024-01-15"),
    ("fulfilment", "US", "2027-02-01", {**_SMALL, "price": 20}, "DayOutsideCards", "2027-01-14"),
    ("fulfilment", "US", "2026-06-01", {"sides": [70, 50, 50], "weight": 60, "price": 20}, "NotComputable", "150 lb"),
    ("fulfilment", "US", "2026-06-01", {**_SMALL}, "InputMissing", "price"),
    ("fulfilment", "US", "2026-06-01", {**_SMALL, "price": 20, "currency": "CAD"}, "CardMissing", "CAD"),
    ("fulfilment", "SE", "2026-06-01", {**_SMALL, "price": 20}, "CardMissing", "SE"),
    ("fulfilment", "UK", "2026-11-01", {"sides": [30, 20, 10], "weight": 350}, "NotComputable", "peak"),
    ("fulfilment", "DE", "2026-03-15", {"tier": "special_oversize", "weight": 20000, "column": "DE_CEP"}, "RateMissing", "column"),
    ("fulfilment", "CA", "2025-12-01", {"tier": "standard", "weight": 1000}, "NotComputable", "peak"),
    ("fulfilment", "US", "2026-06-01", {**_SMALL, "price": 20, "weight_unit": "stone"}, "UnitUnknown", "stone"),
    ("fulfilment", "US", "2026-06-01", {**_SMALL, "weight": 227, "weight_unit": "lb", "price": 20}, "UnitMixedUp", "oz or g"),
    ("fulfilment", "US", "2026-06-01", {**_SMALL, "sides": [10, 8, 0], "price": 20}, "MeasureNotPositive", "side"),
    ("fulfilment", "US", "2026-06-01", {**_SMALL, "weight": -1, "price": 20}, "MeasureNotPositive", "weight"),
    ("fulfilment", "US", "2026-06-01", {**_SMALL, "weight": "heavy", "price": 20}, "InputUnreadable", "heavy"),
    ("fulfilment", "US", "2026-06-01", {"tier": "tiny", "weight": 1, "price": 20}, "NameUnknown", "tiny"),
    ("referral", "US", "2026-06-01", {"category": "spaceships", "price": 20}, "NameUnknown", "spaceships"),
    ("referral", "JP", "2026-06-01", {"category": "watches", "price": 20000}, "RateMissing", "second rate"),
    ("referral", "UK", "2025-06-01", {"category": "toys", "price": 20}, "DayOutsideCards", "2026-02-01"),
    ("refund_admin", "UK", "2026-06-01", {"referral_fee": 8}, "CardMissing", "UK"),
    ("removal", "US", "2023-06-01", {"size_group": "standard", "weight": 1}, "DayOutsideCards", "2022-12-31"),
    ("storage", "US", "2026-06-01", {"sides": [12, 12, 12], "average_units": 1, "size_group": "standard", "class": "dangerous_goods"}, "RateMissing", "no table"),
    ("aged", "US", "2025-06-15", {"sides": [12, 12, 12], "units": 1, "age_days": 300}, "RateMissing", "rose somewhere"),
    ("returns_processing", "US", "2026-06-01", {}, "CardMissing", "returns processing"),
    ("shipping", "US", "2026-06-01", {}, "NameUnknown", "kind of fee"),
    ("tier", "US", "not a day", {**_SMALL}, "InputUnreadable", "not a day"),
]  # fmt: skip


@pytest.mark.parametrize("case", _REFUSED, ids=lambda case: f"{case[0]}-{case[1]}-{case[4]}")
def test_what_cannot_be_computed_says_why(case: tuple[Any, ...]) -> None:
    kind, marketplace, day, inputs, reason, said = case
    row = _ask(kind, marketplace, day, **inputs)
    assert row.get("reason") == reason, row
    assert said in row["error"]
    assert "fee" not in row and "total" not in row


def test_a_broken_entry_does_not_stop_the_others() -> None:
    rows = list(answers(["nonsense", {"id": 2}, {"id": 3, "kind": "tier", "marketplace": "US", "date": date(2026, 5, 1), "inputs": _SMALL}]))  # fmt: skip
    assert ["error" in row for row in rows] == [True, True, False]


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PathMissing):
        compute_batch(tmp_path / "none.yaml")
    (tmp_path / "a.yaml").write_text("vectors: 3\n")
    with pytest.raises(BatchUnreadable):
        compute_batch(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").write_text("vectors: [")
    with pytest.raises(BatchUnreadable):
        compute_batch(tmp_path / "b.yaml")


def test_the_command_writes_one_line_each_with_exact_figures(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = CliRunner().invoke(app, ["batch", str(VECTORS), "--format", "json", "--out", str(out)])
    assert result.exit_code == 0, result.output
    lines = out.read_text("utf-8").splitlines()
    assert len(lines) == len(_KNOWN)
    assert '"fee": 3.15' in lines[0]
    assert json.loads(lines[0])["id"] == "fv-001"
