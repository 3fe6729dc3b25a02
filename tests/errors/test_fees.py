"""Every message of the fees room, word for word."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from makewhole.errors import MakewholeError
from makewhole.fees.asked_file import BatchUnreadable
from makewhole.fees.unknown import (
    CardMissing,
    DayOutsideCards,
    InputMissing,
    InputUnreadable,
    MeasureNotPositive,
    NameUnknown,
    NotComputable,
    RateMissing,
    UnitMixedUp,
    UnitUnknown,
)

MESSAGES: list[tuple[MakewholeError, str]] = [
    (
        MeasureNotPositive("side", Decimal("-1")),
        "The side given is -1; it must be more than zero. No fee was computed. Measure the "
        "packed unit again and give the figure with its unit.",
    ),
    (
        UnitUnknown("stone", ["lb", "oz"]),
        '"stone" is not a unit used here (lb, oz). No fee was computed. Give the measure in '
        "one of these.",
    ),
    (
        UnitMixedUp("227 lb", "10 x 8 x 0.5 in", "denser than any metal", ["oz", "g"]),
        "A weight of 227 lb with sides of 10 x 8 x 0.5 in is denser than any metal, which no "
        "goods are. The figure would be plausible in oz or g. No fee was computed. Check the "
        "units of the weight and of the sides.",
    ),
    (
        InputMissing("price", "the card us-2026-01-15 has a column for each price band"),
        "The price was not given, and the card us-2026-01-15 has a column for each price "
        "band. No fee was computed. Add it.",
    ),
    (
        InputUnreadable("size", "12x9in", "three sides such as 12x9x3in or 30x20x10cm"),
        'The size "12x9in" cannot be read: it is not three sides such as 12x9x3in or '
        "30x20x10cm. No fee was computed. Write it that way.",
    ),
    (
        NameUnknown("tier or category", "tiny", ["small_standard", "large_standard"]),
        '"tiny" is not a tier or category of this rate card (it has: small_standard, '
        "large_standard). No fee was computed.",
    ),
    (
        CardMissing("fulfilment", "SE"),
        "There is no rate card for the fulfilment fee of SE. It cannot be computed, and "
        "nothing is claimed on it. `makewhole policy gaps` lists what is missing.",
    ),
    (
        CardMissing("fulfilment", "US", "CAD"),
        "There is no rate card for the fulfilment fee of US in CAD. It cannot be computed, "
        "and nothing is claimed on it. `makewhole policy gaps` lists what is missing.",
    ),
    (
        DayOutsideCards(
            "removal",
            "US",
            date(2023, 6, 1),
            [(date(2022, 1, 18), date(2022, 12, 31)), (date(2026, 1, 15), None)],
        ),
        "No rate card for the removal fee of US is known to hold on 2023-06-01 (cards: "
        "2022-01-18 to 2022-12-31, 2026-01-15 to today). It cannot be computed, and nothing "
        "is claimed on it.",
    ),
    (
        RateMissing(
            "fulfilment", "us-2025-01-15", "dangerous_goods small_standard", "no table was found"
        ),
        "The card us-2025-01-15 holds no fulfilment rate for dangerous_goods small_standard: "
        "no table was found. It cannot be computed, and no other rate is taken in its place.",
    ),
    (
        NotComputable(
            "fulfilment", "a extra_large_150_plus unit", "dimensional weight alone passes 150 lb"
        ),
        "The fulfilment fee of a extra_large_150_plus unit cannot be computed: dimensional "
        "weight alone passes 150 lb.",
    ),
    (
        BatchUnreadable(Path("asked.yaml"), "no list was found"),
        "asked.yaml: this is not a list of fees to compute (no list was found). Nothing was "
        "computed. It is YAML or JSON, a list of entries with id, kind, marketplace, date "
        "and inputs, or CSV with a column for each of these and for each input.",
    ),
]


@pytest.mark.parametrize(("error", "message"), MESSAGES, ids=lambda case: type(case).__name__)
def test_the_message_is_the_one_in_the_handbook(error: MakewholeError, message: str) -> None:
    assert str(error) == message
