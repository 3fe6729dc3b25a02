"""The reimbursements of an audit, as rows for matching."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from makewhole.audit import Audit
from makewhole.claims.payments.rows import ReimbursementRow
from makewhole.engine import load_folder

_COLUMNS = (
    "approval_date", "reimbursement_id", "case_id", "order_id", "reason", "msku", "fnsku", "asin",
    "currency", "amount_per_unit", "amount_total", "cash_units", "inventory_units",
    "original_reimbursement_id", "file", "line", "settlement_id", "type", "description",
    "deposit_date",
)  # fmt: skip


def reimbursements(audit: Audit) -> Iterator[tuple[str, list[ReimbursementRow]]]:
    """Per account every reimbursement dated on or before the audit's day, with file and deposit."""
    (file,) = load_folder("makewhole.claims.payments")
    is_judged = audit.engine.names() >= {"approved_lines", "entries", "lots"}
    judged = "paid_judged" if is_judged else "none_judged"
    audit.engine.table("paid_judged", file.statements[judged])
    audit.engine.table("paid_nearest", file.statements["paid_nearest"])
    rows = audit.engine.rows(file.statements["rows_and_deposits"])
    for account, group in groupby(rows, key=lambda row: row[0]):
        yield account, [_row(each[1:]) for each in group]


def _row(cells: tuple[Any, ...]) -> ReimbursementRow:
    content: dict[str, Any] = dict(zip(_COLUMNS, cells, strict=True))
    said = " ".join(each for each in (content.pop("type"), content.pop("description")) if each)
    content |= {
        "cash_units": content["cash_units"] or 0,
        "inventory_units": content["inventory_units"] or 0,
        "file": content["file"] or "",
        "settlement_line": said or None,
    }
    return ReimbursementRow(**content)
