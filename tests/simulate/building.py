"""Rows for hand-written accounts: only what matters to a test is given, the rest is ordinary."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from makewhole.simulate.oracle.truth import prove
from makewhole.simulate.rows import (
    CostRow,
    LedgerRow,
    ParcelRow,
    QueueRow,
    ReimbursementRow,
    RemovalOrderRow,
    ReplacementRow,
    Reports,
    ReturnRow,
    Settlement,
    SettlementLine,
    ShipmentItem,
    TrackingRow,
)

AS_OF = date(2026, 11, 15)


def day(text: str) -> date:
    """A day of 2026, month and day: `day("09-01")`."""
    return date.fromisoformat(f"2026-{text}")


def ledger(when: str, reason: str, units: int, id: str = "", **more: Any) -> LedgerRow:
    """An adjustment of FNSKU X1, all of it open unless `counted` (settled, open) says otherwise."""
    settled, still = more.pop("counted", (0, abs(units)))
    facts = {
        "fnsku": "X1", "asin": "B1", "msku": "S1", "title": "Mug", "event": "Adjustments",
        "center": "ABE8", "disposition": "SELLABLE", "reconciled": settled, "unreconciled": still,
    } | more  # fmt: skip
    return LedgerRow(day=day(when), reference=id or f"{when}{reason}{units}", units=units,
        reason=reason, **facts)  # fmt: skip


def moved(when: str, event: str, units: int, reference: str = "", **more: Any) -> LedgerRow:
    """A ledger row that is no adjustment: Receipts, CustomerReturns, ..."""
    return ledger(when, "", units, reference, event=event, counted=(None, None), **more)


def paid(
    when: str, reason: str, cash: int, kind: int = 0, each: str = "5.00", **more: Any
) -> ReimbursementRow:
    """A payment for FNSKU X1 (a reversal with negative cash)."""
    facts = {
        "id": f"R{when}{reason}{cash}{kind}", "sku": "S1", "fnsku": "X1", "asin": "B1",
        "title": "Mug", "currency": "USD", "total": Decimal(each) * cash,
    } | more  # fmt: skip
    return ReimbursementRow(day=day(when), reason=reason, per_unit=Decimal(each), cash=cash,
        inventory=kind, **facts)  # fmt: skip


def cost(amount: str = "10.00", since: str = "01-01", **more: Any) -> CostRow:
    """The seller's cost of S1."""
    facts = {"sku": "S1", "asin": "B1", "fnsku": "X1", "currency": "USD", "category": ""} | more
    return CostRow(cost=Decimal(amount), effective_from=day(since), **facts)


def back(when: str, order: str = "O1", units: int = 1, **more: Any) -> ReturnRow:
    """A return of S1."""
    facts = {
        "sku": "S1", "asin": "B1", "fnsku": "X1", "title": "Mug", "center": "ABE8",
        "disposition": "SELLABLE", "reason": "UNWANTED_ITEM",
        "status": "Unit returned to inventory", "plate": f"LPN{when}{order}",
    } | more  # fmt: skip
    return ReturnRow(day=day(when), order_id=order, units=units, **facts)


def replacement(when: str, order: str = "O1", new: str = "N1", units: int = 1) -> ReplacementRow:
    """A free replacement of S1."""
    return ReplacementRow(day(when), "S1", "B1", "ABE8", "ABE8", units, "6", new, order)


def sold(
    when: str, order: str = "O1", units: int = 1, price: str = "20.00", **more: Any
) -> list[SettlementLine]:
    """An order of S1: price less 3.00 commission and 4.00 fulfilment a unit, unless said."""
    fees = {"commission": "-3.00", "fulfilment_fee": "-4.00", "promotion": "0"} | more
    amounts = [
        ("ItemPrice", "Principal", Decimal(price) * units, units),
        ("Promotion", "Principal", Decimal(fees["promotion"]), None),
        ("ItemFees", "Commission", Decimal(fees["commission"]) * units, None),
        ("ItemFees", "FBAPerUnitFulfillmentFee", Decimal(fees["fulfilment_fee"]) * units, None),
    ]  # fmt: skip
    return [
        SettlementLine(
            day(when), "Order", order, kind, name, amount, "S1", count, "AFN", "Amazon.com"
        )
        for kind, name, amount, count in amounts
    ]


