"""How each kind of column turns the text of a cell into a value, in SQL.

A cell that is filled and cannot be read gives the kind's `UNREADABLE` value, which no report can
print; such records are then filtered out in the same pass. Casts are never laid directly upon a
column of `read_csv`: DuckDB would push them into the reader, which drops the row it cannot cast.
They are macros of the connection that reads, one per kind and manner, so that the text of a query
stays short: a small file costs as much time to plan as to read.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from makewhole.reports.columns import (
    Amount,
    Column,
    Date,
    Flag,
    Id,
    Measure,
    Month,
    OneOf,
    Period,
    Units,
)

# The word for "filled, but not readable" of each type; outside everything a report can say.
UNREADABLE = {
    "DATE": "'-infinity'::date",
    "BIGINT": "(-9223372036854775807)::bigint",
    "DECIMAL(18,4)": "(-99999999999999.9999)::decimal(18,4)",
    "DECIMAL(18,6)": "(-999999999999.999999)::decimal(18,6)",
}
FIRST_DAY, LAST_DAY = "1900-01-01", "2100-12-31"
MISSING = "('', '--', '-', 'N/A', 'n/a', 'NA', '#N/A')"
BLANKS = "' \t\u00a0'"
# Dropped from numbers before they are read; the typographic minus in front becomes a plain one.
NUMBER_DIRT = "− \u00a0\u202f$€£¥￥₹₺’''"
_YES = "('yes', 'y', 'true', '1', 'ja', 'oui', 'sì', 'si', 'sí', 'はい')"
_NO = "('no', 'n', 'false', '0', 'nein', 'non', 'nee', 'いいえ')"
# A day, with or without a time behind it, which is cut off.
_DAY = (
    r"^\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{8}"
    r"|[^\d\s]+ \d{1,2},? \d{4}|\d{1,2}[ .-]+[^\d\s]+[ .-]+\d{2,4}|\d{4}年\d{1,2}月\d{1,2}日)"
    r"([ T,].*)?$"
)
# Years of two digits go first: a year of four does not fit them, the reverse would be the year 26.
_DAY_FORMS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%y", "%d.%m.%Y", "%Y%m%d", "%b %d, %Y", "%B %d, %Y",
    "%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%y", "%d-%b-%Y", "%Y年%m月%d日",
)  # fmt: skip
_MONTH_FIRST = ("%m/%d/%y", "%m/%d/%Y", "%m-%d-%y", "%m-%d-%Y")
_DAY_FIRST = ("%d/%m/%y", "%d/%m/%Y", "%d-%m-%y", "%d-%m-%Y")
_MONTH_FORMS = ("%Y-%m", "%Y/%m", "%b %Y", "%B %Y", "%b-%y", "%b-%Y", "%m/%Y")


@dataclass(frozen=True, slots=True)
class Manner:
    """What is decided once per file: the decimal mark, and whose slash dates are day first.

    In the columns `without` slash dates none was seen yet; one cannot be read there.
    """

    comma: bool = False
    day_first: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def order(self, column: str) -> str:
        """How the slash dates of a column are read: `day` or `month` first, or `none` at all."""
        if column in self.day_first:
            return "day"
        return "none" if column in self.without else "month"


def literal(text: str) -> str:
    """Text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def value(column: Column, cell: str, manner: Manner) -> str:
    """The SQL that reads one cell as its column says; NULL where it is empty or not there."""
    if cell == "null":
        return f"cast(null as {column.as_type})"
    mark = "comma" if manner.comma else "dot"
    order = manner.order(column.name)
    match column:
        case Units():
            return f"mw_units_{mark}({cell})"
        case Amount():
            return f"mw_amount_{mark}({cell})"
        case Measure():
            return f"mw_measure_{mark}({cell})"
        case Date():
            return f"mw_{_date_kind(column)}_{order}({cell})"
        case OneOf():
            return _one_of(cell, column)
        case Flag():
            return f"mw_flag({cell})"
        case Id():
            return f"mw_id({cell})"
        case _:
            return f"mw_text({cell})"


