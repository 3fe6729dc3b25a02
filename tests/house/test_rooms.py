"""Who may know whom: a room imports only along the arrows."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import PACKAGE, modules, nothing, parsed, room, short

BASE = {"terms", "money", "dates", "errors", "formulas", "version"}
_BOOKS = BASE | {"policy", "engine", "books"}
_RECONCILE = _BOOKS | {"fees", "reconcile"}
_AUDIT = _RECONCILE | {"reports", "rules", "audit"}
_CLAIMS = _AUDIT | {"claims", "settings"}

# room: the rooms it may know besides itself
ARROWS = {
    "terms": set[str](),
    "money": set[str](),
    "dates": set[str](),
    "errors": set[str](),
    "formulas": set[str](),
    "version": set[str](),
    "settings": BASE,
    "policy": BASE,
    "engine": {"errors", "version"},
    "books": _BOOKS,
    "fees": BASE | {"policy", "engine"},
    "reports": _BOOKS,
    "reconcile": _RECONCILE,
    "rules": _RECONCILE,
    "audit": _AUDIT,
    "claims": _CLAIMS,
    "sync": _CLAIMS,
    "simulate": {"terms", "money", "dates", "errors", "version", "policy"},
    "verify": set[str](),
    "demo": set(),
    "cli": _CLAIMS | {"sync", "simulate", "verify", "web", "demo"},
    "web": _CLAIMS | {"sync", "simulate", "verify", "demo"},
    # the library's face and `python -m makewhole`
    "__init__": _AUDIT | {"settings"},
    "__main__": {"cli"},
}

BEFORE_DJANGO = set(ARROWS) - {"claims", "sync", "cli", "web", "__main__"}


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module a file imports, with the line, wherever in the file it does so."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "makewhole":
                yield from ((node.lineno, f"makewhole.{name.name}") for name in node.names)
            else:
                yield node.lineno, f"{'.' * node.level}{node.module or ''}"


def test_every_room_has_its_arrows() -> None:
    assert {room(path) for path in modules()} <= set(ARROWS)


def test_a_room_imports_only_along_the_arrows() -> None:
    astray = [
        f"{short(path)}:{line} imports {name}"
        for path in modules()
        for line, name in imported(path)
        if name.startswith("makewhole.")
        and name.split(".")[1] not in ARROWS[room(path)] | {room(path), "__version__"}
    ]
    nothing(astray)


def test_nothing_is_imported_by_a_relative_name() -> None:
    nothing(
        f"{short(path)}:{line}"
        for path in modules()
        for line, name in imported(path)
        if name.startswith(".")
    )


def test_django_begins_at_claims() -> None:
    nothing(
        f"{short(path)}:{line} imports {name}"
        for path in modules()
        if room(path) in BEFORE_DJANGO
        for line, name in imported(path)
        if name.split(".")[0] == "django"
    )


def test_the_checker_uses_the_standard_library_alone() -> None:
    import sys

    nothing(
        f"{short(path)}:{line} imports {name}"
        for path in modules(PACKAGE / "verify")
        for line, name in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith("makewhole.verify")
    )
