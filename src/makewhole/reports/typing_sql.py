"""The SQL that turns the cells of one file into typed records, and tells the good from the bad.

The good are filtered in the pass that writes them; only the bad are then read a second time, in the
same way, to say of each what is wrong with it (`faults`). The two conditions must complement each
other, which every import checks: a record that is neither is never lost, the file is refused.
"""

from collections.abc import Mapping

from makewhole.books.form import Table
from makewhole.reports.binding import Binding
from makewhole.reports.columns import Amount, Column, Computed, Constant, Date, Measure, Units
from makewhole.reports.faults import SKIPPED, MarkSays, Says
from makewhole.reports.lines import MARK, TEXT_AFTER
from makewhole.reports.shifted import misplaced, told
from makewhole.reports.totals import are_told_by_day, totals
from makewhole.reports.values import (
    FIRST_DAY,
    LAST_DAY,
    UNREADABLE,
    Manner,
    literal,
    numbered,
    value,
)

_MARK, _TEXT = f"chr({MARK[0]})", f"chr({TEXT_AFTER[0]})"
_ONE = "one_cell"  # any cell of a list
_WORTH_A_LIST = 3
_LONGEST = 16 << 20  # bytes of a record, of lines joined
_NO_CELL = "\x03"  # read as NULL: so a missing cell is told apart from an empty one


def reader(binding: Binding, path: str, *, quoted: bool, first: bool = False) -> str:
    """The `read_csv` of one segment: every cell as text, missing cells NULL, rejects stored.

    `path` is the SQL of where it is: a literal or a parameter.

    Cells a row may lack, in a file whose rows end early, are empty where they are missing. Where
    only its `first` records are wanted, no more of it is brought into memory than need be.
    """
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in binding.reader_columns)
    quote = '"' if quoted else ""
    source = (
        f"read_csv({path}, columns={{{columns}}}, auto_detect=false, header=false, "
        f"delim={literal(binding.delimiter)}, quote='{quote}', escape='{quote}', new_line='\\n', "
        f"nullstr='{_NO_CELL}', null_padding=true, store_rejects=true, rejects_limit=0, "
        f"max_line_size={_LONGEST}{f', buffer_size={_LONGEST + 1}' if first else ''})"
    )
    if binding.whole == binding.width:
        return source
    may_lack = binding.reader_columns[binding.whole : binding.width]
    filled = ", ".join(f"coalesce({name}, '') as {name}" for name in may_lack)
    if binding.usual:
        source = told(binding, source)
    return f"(select * replace ({filled}) from {source})"


def records(
    binding: Binding,
    manner: Manner,
    source: str,
    line: str,
    *,
    carried: str = "",
    few: bool = False,
) -> str:
    """Every record of `source`, typed, under the attributes' names, with its `line`.

    A `few` records take less time to read than their columns take to plan one by one: columns that
    are read alike are then planned once, as a list.

    Also there: `is_whole` (no cell is missing), `is_shifted` (one before the end is),
    `is_misplaced` (cells stand under wrong headings), `is_beyond` (cells after the last heading are
    filled, or there are more than in other rows), `is_header` (the headings once more), `is_totals`
    (the sums of other rows), and whatever is `carried` along.
    """
    columns = binding.form.columns
    with_months = {
        name: f"numbered_{name}"
        for name, column in columns.items()
        if isinstance(column, Date) and column.months and binding.cells[name] != "null"
    }
    cells = {name: with_months.get(name, cell) for name, cell in binding.cells.items()}
    alike = _alike(columns, cells, manner) if few else {}
    listed = {
        name: f"{key}[{n}]" for key, (_, names) in alike.items() for n, name in enumerate(names, 1)
    }
    own = [
        f"{listed.get(name) or value(columns[name], cell, manner)} as {quoted_name(name)}"
        for name, cell in cells.items()
    ]
    own += [
        f"{literal(column.value)} as {quoted_name(name)}"
        for name, column in columns.items()
        if isinstance(column, Constant)
    ]
    # An unreadable number is the least of its type, so a sum of two of them leaves it: hence `try`.
    computed = "".join(
        f", try_cast(try({column.sql}) as {column.as_type}) as {quoted_name(name)}"
        for name, column in columns.items()
        if isinstance(column, Computed)
    )
    inner = ", ".join([*own, *_shape(binding), f"{line} as line"])
    if with_months:
        months = ", ".join(_numbered(binding, name, alias) for name, alias in with_months.items())
        source = f"(select *, {months} from {source})"
    if alike:
        lists = ", ".join(
            _list(read, [cells[n] for n in names], key) for key, (read, names) in alike.items()
        )
        source = f"(select *, {lists} from {source})"
    return f"select *{computed} from (select {inner}{carried} from {source})"


