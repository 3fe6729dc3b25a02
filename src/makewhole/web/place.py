"""Where the home being served is."""

from pathlib import Path
from typing import Any, cast

from django.conf import settings


def home() -> Path:
    """The folder of books, cases and uploads."""
    return Path(cast("Any", settings).MAKEWHOLE_HOME)
