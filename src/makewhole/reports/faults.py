"""What is said of a record that was set aside: what was found, what was expected, what to do.

The messages are SQL, because they are made in the engine, beside the rows they speak of.
"""

from dataclasses import dataclass

from makewhole.reports.lines import (
    BYTES,
    CELLS,
    CUT,
    EMPTY,
    END,
    LONG,
    MORE,
    NUL,
    QUOTE,
    TEXT_AFTER,
)

# No faults: an empty line or the headings once more; the rest of a record of several lines.
SKIPPED, CONTINUED = "skipped", "continued"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Says:
    """The messages about one cell; `cell` is the SQL of its text."""

    cell: str

    def empty(self) -> str:
        """A cell that must be filled."""
        return _text("the cell is empty, and this report needs it filled. The row was set aside.")

    def bad_units(self) -> str:
        """A quantity that is no whole number."""
        return self._quoting("is not a whole number of units. The row was set aside.")

    def too_many_units(self, limit: int) -> str:
        """A quantity no single row can have."""
        return self._quoting(
            f"is more than one row can hold (at most {limit:,} units are believed). "
            "The row was set aside. Look the row up in Seller Central."
        )

    def zero_units(self) -> str:
        """A movement of nothing."""
        return self._quoting("is a movement of no units. The row was set aside.")

    def bad_date(self, *, day_first: bool) -> str:
        """A day in no known form; where the other order of day and month may be meant, say so."""
        example = "31/03/2026" if day_first else "03/31/2026"
        other, option = ("month first", "month-first") if day_first else ("day first", "day-first")
        hint = (
            f" If your Seller Central shows the {other}, read the file again with --dates {option}."
        )
        slashed = f"regexp_matches({self.cell}, '^\\d{{1,2}}[/-]\\d{{1,2}}[/-]\\d{{2,4}}')"
        return (
            self._quoting(
                f"is not a date in a form this report uses ({example} or 2026-03-31). "
                "The row was set aside."
            )
            + f" || case when {slashed} then {_text(hint)} else '' end"
        )

    def date_out_of_range(self) -> str:
        """A day outside any report's time."""
        return self._quoting(
            "is a date out of range (1900 to 2100). The row was set aside. "
            "Look the row up in Seller Central."
        )

    def bad_amount(self, *, comma: bool) -> str:
        """An amount that is not written as the file writes amounts."""
        mark = "comma (1.234,56)" if comma else "dot (1,234.56)"
        return self._quoting(
            f"is not a number in the form of this file, whose decimal mark is the {mark}. "
            "The row was set aside."
        )

    def too_many_cells(self) -> str:
        """Filled cells to the right of the last heading."""
        return self._quoting(
            "stands beyond the last heading, so it is not certain which cell belongs to which "
            "heading. The row was set aside. A delimiter inside an unquoted text is the usual "
            "cause: download the report again."
        )

    @staticmethod
    def misplaced() -> str:
        """A row with more or fewer cells than headings, some of which are under a wrong one."""
        return (
            "the row has not as many cells as there are headings, and what stands under the "
            "heading of a currency or an ASIN is none, so its cells stand under the wrong "
            "headings. The row was set aside. Download the report again."
        )

    @staticmethod
    def too_few_cells(count: str, width: int) -> str:
        """A row that ends early; `count` is the SQL of how many cells it has."""
        return (
            f"'the row has ' || {count} || ' cells where the headings ask for {width}. "
            "The row was set aside. It was probably cut when the file was saved or sent: "
            "download the report again.'"
        )

    @staticmethod
    def totals() -> str:
        """A row of sums below the table or between its groups."""
        return (
            "the row holds the totals of other rows, as a spreadsheet or a person adds them. It "
            "was set aside, and nothing is missing by it."
        )

    @staticmethod
    def shifted_cells() -> str:
        """A short row whose cells fit the headings better where a cell is put in before them."""
        return (
            "the row is short, and its cells look like those of the other rows only if a cell is "
            "missing before them, not at its end. The row was set aside. Download the report again."
        )

    @staticmethod
    def contradiction(says: str) -> str:
        """A record that fails a check of its format."""
        return f"{says}. The row was set aside."

    def _quoting(self, says: str) -> str:
        return "'\"' || " + self.cell + " || " + _text(f'" {says}')


# Per mark put in the place of a line: the kind, and the SQL of the message.
MarkSays = {
    EMPTY: (SKIPPED, "''"),
    MORE: (CONTINUED, "''"),
    BYTES: (
        "bad_bytes",
        _text(
            "the line holds bytes that are no text in the encoding of the file. The line was set "
            "aside. Download the report again, and do not edit it before it is read."
        ),
    ),
    NUL: (
        "nul_bytes",
        _text(
            "the line holds NUL bytes, which no report has: the file was damaged on a disk or on "
            "the way. The line was set aside. Download the report again."
        ),
    ),
    LONG: (
        "long_line",
        "'the line is ' || printf('%,d', try_cast(split_part(c0, chr("
        + str(TEXT_AFTER[0])
        + "), 2) as bigint)) || ' bytes long, which no row of a report is. The line was set aside. "
        "Download the report again.'",
    ),
    QUOTE: (
        "open_quote",
        _text(
            "a double quote is opened in this line and never closed. The line was set aside. "
            "Download the report again."
        ),
    ),
    CELLS: (
        "too_many_cells",
        _text(
            "the line has far more cells than there are headings. The line was set aside. "
            "Download the report again."
        ),
    ),
    END: (
        "too_few_cells",
        _text(
            "the file ends inside this row, which has fewer cells than there are headings. The row "
            "was set aside. Download the report again."
        ),
    ),
    CUT: (
        "cut_short",
        _text(
            "the line ends in half a character: the file was cut short. The line was set aside. "
            "Download the report again."
        ),
    ),
}
