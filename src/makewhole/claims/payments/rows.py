"""A row of the reimbursements report as payments need it, and what kind of row it is."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from makewhole.claims.models import Payment, PaymentKind


@dataclass(frozen=True, slots=True)
class ReimbursementRow:
    """One row of the canonical table `reimbursements`, with its file, line and settlement."""

    approval_date: date
    reimbursement_id: str
    case_id: str | None
    order_id: str | None
    reason: str | None
    msku: str | None
    fnsku: str | None
    asin: str | None
    currency: str | None
    amount_per_unit: Decimal | None
    amount_total: Decimal | None
    cash_units: int
    inventory_units: int
    original_reimbursement_id: str | None
    file: str = ""
    line: int | None = None
    settlement_id: str | None = None
    settlement_line: str | None = None
    deposit_date: date | None = None

    @property
    def kind(self) -> PaymentKind:
        """A reversal takes back; a top-up adds money to an earlier one; all else pays units."""
        if (self.amount_total or 0) < 0 or self.cash_units < 0:
            return PaymentKind.REVERSAL
        if self.original_reimbursement_id:
            return PaymentKind.TOP_UP
        return PaymentKind.PAYMENT

    @property
    def units_in_kind(self) -> int:
        """Units given back as stock; on a reversal they are units found, not compensation."""
        return self.inventory_units if self.kind is PaymentKind.PAYMENT else 0

    @property
    def units_in_cash(self) -> int:
        """Units paid in money; negative where a reversal takes them back; none of a top-up."""
        if self.kind is PaymentKind.TOP_UP:
            return 0
        if self.kind is PaymentKind.REVERSAL:
            return -abs(self.cash_units or self.inventory_units)
        return self.cash_units


# What two downloads of one row agree on, whatever their layout.
_IDENTITY = (
    "approval_date", "reimbursement_id", "case_id", "order_id", "reason", "msku", "fnsku", "asin",
    "currency", "amount_per_unit", "amount_total", "cash_units", "inventory_units",
)  # fmt: skip


def keyed(rows: Iterable[ReimbursementRow]) -> dict[str, ReimbursementRow]:
    """Rows by a key made of their content and, where equal rows occur, their number."""
    seen: Counter[str] = Counter()
    found: dict[str, ReimbursementRow] = {}
    for row in rows:
        content = "|".join(_said(getattr(row, name)) for name in _IDENTITY)
        seen[content] += 1
        text = f"{content}|{seen[content]}".encode()
        found[hashlib.sha256(text).hexdigest()] = row
    return found


def _said(value: object) -> str:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def as_payment(account_id: int, key: str, row: ReimbursementRow) -> Payment:
    """A row as it is kept for a case."""
    columns = ReimbursementRow.__dataclass_fields__
    held = {name: getattr(row, name) for name in columns}
    return Payment(account_id=account_id, key=key, kind=row.kind, **held)
