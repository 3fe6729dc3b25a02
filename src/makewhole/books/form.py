"""The form of a canonical table: its columns, the day that dates a row, and how downloads overlap.

Four ways in which two files can tell of the same thing:

- `Multiset`: equal rows inside one file are separate events; across files the larger count holds.
- `Newest`: one row per key; the newest version holds (by a column, else by the file with the later
  last day), older ones stay as history.
- `Document`: a file holds whole documents (a settlement); the one with more rows holds, never
  merged.
- `Replace`: a snapshot; rows of the newest file hold per key.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name and its type in DuckDB and Spark."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Multiset:
    """Equal rows are separate events; `prefer` orders the versions of one row (best first)."""

    key: tuple[str, ...]
    prefer: str | None = None


@dataclass(frozen=True, slots=True)
class Newest:
    """One row per key: the largest `newest`, else the file whose last row date is later."""

    key: tuple[str, ...]
    newest: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Whole documents by id: of two, the one with more rows; never merged."""

    key: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Snapshots: per key, the row of the newest file."""

    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table. `dated_by` is the column that says the day of a row, if it has one."""

    name: str
    doc: str
    columns: list[Column]
    overlap: Multiset | Newest | Document | Replace
    dated_by: str | None = None

    @property
    def schema(self) -> dict[str, str]:
        """Column name to type, with `source` and `line`, without `account`."""
        own = {column.name: column.type for column in self.columns}
        return {**own, "source": "BIGINT", "line": "BIGINT"}


def text(name: str) -> Column:
    """Text; NULL where the cell is empty."""
    return Column(name, "VARCHAR")


def day(name: str) -> Column:
    """A calendar day as printed."""
    return Column(name, "DATE")


def units(name: str) -> Column:
    """A whole number of units."""
    return Column(name, "BIGINT")


def amount(name: str) -> Column:
    """Money in the row's own currency."""
    return Column(name, "DECIMAL(18,4)")


def measure(name: str) -> Column:
    """A length, weight, volume, rate or average."""
    return Column(name, "DECIMAL(18,6)")


def flag(name: str) -> Column:
    """True or false."""
    return Column(name, "BOOLEAN")
