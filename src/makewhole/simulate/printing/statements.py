"""Settlement statements: a first row of totals, then one row per amount.

The first layout (V1), withdrawn in March 2026, is that of some statements. It has a column for each
kind of amount: what it has none for stands among the item fees, and what belongs to no order under
its own name. The quantity of an order item has a row of its own there.
"""

import zlib
from collections.abc import Iterable
from datetime import date, timedelta

from makewhole.simulate.printing.cells import clock, count, instant, money, tabs
from makewhole.simulate.printing.layouts import SETTLEMENT_HEADERS, SETTLEMENT_V1_HEADERS
from makewhole.simulate.rows import Settlement, SettlementLine
from makewhole.simulate.stores import Store


def statement(one: Settlement, store: Store) -> bytes:
    """One settlement as its V2 flat file."""

    def day_text(day: date) -> str:
        return f"{day.strftime(store.day_form)} 20:21:38 UTC"

    head = [
        one.id,
        day_text(one.start),
        day_text(one.end),
        day_text(one.end + timedelta(days=2)),
        money(one.total, one.currency, store.comma),
        one.currency,
    ]
    blank = len(SETTLEMENT_HEADERS) - len(head)
    return tabs(SETTLEMENT_HEADERS, [
        head + [""] * blank, *(_line(one.id, line, store) for line in one.lines)
    ])  # fmt: skip


def statement_v1(one: Settlement) -> bytes:
    """One settlement as its V1 flat file, in a store whose amounts have a point."""
    head = {
        "settlement-id": one.id, "settlement-start-date": instant(one.start, one.id),
        "settlement-end-date": instant(one.end, one.id),
        "deposit-date": instant(one.end + timedelta(days=2), one.id),
        "total-amount": money(one.total, one.currency), "currency": one.currency,
    }  # fmt: skip
    rows = [head]
    for line in one.lines:
        rows += _lines_v1(one, line)
    return tabs(SETTLEMENT_V1_HEADERS, [
        [row.get(name, "") for name in SETTLEMENT_V1_HEADERS] for row in rows
    ])  # fmt: skip


def _lines_v1(one: Settlement, line: SettlementLine) -> Iterable[dict[str, str]]:
    mark = f"{line.order_id or line.sku}{line.type}"
    told = {
        "settlement-id": one.id, "transaction-type": line.type, "order-id": line.order_id,
        "merchant-order-id": line.order_id, "adjustment-id": line.adjustment_id,
        "marketplace-name": line.marketplace, "fulfillment-id": line.fulfilment,
        "posted-date": instant(line.day, mark), "sku": line.sku,
    }  # fmt: skip
    amount = money(line.amount, one.currency)
    if not line.fulfilment:
        own = {"transaction-type": line.description, "other-amount": amount}
        yield told | own | {"quantity-purchased": count(line.quantity)}
        return
    if line.quantity is not None:
        yield told | {"quantity-purchased": count(line.quantity)}
    column = {"ItemPrice": "price", "Promotion": "promotion"}.get(
        line.amount_type, "item-related-fee"
    )
    yield told | {f"{column}-type": line.description, f"{column}-amount": amount}


def _line(identity: str, line: SettlementLine, store: Store) -> list[str]:
    day = line.day.strftime(store.day_form)
    mark = f"{line.order_id or line.sku}{line.type}"
    code = str(10**14 + zlib.crc32(f"{line.order_id}{line.sku}".encode())) if line.order_id else ""
    return [
        identity, "", "", "", "", "", line.type, line.order_id, line.order_id, line.adjustment_id,
        "", line.marketplace, line.amount_type, line.description,
        money(line.amount, store.currency, store.comma), line.fulfilment, day,
        f"{day} {clock(mark)} UTC", code, "", "", line.sku, count(line.quantity), "",
    ]  # fmt: skip