def macros() -> dict[str, str]:
    """The macros that `value` uses, by name, as statements for the connection that reads."""
    wrapped, unwrapped = "c >= '=' and c < '>'", "nullif(trim(c, '=\" '), '')"
    made = {
        "mw_text(c)": (  # what sorts behind '-~' neither begins with a blank nor is `--`
            "case when c > '-~' and not ends_with(c, ' ') then c when c = '' then null "
            "when trim(c) in ('', '--') then null else trim(c) end"
        ),
        "mw_id(c)": f"case when {wrapped} then {unwrapped} else mw_text(c) end",
        "mw_capitals(c)": "upper(translate(mw_text(c), ' -', '__'))",
        "mw_flag(c)": (
            f"case when lower(trim(c)) in {_YES} then true "
            f"when lower(trim(c)) in {_NO} then false end"
        ),
    }
    for mark, manner in (("dot", Manner()), ("comma", Manner(comma=True))):
        made[f"mw_units_{mark}(c)"] = _units("c", manner)
        made[f"mw_amount_{mark}(c)"] = _decimal("c", Amount.as_type, manner)
        made[f"mw_measure_{mark}(c)"] = _decimal("c", Measure.as_type, manner)
    for order, forms in (("month", _MONTH_FIRST), ("day", _DAY_FIRST), ("none", ())):
        made[f"mw_any_day_{order}(c)"] = (
            f"cast(try_strptime(regexp_extract(c, '{_DAY}', 1), {_list((*forms, *_DAY_FORMS))}) "
            "as date)"
        )
        made[f"mw_date_{order}(c)"] = _date("c", forms, order)
        made[f"mw_first_{order}(c)"] = _month("c", order)
        made[f"mw_period_{order}(c)"] = (
            f"coalesce(cast({_of_month('c')} as date), mw_date_{order}(c))"
        )
    return {
        name.partition("(")[0]: f"create or replace macro {name} as {sql}"
        for name, sql in made.items()
    }


def _date_kind(column: Date) -> str:
    match column:
        case Month():
            return "first"
        case Period():
            return "period"
        case _:
            return "date"


def _units(cell: str, manner: Manner) -> str:
    group, mark = (r"\.", ",") if manner.comma else (",", r"\.")
    pattern = rf"(\d{{1,3}}({group}\d{{3}})+|\d{{1,15}})({mark}0*)?"
    bare = f"translate({cell}, '{NUMBER_DIRT}', '-')"
    number = f"cast(try_cast({_dotted(bare, manner)} as decimal(38, 2)) as bigint)"
    return (
        f"case when {cell} = '' then null "
        f"when cast(try_cast({cell} as bigint) as varchar) = {cell} "
        f"then try_cast({cell} as bigint) "
        f"when regexp_full_match({bare}, '[+-]?{pattern}') then {number} "
        f"when regexp_full_match({bare}, '\\({pattern}\\)') then -{number} "
        f"when trim({cell}, {BLANKS}) in {MISSING} then null else {UNREADABLE['BIGINT']} end"
    )


def _decimal(cell: str, as_type: str, manner: Manner) -> str:
    group, mark = (r"\.", ",") if manner.comma else (",", r"\.")
    pattern = rf"(\d{{1,3}}({group}\d{{3}})+|\d{{1,12}})?({mark}\d*)?"
    bare = f"translate({cell}, '{NUMBER_DIRT}', '-')"
    number = f"try_cast({_dotted(bare, manner)} as {as_type})"
    # most numbers are bare already, and to make them so is what takes the time
    plain = f"regexp_full_match({cell}, '-?\\d{{1,12}}({mark}\\d{{1,4}})?')"
    alone = f"replace({cell}, ',', '.')" if manner.comma else f"nullif({cell}, '')"
    return (
        f"case when {cell} = '' then null when {plain} then try_cast({alone} as {as_type}) "
        f"when trim({cell}, {BLANKS}) in {MISSING} then null "
        f"when regexp_full_match({bare}, '[+-]?{pattern}') "
        f"then coalesce({number}, {UNREADABLE[as_type]}) "
        f"when regexp_full_match({bare}, '\\({pattern}\\)') "
        f"then coalesce(-{number}, {UNREADABLE[as_type]}) "
        f"else {UNREADABLE[as_type]} end"
    )