def _alike(
    columns: Mapping[str, Column], cells: Mapping[str, str], manner: Manner
) -> dict[str, tuple[str, list[str]]]:
    """Columns that the same SQL reads, as groups: by a name for each, that SQL and the columns."""
    groups: dict[str, list[str]] = {}
    for name, cell in cells.items():
        if cell != "null":
            groups.setdefault(value(columns[name], _ONE, manner), []).append(name)
    found = [(read, names) for read, names in groups.items() if len(names) >= _WORTH_A_LIST]
    return {f"list_{n}": each for n, each in enumerate(found)}


def _list(read: str, cells: list[str], key: str) -> str:
    return f"list_transform([{', '.join(cells)}], lambda {_ONE}: {read}) as {key}"


def row_of(table: Table, given: dict[str, str]) -> str:
    """The columns of a table in order, out of a relation with those `given` (name to type).

    The parameter `source` is the number of the file.
    """
    own = []
    for column in table.columns:
        name = quoted_name(column.name)
        if given.get(column.name) == column.type:
            own.append(name)
        else:
            cell = name if column.name in given else "null"
            own.append(f"{cell}::{column.type} as {name}")
    return ", ".join([*own, "$source::bigint as source", "line::bigint as line"])


def good(binding: Binding) -> str:
    """The condition of a record that is kept."""
    columns = _cells(binding)
    needed = [f"{quoted_name(name)} is not null" for name, column in columns if column.required]
    nonzero = [
        f"({quoted_name(name)} is null or {quoted_name(name)} <> 0)"
        for name, column in columns
        if isinstance(column, Units) and not column.zero
    ]
    ranges: dict[tuple[str, str], list[str]] = {}
    for name, column in columns:
        if (limits := _limits(column)) is not None:
            ranges.setdefault(limits, []).append(quoted_name(name))
    # least and greatest pass over NULLs: one comparison for all columns of the same limits
    within = [
        f"coalesce({_of(names, 'least')} >= {low} and {_of(names, 'greatest')} <= {high}, true)"
        for (low, high), names in ranges.items()
    ]
    checks = [f"not coalesce({check.bad}, false)" for check in binding.form.checks]
    shape = ["is_whole", "not is_shifted", "not is_misplaced", "not is_beyond", "not is_header"]
    if not are_told_by_day(binding):
        shape.append("not is_totals")
    return " and ".join([*shape, *needed, *nonzero, *within, *checks])


def fault(binding: Binding, manner: Manner) -> str:
    """What is wrong with a record, as a struct of column, kind and message; NULL if nothing is."""
    cases = [
        f"when starts_with(c0, {_MARK}) then {_marked()}",
        f"when {_blank(binding)} then {_struct(None, SKIPPED, literal(''))}",
        f"when is_header then {_struct(None, SKIPPED, literal(''))}",
        f"when is_totals then {_struct(None, 'totals_row', literal(Says.totals()))}",
        f"when not is_whole then {_struct(None, 'too_few_cells', _too_few(binding))}",
        f"when is_shifted then {_struct(None, 'shifted_cells', literal(Says.shifted_cells()))}",
        f"when is_beyond then {_struct(None, 'too_many_cells', _too_many(binding))}",
        f"when is_misplaced then {_struct(None, 'shifted_cells', literal(Says.misplaced()))}",
    ]
    for name, column in _cells(binding):
        for bad, kind, says in _faults(name, column, binding.cells[name], manner):
            cases.append(f"when {bad} then {_struct(column.heading, kind, says)}")
    for check in binding.form.checks:
        says = literal(Says.contradiction(check.says))
        cases.append(f"when {check.bad} then {_struct(check.column, 'contradiction', says)}")
    return f"case {' '.join(cases)} end"


def raw_row(binding: Binding) -> str:
    """The record as text, its cells between the file's own delimiter, personal cells blanked."""
    personal = set(binding.personal)
    cells = [
        f"case when {name} is null then null else '' end"
        if place < binding.width and binding.named[place] in personal
        else name
        for place, name in enumerate(binding.reader_columns)
    ]
    return (
        f"case when starts_with(c0, {_MARK}) then nullif(split_part(c0, {_TEXT}, 2), '') "
        f"else concat_ws({literal(binding.delimiter)}, {', '.join(cells)}) end"
    )


def quoted_name(name: str) -> str:
    """A column's name in double quotes."""
    return f'"{name}"'


