"""A process killed in the middle of any work leaves all of it or none, and it can be done again."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections
from tests.claims import killed
from tests.claims.scenes import everything, last_event
from tests.claims.template import template

from makewhole.claims import connect
from makewhole.claims.database import DATABASE_FILE

_ROOT = Path(__file__).parents[2]


def _die(home: Path, kind: str, place: int) -> None:
    connections.close_all()
    command = [sys.executable, "-m", "tests.claims.killed", str(home), kind, str(place)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    """A home with cases under way."""
    shutil.copy(template() / DATABASE_FILE, tmp_path / DATABASE_FILE)
    connect(tmp_path)
    killed.prepare(tmp_path)
    return tmp_path


# before the first event: a row is written, and what tells of it is not; then later in the work
@pytest.mark.parametrize(
    ("kind", "place"),
    [("audit", 1), ("audit", 3), ("draft", 1), ("draft", 2), ("file", 1), ("match", 1),
     ("match", 4), ("document", 1), ("document", 2)],
)  # fmt: skip
def test_what_was_begun_is_undone_and_can_be_done_again(
    worked: Path, kind: str, place: int
) -> None:
    before, event = everything(), last_event()
    _die(worked, kind, place)
    connect(worked)
    try:
        assert (everything(), last_event()) == (before, event)
        killed.run(worked, kind)
        assert last_event() > event
        after = everything()
        killed.run(worked, "match")  # payments, too, go on
        assert everything() != before and after != before
    finally:
        connections.close_all()


@pytest.mark.parametrize("place", [1, 4])
def test_a_pack_is_there_whole_or_not_at_all(worked: Path, place: int) -> None:
    _die(worked, "pack", place)
    assert not (worked / "C-1.zip").exists()
    connect(worked)
    try:
        killed.run(worked, "pack")
    finally:
        connections.close_all()
    assert (worked / "C-1.zip").exists()
