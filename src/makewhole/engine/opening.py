"""Opening an engine by its name."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from makewhole.engine.duck import DuckEngine
from makewhole.engine.engine import Engine
from makewhole.engine.spark import SparkEngine
from makewhole.engine.spark_session import LOCAL
from makewhole.errors import UsageError


class UnknownEngine(UsageError):
    """An engine name that is none of ours."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f'There is no engine "{name}". Nothing was run. Use duckdb; or, after '
            "pip install 'makewhole[spark]', spark (on this machine) or spark://HOST:PORT"
        )


def open_engine(
    name: str = "duckdb",
    *,
    threads: int | None = None,
    memory_limit: str | None = None,
    spill: Path | None = None,
) -> Engine:
    """An engine ready for use, checked for the wrong-result defects we know of.

    Errors: UnknownEngine; WrongSums; those of `SparkEngine`.
    """
    if name == "duckdb":
        engine = DuckEngine(threads=threads, memory_limit=memory_limit, spill=spill)
        engine.check()
        return engine
    if name == "spark":
        return SparkEngine(LOCAL if threads is None else f"local[{threads}]", memory=memory_limit)
    if name.startswith(("spark://", "local[")):
        return SparkEngine(name, memory=memory_limit)
    raise UnknownEngine(name)


@contextmanager
def engine_to_come(
    name: str = "duckdb", *, threads: int | None = None, memory_limit: str | None = None
) -> Iterator[Callable[[], Engine]]:
    """What gives an engine when it is called: DuckDB is opened meanwhile, Spark only then.

    The engine is closed at the end. Errors, when it is called for: those of `open_engine`.
    """
    opening = partial(open_engine, name, threads=threads, memory_limit=memory_limit)
    with ExitStack() as held:
        take: Callable[[], Engine] = opening
        if name == "duckdb":
            take = held.enter_context(ThreadPoolExecutor(1)).submit(opening).result
        yield lambda: held.enter_context(take())
