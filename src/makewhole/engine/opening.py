"""Opening an engine by its name."""

from pathlib import Path

from makewhole.engine.duck import DuckEngine
from makewhole.engine.engine import Engine
from makewhole.errors import UsageError


class UnknownEngine(UsageError):
    """An engine name that is none of ours."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f'There is no engine "{name}". Nothing was run. Use duckdb.')


def open_engine(
    name: str = "duckdb",
    *,
    threads: int | None = None,
    memory_limit: str | None = None,
    spill: Path | None = None,
) -> Engine:
    """An engine ready for use, checked for the wrong-result defects we know of.

    Errors: UnknownEngine; WrongSums.
    """
    if name == "duckdb":
        engine = DuckEngine(threads=threads, memory_limit=memory_limit, spill=spill)
        engine.check()
        return engine
    raise UnknownEngine(name)
