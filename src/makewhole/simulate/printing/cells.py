"""How single values are printed: days, instants, money, files of tabs and of commas."""

import csv
import io
import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.money import cents, plain


def slash(day: date) -> str:
    """A day as the ledger prints it, month first.

    >>> slash(date(2026, 7, 6))
    '07/06/2026'
    """
    return f"{day.month:02d}/{day.day:02d}/{day.year}"


def instant(day: date, mark: str) -> str:
    """An instant of a day, always the same for the same row.

    >>> instant(date(2026, 7, 6), "x").startswith("2026-07-06T")
    True
    """
    return f"{day.isoformat()}T{clock(mark)}+00:00"


def clock(mark: str) -> str:
    """A time of day drawn from a row's own ids."""
    seconds = zlib.crc32(mark.encode()) % 72000  # before 20:00, when statements close
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def money(amount: Decimal, currency: str, comma: bool = False) -> str:
    """An amount to its currency's smallest unit, with a decimal comma where the store prints one.

    >>> money(Decimal("1249.5"), "EUR", comma=True), money(Decimal("1249"), "JPY")
    ('1249,50', '1249')
    """
    text = plain(amount.quantize(cents(currency)))
    return text.replace(".", ",") if comma else text


def count(units: int | None) -> str:
    """A quantity, empty where the report says nothing."""
    return "" if units is None else str(units)


def tabs(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A file of tabs as the interface and the .txt download give it: nothing quoted."""
    lines = ["\t".join(headers), *("\t".join(row) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def commas(headers: Sequence[str], rows: Iterable[Sequence[str]], *, quoted: bool = False) -> bytes:
    """A .csv download."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n",
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)  # fmt: skip
    writer.writerow(headers)
    writer.writerows(rows)
    return text.getvalue().encode()


def as_json(document: Any) -> bytes:
    """An answer of Amazon's interface, as saved by a program."""
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
