"""A file that breaks the form is refused, with what was found and what was expected."""

from datetime import date
from typing import Any

import pytest

from makewhole.policy import PolicyFileBroken, shapes

ENTRY: dict[str, Any] = {
    "from": date(2026, 1, 1),
    "marketplaces": ["US"],
    "close_after_days": 60,
    "confidence": "high",
    "sources": ["s"],
}
HELD: dict[str, Any] = {
    "description": "d",
    "unit": "day",
    "chosen_by": "filing_date",
    "checked_on": date(2026, 11, 21),
    "values": [ENTRY],
}


def without(mapping: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key != name}


def test_a_file_in_the_form_is_a_parameter() -> None:
    found = shapes.parameter("window.x", HELD, "window/x.yaml")
    assert found.versions[0].value == {"close_after_days": 60}
    plain = {**without(ENTRY, "close_after_days"), "value": 7}
    assert shapes.versions("x", [plain], "x")[0].value == 7


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (without(HELD, "unit"), "there is no unit"),
        ({**HELD, "unit": "furlong"}, "unit is 'furlong'"),
        ({**HELD, "chosen_by": "moon"}, "chosen_by is 'moon'"),
        ({**HELD, "values": []}, "values is not a list of entries"),
        ({**HELD, "values": [without(ENTRY, "sources")]}, "there is no sources"),
        ({**HELD, "values": [{**ENTRY, "sources": []}]}, "a value has no source"),
        ({**HELD, "values": [{**ENTRY, "confidence": "sure"}]}, "confidence is 'sure'"),
        ({**HELD, "values": [{**ENTRY, "from": "soon"}]}, "from is 'soon'"),
        ({**HELD, "values": [without(ENTRY, "close_after_days")]}, "an entry has no value"),
        ([], "there is no description and no unit"),
    ],
)
def test_a_file_that_breaks_the_form_is_refused(held: Any, found: str) -> None:
    with pytest.raises(PolicyFileBroken) as caught:
        shapes.parameter("window.x", held, "window/x.yaml")
    assert caught.value.file == "window/x.yaml"
    assert caught.value.found.startswith(found)


def test_a_heading_that_no_shape_knows_is_refused() -> None:
    with pytest.raises(PolicyFileBroken):
        shapes.event_type("x", {"name": "x", "colour": "red"}, "event_types/x.yaml")


def test_an_action_that_no_claim_type_takes_is_refused() -> None:
    held = {
        "title": "t", "family": "f", "action": "sue", "window": "w", "event_date": "e",
        "reconciled": {"family": "f", "place": 1},
    }  # fmt: skip
    with pytest.raises(PolicyFileBroken):
        shapes.claim_type("x", held, "claim_types/x.yaml")
