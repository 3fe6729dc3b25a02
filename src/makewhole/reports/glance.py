"""A first look at a file no format knows: its headings and first rows, so that a person can map it.

What comes in: the path of a text or a workbook. What goes out: its likely headings with some rows,
the tables a mapping may fill, and the text of a mapping file, the same the command line reads.
"""

import sys
from collections.abc import Mapping as Named
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from makewhole.books.tables import TABLES
from makewhole.reports.columns import Constant, folded
from makewhole.reports.encodings import UTF_8, encoding_of, opening_encoding
from makewhole.reports.form import Report, formats
from makewhole.reports.mapping import load_mapping
from makewhole.reports.recognition import DELIMITERS, HEADER_WITHIN, cells_of

_BYTES = 1 << 18
_ROWS = 5
_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Glance:
    """The headings a file seems to have, and the rows right below them, as printed."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a mapping may fill: a report's id, what it is, and its columns.

    `columns` are pairs of a column's name and its type; `required` are those that must be mapped;
    `headings` are the headings each column is known by, for a first guess.
    """

    report: str
    about: str
    columns: tuple[tuple[str, str], ...]
    required: frozenset[str]
    headings: Named[str, tuple[str, ...]]


def glance(path: Path) -> Glance | None:
    """The likely table of a text or of a workbook's first sheet; None where there is none."""
    with path.open("rb") as file:
        block = file.read(_BYTES)
    lines = _sheet(path) if block.startswith((_WORKBOOK, _OLD_WORKBOOK)) else _text(block)
    wide = max((sum(map(bool, cells)) for cells in lines[:HEADER_WITHIN]), default=0)
    if wide < 2:
        return None
    place = next(n for n, cells in enumerate(lines) if sum(map(bool, cells)) == wide)
    headings = tuple(lines[place])
    rows = tuple(tuple(cells) for cells in lines[place + 1 : place + 1 + _ROWS])
    return Glance(headings, rows)


def targets() -> list[Target]:
    """Every report a file may be mapped to, by its id."""
    found = {form.report: form for form in formats() if form.fills is not None}
    return [_target(found[report]) for report in sorted(found)]


@cache
def title_of(report: str) -> str:
    """What a report is, as people name it; the id itself for one no format tells of."""
    return next((_title(form) for form in formats() if form.report == report), report)


def mapping_text(
    report: str,
    columns: Named[str, str],
    *,
    constants: Named[str, str] | None = None,
    dates: str | None = None,
    decimal: str | None = None,
) -> str:
    """The text of a mapping file. It says nothing that was not chosen."""
    said: dict[str, object] = {"report": report, "columns": dict(columns)}
    if constants:
        said["constants"] = dict(constants)
    said |= {name: value for name, value in (("dates", dates), ("decimal", decimal)) if value}
    return "makewhole mapping: 1\n" + yaml.safe_dump(said, sort_keys=False, allow_unicode=True)


def check_mapping(path: Path) -> None:
    """Whether a mapping file can be followed. Errors: MappingUnfit."""
    load_mapping(path)


def _text(block: bytes) -> list[list[str]]:
    encoding = opening_encoding(block) or (
        UTF_8 if block.isascii() else encoding_of(block, final=False)
    )
    text = block.decode(encoding.codec, errors="replace")
    lines = [line for line in text.splitlines() if line.strip()][: HEADER_WITHIN + _ROWS]
    mark = max(DELIMITERS, key=lambda each: max((line.count(each) for line in lines), default=0))
    return [cells_of(line, mark) for line in lines]


def _sheet(path: Path) -> list[list[str]]:
    import python_calamine  # slow to load, and most files are no workbook

    try:
        sheet = python_calamine.load_workbook(path).get_sheet_by_index(0)
    except (python_calamine.CalamineError, OSError):
        return []
    rows = sheet.to_python(skip_empty_area=False)[: HEADER_WITHIN + _ROWS]
    return [[str(cell).strip() for cell in row] for row in rows if any(map(str, row))]


def _target(form: type[Report]) -> Target:
    assert form.fills is not None
    known = {name: each for name, each in form.columns.items() if not isinstance(each, Constant)}
    table = TABLES[form.fills.name]
    return Target(
        report=form.report,
        about=_title(form),
        columns=tuple((column.name, column.type) for column in table.columns),
        required=frozenset(name for name, each in known.items() if each.required),
        headings={name: tuple(map(folded, each.headings)) for name, each in known.items()},
    )


def _title(form: type[Report]) -> str:
    """The first words of its format's docstring: `Inventory ledger, detailed view`."""
    said = (sys.modules[form.__module__].__doc__ or form.report).strip()
    return said.partition("\n")[0].partition(":")[0].rstrip(".")