def refunded(
    when: str, order: str = "O1", principal: str = "20.00", units: int = 1, **more: Any
) -> list[SettlementLine]:
    """A refund of S1 with 2.40 of 3.00 commission given back, unless said."""
    fees = {"commission": "3.00", "kept": "-0.60"} | more
    amounts = [
        ("ItemPrice", "Principal", -Decimal(principal), units),
        ("ItemFees", "Commission", Decimal(fees["commission"]), None),
        ("ItemFees", "RefundCommission", Decimal(fees["kept"]), None),
    ]  # fmt: skip
    return [
        SettlementLine(
            day(when), "Refund", order, kind, name, amount, "S1", count, "AFN", "Amazon.com"
        )
        for kind, name, amount, count in amounts
    ]


def posted(when: str, amount: str, **more: Any) -> SettlementLine:
    """A reimbursement's money as the settlement shows it."""
    return SettlementLine(day(when), "other-transaction", "", "FBA Inventory Reimbursement",
        "WAREHOUSE_LOST", Decimal(amount), **({"sku": "S1"} | more))  # fmt: skip


def settled(*lines: Any, start: str = "01-01", end: str = "11-14", total: str | None = None,
            id: str = "T1", currency: str = "USD") -> Settlement:  # fmt: skip
    """One settlement over the year with lines, adding up unless a total is given."""
    flat = [one for line in lines for one in (line if isinstance(line, list) else [line])]
    sum_ = sum((line.amount for line in flat), Decimal(0))
    return Settlement(id, day(start), day(end), currency,
        sum_ if total is None else Decimal(total), flat)  # fmt: skip


def queued(
    id: str, status: str = "CLOSED", created: str = "06-01", expected: int = 10, located: int = 0
) -> QueueRow:
    """A shipment in the shipping queue."""
    return QueueRow(id, id, day(created), day(created) + timedelta(days=40), "ABE8", 1, expected,
        located, status)  # fmt: skip


def item(shipment: str, shipped: int, received: int | None, fnsku: str = "X1") -> ShipmentItem:
    """A line of a shipment."""
    return ShipmentItem(shipment, f"S{fnsku[1:]}", fnsku, f"B{fnsku[1:]}", "Mug", shipped, received)


def disposal_order(when: str, units: int, disposition: str = "Sellable") -> RemovalOrderRow:
    """A disposal the seller ordered."""
    return RemovalOrderRow(
        day(when),
        f"D{when}",
        "Seller-initiated Manual Removal",
        "Disposal",
        "Completed",
        day(when),
        "S1",
        "X1",
        disposition,
        units,
        0,
        units,
        0,
        Decimal(1),
        "USD",
    )


def parcel(
    when: str,
    units: int = 1,
    tracking: str = "1Z1",
    disposition: str = "Sellable",
    type: str = "Return",
) -> ParcelRow:
    """A removal parcel."""
    return ParcelRow(
        day(when), "RO1", day(when), "S1", "X1", disposition, units, "UPS", tracking, type
    )


def track(status: str, heard: str, delivered: str = "", tracking: str = "1Z1") -> TrackingRow:
    """What the carrier says of a parcel."""
    return TrackingRow(tracking, "UPS", status, day(heard), day(delivered) if delivered else None)


def reports(**rows: Any) -> Reports:
    """An account of these rows and of a cost of 10.00, unless costs are given."""
    return Reports(**({"costs": [cost()]} | rows))


def proven(claim_type: str, as_of: date = AS_OF, **rows: Any) -> list[dict[str, Any]]:
    """The findings of one claim type in an account of these rows, as lines of truth."""
    found = [one.line() for one in prove(reports(**rows), as_of)]
    return [line for line in found if line["claim_type"] == claim_type]


def owed(
    claim_type: str, by: str = "reference_id", as_of: date = AS_OF, **rows: Any
) -> dict[str, int]:
    """Units owed of one claim type by an id."""
    return {line[by]: line["units"] for line in proven(claim_type, as_of, **rows)}
