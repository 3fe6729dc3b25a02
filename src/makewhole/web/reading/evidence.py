"""Evidence rows as they stand in the file, and the events around one FNSKU."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.books import Books
from makewhole.claims.models import Finding
from makewhole.errors import BooksError
from makewhole.web.place import home
from makewhole.web.reading import results

_MOST_EVENTS = 3_000
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """One evidence row: where it stands, what it does, and its cells as printed.

    `cells` are pairs of heading and value where the file has a heading line; `text` is the record
    itself. Both are empty where the file's own text was not kept, and `why_not` says so.
    """

    report: str
    file: str
    line: int
    role: str
    units: int | None
    cells: tuple[tuple[str, str], ...] = ()
    text: str = ""
    why_not: str = ""

    @property
    def money(self) -> Decimal | None:
        """The units of a finding about money, which are hundredths."""
        return None if self.units is None else Decimal(self.units).scaleb(-2)


def evidence(finding: Finding) -> list[Shown]:
    """Every source row of a finding; the first ones with their text."""
    books = _books()
    sources = _sources(books, finding.account.name)
    return [
        _shown(books, sources, row, quoted=number < _QUOTED)
        for number, row in enumerate(finding.evidence)
    ]


def _books() -> Books | None:
    try:
        return Books.open(home(), create=False)
    except BooksError:
        return None


def _sources(books: Books | None, account: str) -> dict[str, tuple[int, str]]:
    """The source number and the text of the heading line, by file name."""
    if books is None:
        return {}
    return {file.name: (file.source, "") for file in books.files() if file.account == account}


def _shown(
    books: Books | None, sources: dict[str, tuple[int, str]], row: dict[str, Any], *, quoted: bool
) -> Shown:
    plain = {
        "report": row["report"] or "", "file": row["file"] or "", "line": row["line"],
        "role": row["role"], "units": row["units"],
    }  # fmt: skip
    source = sources.get(str(row["file"]))
    if books is None or source is None or not quoted:
        return Shown(**plain)
    try:
        text = books.quote(source[0], row["line"])
    except BooksError as error:
        return Shown(**plain, why_not=str(error))
    return Shown(**plain, text=text, cells=_cells(books, source[0], row["line"], text))


def _cells(books: Books, source: int, line: int, text: str) -> tuple[tuple[str, str], ...]:
    """Headings and cells, where the heading line has as many parts as the record."""
    values = _split(text)
    for heading_line in range(1, min(line, 12)):
        try:
            headings = _split(books.quote(source, heading_line))
        except BooksError:
            continue
        if len(headings) == len(values) and len(headings) > 1 and all(headings):
            return tuple(zip(headings, values, strict=True))
    return ()


def _split(text: str) -> list[str]:
    import csv

    record = text.rstrip("\r\n")
    mark = max("\t,;", key=record.count)
    try:
        return [cell.strip() for cell in next(csv.reader([record], delimiter=mark), [])]
    except csv.Error:
        return [record]


def life(account: str, fnsku: str) -> list[dict[str, Any]]:
    """Every event of one FNSKU, the earliest first; of very many, the latest ones."""
    found = results.rows(
        "life",
        "select * from (select * from {table} where account = ? and fnsku = ?"
        f" order by day desc limit {_MOST_EVENTS}) order by day, lane, source, line",
        [account, fnsku],
    )
    return found


def picture(
    events: list[dict[str, Any]], rows: list[Shown], marks: dict[str, date | None]
) -> dict[str, Any]:
    """The events as the timeline chart takes them: lanes that occur, and points on them."""
    from makewhole.web import words

    used = {event["lane"] for event in events}
    lanes = [(key, str(name)) for key, name in words.LANES.items() if key in used]
    cited = {(row.file, row.line) for row in rows}
    names = _file_names()
    points = [
        {
            "lane": event["lane"], "day": event["day"].isoformat(), "units": event["units"],
            "what": event["what"], "detail": event["detail"] or "", "place": event["place"] or "",
            "reference": event["reference"] or "",
            "cited": (names.get(event["source"], ""), event["line"]) in cited,
        }
        for event in events
    ]  # fmt: skip
    days = [
        {"name": name, "day": day.isoformat()} for name, day in marks.items() if day is not None
    ]
    return {"lanes": lanes, "points": points, "marks": days}


def _file_names() -> dict[int, str]:
    books = _books()
    return {} if books is None else {file.source: file.name for file in books.files()}