def _shape(binding: Binding) -> list[str]:
    spare = binding.reader_columns[binding.width :]
    last = binding.reader_columns[binding.most : binding.most + 1]
    more = "".join(f"or {cell} is not null" for cell in last)
    named = [
        f"{cell} = {literal(name)}"
        for cell, name in zip(binding.reader_columns, binding.named, strict=False)
        if name
    ]
    again = f"case when {named[0]} then coalesce({' and '.join(named[1:3]) or 'true'}, false)"
    return [
        f"c{binding.whole - 1} is not null as is_whole",
        f"{'is_shifted' if binding.usual else 'false'} as is_shifted",
        f"{misplaced(binding)} as is_misplaced",
        # cells that are not there are missing from the right
        f"case when {spare[0]} is null then false "
        f"else trim(concat_ws('', {', '.join(spare)})) <> '' {more} end as is_beyond",
        f"{again} else false end as is_header",
        f"{totals(binding)} as is_totals",
    ]


def _numbered(binding: Binding, name: str, alias: str) -> str:
    column = binding.form.columns[name]
    assert isinstance(column, Date)  # only dates have months
    return f"{numbered(binding.cells[name], column.months or {})} as {quoted_name(alias)}"


def _cells(binding: Binding) -> list[tuple[str, Column]]:
    """The attributes that a cell of the file feeds."""
    columns = binding.form.columns
    return [(name, columns[name]) for name, cell in binding.cells.items() if cell != "null"]


def _limits(column: Column) -> tuple[str, str] | None:
    """The least and greatest value a column may have; what cannot be read is below the least."""
    match column:
        case Units():
            return str(-column.limit), str(column.limit)
        case Date():
            return f"date '{FIRST_DAY}'", f"date '{LAST_DAY}'"
        case Amount() | Measure():
            greatest = UNREADABLE[column.as_type].replace("(-", "(")
            return f"{UNREADABLE[column.as_type]} + 1", greatest
        case _:
            return None


def _of(names: list[str], function: str) -> str:
    return f"{function}({', '.join(names)})" if len(names) > 1 else names[0]


def _faults(name: str, column: Column, cell: str, manner: Manner) -> list[tuple[str, str, str]]:
    """Per reason: its condition, its kind, and the SQL of its message."""
    own = quoted_name(name)
    says = Says(f"left(trim(coalesce({cell}, '')), 80)")
    found = [(f"{own} is null", "empty_cell", says.empty())] if column.required else []
    match column:
        case Units():
            found.append((f"{own} = {UNREADABLE[column.as_type]}", "bad_units", says.bad_units()))
            limit = f"{own} not between -{column.limit} and {column.limit}"
            found.append((limit, "too_many_units", says.too_many_units(column.limit)))
            if not column.zero:
                found.append((f"{own} = 0", "zero_units", says.zero_units()))
        case Date():
            text = says.bad_date(day_first=name in manner.day_first)
            found.append((f"{own} = {UNREADABLE[column.as_type]}", "bad_date", text))
            outside = f"{own} not between date '{FIRST_DAY}' and date '{LAST_DAY}'"
            found.append((outside, "date_out_of_range", says.date_out_of_range()))
        case Amount() | Measure():
            text = says.bad_amount(comma=manner.comma)
            found.append((f"{own} = {UNREADABLE[column.as_type]}", "bad_amount", text))
    return found


def _blank(binding: Binding) -> str:
    cells = " || ".join(f"coalesce(trim({name}), '')" for name in binding.reader_columns)
    return f"({cells}) = ''"


def _marked() -> str:
    code = f"split_part(c0[2:], {_TEXT}, 1)"
    cases = " ".join(
        f"when '{mark}' then {_struct(None, kind, says)}" for mark, (kind, says) in MarkSays.items()
    )
    return f"case {code} {cases} end"


def _too_few(binding: Binding) -> str:
    cells = binding.reader_columns[: binding.whole]
    count = " + ".join(f"cast({name} is not null as int)" for name in cells)
    return Says.too_few_cells(f"({count})", binding.width)


def _too_many(binding: Binding) -> str:
    spare = binding.reader_columns[binding.width :]
    first = ", ".join(f"nullif(trim({name}), '')" for name in spare)
    return Says(f"left(coalesce({first}, ''), 80)").too_many_cells()


def _struct(column: str | None, kind: str, says: str) -> str:
    named = "null::varchar" if column is None else literal(column)
    return f"{{'column': {named}, 'kind': {literal(kind)}, 'message': {says}}}"
