"""All rows together, each of overlapping downloads once: what they ask and give, and its worth."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from makewhole.verify.rows import TABLE, Row

Finding = dict[str, Any]
IDS = ("order_id", "shipment_id", "removal_order_id", "reimbursement_id", "settlement_id",
       "reference_id")  # fmt: skip
MONEY = ("fee_", "refund_", "settlement_", "reimb_undervalued", "reimb_approved_not_paid")
_PROCEEDS = ("principal", "commission", "fbaperunitfulfillmentfee")
GIVES = {
    "found": "ledger", "credited": "ledger settlement", "paid": "payment", "in_kind": "payment",
    "returned": "return", "located": "queue", "overage": "item contents ledger",
    "ordered": "removal",
    "corrected": "payment topup settlement", "top_up": "topup", "re_evaluated": "payment",
    "posted": "settlement",
}  # fmt: skip
_SALES = ("order", "refund")
# Which claim types rows of a kind may close, by how they begin.
_CLOSES: dict[str, tuple[str, ...]] = {
    "ledger": ("fc_lost", "reimb_reversed_wrongly", "return_not_credited", "inbound_short"),
    "return": ("return_not_received", "replacement_not_returned", "reimb_reversed_wrongly"),
    "removal": ("fc_disposed_unauthorised",), "payment": ("",),
    "queue": ("inbound_short",), "item": ("inbound_short",), "contents": ("inbound_short",),
    "topup": ("reimb_undervalued", "fee_"), "settlement": ("reimb_approved_not_paid", "fee_"),
}  # fmt: skip
_CENT = Decimal("0.01")


class Books:
    """Rows up to a day: `at` a place, `by` id; of equal ones their `count` and `open` units."""

    def __init__(self, rows: Iterable[Row], as_of: date, closed: Iterable[str] = ()) -> None:
        self.as_of, self.closed, self.split = as_of, {*closed}, False
        self.at = {(row.file, row.line): row for row in rows}
        self.count: dict[Any, int] = {}
        self.open: dict[Any, int] = {}
        self.by = defaultdict[Any, list[Row]](list)
        self._closings: dict[Any, list[tuple[Row, int]]] = {}
        self.fnskus, twins = defaultdict[str, set[str]](set), defaultdict[Any, list[Row]](list)
        for row in self.at.values():
            self.fnskus[row.sku] |= {row.fnsku} if row.sku else set()
            if row.kind and not (row.day and row.day > as_of):
                twins[row.twin].append(row)
        for twin, equal in twins.items():
            newest = max(equal, key=_newness)
            files = [[r.open for r in equal if r.file == file] for file in {r.file for r in equal}]
            self.count[twin] = 1 if newest.versioned else max(map(len, files))
            self.open[twin] = min(sum(f) for f in files if len(f) == max(map(len, files)))
            for name in newest.names | (set() if newest.fnsku else self.fnskus[newest.sku]):
                self.by[newest.kind, name].append(newest)

    def cited(self, finding: Finding) -> Iterator[tuple[str, int | None, Row | None, str]]:
        """The evidence: role, units, the row (None where there is none), and its place in words."""
        for each in finding["evidence"]:
            place = each["file"], each["line"]
            yield each["role"], each["units"], self.at.get(place), f"{place[0]} line {place[1]}"

    def of(self, row: Row, finding: Finding) -> bool:
        """Whether a row is of the finding's item and, where both name an order, of its order."""
        if row.order and finding["order_id"]:
            ours = row.names & {finding["order_id"], finding["reference_id"]}
            same = row.sku == finding["msku"] if row.sku else row.fnsku == finding["fnsku"]
            return same and bool(ours or finding["claim_type"].startswith("reimb_"))
        if row.kind == "cost" and row.sku and finding["msku"]:
            return bool(row.sku == finding["msku"])
        if row.fnsku and finding["fnsku"]:
            found = row.sku.startswith("Amazon.Found.") and row.get("asin") == finding["asin"]
            return row.fnsku == finding["fnsku"] or found
        return row.sku == finding["msku"] or finding["fnsku"] in self.fnskus[row.sku]

    def asks(self, role: str, row: Row, finding: Finding) -> int | None:
        """Units (cents, where it is about money) a row asks for; None where no report tells."""
        claim, whole = finding["claim_type"], abs(row.units) * self.count.get(row.twin, 0)
        reasons = TABLE["reasons"].get(claim)
        wrong = row.kind == "ledger" and reasons and row.is_("reason") not in reasons.split()
        if wrong or not {finding[i] for i in IDS} - {None} <= row.names:
            return -1
        if row.kind == "ledger" and role in ("lost", "damaged", "settled"):
            return self.open[row.twin] if role != "settled" else whole - self.open[row.twin]
        if row.kind in ("item", "contents"):
            return row.units - self.received(row)
        if role in ("refunded", "refunded_excess", "unbalanced", "approved", "undervalued"):
            fee = role.startswith("refunded") and not row.is_price
            return -1 if fee else self._money(role, row, finding)
        return None if claim.startswith(MONEY) or role == "granted" else whole

    def _money(self, role: str, row: Row, finding: Finding) -> int | None:
        if role == "approved":
            return int(row.paid * 100) * self.count[row.twin]
        if role == "unbalanced":
            rows = self.every("settlement", finding["settlement_id"])
            return int(sum(r.amount("amount") - r.amount("totalamount") for r in rows) * 100)
        if role == "undervalued":
            worth = self.value(finding)
            if worth is None:
                return -1
            gap = (worth - row.amount("amountperunit")) * row.cash * 100
            return int(gap.to_integral_value(ROUND_HALF_UP))
        sold, back = self.sales(finding, "order"), self.sales(finding, "refund")
        price, units = _sum(sold, "itemprice"), _bought(sold)
        if not price or not back:
            return None
        if role == "refunded_excess":
            return -int(
                (price + _sum(sold, "promotion") + _sum(back, "itemprice", "promotion")) * 100
            )
        replaced = (
            r for r in self.every("replacement", finding["order_id"]) if self.of(r, finding)
        )
        full = int((_CENT - _sum(back, "itemprice")) * units // price)
        return min(units, full) - sum(r.units for r in replaced)

    def gives(self, row: Row, finding: Finding) -> int:
        """Units (or cents) that a row has to give to a finding; 0 where it is not for it."""
        claim = finding["claim_type"]
        if not claim.startswith(_CLOSES.get(row.kind, ())) or not self.closes(row, finding):
            return 0
        if row.kind == "queue":
            lines = self.lines(row.get("shipmentid"))
            received = {(line.fnsku, self.received(line)) for line in [*lines, *self.extra(row)]}
            beyond = int(row.amount("unitslocated")) - sum(units for _, units in received)
            return max(0, beyond) if sum(r.units for r in lines) == row.units else 0
        if claim == "inbound_short" and row.kind != "payment":
            told = self.lines(row.get("shipmentid", "referenceid"))
            sent = sum(line.units for line in told if line.fnsku == row.fnsku)
            void = not told or self.is_void(row) or (row.kind == "ledger" and sent)
            return 0 if void else max(0, self.received(row) - sent)
        if row.kind == "ledger" and claim == "fc_lost":
            return self.open[row.twin]
        lot = [r for r in self.every("payment", row.get("reimbursementid")) if r.lot == row.lot]
        lot = lot or [row] * self.count[row.twin]
        if claim.startswith(MONEY):
            if self.currency(row) not in ("", finding["currency"]):
                return 0
            return int(sum(each.amount("amounttotal", "amount") * 100 for each in lot))
        return sum(abs(each.units) for each in lot)

    def closes(self, row: Row, finding: Finding) -> bool:
        claim, ours = finding["claim_type"], self.of(row, finding)
        late = (row.day - date.fromisoformat(finding["event_date"])).days if row.day else 0
        if claim == "inbound_short" and row.kind != "payment":
            shipments = finding["shipment_id"], row.get("shipmentid", "referenceid")
            made, there = (
                {r.get("created") for r in self.by["queue", s]} - {""} for s in shipments
            )
            return shipments[0] == shipments[1] or (ours and bool(made & there))
        if row.kind == "ledger" and claim == "return_not_credited":
            return ours and row.units > 0 and row.is_("eventtype") == "customerreturns"
        if row.kind == "ledger":
            found = ours and row.units > 0 and row.is_("reason") in ("f", "n")
            before = (r.day and row.day and row.day < r.day for r in self.originals(finding))
            return found and not any(before) and not finding["order_id"]
        if row.kind == "return":
            return ours and bool({row.order} & {finding["order_id"], finding["reference_id"]})
        if row.kind == "removal":
            return ours and late <= 0 and row.is_("disposition") == "sellable"
        if row.kind == "settlement":
            return ours and -2 <= late <= 10 and row.is_("transactiontype") not in _SALES
        if row.kind == "topup" and claim == "reimb_undervalued":
            return ours and row.get("originalreimbursementid") == finding["reimbursement_id"]
        known = row.pays("fc_lost") != row.pays("fc_damaged")
        early = (
            0
            if not (known and claim.startswith("fc_"))
            else 7
            if claim != "fc_disposed_unauthorised"
            else 9999
        )
        return ours and row.pays(claim) and bool(row.order or late >= -early)

    def closings(self, finding: Finding) -> list[tuple[Row, int]]:
        """Every row that has something to give to a finding, with how much."""
        names = tuple(
            finding[n] for n in ("fnsku", "msku", "asin", "event_date", "claim_type", *IDS)
        )
        if names not in self._closings:
            near = {r.twin: r for kind in _CLOSES for n in names if n for r in self.by[kind, n]}
            gives = ((row, self.gives(row, finding)) for row in near.values())
            self._closings[names] = [(row, units) for row, units in gives if units > 0]
        return self._closings[names]

    def struck(self, finding: Finding) -> int:
        """Units given in kind: each is booked as N once more, and strikes settled ones first."""
        kind = (r for r in self.every("payment", finding["fnsku"]) if not r.order)
        given = sum(int(row.amount("quantityreimbursedinventory")) for row in kind)
        rows = [r for r in self.by["ledger", finding["fnsku"]] if r.is_("reason") == "n"]
        return max(
            0, given - sum(abs(r.units) * self.count[r.twin] - self.open[r.twin] for r in rows)
        )

    def currency(self, row: Row) -> str:
        """The currency a row is in; a settlement says it once, in its first row."""
        told = [row, *self.by["settlement", row.get("settlementid") or None]]
        return next((c for r in told if (c := r.get("currency", "currencyunit"))), "")

    def sees(self, row: Row, finding: Finding) -> bool:
        """Whether a row is of the finding's store, where stores were audited each by itself."""
        if not self.split:
            return True
        opened = {_place(r) for _, _, r, _ in self.cited(finding) if r and r.kind == "ledger"}
        money = self.currency(row)
        return (
            money == finding["currency"] if money else row.kind != "ledger" or _place(row) in opened
        )

    def originals(self, finding: Finding) -> list[Row]:
        """The payments that the reversals of a finding took back."""
        ids = {
            r.get("originalreimbursementid")
            for _, _, r, _ in self.cited(finding)
            if r and r.kind == "reversal"
        }
        return [
            r
            for i in ids - {""}
            for kind in ("payment", "topup")
            for r in self.by[kind, i]
            if self.of(r, finding)
        ]

    def every(self, kind: str, name: str | None) -> list[Row]:
        """The rows of a kind that print an id, as often as they are there."""
        return [row for row in self.by[kind, name] for _ in range(self.count[row.twin])]

    def sales(self, finding: Finding, kind: str) -> list[Row]:
        """The settlement rows of an order item, its orders or its refunds."""
        rows = self.every("settlement", finding["order_id"])
        return [r for r in rows if r.is_("transactiontype") == kind and self.of(r, finding)]

    def lines(self, shipment: str) -> list[Row]:
        """The lines of a shipment, each once, as the interface tells them or else its download."""
        told = {row.fnsku: row for kind in ("contents", "item") for row in self.by[kind, shipment]}
        return list(told.values())

    def extra(self, line: Row) -> list[Row]:
        """Receipts of a shipment whose product its lines do not name."""
        shipment = line.get("shipmentid", "referenceid")
        named = {row.fnsku for row in self.lines(shipment)}
        return [row for row in self.by["ledger", shipment] if named and row.fnsku not in named]

    def is_void(self, line: Row) -> bool:
        """Whether the shipment of a line, or of a receipt, was called off."""
        shipment = line.get("shipmentid", "referenceid")
        states = {row.is_("status") for row in self.by["queue", shipment]}
        return bool(states & {"cancelled", "deleted"})

    def received(self, line: Row) -> int:
        """Units received of a shipment's line: Amazon's own count or the ledger's, if larger."""
        shipment = line.get("shipmentid", "referenceid")
        rows = self.every("ledger", shipment)
        ledger = sum(r.units for r in rows if r.fnsku == line.fnsku)
        shown = [r for r in self.lines(shipment) if r.fnsku == line.fnsku]
        return max([ledger, *(int(r.amount("quantityreceived")) for r in shown)])

    def happened(self, finding: Finding) -> date | None:
        """The day of the event as rows print it: the earliest; of a refund too high the latest."""
        kind = finding["claim_type"]
        rows = [r for role, n, r, _ in self.cited(finding) if r and asks(role, n)]
        if kind.startswith("inbound_"):
            shipment = finding["shipment_id"]
            rows = [r for r in self.by["ledger", shipment] if r.units > 0]
            rows = rows or self.by["queue", shipment]
        elif kind.startswith(("return_", "refund_")) and kind != "return_wrong_item":
            rows = self.sales(finding, "refund")
        late = kind in ("refund_over_charge", "refund_quantity_excess")
        days = [] if kind == "refund_outside_policy" else [row.day for row in rows if row.day]
        return (max if late else min)(days) if days else None

    def value(self, finding: Finding) -> Decimal | None:
        """What one unit is worth by the rows cited for it: cost, Amazon's rate, proceeds."""
        cited = {
            r.twin: r
            for role, _, r, _ in self.cited(finding)
            if r and role in ("priced", "reversed")
        }
        kinds, skus = {row.kind for row in cited.values()}, {row.sku for row in cited.values()}
        if kinds & {"payment", "reversal"}:
            return next(abs(row.amount("amountperunit")) for row in cited.values())
        if "cost" in kinds:
            costs = [
                r
                for sku in skus
                for r in self.by["cost", sku]
                if r.get("currency") == finding["currency"]
                and r.get("effectivefrom") <= finding["event_date"]
            ]
            newest = max(costs, key=lambda row: row.get("effectivefrom"), default=None)
            return newest.amount("cost") if newest and newest.twin in cited else None
        orders = {row.order for row in cited.values()}
        sold = [
            r
            for o in orders
            for r in self.every("settlement", o)
            if r.is_("transactiontype") == "order" and r.sku == finding["msku"]
        ]
        whole = finding["unit_value"] is None or {row.twin for row in sold} == {*cited}
        if not whole or not _bought(sold):
            return None
        proceeds = Decimal(
            sum(r.amount("amount") for r in sold if r.is_("amountdescription") in _PROCEEDS)
        )
        return max(Decimal(0), (proceeds / _bought(sold)).quantize(_CENT, ROUND_HALF_UP))


def asks(role: str, units: int | None) -> bool:
    """Whether a line of evidence opens its finding: one of units that neither gives nor doubts."""
    known = {"doubt", "unjudged", *GIVES}
    return units is not None and role.removeprefix("settled_") not in known


def _newness(row: Row) -> tuple[str, int, Decimal]:
    """Of two versions of one row the last holds; undated, the one that tells or counts more."""
    told = row.get("lastupdateddate", "lastupdated", "originalreimbursementid")
    return told, row.units, row.amount("quantityreceived")


def _bought(sold: list[Row]) -> int:
    ours = (r for r in sold if r.is_("amounttype") == "itemprice" and r.is_price)
    return sum(int(row.amount("quantitypurchased")) for row in ours)


def _sum(rows: list[Row], *kinds: str) -> Decimal:
    """What rows say of the price, promotions apart from it."""
    ours = (r for r in rows if r.is_price and r.is_("amounttype") in kinds)
    return sum((row.amount("amount") for row in ours), Decimal(0))


def _place(row: Row) -> str:
    """Where stock lies: the mainland of Europe is one place."""
    return "mainland" if row.get("country") in TABLE["mainland"].split() else row.get("country")
