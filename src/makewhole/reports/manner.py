"""What is decided once per file, on the evidence of its cells: decimal mark, day and month.

A file is never read partly one way and partly the other. Where its cells cannot tell, the usual
reading is taken and the file says so, together with what changes it.

A large file is not read twice for that. What its first records say for certain is presumed of all;
a cell that speaks against it cannot be read in that manner, so it turns up among the records that
are judged one by one (`Presumption`). Once they could change the decision the file is begun anew,
and all its cells are asked first.
"""

import re
from dataclasses import dataclass

import duckdb

from makewhole.reports.binding import Binding
from makewhole.reports.columns import Amount, Date, Measure, Units, folded
from makewhole.reports.lines import Segment
from makewhole.reports.typing_sql import reader
from makewhole.reports.values import NUMBER_DIRT, Manner, literal

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
COMMA, DOT = "comma", "dot"
_SLASHED = re.compile(rb"(?<!\d)\d{1,2}[/-]\d{1,2}[/-]\d{2}(\d\d)?(?!\d)")
_COMMA = re.compile(rb"\d,\d|,\d\d?[\"\t;\r\n]")
_THOUSAND = re.compile(rb"\d\.\d{3}(?!\d)")
_SLASH_DATE = r"^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}(?:[ T,].*)?$"
# Records asked before a manner is presumed of a large file.
_FIRST_RECORDS = 5_000
# Bytes that are searched sooner than a question about them is planned.
_SEARCHED = 1 << 16


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a file could not tell: the column, a short token and the message."""

    column: str | None
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Presumption:
    """What may turn up against a presumed manner, in columns by attribute.

    `numbers` is how many numbers with the other decimal mark it takes; None where the mark was
    told. One slash date will do in the columns that had none (`without`), in those read day first
    (`day_first`) one whose second part can be no month.
    """

    numbers: int | None
    without: frozenset[str]
    day_first: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decided:
    """The manner of a file, what it could not tell, and what was presumed, if anything was."""

    manner: Manner
    doubts: tuple[Doubt, ...] = ()
    presumed: Presumption | None = None


class MannerMistaken(Exception):
    """What was presumed of a file may not hold: all its cells have to be asked."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the cells of a file are: its segments; `is_part` if there are more.

    The bytes of a small file are all its cells: where nothing in them looks like a slash date or a
    comma number, nothing needs to be asked.
    """

    con: duckdb.DuckDBPyConnection
    binding: Binding
    segments: list[Segment]
    quoted: bool
    is_part: bool = False

    def scan(self) -> str:
        """The cells, FROM-able: all of them, or of a part of a file those of its first records."""
        each = (f"select * from {self._reader(segment)}" for segment in self.segments)
        limit = f" limit {_FIRST_RECORDS}" if self.is_part else ""
        return f"({' union all '.join(each)}{limit})"

    def _reader(self, segment: Segment) -> str:
        path = literal(str(segment.path))
        return reader(self.binding, path, quoted=self.quoted, first=self.is_part)

    def may_hold(self, *patterns: re.Pattern[bytes]) -> bool:
        """Whether one of the patterns can occur in the file."""
        if self.is_part or len(self.segments) != 1:
            return bool(self.segments)
        path = self.segments[0].path
        if path.stat().st_size > _SEARCHED:
            return True
        content = path.read_bytes()
        return any(pattern.search(content) for pattern in patterns)

    def columns(self, *kinds: type) -> list[str]:
        """The attributes of these kinds that a cell feeds."""
        columns = self.binding.form.columns
        cells = self.binding.cells.items()
        return [n for n, cell in cells if cell != "null" and isinstance(columns[n], kinds)]

    def days(self) -> list[str]:
        """The date columns whose order of day and month the cells decide."""
        columns = self.binding.form.columns
        return [n for n in self.columns(Date) if not getattr(columns[n], "month_first", False)]


def decide(evidence: Evidence, dates: str | None, comma: bool | None) -> Decided:
    """The manner of a file, and what it could not tell.

    `dates` (`day-first`, `month-first`) and `comma` (whether decimals have one) are the reader's
    own word, which goes before all evidence.
    """
    doubts: list[Doubt] = []
    if comma is None:
        marks = _decimal_marks(evidence)
        comma = marks.comma
        doubts += marks.doubts()
    if dates is not None:
        return Decided(Manner(comma, _told(evidence, dates)), tuple(doubts))
    day_first = set()
    for name, order in _slash_dates(evidence).items():
        if order.is_day_first:
            day_first.add(name)
        elif order.is_open:
            heading = evidence.binding.form.columns[name].heading
            doubts.append(Doubt(heading, "note_dates", _either_order(order.example)))
    return Decided(Manner(comma, frozenset(day_first)), tuple(doubts))


def presume(evidence: Evidence, dates: str | None, comma: bool | None) -> Decided | None:
    """The manner that a file's first records say for certain; None where they do not."""
    numbers = None
    if comma is None:
        marks = _decimal_marks(evidence)
        comma = marks.comma
        if evidence.columns(Amount, Measure):
            numbers = abs(marks.commas - marks.dots)
            if not numbers:
                return None
    if dates is not None:
        manner = Manner(comma, _told(evidence, dates))
        return Decided(manner, presumed=Presumption(numbers, frozenset(), frozenset()))
    found = _slash_dates(evidence)
    if any(order.is_open for order in found.values()):
        return None
    day_first = frozenset(name for name, order in found.items() if order.is_day_first)
    without = frozenset(evidence.days()) - frozenset(found)
    manner = Manner(comma, day_first, without)
    return Decided(manner, presumed=Presumption(numbers, without, day_first))


