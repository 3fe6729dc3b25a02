"""What is said of a file that could not be read as a report, or is known and not read."""

import csv
import re
from dataclasses import dataclass

from makewhole.errors import Problem
from makewhole.reports.form import Report

_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
_NUMBER = re.compile(r"[-+$€£]?\d[\d.,]*")
_SHOWN = 6
_LOOKED_AT = 100_000  # characters of a line


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read: the problem, and the report it is where that is known."""

    problem: Problem
    report: str | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return self.problem.file


def _refusal(name: str, kind: str, says: str, report: str | None = None) -> Refusal:
    return Refusal(Problem(name, None, None, kind, says), report)


def ambiguous(name: str, reports: list[str]) -> Refusal:
    """Headings that fit several reports."""
    return _refusal(
        name,
        "ambiguous_report",
        f"its headings fit more than one report: {' and '.join(reports)}. The file was not read, "
        "because a guess could count units twice. Download it again with all its columns, or say "
        "in a mapping file which report it is.",
    )


def unfit(name: str, kind: str, says: str, report: str) -> Refusal:
    """Headings that do not give what the report needs."""
    return _refusal(name, kind, says, report)


def not_read(name: str, form: type[Report]) -> Refusal:
    """A report that is known and has no use here."""
    says = (
        f'this is a file of "{form.called()}" ({form.report}), which is not read: {form.not_read}'
    )
    return _refusal(name, "known_not_read", says, form.report)


def empty(name: str) -> Refusal:
    """A file without a single character."""
    return _refusal(
        name,
        "empty_file",
        "the file is empty. Nothing was read from it. A report without rows still has its "
        "headings: download it again.",
    )


def not_a_report(name: str, kind: str) -> Refusal:
    """A file of another kind: a photo, a document."""
    return _refusal(name, "not_a_report", f"this is {kind}, not a report. It was left alone.")


def no_sheet(name: str) -> Refusal:
    """A workbook none of whose sheets is a report."""
    return _refusal(
        name,
        "unknown_report",
        "none of its sheets has the headings of a report makewhole knows. It was not read. If it "
        "holds a report, say in a mapping file which column is which (makewhole template mapping).",
    )


def broken_json(name: str, cause: str) -> Refusal:
    """A JSON document that cannot be parsed."""
    return _refusal(
        name,
        "broken_json",
        f"it begins like JSON and is not ({cause}). Nothing of it was read. Save the answer of "
        "the interface again, whole.",
    )


def unknown_json(name: str) -> Refusal:
    """A JSON document of no known shape."""
    return _refusal(
        name,
        "unknown_report",
        "it is JSON, but not of a shape makewhole knows. It was not read. Of the answers of "
        "Amazon's interfaces, inbound shipments and their items are read.",
    )


def changed(name: str) -> Refusal:
    """A file that was written to while it was read."""
    return _refusal(
        name,
        "changed_while_read",
        "the file changed while it was being read, so what was read may be of two versions. "
        "Nothing of it was kept. Wait until the download is complete and read it again.",
    )


def unreadable(name: str, cause: str) -> Refusal:
    """A file the system would not let be read to its end."""
    return _refusal(
        name,
        "unreadable",
        f"the file could not be read ({cause}). It was left out. Check the file, and the disk or "
        "connection it lies on, and try again.",
    )


def engine_failed(name: str, cause: str) -> Refusal:
    """A file on which the engine stopped: a fault of ours."""
    return _refusal(
        name,
        "engine_failed",
        f"the file could not be read, because the engine stopped at it ({cause}). Nothing of it "
        "was kept; the other files were read. This is a fault of makewhole, not of your file: "
        "please report it.",
    )


def unaccounted(name: str, line: int | None) -> Refusal:
    """A line that was neither kept nor found faulty: a fault of ours."""
    where = "its lines" if line is None else f"line {line}"
    return _refusal(
        name,
        "unaccounted",
        f"{where} could neither be read nor be found faulty, so nothing of the file was kept. "
        "This is a fault of makewhole, not of your file: please report it.",
    )


def unknown_text(name: str, text: str) -> Refusal:
    """A text without the headings of any report."""
    if not text.strip():
        return empty(name)
    first = next(line for line in text.splitlines() if line.strip())
    cells = [cell.strip().strip('"') for cell in re.split(r"[\t,;|]", first[:5000])]
    if len(first) > 5000 or len(cells) < 2:
        return _refusal(
            name,
            "unknown_report",
            "it is a text without a table: no line among the first 40 has the headings of a "
            "report. It was not read.",
        )
    if whole_lines_quoted(text):
        return _refusal(
            name,
            "lines_in_quotes",
            "each of its lines stands in quotes as a whole, so that a line is one cell: a "
            "spreadsheet saved it so. It was not read. Download the report again and give it as "
            "it comes.",
        )
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in cells)
    if any(map(_DAY.fullmatch, cells)) or numbers * 4 >= len(cells):
        return _refusal(
            name,
            "no_headings",
            f"its first line holds values ({_some(cells)}), not headings, so it cannot be told "
            "which column is which. It was not read. Download the report again and keep its "
            "first line.",
        )
    return _refusal(
        name,
        "unknown_report",
        f"its headings ({_some(cells)}) are those of no report makewhole knows. It was not read. "
        "If it is a report, say in a mapping file which column is which (makewhole template "
        "mapping).",
    )


def whole_lines_quoted(text: str) -> bool:
    """Whether each of the first lines is one quoted cell that holds delimiters."""
    lines = [line[:_LOOKED_AT] for line in text.splitlines()[:20] if line.strip()]
    rows = [next(csv.reader([line]), []) for line in lines]
    return all(len(row) == 1 and re.search(r"[\t,;]", row[0]) for row in rows) and '"' in text[:9]


def _some(cells: list[str]) -> str:
    shown = ", ".join(cell[:40] for cell in cells[:_SHOWN] if cell)
    return f"{shown}, …" if len(cells) > _SHOWN else shown
