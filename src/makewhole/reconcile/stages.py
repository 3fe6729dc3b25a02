"""One stage of a family: which doors meet which offers, in which mode, paired by the kernel.

A stage *settles* (both sides are used up), *mirrors* (the taker is used up, the giver only within
the pool of this stage, because two rows tell of the same units) or *marks* (no unit moves).
"""

from dataclasses import dataclass

from makewhole.engine import Engine, load_folder
from makewhole.errors import EngineError

_ALLOCATE = {f.name: f for f in load_folder("makewhole.reconcile.kernel")}["allocate"].statements
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

    def sql(self) -> str:
        """The one row that the kernel's statements read; all of it stands in our own files."""
        return (
            f"select '{self.family}' as family, '{self.name}' as stage, '{self.mode}' as mode, "
            f"'{self.pool}' as pool"
        )


def run_stage(engine: Engine, stage: Stage, entries: str, *, shuts: bool) -> None:
    """Pairs the takers and givers of one stage and adds the pairs to the table named `entries`.

    Reads `stage_doors` and `stage_offers` (this stage's rows, each with side, units, event_date and
    rank of its lot) and `entries` as the stages before left it. `shuts`: some door has a last day.
    Errors: SpansOutOfOrder.
    """
    engine.view("this_stage", stage.sql(), private=True)
    takers = "takers_newest" if stage.newest_first else "takers"
    steps = [(step, _ALLOCATE[step]) for step in ("moved", "slots", "asking")]
    steps += [("takers", _ALLOCATE[takers])]
    steps += [(step, _ALLOCATE[step]) for step in ("givers", "events")]
    if shuts:
        engine.chain(steps)
        _compose_clamps(engine, stage)
        steps = []
    steps += [("placed", _ALLOCATE["placed_shut" if shuts else "placed"])]
    engine.chain([*steps, (entries, _ALLOCATE["pairs"])], append=True)


def _compose_clamps(engine: Engine, stage: Stage) -> None:
    """Composes, for each event, the clamps of all before it, in log2(longest key) joins."""
    longest, unordered = engine.rows(_ALLOCATE["shape"])[0]
    if unordered:
        raise SpansOutOfOrder(stage.family, stage.name, unordered)
    tables = ("clamps_even", "clamps_odd")
    engine.table(tables[0], _ALLOCATE["clamps"], private=True)
    step, turn = 1, 0
    while step < longest:
        engine.view("clamps", f"select * from {tables[turn]}", private=True)
        engine.view("doubling", f"select {step} as step", private=True)
        turn = 1 - turn
        engine.table(tables[turn], _ALLOCATE["doubled"], private=True)
        step *= 2
    engine.view("clamps", f"select * from {tables[turn]}", private=True)
