"""Rows of totals, as spreadsheets and people add them below a table or between its groups.

No report prints one. Most would be set aside anyway, for they have no day; where a report asks for
no day such a row would be read as a product called "Total", of as many units as all the others.
A word for a total in the first cell or in one that names the row tells it, but only where no other
cell holds an id: a seller may call a product `Total`.
"""

from makewhole.reports.binding import Binding
from makewhole.reports.columns import Date, Id
from makewhole.reports.values import literal

# As Excel, LibreOffice, Google Sheets and Numbers write them, in the languages of Amazon's stores.
_ALONE = (
    "(grand |sub|sub |sub-|overall )?totals?( général| general| geral| generale)?", "total rows?",
    "(grand )?sums?( total)?", "(gesamt|zwischen|teil|end)?summen?", "(gesamt|teil)ergebnis(se)?",
    "gesamt", "insgesamt", "ergebnis", "totaux", "sous-total", "subtotal(e|es)?", "totale(s|n)?",
    "totale complessivo", "totaal", "(eind|sub)totaal", "suma( total| końcowa| całkowita)?",
    "razem", "total(t|summa)", "summa", "(genel |ara )?toplam", "合計", "総計", "小計", "总计",
    "合计", "المجموع", "الإجمالي",
)  # fmt: skip
_OF_GROUP = (
    r"\S.* (Total|Ergebnis|Summe|Sum|Totale|Totaal|Totalt|Suma|Toplamı|集計)",
    r"(Total|Totaal) \S.*",
)  # fmt: skip
_TOTAL = rf"\s*((?i:{'|'.join(_ALONE)})|{'|'.join(_OF_GROUP)})\s*[:.]?\s*"
_NO_ID = rf"{_TOTAL}|[\d\s.,()+-]*"  # how many there are, or their sum


def totals(binding: Binding) -> str:
    """The condition, over the reader's cells, of a row of totals."""
    columns = binding.form.columns
    ids = [name for name in binding.cells if isinstance(columns[name], Id)]
    naming = [name for name in ids if columns[name].required] or ids
    first = dict.fromkeys(["c0", *_cells(binding, naming)])
    told = " or ".join(f"{_may_be_word(cell)} and {_is(cell, _TOTAL)}" for cell in first)
    others = " and ".join(_is(f"coalesce({cell}, '')", _NO_ID) for cell in _cells(binding, ids))
    return f"coalesce(case when {told} then {others or 'true'} end, false)"


def are_told_by_day(binding: Binding) -> bool:
    """Whether each row must have a day, so that no row of totals can be taken for another."""
    return any(
        isinstance(column, Date) and column.required for column in binding.form.columns.values()
    )


def _cells(binding: Binding, names: list[str]) -> list[str]:
    found = dict.fromkeys(binding.cells[name] for name in names)
    return [cell for cell in found if cell != "null" and not cell.startswith("'")]


def _may_be_word(cell: str) -> str:
    """Numbers and dates are seen not to be words without being looked through."""
    return f"not {cell} between '!' and '9~'"


def _is(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {literal(pattern)})"
