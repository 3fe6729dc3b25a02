"""Mapping files: the user says which column is what, for a file no format knows.

A mapping file is a small YAML text. It is found by its first words when it lies in the folder that
is read, or given with `--mapping FILE`. `EXAMPLE` is one (`makewhole template mapping` writes it).
A file is the mapped report if it has all the headings named there.
"""

import json
import re
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from makewhole.books.form import Table
from makewhole.books.tables import TABLES
from makewhole.errors import UsageError
from makewhole.reports.columns import (
    Amount,
    Column,
    Constant,
    Date,
    Flag,
    Id,
    Measure,
    OneOf,
    Text,
    Units,
)
from makewhole.reports.form import Report, formats

EXAMPLE = """\
makewhole mapping: 1
# Change what stands behind the colons, and put this file beside the report it speaks of.
report: SC_INBOUND_PLACEMENT_FEES   # the report your file holds, or a table (placement_fees)
columns:                            # our column: the heading in your file
  transaction_date: Transaction date
  shipment_id: FBA shipment ID
  fnsku: FNSKU
  received_units: Actual received quantity
  rate: FBA inbound placement service fee rate (per unit)
  charged_amount: Total FBA inbound placement service fee charge
constants: {currency: USD}          # what no column says; may be left out
dates: month-first                  # or day-first; may be left out
decimal: dot                        # or comma; may be left out
"""

_FIRST_WORDS = re.compile(rb"\s*(#[^\n]*\n\s*)*makewhole mapping\s*:")
_KINDS: dict[str, type[Column]] = {
    "DATE": Date,
    "BIGINT": Units,
    "DECIMAL(18,4)": Amount,
    "DECIMAL(18,6)": Measure,
    "BOOLEAN": Flag,
    "VARCHAR": Text,
}
_KNOWN = {"makewhole mapping", "report", "columns", "constants", "dates", "decimal"}


class MappingUnfit(UsageError):
    """A mapping file that cannot be followed."""

    def __init__(self, path: Path, says: str) -> None:
        self.path = path
        super().__init__(
            f"{path.name}: {says} The mapping was not used. See `makewhole template mapping` for "
            "the form of a mapping file."
        )


@dataclass(frozen=True, slots=True)
class Mapping:
    """One mapping file, understood: the format it declares, and its word on days and decimals.

    `said` is all it says, in one order: two files that say the same are one mapping.
    """

    form: type[Report]
    dates: str | None = None
    comma: bool | None = None
    said: str = ""


def is_mapping(content: bytes) -> bool:
    """Whether the first bytes of a file are those of a mapping file."""
    return _FIRST_WORDS.match(content.removeprefix(b"\xef\xbb\xbf")) is not None


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises `MappingUnfit`."""
    import yaml  # slow to load, for those who have such a file

    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as cause:
        raise MappingUnfit(path, f"it cannot be read ({cause.strerror}).") from cause
    except (yaml.YAMLError, UnicodeDecodeError) as cause:
        raise MappingUnfit(path, f"it is not YAML ({cause}).".replace("\n", " ")) from cause
    if not isinstance(said, dict) or not isinstance(said.get("columns"), dict):
        raise MappingUnfit(path, "it names no columns.")
    if unknown := sorted(set(map(str, said)) - _KNOWN):
        raise MappingUnfit(path, f'it has an entry "{unknown[0]}", which means nothing here.')
    dates, decimal = said.get("dates"), said.get("decimal")
    if dates not in (None, "day-first", "month-first"):
        raise MappingUnfit(path, f'dates is "{dates}", not day-first or month-first.')
    if decimal not in (None, "dot", "comma"):
        raise MappingUnfit(path, f'decimal is "{decimal}", not dot or comma.')
    report, table, known = _target(path, str(said.get("report")))
    form = _form(path, said, report=report, table=table, known=known)
    comma = None if decimal is None else decimal == "comma"
    return Mapping(form, dates, comma, json.dumps(said, sort_keys=True, default=str))


def _target(path: Path, named: str) -> tuple[str, Table, dict[str, Column]]:
    """The report meant: its id, the table it fills, and the columns a format has for it."""
    for form in formats():
        if form.report == named and form.fills is not None:
            return named, form.fills, form.columns
    if named in TABLES:
        return named.upper(), TABLES[named], {}
    raise MappingUnfit(
        path, f'report is "{named}", which is neither a report nor a table that can be mapped.'
    )


def _form(
    path: Path, said: dict[str, Any], *, report: str, table: Table, known: dict[str, Column]
) -> type[Report]:
    types = {column.name: column.type for column in table.columns}
    columns: dict[str, Any] = {}
    for name, column in known.items():
        if isinstance(column, Constant):
            columns[name] = Constant(column.value)
    for given in (said["columns"], said.get("constants") or {}):
        for name in given:
            if name not in types:
                choice = ", ".join(sorted(types))
                raise MappingUnfit(path, f'"{name}" is no column of {table.name} ({choice}).')
    declared = _declared(table) | known
    for name, heading in said["columns"].items():
        needed = name in known and known[name].required
        columns[name] = _column(types[name], declared.get(name), str(heading), required=needed)
    for name, value in (said.get("constants") or {}).items():
        columns[name] = Constant(str(value))
    headings = {str(heading) for heading in said["columns"].values()}
    if not headings:
        raise MappingUnfit(path, "it names no columns.")
    about = {
        "__doc__": f"A file mapped by {path.name}.",
        "report": report,
        "fills": table,
        "recognised_by": headings,
    }
    return type("Mapped", (Report,), about | columns)


def _declared(table: Table) -> dict[str, Column]:
    """How the formats that fill a table read its columns."""
    return {
        name: column
        for form in formats()
        if form.fills is table
        for name, column in form.columns.items()
    }


def _column(as_type: str, declared: Column | None, heading: str, *, required: bool) -> Column:
    """One mapped column. Ids and words are read as the format reads them: `="…"` is unwrapped."""
    if not isinstance(declared, Id | OneOf):
        return _KINDS[as_type](heading, required=required)
    column: Column = copy(declared)
    column.headings, column.required, column.preamble = (heading,), required, None
    return column
