"""Reimbursement rows: which pay, which take back, and how much of each payment still stands.

A row with a negative amount or negative cash units takes back. A row that names an earlier
reimbursement and does not take back tops it up: money, no units. Every other row pays its cash
units and its units in kind.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from makewhole.simulate.figures import Figures, Reason
from makewhole.simulate.oracle.lots import Ask, Gift, oldest, on_or_before, set_off
from makewhole.simulate.rows import LedgerRow, ReimbursementRow, Reports

FOUND = "Amazon.Found."


def is_reversal(row: ReimbursementRow) -> bool:
    """Whether a row takes money or units back."""
    return row.total < 0 or row.cash < 0


def is_top_up(row: ReimbursementRow) -> bool:
    """Whether a row only adds money to an earlier reimbursement."""
    return bool(row.original_id) and not is_reversal(row)


@dataclass(slots=True, eq=False)
class Payment:
    """A row that pays units; what a justified reversal took back is already off."""

    row: ReimbursementRow
    reason: Reason | None
    cash: int
    in_kind: int

    @property
    def units(self) -> int:
        """Units the payment still stands for."""
        return self.cash + self.in_kind

    def closes(self, claim_type: str) -> bool:
        """Whether its reason settles a claim type, for a payment that names no order."""
        known = self.reason is not None and claim_type in self.reason.closes
        return known and not self.row.order_id

    @property
    def is_unknown(self) -> bool:
        """A payment without order whose reason says nothing about what was paid for."""
        silent = self.reason is None or self.reason.name == "GeneralAdjustment"
        return silent and not self.row.order_id

    def gift(self) -> Gift:
        """Its units as something to set off."""
        return Gift(self, self.row.day, self.row.id, self.units)


@dataclass(slots=True, eq=False)
class Reversal:
    """A row that takes back: how many units, and how many of them the reports explain."""

    row: ReimbursementRow
    units: int
    unexplained: int


class Money:
    """All payments and reversals of an account, the justified reversals already applied."""

    def __init__(self, reports: Reports, figures: Figures) -> None:
        rows = reports.reimbursements
        self._rows = rows
        self.payments = [
            Payment(row, figures.reason(row.reason), max(row.cash, 0), max(row.inventory, 0))
            for row in rows if not is_reversal(row) and not is_top_up(row)
        ]  # fmt: skip
        self.reversals = [
            Reversal(row, abs(row.cash) or abs(row.inventory), abs(row.cash) or abs(row.inventory))
            for row in rows if is_reversal(row)
        ]  # fmt: skip
        self._explain(reports)
        for reversal in self.reversals:
            self._take_back(reversal)

    def closing(self, claim_type: str) -> list[Payment]:
        """Payments without order whose reason settles a claim type, oldest first."""
        return self._ordered(lambda payment: payment.closes(claim_type))

    def unknown(self) -> list[Payment]:
        """Payments without order and without a telling reason, oldest first."""
        return self._ordered(lambda payment: payment.is_unknown)

    def of_order(self, order_id: str, sku: str) -> list[Payment]:
        """Payments that name an order and SKU, oldest first."""
        return self._ordered(lambda one: one.row.order_id == order_id and one.row.sku == sku)

    def _ordered(self, wanted: Callable[[Payment], bool]) -> list[Payment]:
        held = [payment for payment in self.payments if wanted(payment)]
        return sorted(held, key=lambda payment: (payment.row.day, payment.row.id))

    def _original_day(self, row: ReimbursementRow) -> date | None:
        days = [
            one.day
            for one in self._rows
            if one.id == row.original_id and one.sku == row.sku and not is_reversal(one)
        ]
        return min(days) if row.original_id and days else None

    def _explain(self, reports: Reports) -> None:
        """Set returned and found units off against what was taken back; each explains once.

        Reversals go in the order of the original's approval (not in the files: before all others),
        then their own day, then their id. The FNSKU's own finds are used before those of Amazon's
        found stock of the same ASIN.
        """
        asks = []
        for reversal in self.reversals:
            since = self._original_day(reversal.row)
            asks.append((since or date.min, Ask(reversal, reversal.row.day, reversal.row.id,
                reversal.units)))  # fmt: skip
        asks.sort(key=lambda pair: (pair[0], pair[1].day, pair[1].id))
        since_of = {id(ask): since for since, ask in asks}
        returned = oldest(Gift(row, row.day, row.plate, row.units) for row in reports.returns)
        found = oldest(Gift(row, row.day, row.reference, row.units)
            for row in reports.ledger if is_found(row))  # fmt: skip
        for _, ask in asks:
            if ask.row.row.order_id:
                set_off(returned, [ask], _same_order)
        for same in (_own_find, _found_stock):
            for _, ask in asks:
                if not ask.row.row.order_id:
                    since = since_of[id(ask)]
                    set_off([gift for gift in found if gift.day >= since], [ask], same)
        for _, ask in asks:
            ask.row.unexplained = ask.left

    def _take_back(self, reversal: Reversal) -> None:
        """What a reversal explains is no longer paid: cash units first, then units in kind."""
        explained = reversal.units - reversal.unexplained
        for payment in self.payments:
            row = payment.row
            if row.id != reversal.row.original_id or row.sku != reversal.row.sku:
                continue
            cash = min(explained, payment.cash)
            in_kind = min(explained - cash, payment.in_kind)
            payment.cash -= cash
            payment.in_kind -= in_kind
            explained -= cash + in_kind


def is_found(row: LedgerRow) -> bool:
    """Whether a ledger row says that units were found (codes F and N)."""
    return is_adjustment(row) and row.reason in ("F", "N") and row.units > 0


def is_adjustment(row: LedgerRow) -> bool:
    """Whether a ledger row is an adjustment, in either spelling."""
    return row.event.replace(" ", "").lower() in ("adjustments", "adjustment")


def finds_by_product(
    rows: list[LedgerRow],
) -> tuple[dict[str, list[LedgerRow]], dict[str, list[LedgerRow]]]:
    """Found rows by FNSKU, and those of Amazon's found stock by ASIN."""
    own: dict[str, list[LedgerRow]] = defaultdict(list)
    stock: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in sorted(filter(is_found, rows), key=lambda row: (row.day, row.reference)):
        if row.msku.startswith(FOUND):
            stock[row.asin].append(row)
        else:
            own[row.fnsku].append(row)
    return own, stock


def _same_order(gift: Gift, ask: Ask) -> bool:
    row = ask.row.row
    return bool(gift.row.order_id == row.order_id and gift.row.sku == row.sku)


def _own_find(gift: Gift, ask: Ask) -> bool:
    return bool(gift.row.fnsku == ask.row.row.fnsku and not gift.row.msku.startswith(FOUND))


def _found_stock(gift: Gift, ask: Ask) -> bool:
    return bool(gift.row.asin == ask.row.row.asin and gift.row.msku.startswith(FOUND))


__all__ = ["Money", "Payment", "Reversal", "finds_by_product", "is_adjustment", "is_found",
    "is_reversal", "is_top_up", "on_or_before"]  # fmt: skip
