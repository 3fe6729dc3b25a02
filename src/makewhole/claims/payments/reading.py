"""The reimbursements of an audit, as rows for matching."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from makewhole.audit import Audit
from makewhole.claims.payments.rows import ReimbursementRow
from makewhole.engine import load_folder


def reimbursements(audit: Audit) -> Iterator[tuple[str, list[ReimbursementRow]]]:
    """Per account every reimbursement dated on or before the audit's day, with file and deposit."""
    (file,) = load_folder("makewhole.claims.payments")
    rows = audit.engine.rows(file.statements["rows_and_deposits"])
    for account, group in groupby(rows, key=lambda row: row[0]):
        yield account, [_row(each[1:]) for each in group]


def _row(cells: tuple[Any, ...]) -> ReimbursementRow:
    *content, file, line, settlement_id, transaction_type, description, deposit_date = cells
    cash, kind, original = content[-3:]
    said = " ".join(part for part in (transaction_type, description) if part)
    return ReimbursementRow(
        *content[:-3], cash or 0, kind or 0, original, file or "", line, settlement_id,
        said or None, deposit_date,
    )  # fmt: skip
