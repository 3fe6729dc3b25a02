"""An empty app database, made once and copied for each test; and the way back to that of a test."""

import os
import tempfile
from functools import cache
from pathlib import Path

from makewhole.claims import connect

DATABASE_SETTING = "MAKEWHOLE_DATABASE_URL"


@cache
def template() -> Path:
    """The home that holds it."""
    home = Path(tempfile.mkdtemp(prefix="makewhole-template-"))
    connect(home)
    return home


def connect_again(home: Path) -> None:
    """Connect to the database of a test's home: where the setting leads, else the home's own."""
    connect(home, os.environ.get(DATABASE_SETTING))
