"""Reading a recovery service's statement: no two services print the same columns.

Columns are told by the words services use for them, or by the user's own mapping. What is not
known is said, with every heading found; nothing is guessed.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from makewhole.errors import Problem, UsageError

# What a line may tell -> words that services head it with, folded.
COLUMNS: dict[str, tuple[str, ...]] = {
    "reimbursement_id": (
        "reimbursement id", "reimbursementid", "reimb id", "amazon reimbursement id",
    ),
    "case_id": ("case id", "caseid", "amazon case id", "case", "case number", "case #", "ticket"),
    "order_id": ("order id", "amazon order id", "orderid", "order number"),
    "fnsku": ("fnsku",),
    "msku": ("sku", "msku", "merchant sku", "seller sku"),
    "day": ("date", "approval date", "reimbursement date", "date reimbursed", "recovered on"),
    "units": ("units", "quantity", "qty", "quantity reimbursed", "units reimbursed"),
    "amount": (
        "amount", "amount recovered", "recovered", "reimbursed amount", "recovered amount",
        "amount total", "reimbursement amount", "total reimbursed", "total recovered",
    ),
    "fee": ("fee", "commission", "our fee", "service fee", "fee amount", "commission amount",
            "amount due", "billed"),
    "currency": ("currency", "currency unit", "currency code"),
}  # fmt: skip
_HEADER_WITHIN = 30
_LARGEST = 50 * 2**20


class StatementUnreadable(UsageError):
    """A statement that cannot be read, or whose columns are not known."""

    def __init__(self, path: Path, found: str, expected: str, todo: str) -> None:
        self.path, self.found, self.expected = path, found, expected
        super().__init__(f"{path}: {found}; expected was {expected}. Nothing was compared. {todo}")


@dataclass(frozen=True, slots=True)
class Statement:
    """Lines of a statement: `line` is the row of the file or sheet; texts as printed."""

    columns: tuple[str, ...]
    lines: tuple[dict[str, str | int | Decimal | None], ...]
    problems: tuple[Problem, ...]


def read_statement(path: Path, mapping: Mapping[str, str] | None = None) -> Statement:
    """The billed lines of a statement; `mapping` names the heading of a column by hand.

    A line without amount, or whose amount is no number, is a problem and left out.
    Errors: StatementUnreadable.
    """
    if not path.exists():
        raise StatementUnreadable(
            path, "there is no such file", "the statement of a service", "Check its name."
        )
    rows = _rows(path)
    at, columns = _header(path, rows, mapping or {})
    lines, problems = [], []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: row[n].strip() if n < len(row) else "" for name, n in columns.items()}
        amount = _number(cells.get("amount", ""))
        if amount is None or not (cells.get("reimbursement_id") or cells.get("case_id")):
            problems.append(_problem(path, number, cells, row))
            continue
        lines.append(_line(number, cells, amount))
    return Statement(tuple(columns), tuple(lines), tuple(problems))


def _line(
    number: int, cells: Mapping[str, str], amount: Decimal
) -> dict[str, str | int | Decimal | None]:
    texts = ("reimbursement_id", "case_id", "order_id", "fnsku", "msku", "day", "currency")
    units = _number(cells.get("units", ""))
    return {
        "line": number,
        **{name: _id(cells.get(name, "")) for name in texts},
        "units": int(units) if units is not None and units == int(units) else None,
        "amount": amount,
        "fee": _number(cells.get("fee", "")),
    }


def _header(
    path: Path, rows: Sequence[Sequence[str]], mapping: Mapping[str, str]
) -> tuple[int, dict[str, int]]:
    unknown = set(mapping) - set(COLUMNS)
    if unknown:
        raise StatementUnreadable(
            path, f"the mapping names {', '.join(sorted(unknown))}", f"one of {', '.join(COLUMNS)}",
            "Correct --column.",
        )  # fmt: skip
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        found = _columns(row, mapping)
        if len(found) > len(best[1]):
            best = (number, found)
    held = best[1]
    if "amount" not in held or not {"reimbursement_id", "case_id"} & set(held):
        headings = ", ".join(cell for cell in rows[best[0]] if cell.strip()) if rows else "nothing"
        lacks = "amount" if "amount" not in held else "reimbursement_id or case_id"
        raise StatementUnreadable(
            path, f"no column for {lacks} is known among: {headings}",
            "an amount, and a reimbursement id or case id, in each line",
            'Say which it is: --column amount="HEADING" --column case_id="HEADING"',
        )  # fmt: skip
    return best


def _columns(row: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    folded = [_folded(cell) for cell in row]
    found = {}
    for name, words in COLUMNS.items():
        wanted = (_folded(mapping[name]),) if name in mapping else words
        hit = next((folded.index(word) for word in wanted if word in folded), None)
        if hit is not None:
            found[name] = hit
    return found


def _rows(path: Path) -> list[list[str]]:
    if path.stat().st_size > _LARGEST:
        raise StatementUnreadable(
            path, f"it has {path.stat().st_size:,} bytes", f"at most {_LARGEST:,}", "Split it."
        )
    content = path.read_bytes()
    if content[:4] == b"PK\x03\x04" or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _sheet(path, content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if not text.strip() or "\x00" in text[:4096]:
        raise StatementUnreadable(
            path, "it holds no lines of text", "CSV or XLSX", "Get it again from the service."
        )
    delimiter = max(",;\t|", key=text[:4096].count)
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _sheet(path: Path, content: bytes) -> list[list[str]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except CalamineError as error:
        raise StatementUnreadable(
            path, f"it cannot be opened ({error})", "a workbook", "Save it as CSV and try again."
        ) from error
    rows = max(sheets, key=len, default=[])
    return [[_cell(cell) for cell in row] for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a workbook keeps ids and counts as floating numbers
    return "" if value is None else str(value)


def _number(text: str) -> Decimal | None:
    """A number as services print it: `$1,234.50`, `(12.00)`, `12,50`; None where it is none.

    >>> _number("$1,234.50"), _number("12,50"), _number("(3)"), _number("n/a")
    (Decimal('1234.50'), Decimal('12.50'), Decimal('-3'), None)
    """
    bare = re.sub(r"[^\d,.()-]", "", text)
    if not bare:
        return None
    sign = -1 if bare.startswith(("(", "-")) else 1
    bare = bare.strip("()-")
    if re.fullmatch(r"\d{1,3}(\.\d{3})*,\d{1,2}|\d+,\d{1,2}", bare):
        bare = bare.replace(".", "").replace(",", ".")
    try:
        return sign * Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return None


def _id(text: str) -> str | None:
    return text.lstrip("'").strip() or None


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip().lower())


def _problem(path: Path, line: int, cells: Mapping[str, str], row: Sequence[str]) -> Problem:
    no_amount = _number(cells.get("amount", "")) is None
    lacks = "amount" if no_amount else "reimbursement or case id"
    return Problem(
        path.name, line, None, "line_left_out",
        f"it has no {lacks} that can be read; expected was "
        "one in each billed line. The line was left out of the comparison. Ask the service for it.",
        ",".join(row),
    )  # fmt: skip
