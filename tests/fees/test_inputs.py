"""Inputs of a batch in whatever way people write them: one meaning, or a refusal that says why."""
# ruff: noqa: E501  (one case a line reads as a table)

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makewhole.fees.batch import answers

_PLAIN = {"sides": [12, 9, 3], "weight": "1.4", "price": "24.99"}


def _row(**entry: Any) -> dict[str, Any]:
    whole = {"id": "x", "kind": "fulfilment", "marketplace": "US", "date": "2026-05-01", **entry}
    return next(answers([whole]))


@pytest.mark.parametrize(
    "entry",
    [
        {"inputs": {"sides": "12x9x3in", "weight": "1.4lb", "price": "$24.99"}},
        {"inputs": {"sides": ["9 in", "12in", "3"], "weight": "22.4 oz", "price": 24.99}},
        {"inputs": {"dimensions": {"length": 12, "width": 9, "height": 3}, "weight_lb": 1.4, "listing_price": "24.99 USD"}},
        {"inputs": {"length_cm": "30.48", "width_cm": "22.86", "height_cm": "7.62", "weight_oz": "22.4", "price": "24,99"}},
        {"inputs": {"Length": 12, "Width": 9, "Height": 3, "Weight": "1.4", "weight_unit": "pounds", "Price": "24.99", "tier": "Large Standard"}},
        {"kind": "Fulfillment", "marketplace": "amazon.com", "date": date(2026, 5, 1), "inputs": _PLAIN},
        {"marketplace": "us", "date": "2026-05-01T23:59:59Z", "inputs": {**_PLAIN, "quantity": "1", "overmax": "no", "class": "Standard"}},
    ],
    ids=str,
)  # fmt: skip
def test_one_question_in_many_forms_has_one_answer(entry: dict[str, Any]) -> None:
    row = _row(**entry)
    assert (row.get("tier"), row.get("total")) == ("large_standard", Decimal("6.31")), row


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weight": "1,400 g"}, "without separators"),  # one and a bit, or fourteen hundred
        ({"price": "1,024"}, "with a point"),
        ({"price": "24.99 EUR"}, "a sum in USD"),
        ({"price": "about 25"}, "a sum in USD"),
        ({"weight": "1.4lb", "weight_unit": "kg"}, "one unit for all"),
        ({"sides": ["12in", "9cm", "3in"]}, "one unit for all"),
        ({"sides": {"length": 12, "width": 9}}, "three sides"),
        ({"sides": 12}, "three sides"),
        ({"weight": [1]}, "one figure"),
        ({"weight": True}, "a number"),
        ({"price": "1e30"}, "a sum in USD"),
        ({"price": Decimal("1e30")}, "a number"),
        ({"price": float("nan")}, "a number"),
        ({"quantity": 0}, "more than zero"),
        ({"quantity": "2.5"}, "a whole number"),
        ({"overmax": "perhaps"}, "yes or no"),
        ({"tier": "small_bulky"}, "sides and weight give (large_standard)"),
        ({"tier": "large_standard", "sides": None, "weight": 25}, "weighs more than 20 lb"),
        ({"column": "CEP"}, "column"),
    ],
    ids=str,
)  # fmt: skip
def test_what_may_mean_two_things_is_refused(change: dict[str, Any], said: str) -> None:
    row = _row(inputs={**_PLAIN, **change})
    if "column" in change:
        row = _row(marketplace="DE", date="2026-03-15", inputs={"sides": [33, 23, 2], "weight": 460, **change})  # fmt: skip
    assert "total" not in row and said in row["error"], row


@pytest.mark.parametrize("day", ["05/01/2026", "2026-13-01", "2026-05", "tomorrow", 5, ["2026"]])
def test_a_day_that_is_none_is_refused(day: Any) -> None:
    assert "a date such as 2026-05-01" in _row(date=day, inputs=_PLAIN)["error"]


def test_a_month_is_enough_for_storage() -> None:
    asked = {"sides": [12, 12, 12], "average_units": 100, "size_group": "standard"}
    assert _row(kind="storage", date="2026-11", inputs=asked)["fee"] == Decimal("240.00")


def test_inputs_nothing_reads_are_named_beside_the_answer() -> None:
    row = _row(inputs={**_PLAIN, "colour": "blue", "expect": 3})
    assert (row["total"], row["ignored"]) == (Decimal("6.31"), ["colour", "expect"])
    assert "ignored" not in _row(inputs=_PLAIN)


_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.dates(),
    st.sampled_from(["", "12x9x3in", "1.4lb", "12", "-3", "0", "1e400", "$5", "US", "DE", "GB",
                     "2026-05-01", "large_standard", "small_parcel", "baby", "cm", "kg", "low_price"]),
    st.text(max_size=6),
)  # fmt: skip
_VALUES = st.one_of(_LEAVES, st.lists(_LEAVES, max_size=4), st.dictionaries(st.text(max_size=4), _LEAVES, max_size=2))  # fmt: skip
_NAMES = st.sampled_from(
    ["sides", "side_unit", "weight", "weight_unit", "price", "tier", "class", "category", "quantity",
     "service", "column", "currency", "overmax", "referral_fee", "referral_fees", "cap_area",
     "refunded_share", "average_units", "size_group", "weeks", "volume", "units", "age_days",
     "days_of_supply", "days_30", "option", "shipping", "promotion", "length", "weight_g"]
)  # fmt: skip
_ENTRIES = st.one_of(
    _VALUES,
    st.fixed_dictionaries(
        {
            "kind": st.one_of(st.sampled_from(["fulfilment", "tier", "referral", "closing", "refund_admin", "refund_admin_order", "removal", "storage", "aged", "low_inventory", "placement"]), _LEAVES),
            "marketplace": st.one_of(st.sampled_from(["US", "UK", "DE", "FR", "CA", "JP"]), _LEAVES),
            "date": st.one_of(st.dates(date(2023, 1, 1), date(2027, 6, 1)), _LEAVES),
            "inputs": st.one_of(st.dictionaries(_NAMES, _VALUES, max_size=8), _VALUES),
        }
    ),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(_ENTRIES)
def test_no_entry_whatever_it_holds_stops_a_batch(entry: Any) -> None:
    row = next(answers([entry]))
    assert "id" in row
    assert ("error" in row) != bool({"fee", "admin_fee", "tier", "low"} & set(row)), row


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(*[st.decimals("0.1", "200", places=2)] * 3),
    st.decimals("0.01", "200", places=2),
    st.decimals("0", "200", places=2),
    st.dates(date(2024, 2, 5), date(2027, 1, 14)),
)
def test_the_order_of_the_sides_and_how_they_are_written_change_no_fee(
    sides: tuple[Decimal, ...], weight: Decimal, price: Decimal, day: date
) -> None:
    forms: list[dict[str, Any]] = [
        {"sides": list(sides), "weight": weight},
        {"sides": "x".join(map(str, reversed(sides))) + "in", "weight": f"{weight} lb"},
        {"sides": [each * Decimal("2.54") for each in sides], "side_unit": "cm", "weight": weight * 16, "weight_unit": "oz"},
    ]  # fmt: skip
    rows = [_row(date=day, inputs={**form, "price": price}) for form in forms]
    assert len({(row.get("tier"), row.get("total"), row.get("reason")) for row in rows}) == 1
