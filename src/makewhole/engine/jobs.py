"""Jobs of which some need what others make, each begun as soon as it can be.

With two hands the order matters: of the jobs that are ready the one is taken first behind which
the longest row of others waits.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from functools import cache

_HANDS = 2


@dataclass(frozen=True, slots=True)
class Job:
    """One job: `needs` are the names of others, of which those not given are done already.

    `private`: it keeps names in the engine that no other job may see. `length`: how long it takes,
    beside others.
    """

    name: str
    do: Callable[[], object]
    needs: frozenset[str] = frozenset()
    private: bool = False
    length: int = 1


class InACircle(ValueError):
    """Things that wait for each other."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"{', '.join(names)}: each waits for another of these")


def in_order(needs: Mapping[str, Collection[str]]) -> list[str]:
    """Names, each after those it needs; of those ready the first given. Names not given are done.

    Errors: InACircle.
    """
    left, ordered = dict(needs), list[str]()
    while left:
        ready = next((name for name, needed in left.items() if not left.keys() & needed), None)
        if ready is None:
            raise InACircle(list(left))
        del left[ready]
        ordered.append(ready)
    return ordered


def jobs_in_order(jobs: Sequence[Job]) -> list[Job]:
    """Jobs, each after those it needs. Errors: InACircle."""
    named = {job.name: job for job in jobs}
    return [named[name] for name in in_order({job.name: job.needs for job in jobs})]


def as_ready(jobs: Sequence[Job], pool: Executor, *, privately: bool) -> None:
    """Does all jobs, two at a time; not `privately`, never two that keep private names.

    The first error ends it, once what is under way is done. Errors: InACircle.
    """
    left = _longest_wait_first(jobs_in_order(jobs))
    running: dict[Future[object], Job] = {}
    while left or running:
        for job in _ready(left, [*left, *running.values()]):
            if len(running) == _HANDS:
                break
            if privately or not (job.private and any(j.private for j in running.values())):
                running[pool.submit(job.do)] = job
                left.remove(job)
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        failed = [future for future in done if future.exception()]
        if failed:
            wait(running)
        for future in failed or done:
            future.result()
            del running[future]


def _ready(left: Sequence[Job], unfinished: Sequence[Job]) -> list[Job]:
    waiting = {job.name for job in unfinished}
    return [job for job in left if not waiting & job.needs]


def _longest_wait_first(jobs: Sequence[Job]) -> list[Job]:
    """The jobs by the length of the row behind them; equal ones as they come."""

    @cache
    def row(job: Job) -> int:
        return job.length + max((row(each) for each in jobs if job.name in each.needs), default=0)

    return sorted(jobs, key=lambda job: -row(job))
