"""The journal as files: beancount, QuickBooks Online, Xero.

Source  the columns are those of Xero's manual-journal template (its help page "Enter multiple
        manual journals using an import template") and of QuickBooks Online (its help
        page "Import journal entries"), both seen 2026-11-22; Xero takes at most 300 lines a file.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from makewhole.claims.bookkeeping.entries import Entry, Posting
from makewhole.errors import PathMissing, UsageError

XERO_LINES = 300
_BEANCOUNT_ACCOUNT = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][\w-]*)+")


class ChartWrong(UsageError):
    """A chart of accounts that cannot be used."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        self.path, self.found, self.expected = path, found, expected
        super().__init__(
            f"{path}: {found}; expected was {expected}. Nothing was written. Correct the file and "
            "run again."
        )


Chart = Mapping[str, Mapping[str, str]]


def chart(own: Path | None = None) -> Chart:
    """The chart of accounts, with the user's own names where a file gives them.

    Errors: PathMissing; ChartWrong.
    """
    text = files("makewhole.claims.bookkeeping").joinpath("chart.yaml").read_text("utf-8")
    held: dict[str, dict[str, str]] = yaml.safe_load(text)
    if own is None:
        return held
    for purpose, names in _own(own).items():
        if purpose not in held or not isinstance(names, dict):
            raise ChartWrong(own, f"{purpose!r} is no purpose", ", ".join(held))
        held[purpose] |= {str(key): str(value) for key, value in names.items()}
        if not _BEANCOUNT_ACCOUNT.fullmatch(held[purpose]["beancount"]):
            found = f"{held[purpose]['beancount']!r} is no beancount account"
            raise ChartWrong(own, found, "a name such as Assets:Amazon:Clearing")
    return held


def beancount(entries: Sequence[Entry], names: Chart) -> str:
    """A beancount file: its accounts opened on the first day, one transaction per entry."""
    if not entries:
        return "; no entries in this time\n"
    used = sorted({names[posting.ledger]["beancount"] for e in entries for posting in e.postings})
    first = min(entry.day for entry in entries)
    currencies = sorted({entry.currency for entry in entries})
    lines = [f'option "operating_currency" "{each}"' for each in currencies]
    lines += ["", *(f"{first} open {account}" for account in used)]
    for entry in entries:
        lines += ["", f'{entry.day} * "Amazon" {_quoted(entry.memo)}']
        lines += [f"  number: {_quoted(entry.number)}"]
        lines += [f"  selling_account: {_quoted(entry.account)}"]
        for posting in entry.postings:
            account = names[posting.ledger]["beancount"]
            lines.append(f"  {account:<44} {posting.amount:>14f} {entry.currency}")
    return "\n".join(lines) + "\n"


def quickbooks(entries: Iterable[Entry], names: Chart) -> list[dict[str, Any]]:
    """Rows of QuickBooks Online's journal import: days as MM/DD/YYYY, debit or credit."""
    return [
        {
            "JournalNo": entry.number,
            "JournalDate": f"{entry.day:%m/%d/%Y}",
            "AccountName": names[posting.ledger]["name"],
            "Debits": posting.amount if posting.amount > 0 else None,
            "Credits": -posting.amount if posting.amount < 0 else None,
            "Description": _said(entry, posting),
            "Name": "Amazon",
            "Currency": entry.currency,
        }
        for entry in entries
        for posting in entry.postings
    ]


def xero(entries: Iterable[Entry], names: Chart) -> list[list[dict[str, Any]]]:
    """Rows of Xero's manual journals in files of at most 300 lines, no entry cut in two.

    Days as DD/MM/YYYY; a positive amount is a debit. The code is the account's name where the chart
    gives no code, and Xero will ask for it.
    """
    found: list[list[dict[str, Any]]] = [[]]
    for entry in entries:
        rows = [
            {
                "Narration": f"{entry.number} {entry.memo} ({entry.currency})",
                "Date": f"{entry.day:%d/%m/%Y}",
                "Description": posting.said,
                "AccountCode": names[posting.ledger].get("code", names[posting.ledger]["name"]),
                "TaxRate": names[posting.ledger].get("tax", "Tax Exempt"),
                "Amount": posting.amount,
            }
            for posting in entry.postings
        ]
        if found[-1] and len(found[-1]) + len(rows) > XERO_LINES:
            found.append([])
        found[-1] += rows
    return found


def _own(path: Path) -> dict[str, Any]:
    if not path.exists():
        raise PathMissing(path)
    try:
        held = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ChartWrong(path, "it is no YAML", "purposes with their accounts") from error
    if not isinstance(held, dict):
        raise ChartWrong(path, "it holds no purposes", "purposes with their accounts")
    return held


def _said(entry: Entry, posting: Posting) -> str:
    return f"{entry.memo}: {posting.said}"


def _quoted(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + plain.replace("\\", "/").replace('"', "'") + '"'
