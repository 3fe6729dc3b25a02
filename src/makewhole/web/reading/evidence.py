"""Evidence rows as they stand in the file, and the events around one FNSKU."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.claims.models import Finding
from makewhole.web.reading import results
from makewhole.web.reading.quoting import Cells, Quote, file_names, quotes

_MOST_EVENTS = 3_000
_QUOTED = 200  # lines of one finding that are shown with their text; a fee names each charge


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
    cells: Cells = ()
    text: str = ""
    why_not: str = ""

    @property
    def money(self) -> Decimal | None:
        """The units of a finding about money, which are hundredths."""
        return None if self.units is None else Decimal(self.units).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: what it does in the finding, and its cells in the sheet's columns.

    A line may do several things: a charge is what was charged, and holds what was too much of it.
    """

    line: int
    does: tuple[Shown, ...]
    named: tuple[tuple[str, str], ...]
    text: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The evidence lines of one file that share their headings, as the file has them.

    Columns in which none of these lines holds anything are left out.
    """

    file: str
    report: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def evidence(finding: Finding) -> list[Shown]:
    """Every source row of a finding; the first ones with their text."""
    places = dict.fromkeys((row["file"] or "", row["line"]) for row in finding.evidence)
    quoted = quotes(finding.account.name, list(places)[:_QUOTED])
    return [
        _shown(row, quoted.get((row["file"] or "", row["line"]), Quote()))
        for row in finding.evidence
    ]


def _shown(row: dict[str, Any], quote: Quote) -> Shown:
    return Shown(
        report=row["report"] or "",
        file=row["file"] or "",
        line=row["line"],
        role=row["role"],
        units=row["units"],
        cells=quote.cells,
        text=quote.text,
        why_not=quote.why_not,
    )


def sheets(rows: Iterable[Shown]) -> list[Sheet]:
    """Evidence as tables, one per file and headings; a line that is named twice stands once."""
    parted: dict[tuple[str, tuple[str, ...]], dict[int, list[Shown]]] = {}
    for row in rows:
        headings = tuple(name for name, _value in row.cells)
        parted.setdefault((row.file, headings), {}).setdefault(row.line, []).append(row)
    return [_sheet(file, headings, lines) for (file, headings), lines in parted.items()]


def _sheet(file: str, headings: tuple[str, ...], lines: dict[int, list[Shown]]) -> Sheet:
    firsts = [does[0] for does in lines.values()]
    used = [at for at in range(len(headings)) if any(row.cells[at][1] for row in firsts)]
    return Sheet(
        file=file,
        report=firsts[0].report,
        headings=tuple(headings[at] for at in used),
        lines=tuple(
            Line(
                line=number,
                does=tuple(does),
                named=tuple((headings[at], does[0].cells[at][1]) for at in used),
                text="" if headings else does[0].text,
                why_not=does[0].why_not,
            )
            for number, does in lines.items()
        ),
    )


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
    names = file_names()
    points = [
        {
            "lane": event["lane"], "day": event["day"].isoformat(), "units": event["units"],
            "what": event["what"], "detail": event["detail"] or "", "place": event["place"] or "",
            "reference": event["reference"] or "",
            "cited": (names.get(event["source"], ""), event["line"]) in cited,
        }
        for event in events
    ]  # fmt: skip
    return {"lanes": lanes, "points": points, "marks": _marked(marks)}


def _marked(marks: dict[str, date | None]) -> list[dict[str, str]]:
    """One mark for each day, in order; names that fall on the same day share it."""
    days: dict[date, list[str]] = {}
    for name, day in marks.items():
        if day is not None:
            days.setdefault(day, []).append(name)
    return [{"name": ", ".join(days[day]), "day": day.isoformat()} for day in sorted(days)]
