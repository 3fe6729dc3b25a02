"""A simulated account on disk: reports, the truth they prove, and what really happened."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

from makewhole.errors import UsageError
from makewhole.simulate.oracle.truth import prove
from makewhole.simulate.printing.folder import files
from makewhole.simulate.printing.noise import noisy
from makewhole.simulate.world import World


class FolderInUse(UsageError):
    """A folder that holds files of somebody's, where a simulated account was to be written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder} holds files already, and no truth.jsonl beside it says that they are a "
            "simulated account. Nothing was written; name an empty folder with --out."
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the folder of reports, the truth, how many files and findings."""

    reports: Path
    truth: Path
    files: int
    findings: int


def write_account(world: World, out: Path, *, noise: int | None = None) -> Written:
    """Write a played world below a folder: `reports/`, `truth.jsonl` and `happened.jsonl`.

    `noise` is the seed of everyday disorder added to the folder; None leaves it clean.
    """
    reports = out / "reports"
    clear(out)
    count = 0
    clean = list(files(world))
    for one in clean if noise is None else noisy(clean, noise):
        target = reports / one.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.content)
        count += 1
    truth = [finding.line() for finding in prove(world.reports, world.as_of)]
    write_lines(out / "truth.jsonl", truth)
    write_lines(out / "happened.jsonl", world.happened)
    return Written(reports, out / "truth.jsonl", count, len(truth))


def clear(out: Path) -> None:
    """Make room: an earlier simulated account is replaced, anything else is left alone."""
    reports = out / "reports"
    if reports.is_dir() and any(reports.iterdir()):
        if not (out / "truth.jsonl").is_file():
            raise FolderInUse(reports)
        rmtree(reports)


def write_lines(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    """Write values as JSON lines, keys in the order given."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
