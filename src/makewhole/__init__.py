"""makewhole: finds what Amazon owes, proves it, and follows it until it is paid.

from datetime import date
from makewhole import audit, open_books

with open_books("downloads") as opened, audit(opened.books, as_of=date(2026, 6, 30)) as result:
    for finding in result.findings():
        print(finding.explanation)
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from makewhole.version import __version__

if TYPE_CHECKING:
    from makewhole.audit import audit
    from makewhole.audit.session import open_books

__all__ = ["__version__", "audit", "open_books"]


class _Face(ModuleType):
    """The library's two calls, loaded when first asked for: most commands need neither.

    The room `makewhole.audit` bears the name of the call; importing it must not hide the call,
    so what the import system would put there is let go.
    """

    @property
    def audit(self) -> Any:
        from makewhole.audit.audit import audit

        return audit

    @audit.setter
    def audit(self, room: ModuleType) -> None:
        pass

    @property
    def open_books(self) -> Any:
        from makewhole.audit.session import open_books

        return open_books


sys.modules[__name__].__class__ = _Face
