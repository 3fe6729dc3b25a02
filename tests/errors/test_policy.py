"""Every message of the policy room, word for word."""

from datetime import date

import pytest

from makewhole.errors import MakewholeError, PolicyError
from makewhole.policy.errors import (
    PolicyFileBroken,
    PolicyFormUnknown,
    PolicyKeyUnknown,
    PolicyStoreUnknown,
    PolicyValueMissing,
)

MESSAGES: list[tuple[MakewholeError, str]] = [
    (
        PolicyFileBroken("window/x.yaml", "unit is 'furlong'", "one of day, unit"),
        "policy file window/x.yaml: unit is 'furlong'; expected one of day, unit. Nothing was"
        " judged with it. Correct the file, or take it away, and run again.",
    ),
    (
        PolicyFormUnknown("own", 3, 2),
        "policy folder own: its files are in form 3, and this version of makewhole reads "
        "forms up to 2. Nothing was read from it. Update makewhole, or use the files that "
        "came with this version.",
    ),
    (
        PolicyFormUnknown("own", None, 2),
        "policy folder own: there is no form.yaml that says in which form its files are. "
        "Nothing was read from it. Add a file form.yaml with the line: form: 2",
    ),
    (
        PolicyKeyUnknown("parameter", "window.fc_opps", ["window.fc_ops", "cap.unit"]),
        "policy: there is no parameter named 'window.fc_opps'. Closest: window.fc_ops. To see"
        " every parameter: makewhole policy list",
    ),
    (
        PolicyStoreUnknown("GBX", ["US", "UK"]),
        "policy: 'GBX' is not the code of an Amazon store; expected one of US, UK (Britain is"
        " UK). Give the country code of the store.",
    ),
    (
        PolicyValueMissing("cap.unit", date(2026, 1, 1), "EG"),
        "policy: cap.unit has no value for EG on 2026-01-01; no source for one is known, and "
        "none was guessed. To see what is known: makewhole policy show cap.unit",
    ),
]


@pytest.mark.parametrize(("error", "text"), MESSAGES, ids=lambda part: type(part).__name__)
def test_message(error: MakewholeError, text: str) -> None:
    assert str(error) == text
    assert isinstance(error, PolicyError)
