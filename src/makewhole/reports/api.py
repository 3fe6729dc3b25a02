"""The two things asked of this room: read these paths, and say what these files are."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

from makewhole.books.errors import disk_full_named
from makewhole.books.imports import ReadFile, SetAside, read_set_aside
from makewhole.errors import Problem
from makewhole.reports.containers import Document, documents
from makewhole.reports.mapping import Mapping, is_mapping, load_mapping
from makewhole.reports.reading import Reader
from makewhole.reports.reading_engine import ReadingEngine
from makewhole.reports.refusals import Refusal
from makewhole.reports.together import read_together

# Called with the name of the file about to be read, how many are done, and how many there are.
Progress = Callable[[str, int, int], None]
_MAPPING_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the files, and every problem that concerns a whole file.

    Problems whose kind begins with `note` tell of a choice made in a file that was read.
    """

    files: tuple[ReadFile, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """What one file is: its report, layout and encoding, its days, its rows kept and set aside.

    `report` is None where the file is unknown; `problem` then says why.
    """

    file: str
    report: str | None
    layout: str | None
    encoding: str | None
    first_day: date | None
    last_day: date | None
    rows: int
    set_aside: int
    problem: str | None


def read_paths(
    paths: Sequence[Path],
    *,
    staging: Path,
    dates: str | None = None,
    decimals: str | None = None,
    mapping: Path | None = None,
    progress: Progress | None = None,
) -> Read:
    """Read every file below the paths into Parquet files in `staging`.

    `dates` (`day-first` or `month-first`) settles what slash dates mean, `decimals` (`comma` or
    `dot`) the decimal mark; `mapping` is a mapping file besides those that lie among the files.

    Errors: PathMissing; MappingUnfit for the mapping given.
    """
    files: list[ReadFile] = []
    problems: list[Problem] = []
    asked = _Asked(dates, decimals, mapping, progress)
    for found in _read(paths, staging, asked):
        if isinstance(found, Refusal):
            problems.append(found.problem)
        else:
            files.append(found)
            problems += found.problems
    return Read(tuple(files), tuple(problems))


def identify(
    paths: Sequence[Path],
    *,
    dates: str | None = None,
    decimals: str | None = None,
    mapping: Path | None = None,
    progress: Progress | None = None,
) -> list[Identified]:
    """What each file below the paths is; everything is read to its last row, nothing is kept.

    Errors: PathMissing; MappingUnfit for the mapping given.
    """
    with tempfile.TemporaryDirectory(prefix="makewhole-") as name, disk_full_named(Path(name)):
        found = _read(paths, Path(name), _Asked(dates, decimals, mapping, progress))
        return [_identified(each) for each in found]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller settles beforehand, and whom to tell how far the reading is."""

    dates: str | None
    decimals: str | None
    mapping: Path | None
    progress: Progress | None


def _read(paths: Sequence[Path], staging: Path, asked: _Asked) -> Iterator[ReadFile | Refusal]:
    found = list(documents(list(paths), staging))
    mappings, problems, rest = _mappings(found, asked.mapping)
    for problem in problems:
        yield Refusal(problem)
    progress, places = asked.progress or (lambda *_: None), count()

    def open_reader(engine: ReadingEngine, number: int) -> Reader:
        return Reader(
            engine,
            staging,
            number=number,
            dates=asked.dates,
            decimals=asked.decimals,
            mappings=mappings,
        )

    yield from read_together(
        rest,
        partial(ReadingEngine, staging),
        open_reader,
        lambda document: progress(document.name, next(places), len(rest)),
    )
    if rest:
        progress(rest[-1].name, len(rest), len(rest))


def _mappings(
    found: list[Document | Problem], given: Path | None
) -> tuple[tuple[Mapping, ...], list[Problem], list[Document]]:
    """The mapping files among the documents, copies of one but once, and the rest."""
    mappings = [load_mapping(given)] if given is not None else []
    problems = [each for each in found if isinstance(each, Problem)]
    rest = []
    for document in found:
        if isinstance(document, Problem):
            continue
        with document.path.open("rb") as file:
            if is_mapping(file.read(_MAPPING_BYTES)):
                mappings.append(load_mapping(document.path))
            else:
                rest.append(document)
    return tuple({each.said: each for each in mappings}.values()), problems, rest


def _identified(found: ReadFile | Refusal) -> Identified:
    if isinstance(found, Refusal):
        why = found.problem.message
        return Identified(found.name, found.report, None, None, None, None, 0, 0, why)
    said = [_said(problem) for problem in found.problems]
    if first := next(read_set_aside(found.set_aside), None):
        said.insert(0, _aside(found.set_aside_rows, first))
    return Identified(
        file=found.name,
        report=found.report,
        layout=found.layout or None,
        encoding=found.encoding,
        first_day=found.first_day,
        last_day=found.last_day,
        rows=found.kept,
        set_aside=found.set_aside_rows,
        problem=" ".join(said) or None,
    )


def _aside(count: int, first: SetAside) -> str:
    rows = "1 row was" if count == 1 else f"{count:,} rows were"
    column = "" if first.column is None else f", column {first.column}"
    also = "" if count == 1 else "for example "
    return f"{rows} set aside: {also}line {first.line}{column}: {first.message}"


def _said(problem: Problem) -> str:
    column = "" if problem.column is None else f"column {problem.column}: "
    return f"{column}{problem.message}"
