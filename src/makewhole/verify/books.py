"""All rows together: each row of overlapping downloads once, and what they say of an event."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from makewhole.verify.rows import OPENS, Row

Finding = dict[str, Any]
_CENT = Decimal("0.01")
_PRICE = ("Principal",)
_PROCEEDS = ("Principal", "Commission", "FBAPerUnitFulfillmentFee")


class Books:
    """Rows up to a day: `at` a place, `by` kind and any id; `count`: how often each is there.

    `closed` names the files in which nothing can be read without a library.
    """

    def __init__(self, rows: Iterable[Row], as_of: date, closed: Iterable[str] = ()) -> None:
        self.closed = {*closed}
        self.at = {(row.file, row.line): row for row in rows}
        self.told: dict[Any, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in self.at.values():
            if row.day is None or row.day <= as_of:
                self.told[row.twin][row.file].append(row)
        self.count = {twin: max(map(len, files.values())) for twin, files in self.told.items()}
        self.by: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.fnskus: dict[str, set[str]] = defaultdict(set)
        for files in self.told.values():
            row = next(iter(files.values()))[0]
            names = (row.get("settlementid"), row.get("reimbursementid"))
            for name in {"", row.fnsku, row.sku, row.order, row.shipment, *names}:
                self.by[row.kind, name].append(row)
            if row.fnsku:
                self.fnskus[row.sku].add(row.fnsku)
        self.money = {self.currency(row) for row in self.by["settlement", ""]}

    def same(self, row: Row, finding: Finding) -> bool:
        """Whether a row is of the finding's item; Amazon.Found stock is of any of its ASIN."""
        orders = {finding["order_id"], finding["reference_id"]} - {None}
        if row.kind in ("return", "settlement", "replacement") and row.order and orders:
            told = finding["claim_type"][:4] == "reim" or {row.order, row.get("orderid")} & orders
            return row.sku == finding["msku"] and bool(told)
        if row.kind == "cost" and row.sku and finding["msku"]:
            return bool(row.sku == finding["msku"])
        if row.fnsku and finding["fnsku"]:
            found = row.get("asin") if row.sku.startswith("Amazon.Found.") else ""
            return row.fnsku == finding["fnsku"] or bool(found and found == finding["asin"])
        return row.sku == finding["msku"] or finding["fnsku"] in self.fnskus[row.sku]

    def currency(self, row: Row) -> str:
        """The currency a row is in; a settlement says it once, in its first row."""
        told = [row, *self.by["settlement", row.get("settlementid") or "none"]]
        return next((c for r in told if (c := r.get("currency", "currencyunit"))), "")

    def open_units(self, row: Row) -> int:
        """Units of all rows equal to this that Amazon has not reconciled: its smallest count."""
        files = [sorted(r.open_units for r in rows) for rows in self.told[row.twin].values()]
        return sum(min(f[n] for f in files if n < len(f)) for n in range(self.count[row.twin]))

    def received(self, line: Row) -> int:
        """Units received of a shipment's line: Amazon's own count or the ledger's, if larger."""
        ledger = (r for r in self.by["ledger", line.shipment] if r.fnsku == line.fnsku)
        lines = (r for r in self.by["line", line.shipment] if r.fnsku == line.fnsku)
        counted = max((int(r.amount("quantityreceived")) for r in lines), default=0)
        return max(counted, sum(r.units * self.count[r.twin] for r in ledger))

    def item(self, finding: Finding, kind: str) -> list[Row]:
        """The settlement rows of an order item, its orders or its refunds."""
        rows = self.by["settlement", finding["order_id"] or "none"]
        return [r for r in rows if (r.sku, r.get("transactiontype")) == (finding["msku"], kind)]

    def happened(self, finding: Finding) -> date | None:
        """The day of the event as rows print it: the earliest; of a refund too high the latest."""
        kind = finding["claim_type"]
        cited = [self.at.get((e["file"], e["line"])) for e in finding["evidence"]]
        opening = [e["role"] in OPENS for e in finding["evidence"]]
        rows = [row for row, opens in zip(cited, opening, strict=True) if row and opens]
        if kind.startswith("inbound_"):
            rows = [r for r in self.by["ledger", finding["shipment_id"]] if r.units > 0]
        elif kind.startswith(("return_", "refund_")) and kind != "return_wrong_item":
            rows = self.item(finding, "Refund")
        late = kind in ("refund_over_charge", "refund_quantity_excess")
        days = [] if kind == "refund_outside_policy" else [row.day for row in rows if row.day]
        return (max if late else min)(days) if days else None

    def asked(self, finding: Finding) -> int | None:
        """Units (or cents) that an event is about, worked out anew; None where rows cannot tell."""
        kind, item = finding["claim_type"], (finding["order_id"], finding["msku"])
        sold, back = self.item(finding, "Order"), self.item(finding, "Refund")
        if kind == "inbound_short":
            rows = self.by["line", finding["shipment_id"]]
            rows = sorted(rows, key=lambda r: "quantityshipped" not in r.cells)
            lines = [r.units - self.received(r) for r in rows if r.fnsku == finding["fnsku"]]
            return lines[0] if lines else None
        if kind == "return_not_received" and sold and back:
            units, price = _units(sold), _sum(sold, "ItemPrice")
            full = int((_CENT - _sum(back, "ItemPrice")) * units // price) if price else 0
            rows = [r for r in self.by["replacement", item[0]] if r.sku == item[1]]
            return min(units, full) - sum(r.units * self.count[r.twin] for r in rows)
        if kind in ("refund_over_charge", "refund_quantity_excess") and sold and back:
            return int(-(_sum(sold) + _sum(back)) * 100)
        if kind == "settlement_error":
            rows = self.by["settlement", finding["settlement_id"]]
            return int(sum(r.amount("amount") - r.amount("totalamount") for r in rows) * 100)
        if kind == "reimb_undervalued" and finding["valuation"] == "seller_cost":
            rows = [r for e in finding["evidence"] if (r := self.at.get((e["file"], e["line"])))]
            paid = [row for row in rows if row.kind == "payment"]
            proper = self.value(finding, [row for row in rows if row.kind == "cost"])
            if proper is None or len(paid) != 1:
                return -1 if proper is None else None
            cents = (proper - paid[0].amount("amountperunit")) * 100
            cents *= paid[0].amount("quantityreimbursedcash")
            return int(cents.to_integral_value(ROUND_HALF_UP))
        return None

    def value(self, finding: Finding, rows: list[Row]) -> Decimal | None:
        """What one unit is worth by the rows that are said to price it."""
        places = [(row.file, row.line) for row in rows]
        if finding["valuation"] == "seller_cost":
            told = [
                r
                for r in self.by["cost", rows[0].sku if rows else "none"]
                if r.get("currency") == finding["currency"]
                and r.get("effectivefrom") <= finding["event_date"]
            ]
            newest = max(told, key=lambda r: r.get("effectivefrom"), default=None)
            return newest.amount("cost") if newest in rows else None
        if finding["valuation"] == "amazon_rate":
            return abs(rows[0].amount("amountperunit")) if rows else None
        sold = self.item(finding, "Order")
        if not _units(sold) or {(r.file, r.line) for r in sold} != set(places):
            return None
        told = [r for r in sold if r.get("amountdescription") in _PROCEEDS]
        each = sum(r.amount("amount") for r in told) / Decimal(_units(sold))
        return max(Decimal(0), each.quantize(_CENT, ROUND_HALF_UP))


def _sum(rows: list[Row], kind: str = "") -> Decimal:
    """What rows say of the price, promotions taken off where no kind of amount is named."""
    kinds = {kind} if kind else {"ItemPrice", "Promotion"}
    ours = (r for r in rows if r.get("amountdescription") in _PRICE)
    return sum((r.amount("amount") for r in ours if r.get("amounttype") in kinds), Decimal(0))


def _units(rows: list[Row]) -> int:
    ours = (r for r in rows if r.get("amountdescription") in _PRICE)
    return sum(
        int(r.amount("quantitypurchased")) for r in ours if r.get("amounttype") == "ItemPrice"
    )
