"""What is decided once per file, on the evidence of its cells: decimal mark, day and month.

A file is never read partly one way and partly the other. Where its cells cannot tell, the usual
reading is taken and the file says so, together with what changes it.
"""

import re
from dataclasses import dataclass

import duckdb

from makewhole.reports.binding import Binding
from makewhole.reports.columns import Amount, Date, Measure, Units, folded
from makewhole.reports.typing_sql import reader
from makewhole.reports.values import Manner

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
COMMA, DOT = "comma", "dot"
_SLASHED = re.compile(rb"(?<!\d)\d{1,2}[/-]\d{1,2}[/-]\d{2}(\d\d)?(?!\d)")
_COMMA = re.compile(rb"\d,\d|,\d\d?[\"\t;\r\n]")
_THOUSAND = re.compile(rb"\d\.\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a file could not tell: the column, a short token and the message."""

    column: str | None
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the cells of a file are: its segments as text files, and its first bytes.

    The bytes of a file of one segment are all its cells: where nothing in them looks like a slash
    date or a comma number, nothing needs to be asked.
    """

    con: duckdb.DuckDBPyConnection
    binding: Binding
    segments: list[str]
    quoted: bool
    sample: bytes

    def scan(self) -> str:
        """All cells, FROM-able."""
        each = (
            f"select * from {reader(self.binding, path, quoted=self.quoted)}"
            for path in self.segments
        )
        return f"({' union all '.join(each)})"

    @staticmethod
    def worth_asking(content: bytes) -> bool:
        """Whether anything in the bytes of a whole file looks like a slash date or comma number."""
        return any(pattern.search(content) for pattern in (_SLASHED, _COMMA, _THOUSAND))

    def may_hold(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether the pattern can occur in the file."""
        return bool(self.segments) and (
            len(self.segments) > 1 or pattern.search(self.sample) is not None
        )

    def columns(self, *kinds: type) -> list[str]:
        """The attributes of these kinds that a cell feeds."""
        columns = self.binding.form.columns
        cells = self.binding.cells.items()
        return [n for n, cell in cells if cell != "null" and isinstance(columns[n], kinds)]


def decide(
    evidence: Evidence, dates: str | None, comma: bool | None
) -> tuple[Manner, list[Doubt]]:
    """The manner of a file, and what it could not tell.

    `dates` (`day-first`, `month-first`) and `comma` (whether decimals have one) are the reader's
    own word, which goes before all evidence.
    """
    doubts: list[Doubt] = []
    if comma is None:
        comma, doubts = _decimal_mark(evidence)
    days = evidence.columns(Date)
    if dates is not None:
        return Manner(comma, frozenset(days if dates == DAY_FIRST else ())), doubts
    asked = [name for name in days if not _is_month_first(evidence.binding, name)]
    day_first = set()
    for name, (first, second, one) in _slash_dates(evidence, asked).items():
        if first > 12 >= second:
            day_first.add(name)
        elif one and first <= 12 and second <= 12:
            heading = evidence.binding.form.columns[name].heading
            doubts.append(Doubt(heading, "note_dates", _either_order(one)))
    return Manner(comma, frozenset(day_first)), doubts


def needs_all_cells(binding: Binding) -> bool:
    """Whether a file of this format must be seen whole before its first row can be read."""
    return any(
        isinstance(column, Amount | Measure)
        or (isinstance(column, Date) and not column.month_first)
        for name, column in binding.form.columns.items()
        if binding.cells.get(name, "null") != "null"
    )


def _is_month_first(binding: Binding, name: str) -> bool:
    column = binding.form.columns[name]
    return isinstance(column, Date) and column.month_first


def _slash_dates(evidence: Evidence, names: list[str]) -> dict[str, tuple[int, int, str | None]]:
    """Per column the largest first and second part of its slash dates, and one of them."""
    if not names or not evidence.may_hold(_SLASHED):
        return {}
    pattern = r"^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}(?:[ T,].*)?$"
    cells = ", ".join(evidence.binding.cells[name] for name in names)
    rows = evidence.con.execute(
        "select place, max(try_cast(part.a as int)), max(try_cast(part.b as int)), min(cell) from ("
        f"select place, cell, regexp_extract(cell, '{pattern}', ['a', 'b']) as part from ("
        f"select unnest(range({len(names)})) as place, unnest([{cells}]) as cell "
        f"from {evidence.scan()})) where part.a <> '' group by place"
    ).fetchall()
    return {names[place]: (first, second, one) for place, first, second, one in rows}


def _decimal_mark(evidence: Evidence) -> tuple[bool, list[Doubt]]:
    """Whether decimals have a comma; a doubt where the numbers can be read both ways."""
    names = evidence.columns(Amount, Measure, Units)
    speaks_comma = bool(
        set(map(folded, evidence.binding.form.comma_headings))
        & set(map(folded, evidence.binding.named))
    )
    if not evidence.columns(Amount, Measure) or not (
        evidence.may_hold(_COMMA) or evidence.may_hold(_THOUSAND)
    ):
        return speaks_comma, []
    cells = ", ".join(evidence.binding.cells[name] for name in names)
    counted = ", ".join(
        f"count(*) filter (where regexp_full_match(n, '{pattern}'))"
        for pattern in (
            r"[+-]?[\d.]*,\d*",
            r"[+-]?\d{1,3}(,\d{3})+",
            r"[+-]?[\d,]*\.\d*",
            r"[+-]?\d{1,3}(\.\d{3})+",
        )
    )
    one = r"min(n) filter (where regexp_full_match(n, '[+-]?\d{1,3}[.,]\d{3}'))"
    row = evidence.con.execute(
        f"select {counted}, {one} from (select translate(unnest([{cells}]), "
        f"' \u00a0\u202f$€£¥', '') as n from {evidence.scan()})"
    ).fetchone()
    assert row is not None  # an aggregate always gives a row
    commas, comma_groups, dots, dot_groups, example = row
    sure_comma, sure_dot = commas - min(commas, comma_groups), dots - min(dots, dot_groups)
    if sure_comma != sure_dot:
        return sure_comma > sure_dot, []
    if example and not sure_comma and not speaks_comma:
        return False, [Doubt(None, "note_decimals", _either_mark(example))]
    return speaks_comma, []


def _either_order(one: str) -> str:
    return (
        f'the dates of this column (such as "{one}") can be read month first or day first, and no '
        "date in the file tells which. They were read month first. If your Seller Central shows "
        f"the day first, read the file again with --dates {DAY_FIRST}."
    )


def _either_mark(example: str) -> str:
    return (
        f'"{example}" can be read with a decimal mark or with a thousands mark, and no number in '
        "the file tells which. A dot was taken for the decimal mark, a comma for thousands. If "
        "your Seller Central writes decimals with a comma, read the file again with --decimals "
        "comma."
    )
