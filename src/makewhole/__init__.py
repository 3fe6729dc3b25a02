"""makewhole: finds what Amazon owes, proves it, and follows it until it is paid.

    from datetime import date
    from makewhole import audit, open_books

    with open_books("downloads") as opened, audit(opened.books, as_of=date(2026, 6, 30)) as result:
        for finding in result.findings():
            print(finding.explanation)
"""

from typing import TYPE_CHECKING, Any

from makewhole.version import __version__

if TYPE_CHECKING:
    from makewhole.audit import audit
    from makewhole.audit.session import open_books

__all__ = ["__version__", "audit", "open_books"]

_HOMES = {"audit": "makewhole.audit", "open_books": "makewhole.audit.session"}


def __getattr__(name: str) -> Any:
    """The two names of the library's face, loaded when first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # spared by commands that open no books

    return getattr(import_module(_HOMES[name]), name)
