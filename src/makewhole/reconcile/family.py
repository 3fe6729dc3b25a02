"""Families: which stages in which order set off the lots of their rules. Found by being there.

A family is one `.sql` file. Its header names the family it comes `After` and its `Stages`, each
with a mode and the words `newest` (the newest taker first) or `pool=NAME` (stages that share a
mirrored giver). A family that `Sees all` reads what every other has left, and comes last. Its
statements, all optional: `closings`, `doors`, `offers`, `left_out`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from makewhole import engine
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
    sees_all: bool = False


def load_families() -> list[Family]:
    """Every family, each after those it names; among equals by name."""
    found = [_family(file) for file in load_folder("makewhole.reconcile.families")]
    return in_order(found)


def in_order(families: Iterable[Family]) -> list[Family]:
    """Families sorted so that each follows those it comes after."""
    named = {f.name: f for f in sorted(families, key=lambda f: (f.sees_all, f.name))}
    try:
        order = engine.in_order({name: family.after for name, family in named.items()})
    except engine.InACircle as error:
        names = ", ".join(error.names)
        raise StatementFileBroken(names, "each waits for another", "an order") from error
    return [named[name] for name in order]


def needed_by(names: Collection[str], families: Iterable[Family]) -> list[Family]:
    """The families of these names and all they come after, in the order of `families`.

    What comes later takes nothing from those before it.
    """
    ordered, needed = list(families), set(names)
    for family in reversed(ordered):
        if family.name in needed:
            needed.update(family.after)
    return [family for family in ordered if family.name in needed]


def before(families: Sequence[Family]) -> dict[str, frozenset[str]]:
    """Which families are done before each, of families in their order.

    All those earlier that it is tied to, by whatever way families come after one another: tied
    families may draw on the same lots, and what is tied in no way never does.
    """
    ties = list[set[str]]()
    for family in families:
        tied = [names for names in ties if names & set(family.after)]
        ties = [names for names in ties if names not in tied]
        ties.append({family.name}.union(*tied))
    earlier, found = set[str](), dict[str, frozenset[str]]()
    for family in families:
        tie = next(names for names in ties if family.name in names)
        found[family.name] = frozenset(earlier & tie)
        earlier.add(family.name)
    return found


def _family(file: StatementFile) -> Family:
    stages = tuple(_stage(file.name, line) for line in file.fields.get("Stages", []))
    sees_all = file.words("Sees") == ["all"]
    return Family(file.name, tuple(file.words("After")), stages, file.statements, sees_all)


def _stage(family: str, line: str) -> Stage:
    name, mode, *words = line.split()
    if mode not in MODES:
        raise StatementFileBroken(f"{family}.sql", f"stage {name} has mode {mode}", "/".join(MODES))
    pools = [word.removeprefix("pool=") for word in words if word.startswith("pool=")]
    return Stage(family, name, mode, pools[0] if pools else name, "newest" in words)
