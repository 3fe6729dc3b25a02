"""Every message of simulate and score, word for word."""

from pathlib import Path

import pytest

from makewhole.cli.commands.score import NotFindings
from makewhole.cli.commands.simulate import StoreNotPlayed
from makewhole.errors import MakewholeError
from makewhole.simulate.account import FolderInUse

MESSAGES: list[tuple[MakewholeError, str]] = [
    (
        StoreNotPlayed("ZZ"),
        '--marketplace "ZZ": accounts are simulated for US, CA, MX, UK, DE, FR, IT, ES, NL, SE, '
        "PL, BE, IE, TR, AE, SA, EG, IN, JP, AU, SG, BR. Nothing was written; give one of these.",
    ),
    (
        FolderInUse(Path("mine/reports")),
        "mine/reports holds files already, and no truth.jsonl beside it says that they are a "
        "simulated account. Nothing was written; name an empty folder with --out.",
    ),
    (
        NotFindings(Path("f.jsonl"), 3, "text that is not JSON"),
        "f.jsonl, line 3: found text that is not JSON; expected a finding as a JSON object with "
        "claim_type, decision and event_date. Nothing was scored. Write findings with: "
        "makewhole audit PATH --format json --out FILE",
    ),
]


@pytest.mark.parametrize(("error", "message"), MESSAGES, ids=lambda one: type(one).__name__)
def test_message(error: MakewholeError, message: str) -> None:
    assert str(error) == message
    assert error.exit_status == 2
