"""Sides and weights as people write them, and what cannot be one of them."""

from decimal import Decimal

import pytest

from makewhole.fees.measures import positive, read_size, read_weight, sorted_sides
from makewhole.fees.unknown import InputUnreadable, MeasureNotPositive


@pytest.mark.parametrize(
    ("text", "sides", "unit"),
    [
        ("12x9x3in", ("12", "9", "3"), "in"),
        ("12X9X3", ("12", "9", "3"), None),
        (" 30,5 × 20 * 10 cm", ("30.5", "20", "10"), "cm"),
        ('12x9x3"', ("12", "9", "3"), '"'),
    ],
)
def test_a_size_is_read(text: str, sides: tuple[str, ...], unit: str | None) -> None:
    assert read_size(text) == (tuple(map(Decimal, sides)), unit)


@pytest.mark.parametrize(
    "text", ["12x9in", "large", "1.2.3x9x3in", "12x9x3x4in", "", "1,234.5x2x3"]
)
def test_what_is_no_size_is_quoted(text: str) -> None:
    with pytest.raises(InputUnreadable, match="cannot be read"):
        read_size(text)


def test_a_negative_side_is_told_as_such() -> None:
    with pytest.raises(MeasureNotPositive, match="The side given is -9"):
        sorted_sides(read_size("12x-9x3in")[0], "in", "in")


@pytest.mark.parametrize("text", ["heavy", "1.2.3lb", "", "lb"])
def test_what_is_no_weight_is_quoted(text: str) -> None:
    with pytest.raises(InputUnreadable, match="cannot be read"):
        read_weight(text)


def test_a_negative_weight_is_told_as_such() -> None:
    with pytest.raises(MeasureNotPositive, match=r"The weight given is -1\.4"):
        positive("weight", read_weight("-1.4lb")[0])
