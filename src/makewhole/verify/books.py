"""All rows together: each row of overlapping downloads once, and what they say of an event."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from makewhole.verify.rows import OPENS, Row

_PROCEEDS = {"Principal", "Commission", "FBAPerUnitFulfillmentFee"}
_CENT = Decimal("0.01")


class Books:
    """Rows up to a day: `at` a place, `of` a kind, and `count`, how often each is really there."""

    def __init__(self, rows: Iterable[Row], as_of: date) -> None:
        self.at = {(row.file, row.line): row for row in rows}
        self.told: dict[Any, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in self.at.values():
            if row.day is None or row.day <= as_of:
                self.told[row.twin][row.file].append(row)
        self.count = {twin: max(map(len, files.values())) for twin, files in self.told.items()}
        self.of: dict[str, list[Row]] = defaultdict(list)
        self.items: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        self.referring: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.settlements: dict[str, list[Row]] = defaultdict(list)
        self.fnskus: dict[str, set[str]] = defaultdict(set)
        for files in self.told.values():
            row = next(iter(files.values()))[0]
            self.of[row.kind].append(row)
            if row.kind == "settlement":
                self.settlements[row.get("settlementid")].append(row)
            self.items[row.get("transactiontype"), row.order, row.sku].append(row)
            self.referring[row.kind, row.get("shipmentid", "referenceid")].append(row)
            if row.fnsku and row.sku:
                self.fnskus[row.sku].add(row.fnsku)
        self.found = [row for row in self.of["ledger"] if row.can_be("found")]
        self.paid: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.of["payment"]:
            if row.can_be("paid") or row.can_be("in_kind"):
                self.paid[row.get("reimbursementid"), row.sku].append(row)

    def same(self, row: Row, finding: dict[str, Any]) -> bool:
        """Whether a row is of the finding's item; Amazon.Found stock is of any of its ASIN."""
        if row.fnsku and finding["fnsku"]:
            found = row.get("asin") if row.sku.startswith("Amazon.Found.") else ""
            return row.fnsku == finding["fnsku"] or bool(found and found == finding["asin"])
        return row.sku == finding["msku"] or finding["fnsku"] in self.fnskus[row.sku]

    def currency(self, row: Row) -> str:
        """The currency a row is in; a settlement says it once, in its first row."""
        told = [row, *self.settlements.get(row.get("settlementid"), ())]
        return next((c for r in told if (c := r.get("currency", "currencyunit"))), "")

    def open_units(self, row: Row) -> int:
        """Units of all rows equal to this that Amazon has not reconciled: its smallest count."""
        files = [sorted(r.open_units for r in rows) for rows in self.told[row.twin].values()]
        return sum(min(f[n] for f in files if n < len(f)) for n in range(self.count[row.twin]))

    def received(self, shipment: str, fnsku: str) -> int:
        """Units received of a shipment's line: Amazon's own count or the ledger's, if larger."""
        ledger = (r for r in self.referring["ledger", shipment] if r.fnsku == fnsku)
        lines = (r for r in self.referring["line", shipment] if r.fnsku == fnsku)
        counted = max((int(r.amount("quantityreceived")) for r in lines), default=0)
        return max(counted, sum(r.units * self.count[r.twin] for r in ledger))

    def happened(self, finding: dict[str, Any]) -> date | None:
        """The day of the event as rows print it: the earliest; of a refund too high the latest."""
        kind = finding["claim_type"]
        if kind.startswith(("return_", "refund_")):
            rows = self.items["Refund", finding["order_id"], finding["msku"]]
        elif kind.startswith("inbound_"):
            rows = self.referring["ledger", finding["shipment_id"]]
        else:
            places = ((e["file"], e["line"]) for e in finding["evidence"] if e["role"] in OPENS)
            rows = [row for place in places if (row := self.at.get(place))]
        days = [row.day for row in rows if row.day]
        return (max if kind.startswith("refund_") else min)(days) if days else None

    def asked(self, finding: dict[str, Any]) -> int | None:
        """Units (or cents) that an event is about, worked out anew; None where rows cannot tell."""
        kind, item = finding["claim_type"], (finding["order_id"], finding["msku"])
        if kind == "inbound_short":
            lines = self.referring["line", finding["shipment_id"]]
            ours = [r for r in lines if r.fnsku == finding["fnsku"]]
            ours.sort(key=lambda r: "quantityshipped" not in r.cells)
            received = self.received(finding["shipment_id"], finding["fnsku"])
            return ours[0].units - received if ours else None
        sold, back = self.items["Order", *item], self.items["Refund", *item]
        if kind == "return_not_received" and sold and back:
            units = int(sum(r.amount("quantitypurchased") for r in sold if _is_price(r)))
            price = sum(r.amount("amount") for r in sold if _is_price(r))
            refunded = -sum(r.amount("amount") for r in back if _is_price(r))
            full = min(units, int((refunded + _CENT) * units // price)) if price else 0
            replaced = (r for r in self.of["replacement"] if (r.order, r.sku) == item)
            return full - sum(r.units * self.count[r.twin] for r in replaced)
        if kind == "reimb_undervalued" and finding["valuation"] == "seller_cost":
            rows = {e["role"]: self.at.get((e["file"], e["line"])) for e in finding["evidence"]}
            paid, cost = rows.get("undervalued"), rows.get("priced")
            proper = self.value(finding, [cost]) if cost else None
            if paid is None or proper is None:
                return -1
            gap = (proper - paid.amount("amountperunit")) * paid.amount("quantityreimbursedcash")
            lines = [e for e in finding["evidence"] if e["role"] == "undervalued"]
            return int((gap * 100).to_integral_value(ROUND_HALF_UP)) if len(lines) == 1 else None
        if kind == "settlement_error":
            ours = [
                r
                for r in self.of["settlement"]
                if r.get("settlementid") == finding["settlement_id"]
            ]
            return int(sum(r.amount("amount") - r.amount("totalamount") for r in ours) * 100)
        return None

    def value(self, finding: dict[str, Any], rows: list[Row]) -> Decimal | None:
        """What one unit is worth by the rows that are said to price it."""
        if finding["valuation"] == "seller_cost":
            sku = rows[0].sku if rows else ""
            told = [
                r
                for r in self.of["cost"]
                if r.sku == sku and r.get("currency") == finding["currency"]
            ]
            told = [r for r in told if r.get("effectivefrom") <= finding["event_date"]]
            newest = max(told, key=lambda r: r.get("effectivefrom"), default=None)
            return newest.amount("cost") if newest and _place(newest) in map(_place, rows) else None
        if finding["valuation"] == "amazon_rate":
            return abs(rows[0].amount("amountperunit")) if rows else None
        sold = self.items["Order", finding["order_id"], finding["msku"]]
        units = sum(r.amount("quantitypurchased") for r in sold if _is_price(r))
        total = sum(r.amount("amount") for r in sold if r.get("amountdescription") in _PROCEEDS)
        if not units or set(map(_place, sold)) != set(map(_place, rows)):
            return None
        return max(Decimal(0), (total / units).quantize(_CENT, ROUND_HALF_UP))


def _place(row: Row) -> tuple[str, int]:
    return row.file, row.line


def _is_price(row: Row) -> bool:
    return (row.get("amounttype"), row.get("amountdescription")) == ("ItemPrice", "Principal")
