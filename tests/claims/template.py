"""An empty app database, made once and copied for each test."""

import tempfile
from functools import cache
from pathlib import Path

from makewhole.claims import connect


@cache
def template() -> Path:
    """The home that holds it."""
    home = Path(tempfile.mkdtemp(prefix="makewhole-template-"))
    connect(home)
    return home
