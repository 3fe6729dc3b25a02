"""Lines of the user's files as the books keep them: their text, and their cells by heading."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from makewhole.books import Books
from makewhole.errors import BooksError
from makewhole.web.place import home

Place = tuple[str, int]  # a file by its name, and the line a record begins on
Cells = tuple[tuple[str, str], ...]  # pairs of heading and value

_HEADINGS_UNTIL = 12  # hand-made downloads begin with a few lines about themselves


@dataclass(frozen=True, slots=True)
class Quote:
    """The text of a record and its cells; `why_not` says why there is none."""

    text: str = ""
    cells: Cells = ()
    why_not: str = ""


def quotes(account: str, places: Iterable[Place]) -> dict[Place, Quote]:
    """The records of an account's files that begin on these lines; unknown files are left out."""
    books = _books()
    if books is None:
        return {}
    sources = {file.name: file.source for file in books.files() if file.account == account}
    wanted: dict[str, list[int]] = {}
    for file, line in places:
        if file in sources:
            wanted.setdefault(file, []).append(line)
    return {
        (file, line): quote
        for file, lines in wanted.items()
        for line, quote in _of_file(books, sources[file], lines).items()
    }


def file_names() -> dict[int, str]:
    """The name of every file in the books, by its source number."""
    books = _books()
    return {} if books is None else {file.source: file.name for file in books.files()}


def _books() -> Books | None:
    try:
        return Books.open(home(), create=False)
    except BooksError:
        return None


def _of_file(books: Books, source: int, lines: Sequence[int]) -> dict[int, Quote]:
    until = min(_HEADINGS_UNTIL, max(lines))
    try:
        texts = books.quotes(source, dict.fromkeys([*range(1, until), *lines]))
    except BooksError as error:
        return {line: Quote(why_not=str(error)) for line in lines}
    above = [(line, _split(texts[line])) for line in range(1, until)]
    return {line: Quote(texts[line], _cells(line, texts[line], above)) for line in lines}


def _cells(line: int, text: str, above: Sequence[tuple[int, list[str]]]) -> Cells:
    """Headings and cells: those of JSON, or the first line above with a name for every cell."""
    if text.startswith("{"):
        return _named(text)
    values = _split(text)
    for number, headings in above:
        if number < line and 1 < len(headings) == len(values) and all(headings):
            return tuple(zip(headings, values, strict=True))
    return ()


def _named(text: str) -> Cells:
    """The plain values of a record of JSON; what holds more is written as JSON itself."""
    try:
        record = json.loads(text)
    except json.JSONDecodeError:
        return ()
    return tuple((name, _plain(value)) for name, value in record.items())


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _split(text: str) -> list[str]:
    record = text.rstrip("\r\n")
    mark = max("\t,;", key=record.count)
    try:
        return [cell.strip() for cell in next(csv.reader([record], delimiter=mark), [])]
    except csv.Error:
        return [record]
