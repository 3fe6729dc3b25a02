"""A format laid upon one file: which cell of the file feeds which column, and what is left over."""

import re
from dataclasses import dataclass

from makewhole.reports.columns import Column, Computed, Constant, Date, Id, folded
from makewhole.reports.form import Report

# Cells beyond the headings that are still read as cells, so that a row with a few too many is told
# apart from one that cannot be cut at all.
SPARE_CELLS = 4


class HeadingsUnfit(Exception):
    """The headings of a file do not give what its format needs; `kind` and `says` tell why."""

    def __init__(self, kind: str, says: str, column: str | None = None) -> None:
        self.kind = kind
        self.says = says
        self.column = column
        super().__init__(says)


@dataclass(frozen=True, slots=True)
class Binding:
    """One format on one file.

    `cells` gives the SQL of the cell for each attribute: a column of the reader (`c3`) or the first
    filled of several, a literal from above the table (or from the file's name), or `null`. `width`
    is the number of headings up to the last filled one, `spare` the cells read beyond, `most` how
    many cells a row may have. `named` are the headings as printed, by place. `whole` is how many
    cells a row must have: all, or in a file whose rows end early those up to the last column that
    no row may lack; such a file also has its `usual` cells (`shifted`).
    """

    form: type[Report]
    named: tuple[str, ...]
    cells: dict[str, str]
    width: int
    whole: int
    spare: int
    most: int
    delimiter: str
    layout: str
    unknown: tuple[str, ...]
    notes: tuple[tuple[str, str, str], ...] = ()  # heading, kind and words of what to tell
    usual: tuple[tuple[int, ...], ...] = ()

    @property
    def personal(self) -> tuple[str, ...]:
        """The headings of this file, as printed, whose cells are personal."""
        keys = set(map(folded, self.form.personal))
        return tuple(name for name in self.named if folded(name) in keys)

    @property
    def reader_columns(self) -> list[str]:
        """The names under which the cells are read."""
        return [f"c{place}" for place in range(self.width + self.spare)]


def bind(
    form: type[Report],
    headings: list[str],
    preamble: str,
    delimiter: str,
    *,
    file_name: str = "",
    ends_early: bool = False,
    most: int = 0,
) -> Binding:
    """Lay a format upon a file's headings; `file_name` is its name. Raises `HeadingsUnfit`."""
    named = [heading.strip().strip("\ufeff") for heading in headings]
    width = max((place + 1 for place, name in enumerate(named) if folded(name)), default=0)
    places: dict[str, list[int]] = {}
    for place, name in enumerate(named[:width]):
        places.setdefault(folded(name), []).append(place)
    cells = {
        attribute: _cell(column, places, preamble)
        for attribute, column in form.columns.items()
        if not isinstance(column, Computed | Constant)
    }
    notes = _from_name(form, cells, re.split(r"[/!]", file_name)[-1])
    whole = _needed(form, cells) if ends_early else width
    if whole < width:
        notes.append((named[width - 1], "note_short_rows", _SHORT))
    known = form.headings()
    return Binding(
        form=form,
        named=tuple(named[:width]),
        cells=cells,
        width=width,
        whole=whole,
        spare=len(named) - width + SPARE_CELLS,
        most=most or len(named) + SPARE_CELLS,
        delimiter=delimiter,
        layout=layout_of(form, places),
        unknown=tuple(name for name in named[:width] if name and folded(name) not in known),
        notes=tuple(notes),
    )


def _needed(form: type[Report], cells: dict[str, str]) -> int:
    """How many cells a row has up to the last that must be filled; at least one."""
    required = [cells[name] for name, column in form.columns.items() if column.required]
    return max([place + 1 for cell in required for place in places_in(cell)], default=1)


def places_in(cell: str) -> list[int]:
    """The places of the reader's columns in the SQL of a cell."""
    return [] if cell.startswith("'") else [int(found) for found in re.findall(r"\bc(\d+)", cell)]


def _from_name(
    form: type[Report], cells: dict[str, str], file_name: str
) -> list[tuple[str, str, str]]:
    """Fill from the file's name what only it tells; gives back what to say of it."""
    notes = []
    for attribute, cell in cells.items():
        column = form.columns[attribute]
        if cell != "null" or not isinstance(column, Id) or not column.in_name:
            continue
        if match := re.search(column.preamble or "$.", file_name):
            cells[attribute] = "'" + match.group(1).replace("'", "''") + "'"
            notes.append((column.heading, "note_from_name", _taken(match.group(1))))
        else:
            notes.append((column.heading, "note_nowhere", _NOWHERE))
    return notes


def _taken(found: str) -> str:
    return f"it stands nowhere in the file and was taken from the file's name: {found}."


_NOWHERE = (
    "it stands neither in the file nor in its name, so the rows were kept and belong to none. "
    "Put it into the file's name and read the file again."
)


_SHORT = (
    "rows end before this last heading, as if a spreadsheet or an editor had dropped their empty "
    "cells. The missing cells were taken as empty. A file as downloaded is safer."
)


def layout_of(form: type[Report], present: dict[str, list[int]] | set[str]) -> str:
    """The known layout whose headings are these, else the nearest; "" where none is known."""
    if not form.layouts:
        return ""
    keys = set(present)

    def distance(name: str) -> int:
        return len(keys ^ set(map(folded, form.layouts[name])))

    return min(form.layouts, key=distance)


def _first_filled(cells: list[str]) -> str:
    *firsts, last = cells
    if not firsts:
        return last
    filled = ", ".join(f"nullif({cell}, '')" for cell in firsts)
    return f"coalesce({filled}, {last})"


def _cell(column: Column, places: dict[str, list[int]], preamble: str) -> str:
    there: list[str] = []
    for heading in column.headings:
        found = places.get(folded(heading), [])
        if len(found) > 1:
            raise HeadingsUnfit(
                "ambiguous_heading",
                f'the heading "{heading}" is there {len(found)} times, and only one of them can '
                "be the right one. The file was not read. Rename or delete the other column and "
                "read it again.",
                heading,
            )
        if found:
            there.append(f"c{found[0]}")
        if there and not (isinstance(column, Date) and column.either):
            break
    if there:
        return _first_filled(there)
    if column.preamble and (match := re.search(column.preamble, preamble)):
        return "'" + match.group(1).replace("'", "''") + "'"
    if column.required and column.headings:
        raise HeadingsUnfit(
            "missing_column",
            f'the file has no column "{column.heading}", which this report needs. '
            "The file was not read. Download the report again with all its columns.",
            column.heading,
        )
    return "null"
