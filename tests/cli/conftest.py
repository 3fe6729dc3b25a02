"""Helpers of the tests of the command line as users meet it: processes and what they print."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest

# The demo account's reports: invented content in real layouts, and the day it is judged for.
DEMO = Path(str(files("makewhole.demo").joinpath("reports")))
FILES = sum(1 for each in DEMO.rglob("*") if each.is_file())
AS_OF = ("--as-of", "2026-11-15")


@dataclass(frozen=True)
class Ended:
    """How a command ended: its status and what it printed."""

    status: int
    out: str
    err: str


Call = Callable[..., Ended]


def environment(**more: str) -> dict[str, str]:
    """The environment of a process: no settings of the machine, a terminal of 80 columns."""
    return {**os.environ, "COLUMNS": "80", "MAKEWHOLE_HOME": "", **more}


def makewhole(*arguments: str | Path, **more: str) -> Ended:
    """Run one command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "makewhole", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**more),
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def audited() -> Ended:
    """The demo account audited straight from its files, as JSON."""
    return makewhole("audit", DEMO, *AS_OF, "--format", "json")
