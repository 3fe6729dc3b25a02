"""Families: which stages in which order set off the lots of their rules. Found by being there.

A family is one `.sql` file. Its header names the family it comes `After` and its `Stages`, each
with a mode and the words `newest` (the newest taker first) or `pool=NAME` (stages that share a
mirrored giver). Its statements, all optional: `closings`, `doors`, `offers`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from makewhole.engine import StatementFile, load_folder
from makewhole.engine.statements import StatementFileBroken
from makewhole.reconcile.stages import MODES, Stage


@dataclass(frozen=True, slots=True)
class Family:
    """One family: its stages in order and its statements."""

    name: str
    after: tuple[str, ...]
    stages: tuple[Stage, ...]
    statements: dict[str, str]


def load_families() -> list[Family]:
    """Every family, each after those it names; among equals by name."""
    found = [_family(file) for file in load_folder("makewhole.reconcile.families")]
    return in_order(found)


def in_order(families: Iterable[Family]) -> list[Family]:
    """Families sorted so that each follows those it comes after."""
    waiting = {family.name: family for family in sorted(families, key=lambda f: f.name)}
    ordered: list[Family] = []
    while waiting:
        ready = next(
            (f for f in waiting.values() if not any(name in waiting for name in f.after)), None
        )
        if ready is None:
            raise StatementFileBroken(", ".join(waiting), "each waits for another", "an order")
        ordered.append(waiting.pop(ready.name))
    return ordered


def needed_by(names: Collection[str], families: Iterable[Family]) -> list[Family]:
    """The families of these names and all they come after, in the order of `families`.

    What comes later takes nothing from those before it.
    """
    ordered, needed = list(families), set(names)
    for family in reversed(ordered):
        if family.name in needed:
            needed.update(family.after)
    return [family for family in ordered if family.name in needed]


def _family(file: StatementFile) -> Family:
    stages = tuple(_stage(file.name, line) for line in file.fields.get("Stages", []))
    return Family(file.name, tuple(file.words("After")), stages, file.statements)


def _stage(family: str, line: str) -> Stage:
    name, mode, *words = line.split()
    if mode not in MODES:
        raise StatementFileBroken(f"{family}.sql", f"stage {name} has mode {mode}", "/".join(MODES))
    pools = [word.removeprefix("pool=") for word in words if word.startswith("pool=")]
    return Stage(family, name, mode, pools[0] if pools else name, "newest" in words)