def needs_all_cells(binding: Binding) -> bool:
    """Whether a file of this format must be seen whole before its first row can be read."""
    return any(
        isinstance(column, Amount | Measure)
        or (isinstance(column, Date) and not column.month_first)
        for name, column in binding.form.columns.items()
        if binding.cells.get(name, "null") != "null"
    )


def contradictions(binding: Binding, decided: Decided) -> str:
    """The SQL that counts, in `judged`, what speaks against what was presumed: numbers, dates."""
    columns = binding.form.columns
    fed = [(name, cell) for name, cell in binding.cells.items() if cell != "null"]
    numbers = [cell for name, cell in fed if isinstance(columns[name], Amount | Measure | Units)]
    presumed = decided.presumed
    assert presumed is not None  # nothing is asked otherwise
    other = _SURE_DOT if decided.manner.comma else _SURE_COMMA
    counts = [f"select {_times(other)} from ({_numbers(numbers, 'judged')})"]
    for names, condition in (
        (presumed.without, "true"),
        (presumed.day_first, "try_cast(part.b as int) > 12"),
    ):
        if cells := [cell for name, cell in fed if name in names]:
            slashed = f"regexp_extract(cell, '{_SLASH_DATE}', ['a', 'b'])"
            counts.append(
                f"select count(*) from (select {slashed} as part from "
                f"(select unnest([{', '.join(cells)}]) as cell from judged)) "
                f"where part.a <> '' and {condition}"
            )
    numbers_against, *dates_against = (f"({count})" for count in counts)
    return f"select {numbers_against}, {' + '.join(dates_against) or '0'}"


def _told(evidence: Evidence, dates: str) -> frozenset[str]:
    return frozenset(evidence.columns(Date) if dates == DAY_FIRST else ())


@dataclass(frozen=True, slots=True)
class _Order:
    """The slash dates of a column: the largest first and second part, and one of them."""

    first: int
    second: int
    example: str

    @property
    def is_day_first(self) -> bool:
        return self.first > 12 >= self.second

    @property
    def is_open(self) -> bool:
        return self.first <= 12 and self.second <= 12


