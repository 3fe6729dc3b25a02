"""One stage of a family: which doors meet which offers, in which mode, paired by the kernel.

A stage *settles* (both sides are used up), *mirrors* (the taker is used up, the giver only within
the pool of this stage, because two rows tell of the same units) or *marks* (no unit moves).
"""

from dataclasses import dataclass

from makewhole.engine import Engine, load_folder
from makewhole.errors import EngineError

_ALLOCATE = {f.name: f for f in load_folder("makewhole.reconcile.kernel")}["allocate"].statements
_STAGE_FORM = {
    "family": "VARCHAR", "stage": "VARCHAR", "mode": "VARCHAR", "pool": "VARCHAR",
    "newest_first": "BOOLEAN",
}  # fmt: skip
MODES = ("settle", "mirror", "mark")


class SpansOutOfOrder(EngineError):
    """A stage whose takers' spans of days do not grow with the order in which they are served."""

    def __init__(self, family: str, stage: str, takers: int) -> None:
        self.family, self.stage, self.takers = family, stage, takers
        super().__init__(
            f"{family}, stage {stage}: {takers} takers are served before others whose days end "
            "earlier. Nothing was allocated. Order the doors of this stage by their days."
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a family: `pool` names the stages among which a mirrored giver is used once."""

    family: str
    name: str
    mode: str
    pool: str
    newest_first: bool = False

    def row(self) -> tuple[str, str, str, str, bool]:
        """The row of the one-row table that the kernel's statements read."""
        return (self.family, self.name, self.mode, self.pool, self.newest_first)


def run_stage(engine: Engine, stage: Stage, entries: str) -> None:
    """Pairs the takers and givers of one stage into the table named `entries`.

    Reads `stage_doors` and `stage_offers` (this stage's rows), `lots` and the view `entries` of all
    stages before. Errors: SpansOutOfOrder.
    """
    engine.load("this_stage", _STAGE_FORM, [stage.row()])
    for step in ("moved", "takers", "givers", "events"):
        engine.table(step, _ALLOCATE[step])
    longest, shuts, unordered = engine.rows(_ALLOCATE["shape"])[0]
    if unordered:
        raise SpansOutOfOrder(stage.family, stage.name, unordered)
    if shuts:
        _compose_clamps(engine, longest)
        engine.table("reached", _ALLOCATE["reached_shut"])
    else:
        engine.table("reached", _ALLOCATE["reached_unshut"])
    engine.table("placed", _ALLOCATE["placed"])
    engine.table(entries, _ALLOCATE["pairs"])


def _compose_clamps(engine: Engine, longest: int) -> None:
    """Composes, for each event, the clamps of all events before it, in log2(longest) joins."""
    tables = ("clamps_even", "clamps_odd")
    engine.table(tables[0], _ALLOCATE["clamps"])
    step, turn = 1, 0
    while step < longest:
        engine.view("clamps", f"select * from {tables[turn]}")
        engine.load("doubling", {"step": "BIGINT"}, [(step,)])
        turn = 1 - turn
        engine.table(tables[turn], _ALLOCATE["doubled"])
        step *= 2
    engine.view("clamps", f"select * from {tables[turn]}")
