"""The tree as the guards see it: its files, and the room a module lives in."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "makewhole"

_TOP = ("src", "tests", "bench", "docs", "changes", ".ci")
_TEXT = {
    ".py", ".sql", ".md", ".yaml", ".yml", ".toml", ".txt", ".lock", ".html", ".css", ".js",
    ".typ", ".j2", ".cfg", ".sh", ".po", "",
}  # fmt: skip


def modules(below: Path = PACKAGE) -> list[Path]:
    """Every Python file of a folder, in order."""
    return sorted(path for path in below.rglob("*.py") if "__pycache__" not in path.parts)


def text_files() -> list[Path]:
    """Every text file that belongs to the project: not built, not downloaded, not compiled."""
    own = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for top in _TOP for path in (ROOT / top).rglob("*") if path.is_file()]
    return sorted(
        path
        for path in own + below
        if path.suffix in _TEXT and not any(part in _LEFT_OUT for part in path.parts)
    )


_LEFT_OUT = {"__pycache__", ".git", ".venv", "node_modules", "build", "dist", ".hypothesis"}


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def room(path: Path) -> str:
    """The room of a module: the first folder below the package, else the module's own name."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def short(path: Path) -> str:
    """A path as messages print it."""
    return path.relative_to(ROOT).as_posix()


def nothing(found: Iterable[str]) -> None:
    """Fail with every line that was found, none cut short."""
    lines = sorted(found)
    if lines:
        raise AssertionError("\n" + "\n".join(lines))