def _dotted(bare: str, manner: Manner) -> str:
    """A number without its thousands marks and parentheses, with a decimal dot."""
    marks = "',.()', '.'" if manner.comma else "',()', ''"
    return f"translate({bare}, {marks})"


def _date(cell: str, forms: tuple[str, ...], order: str) -> str:
    """A day; the forms most reports have are looked for first, since the list of all is slow."""
    quick = ""
    if forms:
        alone = f"cast(try_strptime({cell}, '{forms[1]}') as date)"
        quick = f"when {cell} like '__/__/____' then {alone} "
    quick += _begins(cell, "____-__-__", f"try_cast(left({cell}, 10) as date)")
    quick += _begins(cell, "__.__.____", f"try_strptime(left({cell}, 10), '%d.%m.%Y')")
    return (
        f"case when {cell} = '' then null else coalesce(case {quick}end, "
        f"case when trim({cell}, {BLANKS}) in {MISSING} then null "
        f"else coalesce(mw_any_day_{order}({cell}), {UNREADABLE['DATE']}) end) end"
    )


def _begins(cell: str, shape: str, day: str) -> str:
    """An arm of a CASE: cells of this shape, alone or before a time."""
    likes = " or ".join(f"{cell} like '{shape}{rest}'" for rest in ("", "T%", " %"))
    return f"when {likes} then cast({day} as date) "


def _month(cell: str, order: str) -> str:
    first = f"date_trunc('month', coalesce({_of_month(cell)}, mw_any_day_{order}({cell})))"
    return (
        f"case when {cell} = '' or trim({cell}, {BLANKS}) in {MISSING} then null "
        f"else coalesce(cast({first} as date), {UNREADABLE['DATE']}) end"
    )


def _of_month(cell: str) -> str:
    return f"try_strptime(trim({cell}, {BLANKS}), {_list(_MONTH_FORMS)})"


def numbered(cell: str, months: Mapping[str, int]) -> str:
    """A day whose month is a word, as `2026-03-31`; other cells as they are."""
    english = f"try_strptime(rtrim(left({cell}, 12)), '%b %d, %Y')"
    pattern = r"^\s*(\d{1,2})[ .]*(?:de )?([^\d\s.,/-]{3,})[ .,]*(?:de )?(\d{4}).*$"
    word = f"lower(regexp_extract({cell}, '{pattern}', 2))"
    number = _looked_up(word, {name: f"{number:02}" for name, number in months.items()})
    day = f"lpad(regexp_extract({cell}, '{pattern}', 1), 2, '0')"
    other = f"regexp_extract({cell}, '{pattern}', 3) || '-' || {number} || '-' || {day}"
    return (
        f"case when regexp_full_match({cell}, '[A-Z][a-z]{{2}} \\d{{1,2}}, \\d{{4}}( .*)?') "
        f"then coalesce(cast(cast({english} as date) as varchar), {cell}) "
        f"else coalesce({other}, {cell}) end"
    )


def _looked_up(key: str, table: Mapping[str, str]) -> str:
    """The word a key has in a table, else NULL; a CASE of many arms would take long to plan."""
    keys, words = literal("|".join(table)), literal("|".join(table.values()))
    return (
        f"list_extract(string_split({words}, '|'), list_position(string_split({keys}, '|'), {key}))"
    )


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(literal, texts))}]"


def _one_of(cell: str, column: OneOf) -> str:
    words = {_word(value): value for value in column.values}
    words |= {_word(printed): ours for printed, ours in column.words.items()}
    other = f"mw_capitals({cell})" if column.capitals else f"mw_text({cell})"
    if not words:
        return other
    folded = f"translate(lower({cell}), ' _:-|=', '')"
    known = _looked_up(folded, words)
    quick = f"when {cell} in ({', '.join(map(literal, column.values))}) then {cell} "
    return (
        f"case when {cell} = '' then null {quick if column.values else ''}"
        f"else coalesce({known}, {other}) end"
    )


def _word(text: str) -> str:
    return "".join(mark for mark in text.lower() if mark not in " _-:|=")
