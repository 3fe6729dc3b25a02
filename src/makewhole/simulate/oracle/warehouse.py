"""Units lost, damaged and disposed of in Amazon's warehouses.

A lost row (M, 5) has units Amazon has settled and units still open; only the open ones can be
owed. Set off, per FNSKU and in this order: (1) what was paid in kind is struck from the N rows,
which tell of the same units; (2) settled units of found rows off settled units of lost rows,
newest loss first; (3) payments off what is left of the settled units, oldest loss first, losses of
the payment's day or older only; (4) the rest of each payment off the open units, likewise; (5)
open units of found rows off the open units, whatever their days; (6) what is left of a payment off
the open units of rows dated one to seven days after it. Damaged rows know (3), (4) and (6).
Disposals of sellable stock take what lost and damaged payments leave over, then the seller's own
orders. Last of all come payments whose reason says nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from makewhole.simulate.oracle.account import Account
from makewhole.simulate.oracle.findings import Event, Finding, add_up, units_finding
from makewhole.simulate.oracle.lots import Ask, Gift, oldest, on_or_before, set_off
from makewhole.simulate.oracle.payments import Payment, finds_by_product, is_adjustment
from makewhole.simulate.rows import LedgerRow

LOST = ("M", "5")
DAMAGED = ("E", "6", "7", "H", "K", "U")
DISPOSED = ("D", "G")
_NEXT_DAYS = timedelta(days=7)  # a row may be booked only when its research is paid


@dataclass(slots=True, eq=False)
class Row:
    """A ledger row that may be owed for: its settled units and its open ones."""

    row: LedgerRow
    claim_type: str
    settled: Ask
    open: Ask
    review: bool


def counted(row: LedgerRow) -> tuple[int, int, bool]:
    """Settled and open units of a row, and whether the file says neither."""
    units = abs(row.units)
    if row.unreconciled is not None:
        still = min(units, row.unreconciled)
    elif row.reconciled is not None:
        still = max(0, units - row.reconciled)
    else:
        return 0, units, True
    return units - still, still, False


class Warehouse:
    """All warehouse rows of an account after their set-offs; `leftover` is for inbound to use."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in account.reports.ledger:
            kind = _claim_type(row)
            if kind:
                self._rows[row.fnsku].append(_row(row, kind))
        self._settle()
        self._pay()
        self._left_over()

    def _of(self, fnsku: str, *claim_types: str) -> list[Row]:
        return sorted(
            (row for row in self._rows.get(fnsku, []) if row.claim_type in claim_types),
            key=lambda row: (row.row.day, row.row.reference),
        )

    def _settle(self) -> None:
        """Steps 1, 2 and 5 need the found rows: own finds before Amazon's found stock."""
        finds, stock = finds_by_product(self._account.reports.ledger)
        self._settled: dict[str, list[Gift]] = {}
        self._unsettled: dict[str, list[Gift]] = {}
        for fnsku, rows in finds.items():
            self._settled[fnsku] = [_gift(row, counted(row)[0]) for row in rows]
            self._unsettled[fnsku] = [_gift(row, counted(row)[1]) for row in rows]
            self._strike_paid_in_kind(fnsku)
        self._stock_settled = {
            a: [_gift(r, counted(r)[0]) for r in rows] for a, rows in stock.items()
        }
        self._stock_open = {a: [_gift(r, counted(r)[1]) for r in rows] for a, rows in stock.items()}

    def _strike_paid_in_kind(self, fnsku: str) -> None:
        kinds = ("fc_lost", "fc_damaged")
        paid = sum(
            payment.in_kind for payment in self._account.money.payments
            if payment.row.fnsku == fnsku
            and (payment.is_unknown or any(payment.closes(kind) for kind in kinds))
        )  # fmt: skip
        for gift in (*self._settled[fnsku], *self._unsettled[fnsku]):
            if gift.row.reason == "N":
                struck = min(paid, gift.left)
                gift.left -= struck
                paid -= struck

    def _pay(self) -> None:
        fnskus = sorted(self._rows)
        for fnsku in fnskus:
            newest = list(reversed(self._asks(fnsku, "fc_lost", "settled")))
            set_off(self._settled.get(fnsku, []), newest)
        for fnsku in fnskus:
            newest = list(reversed(self._asks(fnsku, "fc_lost", "settled")))
            set_off(self._stock_settled.get(self._asin(fnsku), []), newest)
        self._payments = {kind: self._gifts(kind) for kind in ("fc_lost", "fc_damaged")}
        for kind, gifts in self._payments.items():
            for fnsku in fnskus:
                own = [gift for gift in gifts if gift.row.row.fnsku == fnsku]
                set_off(own, self._asks(fnsku, kind, "settled"), on_or_before)
                set_off(own, self._asks(fnsku, kind, "open"), on_or_before)
        for fnsku in fnskus:
            set_off(self._unsettled.get(fnsku, []), self._asks(fnsku, "fc_lost", "open"))
        for fnsku in fnskus:
            stock = self._stock_open.get(self._asin(fnsku), [])
            set_off(stock, self._asks(fnsku, "fc_lost", "open"))
        for kind, gifts in self._payments.items():
            for fnsku in fnskus:
                own = [gift for gift in gifts if gift.row.row.fnsku == fnsku]
                set_off(own, self._asks(fnsku, kind, "open"), _paid_before_booked)

    def _left_over(self) -> None:
        """Disposals: rest of payments, the seller's own orders; then payments without reason."""
        orders = oldest(
            Gift(row, row.day, row.id, row.disposed)
            for row in self._account.reports.removal_orders
            if row.disposition.upper() == "SELLABLE" and row.disposed > 0
        )
        for fnsku in sorted(self._rows):
            asks = self._asks(fnsku, "fc_disposed_unauthorised", "open")
            rest = [
                g for gifts in self._payments.values() for g in gifts if g.row.row.fnsku == fnsku
            ]
            set_off(oldest(rest), asks)
            own = [gift for gift in orders if gift.row.fnsku == fnsku]
            set_off(own, asks, lambda gift, ask: gift.day <= ask.day)
        self.leftover = [payment.gift() for payment in self._account.money.unknown()]
        for fnsku in sorted(self._rows):
            kinds = ("fc_lost", "fc_damaged", "fc_disposed_unauthorised")
            asks = oldest(row.open for row in self._of(fnsku, *kinds))
            own = [gift for gift in self.leftover if gift.row.row.fnsku == fnsku]
            set_off(own, asks, on_or_before)

    def findings(self) -> list[Finding]:
        """One finding per ledger row still owed; equal rows added up."""
        owed = [row for rows in self._rows.values() for row in rows if row.open.left]
        return add_up([self._finding(row) for row in owed])

    def _finding(self, row: Row) -> Finding:
        account, source = self._account, row.row
        sku = source.msku or account.products.sku(source.fnsku)
        value, valuation = account.values.before_order(sku, source.fnsku, source.day)
        event = Event(
            claim_type=row.claim_type, event_date=source.day, fnsku=source.fnsku, msku=sku,
            asin=source.asin, reference_id=source.reference,
        )  # fmt: skip
        review = row.review or self._doubtful(source)
        return units_finding(account.figures, event, affected=abs(source.units), owed=row.open.left,
            value=value, valuation=valuation, currency=account.currency, review=review)  # fmt: skip

    def _doubtful(self, row: LedgerRow) -> bool:
        """Stock that was unsellable before, or came in damaged by the carrier, needs a person."""
        if row.reason in LOST:
            return row.disposition != "SELLABLE"
        if row.reason == "6":
            return any(
                other.fnsku == row.fnsku and other.disposition == "CARRIER_DAMAGED"
                and other.event in ("Receipts", "CustomerReturns") and other.day <= row.day
                for other in self._account.reports.ledger
            )  # fmt: skip
        return row.reason in ("7", "H", "K", "U")

    def _asks(self, fnsku: str, kind: str, bucket: str) -> list[Ask]:
        return [getattr(row, bucket) for row in self._of(fnsku, kind)]

    def _gifts(self, kind: str) -> list[Gift]:
        payments: Iterable[Payment] = self._account.money.closing(kind)
        return [payment.gift() for payment in payments]

    def _asin(self, fnsku: str) -> str:
        return self._account.products.asin(fnsku)


def _claim_type(row: LedgerRow) -> str | None:
    if not is_adjustment(row) or row.units >= 0:
        return None
    if row.reason in LOST:
        return "fc_lost"
    if row.reason in DAMAGED:
        return "fc_damaged"
    if row.reason in DISPOSED and row.disposition == "SELLABLE":
        return "fc_disposed_unauthorised"
    return None


def _row(row: LedgerRow, kind: str) -> Row:
    settled, still, silent = counted(row)
    if kind == "fc_disposed_unauthorised":
        settled, still, silent = 0, abs(row.units), False
    return Row(
        row, kind, Ask(row, row.day, row.reference, settled),
        Ask(row, row.day, row.reference, still), silent,
    )  # fmt: skip


def _gift(row: LedgerRow, units: int) -> Gift:
    return Gift(row, row.day, row.reference, units)


def _paid_before_booked(gift: Gift, ask: Ask) -> bool:
    return gift.day < ask.day <= gift.day + _NEXT_DAYS