def _slash_dates(evidence: Evidence) -> dict[str, _Order]:
    """The order of the slash dates of each column that has some."""
    names = evidence.days()
    if not names or not evidence.may_hold(_SLASHED):
        return {}
    cells = ", ".join(evidence.binding.cells[name] for name in names)
    rows = evidence.con.execute(
        "select place, max(try_cast(part.a as int)), max(try_cast(part.b as int)), min(cell) from ("
        f"select place, cell, regexp_extract(cell, '{_SLASH_DATE}', ['a', 'b']) as part from ("
        f"select unnest(range({len(names)})) as place, unnest([{cells}]) as cell "
        f"from {evidence.scan()}) where cell not like '____-__-__%') "
        "where part.a <> '' group by place"
    ).fetchall()
    return {names[place]: _Order(first, second, one) for place, first, second, one in rows}


@dataclass(frozen=True, slots=True)
class _Marks:
    """Numbers that can only have a decimal comma, or only a dot; one that can be read both ways."""

    commas: int
    dots: int
    example: str | None
    speaks_comma: bool

    @property
    def comma(self) -> bool:
        """Whether the mark is a comma; where the numbers cannot tell, the language does."""
        return self.speaks_comma if self.commas == self.dots else self.commas > self.dots

    def doubts(self) -> list[Doubt]:
        """A doubt where a number can be read both ways."""
        if self.example and self.commas == self.dots == 0 and not self.speaks_comma:
            return [Doubt(None, "note_decimals", _either_mark(self.example))]
        return []


# What n can only be with a decimal comma (a dot) in it, or with its thousands between dots (commas)
_SURE_COMMA = (
    r"(regexp_full_match(n, '[+-]?[\d.]*,\d*') and not regexp_full_match(n, '[+-]?\d{1,3},\d{3}')"
    r" or regexp_full_match(n, '[+-]?\d{1,3}(\.\d{3}){2,}'))"
)
_SURE_DOT = (
    r"(regexp_full_match(n, '[+-]?[\d,]*\.\d*') and not regexp_full_match(n, '[+-]?\d{1,3}\.\d{3}')"
    r" or regexp_full_match(n, '[+-]?\d{1,3}(,\d{3}){2,}'))"
)


def _decimal_marks(evidence: Evidence) -> _Marks:
    form, named = evidence.binding.form, evidence.binding.named
    speaks_comma = bool(set(map(folded, form.comma_headings)) & set(map(folded, named)))
    if not evidence.columns(Amount, Measure) or not evidence.may_hold(_COMMA, _THOUSAND):
        return _Marks(0, 0, None, speaks_comma)
    cells = [evidence.binding.cells[name] for name in evidence.columns(Amount, Measure, Units)]
    row = evidence.con.execute(
        f"select {_times(_SURE_COMMA)}, {_times(_SURE_DOT)}, "
        r"min(n) filter (where regexp_full_match(n, '[+-]?\d{1,3}[.,]\d{3}')) "
        f"from ({_numbers(cells, evidence.scan())})"
    ).fetchone()
    assert row is not None  # an aggregate always gives a row
    commas, dots, example = row
    return _Marks(commas, dots, example, speaks_comma)


def _numbers(cells: list[str], source: str) -> str:
    """Numbers with a comma or a dot in them, as `n`, bare of blanks, signs and parentheses.

    Each cell once, with how many `times` it is there: the same few numbers fill most of a report.
    """
    return (
        f"select translate(cell, '{NUMBER_DIRT}()', '-') as n, times from ("
        f"select cell, count(*) as times from (select unnest([{', '.join(cells)}]) as cell "
        f"from {source}) where contains(cell, ',') or contains(cell, '.') group by cell)"
    )


def _times(condition: str) -> str:
    """How many of the numbers a condition holds for."""
    return f"coalesce(sum(times) filter (where {condition}), 0)::bigint"


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
