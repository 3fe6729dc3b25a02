"""A home with a small ledger in its books and a case drafted from findings that cite its rows."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.claims.scenes import TODAY, finding, owned_scope, record

from makewhole.audit.session import open_books
from makewhole.claims.cases.drafting import draft
from makewhole.claims.models import Case

_HEAD = [
    "Date", "FNSKU", "ASIN", "MSKU", "Title", "Event Type", "Reference ID", "Quantity",
    "Fulfillment Center", "Disposition", "Reason", "Country", "Reconciled Quantity",
    "Unreconciled Quantity", "Date and Time", "Store",
]  # fmt: skip
LEDGER = "ledger.txt"


def ledger(folder: Path, rows: int, title: str = "Dryer Balls, Pack of 6") -> Path:
    """A ledger of so many losses of 2 units of X001, one a line from line 2."""
    day = "09/01/2026"
    lines = [
        [day, "X001", "B000000001", "SKU-1", title, "Adjustments", f"R{n}", "-2", "ABE8",
         "SELLABLE", "M", "US", "0", "2", "2026-09-01T00:00:00-0700", ""]
        for n in range(1, rows + 1)
    ]  # fmt: skip
    file = folder / LEDGER
    text = "\r\n".join("\t".join(row) for row in [_HEAD, *lines]) + "\r\n"
    file.write_text(text, "utf-8")
    return file


def lost(number: int, **other: Any) -> dict[str, Any]:
    """The finding of one line of the ledger: 2 units lost, worth 12.345 each, rounded once."""
    return finding(
        number,
        **{
            "fnsku": "X001", "msku": "SKU-1", "units_affected": 2, "units_compensated": 0,
            "units": 2, "unit_value": "12.345", "amount": "24.69",
            "explanation": f"2 units lost (reference R{number}).",
            "evidence": [
                {"report": "GET_LEDGER_DETAIL_VIEW_DATA", "file": LEDGER, "line": number + 1,
                 "role": "lost", "units": 2},
            ],
            "policy": [{"key": "window.fc_ops", "from": "2024-10-23",
                        "value": "close_after_days=60", "source": "az_us_news_2024"}],
            **other,
        },
    )  # fmt: skip


def case_of(home: Path, rows: int = 1, title: str = "Dryer Balls, Pack of 6") -> Case:
    """A drafted case of so many findings, their rows in the books of the home."""
    folder = home.parent / f"{home.name}-downloads"
    folder.mkdir(exist_ok=True)
    file = ledger(folder, rows, title)
    with open_books(file, home=home, account="demo", keep_sources=True):
        pass
    record(*(lost(n) for n in range(1, rows + 1)))
    (case,) = draft(owned_scope(), on=date.fromisoformat(str(TODAY))).cases
    return case
