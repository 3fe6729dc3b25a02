"""Settlement statements: a first row of totals, then one row per amount."""

import zlib
from datetime import date, timedelta

from makewhole.simulate.printing.cells import clock, count, money, tabs
from makewhole.simulate.printing.layouts import SETTLEMENT_HEADERS
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
        money(one.total, store.comma),
        one.currency,
    ]
    blank = len(SETTLEMENT_HEADERS) - len(head)
    return tabs(SETTLEMENT_HEADERS, [
        head + [""] * blank, *(_line(one.id, line, store) for line in one.lines)
    ])  # fmt: skip


def _line(identity: str, line: SettlementLine, store: Store) -> list[str]:
    day = line.day.strftime(store.day_form)
    mark = f"{line.order_id or line.sku}{line.type}"
    code = str(10**14 + zlib.crc32(f"{line.order_id}{line.sku}".encode())) if line.order_id else ""
    return [
        identity, "", "", "", "", "", line.type, line.order_id, line.order_id, line.adjustment_id,
        "", line.marketplace, line.amount_type, line.description, money(line.amount, store.comma),
        line.fulfilment, day, f"{day} {clock(mark)} UTC", code, "", "", line.sku,
        count(line.quantity), "",
    ]  # fmt: skip
