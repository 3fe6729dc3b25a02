"""Run commands as whole processes and keep wall time, processor time and peak memory of each."""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: seconds of wall and processor time, peak memory in bytes."""

    wall: float
    cpu: float
    peak: int


def run(command: Sequence[str]) -> Run:
    """Run a command to its end; its output is dropped, a failure is raised with what it said."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')[-2000:]}")
    scale = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes on macOS
    wall = time.perf_counter() - started
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale)


def in_turn(commands: dict[str, Sequence[str]], times: int = 3) -> dict[str, Run]:
    """The median run of each command, run in turn A B A B so that drift hits all alike."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            runs[name].append(run(command))
    return {name: _median(each) for name, each in runs.items()}


def machine() -> str:
    """The machine the figures are of, in one line."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    memory = f"{pages * size / 2**30:.0f} GiB"
    return f"{os.cpu_count()} processors, {memory}, {platform.platform()}, Python " + (
        platform.python_version()
    )


def show(title: str, runs: dict[str, Run], against: str | None = None) -> None:
    """Print runs as a table, with the ratio of wall time against one of them."""
    sys.stdout.write(f"\n{title}\n")
    for name, each in runs.items():
        ratio = f"{each.wall / runs[against].wall:6.2f}x" if against else ""
        sys.stdout.write(
            f"  {name:<44}{each.wall:8.2f} s {each.cpu:8.2f} cpu s "
            f"{each.peak / 2**20:8.0f} MiB {ratio}\n"
        )


def _median(runs: list[Run]) -> Run:
    return Run(
        statistics.median(each.wall for each in runs),
        statistics.median(each.cpu for each in runs),
        int(statistics.median(each.peak for each in runs)),
    )
