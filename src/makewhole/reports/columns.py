"""The kinds of column a report may have: how a printed cell is read, and when it cannot be.

A column is declared with its heading, and with every other heading that means the same (another
layout, another language). Headings are compared folded (`folded`). An empty cell, or one that
holds only `--` or `N/A`, is NULL; `required=True` says that the cell must be filled and the heading
there. A filled cell that cannot be read sets the whole row aside.

    Date("Date", month_first=True, required=True)
    Units("Quantity", required=True, zero=False)
    OneOf("Disposition", values=DISPOSITIONS, capitals=True)
    Id("Shipment ID", preamble=r"(FBA[0-9A-Z]{6,})")    # printed above the table in some files
"""

from collections.abc import Mapping
from functools import lru_cache

BIGGEST_UNITS = 1_000_000

# A BOM goes; a blank is a blank and an apostrophe an apostrophe, whichever way it was typed.
_ALIKE = str.maketrans({"\ufeff": None, "\u00a0": " ", "\u202f": " ", "\u2019": "'"})


@lru_cache(maxsize=10_000)  # each file asks for all headings of its format
def folded(heading: str) -> str:
    """A heading as it is compared: without BOM, final colon, case, blanks, hyphens, underscores.

    >>> folded(" Event_Type: ") == folded("EventType") == folded("event-type")
    True
    """
    kept = heading.translate(_ALIKE).strip().strip('"').rstrip(":")
    return "".join(mark for mark in kept.casefold() if mark not in " \t-_")


class Column:
    """One column as a report prints it; the attribute it is assigned to names what it fills.

    `preamble` is a pattern whose first group gives the value where the file prints it above the
    table instead of in a column.
    """

    as_type: str = "VARCHAR"

    def __init__(self, *headings: str, required: bool = False, preamble: str | None = None) -> None:
        self.headings = headings
        self.required = required
        self.preamble = preamble
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @property
    def heading(self) -> str:
        """The heading it is spoken of by."""
        return self.headings[0] if self.headings else self.name


class Text(Column):
    """Text as printed, without the blanks around it."""


class Id(Column):
    """An identifier: text. `="…"` is unwrapped; what a spreadsheet has damaged is noticed.

    `length` is the number of characters it has at least (an ASIN has 10): a shorter number has lost
    its leading zeros. `in_name=True`: where neither a column nor the lines above the table give it,
    the `preamble` pattern is looked for in the file's name, and the file says so.
    """

    def __init__(
        self,
        *headings: str,
        required: bool = False,
        preamble: str | None = None,
        length: int | None = None,
        in_name: bool = False,
    ) -> None:
        super().__init__(*headings, required=required, preamble=preamble)
        self.length = length
        self.in_name = in_name


class Date(Column):
    """A calendar day as printed, never shifted between time zones; also out of a date with a time.

    Read are 2026-03-31, 2026/03/31, 31.03.2026, 03/31/2026, `Mar 31, 2026 …`, `31 mars 2026 …`.
    `month_first=True` says that slash dates of this column are month first everywhere; else the
    file is asked: day first if some first part is above 12 and no second part is, otherwise month
    first. `months` gives the month names of other languages than English. With `either` all of its
    headings may be there, and where the cell of one is empty that of the next is read.
    """

    as_type = "DATE"

    def __init__(
        self,
        *headings: str,
        required: bool = False,
        preamble: str | None = None,
        month_first: bool = False,
        months: Mapping[str, int] | None = None,
        either: bool = False,
    ) -> None:
        super().__init__(*headings, required=required, preamble=preamble)
        self.month_first = month_first
        self.either = either
        self.months = {name.lower(): number for name, number in (months or {}).items()}


class Month(Date):
    """A month (2026-09, 2026/09, Sep 2026, or a day in it), read as its first day."""


class Period(Date):
    """A day, or a month (03/2026, 2026-03, Mar 2026, Mar-26), read as its first day."""


class Units(Column):
    """A whole number of units, signed as printed; `zero=False` where no row may hold 0."""

    as_type = "BIGINT"

    def __init__(
        self,
        *headings: str,
        required: bool = False,
        zero: bool = True,
        limit: int = BIGGEST_UNITS,
    ) -> None:
        super().__init__(*headings, required=required)
        self.zero = zero
        self.limit = limit


class Amount(Column):
    """Money in the row's own currency. The decimal mark is decided once per file, on evidence."""

    as_type = "DECIMAL(18,4)"


class Measure(Column):
    """A length, weight, volume, rate or average. The decimal mark is the file's."""

    as_type = "DECIMAL(18,6)"


class OneOf(Column):
    """A word of a known list, in our spelling; an unknown word is kept.

    Words are compared without case, space, hyphen, underscore and colon. `words` maps other printed
    words (another language, another spelling) to ours. An unknown word stays as printed, or, with
    `capitals=True`, becomes capitals with underscores.
    """

    def __init__(
        self,
        *headings: str,
        values: tuple[str, ...] = (),
        words: Mapping[str, str] | None = None,
        capitals: bool = False,
        required: bool = False,
        preamble: str | None = None,
    ) -> None:
        super().__init__(*headings, required=required, preamble=preamble)
        self.values = values
        self.words = dict(words or {})
        self.capitals = capitals


class Flag(Column):
    """True or false: yes, y, true, 1, ja, oui, sì, sí against no, n, false, 0, nein, non."""

    as_type = "BOOLEAN"


class Constant(Column):
    """A value every row of this report has, though no cell prints it."""

    def __init__(self, value: str) -> None:
        super().__init__()
        self.value = value


class Computed(Column):
    """A value made in SQL from the other columns of the class, by their attribute names.

    Attributes that are no column of the table filled may be declared for this purpose. Computed
    columns see those that are declared above them.
    """

    def __init__(self, sql: str, as_type: str = "VARCHAR") -> None:
        super().__init__()
        self.sql = sql
        self.as_type = as_type
