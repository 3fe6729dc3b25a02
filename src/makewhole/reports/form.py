"""The form of a report: one class per format, found because its file is there.

A format says what it fills, by which headings it is known, and how each column is read; how files
are opened, cut into rows, typed and written is the same for all and stands elsewhere in this room.

    class LedgerDetail(Report):
        report = "GET_LEDGER_DETAIL_VIEW_DATA"
        fills = LEDGER_EVENTS
        recognised_by = {"FNSKU", "Event Type", "Quantity", "Disposition"}
        event_date = Date("Date", month_first=True, required=True)
        units = Units("Quantity", required=True, zero=False)

An attribute that is a column of the table filled gives that column; other attributes are working
columns for `Computed`, `checks` and `parts`. Columns of the table the class leaves out are NULL.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from makewhole.books.form import Table
from makewhole.reports.columns import (
    Amount,
    Column,
    Computed,
    Constant,
    Date,
    Flag,
    Id,
    Measure,
    Month,
    OneOf,
    Period,
    Text,
    Units,
    folded,
)

__all__ = [
    "Amount",
    "Check",
    "Column",
    "Computed",
    "Constant",
    "Date",
    "Flag",
    "Id",
    "Json",
    "Measure",
    "Month",
    "OneOf",
    "Part",
    "Period",
    "Report",
    "Text",
    "Units",
    "formats",
]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Rows of one table made in SQL out of the report's records.

    The SQL selects from `records`, which has every attribute of the class as a column, typed, and
    `line`; `aside` has the same columns for the records that were set aside (NULL where a cell
    could not be read). Columns of the table it does not name become NULL; `line` must be named.
    What it needs to know of other records than the row's own is the relation `stated`, made by a
    question of its own.
    """

    table: Table
    sql: str
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A condition in SQL, over the attributes, under which a record is set aside, and what to say.

    The condition is true for a bad record; `says` completes "The row was set aside:".
    """

    column: str
    bad: str
    says: str


@dataclass(frozen=True, slots=True, init=False)
class Json:
    """Where a JSON report keeps its records: the first of these paths that leads to some.

    `payload.ItemData[]` is a list below names; `[]` a bare list; `[].payload.ItemData[]` a list of
    pages; `.` the document itself. Headings of columns are then paths inside a record
    (`destination.warehouseId`), or from the top of the answer it came in if they begin with `/`: of
    the document, or in a list of answers of its own.
    """

    paths: tuple[str, ...]

    def __init__(self, *paths: str) -> None:
        object.__setattr__(self, "paths", paths)


class Report:
    """One format of a report. Subclasses are declarations only.

    report         its id (as Amazon names it, or our name for a download without one)
    known_as       what it is called, where its module holds several reports
    fills          the table its records become; None with `parts`, or where it is not read
    recognised_by  headings that must all be there; or several such sets, any one of which will do.
                   A heading that is declared on a column stands for all headings of that column.
    never          headings that exclude it
    personal       headings of buyers' personal data: dropped while reading, blanked in kept sources
    ignored        further headings that are known and not needed
    layouts        name of each known layout and its headings, in order
    comma_headings headings (of a language) that mean a decimal comma, where no cell tells
    over           formats that this one is a special case of: where both match, this one holds
    json           where the records are, for a JSON report
    parts          tables made in SQL out of the records, instead of `fills`
    heads          the condition of the few records that say something of all others (`stated`);
                   the last part then has one row of each other record
    checks         further reasons to set a record aside
    not_read       why a known report is not read, as a sentence; None for those that are
    """

    report: ClassVar[str]
    known_as: ClassVar[str | None] = None
    fills: ClassVar[Table | None] = None
    recognised_by: ClassVar[set[str] | list[set[str]]]
    never: ClassVar[set[str]] = set()
    personal: ClassVar[set[str]] = set()
    ignored: ClassVar[set[str]] = set()
    layouts: ClassVar[dict[str, list[str]]] = {}
    comma_headings: ClassVar[set[str]] = set()
    over: ClassVar[set[str]] = set()
    json: ClassVar[Json | None] = None
    parts: ClassVar[tuple[Part, ...]] = ()
    heads: ClassVar[str | None] = None
    checks: ClassVar[tuple[Check, ...]] = ()
    not_read: ClassVar[str | None] = None
    columns: ClassVar[dict[str, Column]] = {}

    def __init_subclass__(cls) -> None:
        cls.columns = {
            name: value for name, value in vars(cls).items() if isinstance(value, Column)
        }

    @classmethod
    def called(cls) -> str:
        """What it is called: `known_as`, or how the docstring of its module begins."""
        if cls.known_as is not None:
            return cls.known_as
        return (sys.modules[cls.__module__].__doc__ or cls.report).partition(":")[0]

    @classmethod
    def tables(cls) -> tuple[Table, ...]:
        """The tables it fills."""
        if cls.parts:
            return tuple(part.table for part in cls.parts)
        return (cls.fills,) if cls.fills is not None else ()

    @classmethod
    def headings(cls) -> frozenset[str]:
        """Every heading the format knows, folded."""
        own = {heading for column in cls.columns.values() for heading in column.headings}
        laid = {heading for layout in cls.layouts.values() for heading in layout}
        return frozenset(map(folded, own | laid | cls.personal | cls.ignored))

    @classmethod
    def signatures(cls) -> tuple[tuple[frozenset[str], ...], ...]:
        """Per way of being recognised, the groups of headings of which one each must be there."""
        ways = cls.recognised_by if isinstance(cls.recognised_by, list) else [cls.recognised_by]
        return tuple(tuple(cls._group(heading) for heading in sorted(way)) for way in ways)

    @classmethod
    def _group(cls, heading: str) -> frozenset[str]:
        key = folded(heading)
        for column in cls.columns.values():
            group = frozenset(map(folded, column.headings))
            if key in group:
                return group
        return frozenset({key})


@cache
def formats() -> tuple[type[Report], ...]:
    """All formats, by report id: every `Report` in a module of `makewhole.reports.formats`."""
    package = importlib.import_module("makewhole.reports.formats")
    modules = (
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    )
    return tuple(sorted(_declared(modules), key=lambda form: (form.report, form.__name__)))


def _declared(modules: Iterable[object]) -> list[type[Report]]:
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Report)
        and value is not Report
        and value.__module__ == module.__name__  # type: ignore[attr-defined]
    ]
