"""One defence against formulas in what spreadsheets are handed (CWE-1236)."""

import re

# With one of these in front, spreadsheets take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a one gets an apostrophe in front.

    >>> defused("=cmd()"), defused("12"), defused("-3.05")
    ("'=cmd()", '12', '-3.05')
    """
    is_formula = cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell)
    return "'" + cell if is_formula else cell
