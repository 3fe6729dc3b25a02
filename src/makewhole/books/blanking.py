"""Sources without personal data: the cells of personal columns emptied, every line left in place.

What is not personal stays as it was, to the character, so that a line number keeps its meaning and
the rest can be quoted as Amazon wrote it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from makewhole.books.imports import Origin

# A record whose quotes do not close within so many lines is damaged: all of it is blanked.
_MOST_LINES = 1000


def blank_lines(lines: Iterable[str], origin: Origin) -> Iterator[str]:
    """The lines of a text file with its personal cells emptied.

    A record that has not the cells it must have cannot be told apart safely: all its cells go.
    """
    blanked: Callable[[str], str] = str
    for number, record in enumerate_records(lines, origin):
        if number > origin.header_line:
            yield blanked(record)
            continue
        if number == origin.header_line:
            headings = [_bare(cell) for cell in split_cells(record, origin)]
            columns = frozenset(i for i, h in enumerate(headings) if h in origin.personal)
            if columns:
                blanked = _blanker(columns, len(headings), origin)
        yield record


def blank_json(value: Any, personal: Iterable[str], under: str = "") -> Any:
    """A JSON value with everything under personal keys taken out, positions left as they are.

    A key may be told with the one it stands under: `destination.address`.
    """
    keys = frozenset(personal)
    if isinstance(value, dict):
        return {
            k: None if keys & {k, f"{under}.{k}"} else blank_json(v, keys, k)
            for k, v in value.items()
        }
    if isinstance(value, list):
        return [blank_json(item, keys, under) for item in value]
    return value


def blank_row(row: list[str], columns: Iterable[int]) -> list[str]:
    """The cells of a sheet's row with some of them emptied."""
    gone = frozenset(columns)
    return ["" if i in gone else cell for i, cell in enumerate(row)]


def records_at(document: Any, path: str) -> list[Any]:
    """The records of a JSON document, in the order in which they are numbered.

    >>> records_at([{"p": {"Items": [1, 2]}}, {"p": {"Items": [3]}}], "[].p.Items[]")
    [1, 2, 3]
    """
    found = [document]
    for step in (step for step in path.split(".") if step):
        name, is_list = step.removesuffix("[]"), step.endswith("[]")
        if name:
            found = [item[name] for item in found if isinstance(item, dict) and name in item]
        if is_list:
            found = [item for many in found if isinstance(many, list) for item in many]
    return found


def enumerate_records(lines: Iterable[str], origin: Origin) -> Iterator[tuple[int, str]]:
    """Each record with the number of its first line; quoted cells may hold line ends."""
    held: list[str] = []
    quotes = 0
    for number, line in enumerate(lines, start=1):
        held.append(line)
        quotes += line.count('"') if origin.quoted else 0
        if quotes % 2 == 0 or len(held) > _MOST_LINES:
            yield number - len(held) + 1, "".join(held)
            held, quotes = [], 0
    if held:
        yield number - len(held) + 1, "".join(held)


def split_cells(record: str, origin: Origin) -> list[str]:
    """The cells of a record as they are written, quotes and all, without the line's end."""
    body = record.rstrip("\r\n")
    delimiter = origin.delimiter or "\t"
    if not origin.quoted:
        return body.split(delimiter)
    cell = re.compile(rf'(?:"(?:[^"]|"")*"|[^{re.escape(delimiter)}"])*', re.DOTALL)
    cells, at = [], 0
    while True:
        found = cell.match(body, at)
        end = found.end() if found else at
        cells.append(body[at:end])
        if end >= len(body) or body[end] != delimiter:
            return cells if end >= len(body) else [*cells, body[end:]]
        at = end + 1


def _blanker(columns: frozenset[int], width: int, origin: Origin) -> Callable[[str], str]:
    """What empties the personal cells of a record.

    Nearly all are well in order and are seen through at once; the others are taken apart.
    """
    in_order = _in_order(columns, width, origin).fullmatch

    def blank(record: str) -> str:
        kept = in_order(record)
        return "".join(kept.groups()) if kept else _blank_record(record, columns, width, origin)

    return blank


def _in_order(columns: frozenset[int], width: int, origin: Origin) -> re.Pattern[str]:
    """A record on one line with all its cells; its groups are what is not personal."""
    end = re.escape(origin.delimiter or "\t")
    plain = rf"[^{end}\r\n]*+"
    quoted = rf'[^{end}"\r\n]*+(?:"[^"\r\n]*+"[^{end}"\r\n]*+)*+'
    cell = quoted if origin.quoted else plain
    cells = (f"){cell}(" if i in columns else cell for i in range(width))
    return re.compile(f"({end.join(cells)}(?:{end})*+[\\r\\n]*+)")


def _blank_record(record: str, columns: frozenset[int], width: int, origin: Origin) -> str:
    cells = split_cells(record, origin)
    end = record[len(record.rstrip("\r\n")) :]
    spare = cells[width:]
    if len(cells) < (origin.cells or width) or any(_bare(cell) for cell in spare):
        return _line_ends(record) if record.strip() else record
    delimiter = origin.delimiter or "\t"
    return delimiter.join(
        _blank_cell(cell) if i in columns else cell for i, cell in enumerate(cells)
    ) + end  # fmt: skip


def _blank_cell(cell: str) -> str:
    ends = _line_ends(cell)
    return f'"{ends}"' if ends else ""


def _line_ends(text: str) -> str:
    return "".join(re.findall(r"\r?\n|\r", text))


def _bare(cell: str) -> str:
    return cell.strip().lstrip("\ufeff").strip().strip('"').strip()
