"""All rows together, each of overlapping downloads once: what they ask and give, and its worth."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from makewhole.verify.rows import TABLE, Row

Finding = dict[str, Any]
GIVES = {name for shape in TABLE["roles"] if "closes" in shape for name in shape["names"]}
_CENT, _FINE = Decimal("0.01"), Decimal("0.000001")


class Books:
    """Rows up to a day: `at` a place, `by` id; of equal ones their `count` and `open` units."""

    def __init__(self, rows: Iterable[Row], as_of: date, closed: Iterable[str] = ()) -> None:
        self.as_of, self.closed, self.split = as_of, {*closed}, False
        self.at = {(row.file, row.line): row for row in rows}
        self.count, self.open = Counter[Any](), Counter[Any]()
        self.by = defaultdict[Any, list[Row]](list)
        self.used = Counter[Any]()
        self._closings: dict[Any, list[tuple[str, Row, int]]] = {}
        fnskus, twins = defaultdict[str, set[str]](set), defaultdict[Any, list[Row]](list)
        money = {}
        for row in self.at.values():
            fnskus[row.sku] |= row.fnskus if row.sku else set()
            if row.kind == "settlement" and row.money:  # said once, in its first row
                money[row.get("settlementid")] = row.money
            if row.kind and not (row.day and row.day > as_of):
                twins[row.twin].append(row)
        for row in self.at.values():
            row.fnskus = row.fnskus or fnskus[row.sku]
            row.money = row.money or money.get(row.get("settlementid"), "")
        for twin, equal in twins.items():
            row, files = max(equal, key=_newness), Counter(each.file for each in equal)
            full = [file for file in files if files[file] == max(files.values())]
            opens = (sum(each.open for each in equal if each.file == file) for file in full)
            self.count[twin], self.open[twin] = 1 if row.versioned else files[full[0]], min(opens)
            for name in row.names | row.fnskus:
                self.by[name].append(row)

    def cited(self, finding: Finding) -> Iterator[tuple[str, int | None, Row | None, str]]:
        """The evidence: role, units, the row (None where there is none), and its place in words."""
        for each in finding["evidence"]:
            place = each["file"], each["line"]
            yield each["role"], each["units"], self.at.get(place), f"{place[0]} line {place[1]}"

    def every(self, kind: str, name: str | None, finding: Finding | None = None) -> list[Row]:
        """The rows of a kind or transaction that print an id, as often as they are there."""
        rows = (row for row in self.by[name] if kind in (row.kind, row.sale))
        ours = (row for row in rows if finding is None or self.of(row, finding))
        return [row for row in ours for _ in range(self.count[row.twin])]

    def of(self, row: Row, finding: Finding) -> bool:
        """Whether a row is of the finding's item and, where both name an order, of its order."""
        claim, fnsku = finding["claim_type"], finding["fnsku"]
        same: bool = row.sku == finding["msku"]
        if row.order and finding["order_id"]:
            ours = row.order in (finding["order_id"], finding["reference_id"])
            ours = ours or claim.startswith("reimb_")
            return bool(ours and (same if row.sku else fnsku in row.fnskus))
        if row.sku and (row.kind == "cost" or claim in TABLE["by_sku"]):
            return same
        if row.fnsku and fnsku:
            found = row.sku.startswith("Amazon.Found.") and row.get("asin") == finding["asin"]
            return bool(row.fnsku == fnsku or found)
        ids = {finding[name] for name in TABLE["ids"]}
        return same or fnsku in row.fnskus if row.sku or row.fnsku else bool(row.names & ids)

    def fits(self, role: str, units: int | None, row: Row, finding: Finding) -> bool:
        """Whether a row is what its role says and of the finding's event, named if it asks."""
        told = role.removeprefix("settled_")
        ids = {finding[name] for name in TABLE["ids"]} - {None}
        named = ids <= row.names or not (asks(role, units) or role == "parcel_shown")
        known = any(told in shape["names"] for shape in TABLE["roles"])
        return named and (bool(self.shape(row, finding, told)) if known else self.of(row, finding))

    def shape(self, row: Row, finding: Finding, role: str = "") -> str:
        """The role that a row may have for a finding: the one asked for, or any that closes it."""
        late = (row.day - date.fromisoformat(finding["event_date"])).days if row.day else 0
        for shape in TABLE["roles"]:
            low, high = shape.get("days", (-9999, 9999))
            if (
                (role in shape["names"] if role else shape.get("closes"))
                and row.kind in shape["kinds"]
                and finding["claim_type"].startswith(tuple(shape.get("claims", [""])))
                and low <= late <= high
                and row.says(shape.get("cells", {}))
                and not (shape.get("closes") and row.kind == "ledger" and row.units <= 0)
                and self._reaches(shape.get("key"), row, finding, late)
            ):
                return role or str(shape["names"][0])
        return ""

    def _reaches(self, key: str | None, row: Row, finding: Finding, late: int) -> bool:
        """Whether a row is of the finding's item, and what else its role takes."""
        claim, ours = finding["claim_type"], self.of(row, finding)
        originals = self.originals(finding) if key in ("original", "taken") else []
        if key == "taken":
            return row.lot in {each.lot for each in originals}
        if key == "original":
            before = any(row.day and each.day and row.day < each.day for each in originals)
            return ours and not before and not finding["order_id"]
        if key == "paid":
            pays = TABLE["pays"].get(row.is_("reason"), TABLE["unknown"])
            early = 0 if "fc_" in pays else TABLE["early"].get(claim, 0)
            if not row.order:
                return ours and claim.startswith(tuple(pays)) and late >= -early
            for_order = claim.startswith((*pays, *TABLE["ordered"]))
            return ours and for_order and not claim.startswith(tuple(TABLE["stock"]))
        if key == "shipment":
            ships = finding["shipment_id"], row.shipment
            made, there = ({r.get("created") for r in self.by[s]} - {""} for s in ships)
            return ships[0] == ships[1] or (ours and bool(made & there or not (made or there)))
        return ours and (not key or row.get(key) == finding[TABLE["keys"][key]])

    def holds(self, role: str, row: Row, finding: Finding) -> int | None:
        """Units (cents, where it is about money) a row has in a role; None where none tells."""
        claim, count = finding["claim_type"], self.count[row.twin]
        still, whole = self.open[row.twin], abs(row.units) * count
        if role in ("lost", "damaged", "settled") or (role == "found" and claim == "fc_lost"):
            return whole - still if role == "settled" else still
        if role in ("short", "overage", "located"):
            return self._short(role, row)
        if role == "unbalanced":
            rows = self.every("settlement", finding["settlement_id"])
            return _cents(sum(r.amount("amount") - r.amount("totalamount") for r in rows))
        if role == "undervalued":
            gap = (self.value(finding) or 0) - row.amount("amountperunit")
            return _cents(gap * row.amount("quantityreimbursedcash"))
        if role in ("refunded", "refunded_excess"):
            price = row.is_("amountdescription") == "principal"
            return self._refunded(role, finding) if price else 0
        money = claim.startswith(tuple(TABLE["money"]))
        if role == "granted" or (money and role not in (*GIVES, "approved")):
            return None
        lot = [r for r in self.by[row.get("reimbursementid")] if r.lot == row.lot]
        lot = [r for r in lot if role in GIVES] or [row]
        if not money:
            return sum(abs(each.units) * self.count[each.twin] for each in lot)
        cents = (_cents(r.amount("amounttotal", "amount")) * self.count[r.twin] for r in lot)
        return sum(cents) if row.money in ("", finding["currency"]) else 0

    def _refunded(self, role: str, finding: Finding) -> int | None:
        """Units refunded in full but those replaced; or the cents refunded above the price."""
        order, kinds = finding["order_id"], ("order", "refund", "replacement")
        sold, back, replaced = (self.every(kind, order, finding) for kind in kinds)
        price, units = _sum(sold, "itemprice"), int(_sum(sold, "itemprice", "quantitypurchased"))
        if not price or not back:
            return None
        if role == "refunded_excess":
            return -_cents(price + _sum(sold, "promotion") + _sum(back, "itemprice promotion"))
        full = int((_CENT - _sum(back, "itemprice")) * units // price)
        return min(units, full) - sum(row.units for row in replaced)

    def _short(self, role: str, row: Row) -> int:
        """Units of a shipment's line that did not come; or came beyond it, or beyond all lines."""
        near, came = self.by[row.shipment], Counter[str]()
        lines = {r.fnsku: r for kind in ("contents", "item") for r in near if r.kind == kind}
        for receipt in self.every("ledger", row.shipment):
            came[receipt.fnsku] += receipt.units
        for fnsku, line in lines.items():
            came[fnsku] = max(came[fnsku], int(line.amount("quantityreceived")))
        sent = Counter({fnsku: line.units for fnsku, line in lines.items()})
        if role == "short":
            return sent[row.fnsku] - came[row.fnsku]
        if row.kind == "queue":
            beyond = int(row.amount("unitslocated")) - came.total()
            return max(0, beyond) if sent.total() == row.units else 0
        void = any(each.is_("status") in ("cancelled", "deleted") for each in near)
        listed = row.kind == "ledger" and row.fnsku in lines
        return 0 if void or listed or not lines else max(0, came[row.fnsku] - sent[row.fnsku])

    def closings(self, finding: Finding) -> list[tuple[str, Row, int]]:
        """Every row that has something to give to a finding, with how much."""
        fields = ("fnsku", "msku", "event_date", "claim_type", *TABLE["ids"])
        names = tuple(finding[name] for name in fields)
        if names not in self._closings:
            near = {row.twin: row for name in {*names} - {None} for row in self.by[name]}
            roles = ((self.shape(row, finding), row) for row in near.values())
            gives = ((*each, self.holds(*each, finding) or 0) for each in roles if each[0])
            self._closings[names] = [each for each in gives if each[2] > 0]
        return self._closings[names]

    def using(self, finding: Finding) -> Iterator[tuple[str, int, Row, str]]:
        """The evidence that opens a finding or is used up by it."""
        for role, units, row, place in self.cited(finding):
            if row and row.kind and units and role not in TABLE["shown"]:
                yield role.removeprefix("settled_"), units, row, place

    def use(self, findings: list[Finding]) -> None:
        """Count what all findings use of every row; what a reversal took back pays no more."""
        self.used = Counter[Any]()
        for finding in findings:
            self.used.update({r.lot: finding["units_compensated"] for r in self.originals(finding)})
            for role, units, row, _ in self.using(finding):
                self.used[self._pool(role, row, finding)] += units

    def left(self, role: str, row: Row, units: int, finding: Finding) -> int:
        """What is left of so many units of a row; money is not taken back in cents."""
        taken = 0 if finding["claim_type"].startswith(tuple(TABLE["money"])) else self.used[row.lot]
        return units - self.used[self._pool(role, row, finding)] - taken

    def _pool(self, role: str, row: Row, finding: Finding) -> tuple[Any, ...]:
        """What is counted together; a row that may be of two stores serves once in each."""
        claim, store = finding["claim_type"], finding["currency"] if self.split else ""
        money, explains = claim.startswith(tuple(TABLE["money"])), claim == "reimb_reversed_wrongly"
        return (role, row.twin) if asks(role) else (row.lot, explains, money, store)

    def in_kind(self, finding: Finding) -> int:
        """Units given in kind for the item: each is booked as found once more."""
        paid = (row for row in self.every("payment", finding["fnsku"]) if not row.order)
        return sum(int(row.amount("quantityreimbursedinventory")) for row in paid)

    def sees(self, row: Row, finding: Finding) -> bool:
        """Whether a row is of the finding's store, where stores were audited each by itself."""
        if row.kind != "ledger":
            return not self.split or row.money == finding["currency"]
        opened = (each for _, _, each, _ in self.cited(finding) if each and each.kind == "ledger")
        return not self.split or row.place in {each.place for each in opened}

    def originals(self, finding: Finding) -> list[Row]:
        """The payments that the reversals of a finding took back."""
        reversals = (r for _, _, r, _ in self.cited(finding) if r and r.kind == "reversal")
        ids = {row.get("originalreimbursementid") for row in reversals} - {""}
        paid = (row for name in ids for row in self.by[name] if row.kind in ("payment", "topup"))
        return [row for row in paid if self.of(row, finding)]

    def happened(self, finding: Finding) -> date | None:
        """The day of the event as rows print it: the earliest; of a refund too high the latest."""
        claim, ship = finding["claim_type"], finding["shipment_id"]
        rows = [r for role, n, r, _ in self.cited(finding) if r and asks(role, n)]
        if claim.startswith("inbound_"):
            rows = [r for r in self.every("ledger", ship) if r.units > 0]
            rows = rows or self.every("queue", ship)
        if claim in TABLE["by_refund"]:
            rows = self.every("refund", finding["order_id"], finding)
        if claim == "refund_outside_policy":  # one of them: how many days are too late is policy
            rows = [r for role, _, r, _ in self.cited(finding) if r and role == "refunded"]
            on_it = [r for r in rows if str(r.day) == finding["event_date"]]
            rows = on_it or rows
        dated = not claim.startswith(tuple(TABLE["undated"]))
        days = [row.day for row in rows if row.day and dated]
        return (max if claim.endswith(("_charge", "_excess")) else min)(days, default=None)

    def value(self, finding: Finding) -> Decimal | None:
        """What one unit is worth by the rows cited for it: cost, Amazon's rate, proceeds."""
        told = [(role, row) for role, _, row, _ in self.cited(finding) if row]
        cited = [row for role, row in told if role in ("priced", "reversed")]
        cited = cited or [row for role, row in told if role == "granted"]
        row, worth = next(iter(cited), None), None
        if row and row.kind in ("payment", "reversal"):
            worth = abs(row.amount("amountperunit"))
        elif row and row.kind == "statement":  # a sum granted for all its units
            worth = (row.amount("amount") / row.units).quantize(_FINE, ROUND_HALF_UP)
        elif row and row.kind == "cost":
            costs = (r for r in self.every("cost", row.sku) if r.money == finding["currency"])
            days = [r.get("effectivefrom") for r in costs]
            newest = max((day for day in days if day <= finding["event_date"]), default=None)
            worth = row.amount("cost") if row.get("effectivefrom") == newest else None
        elif row:
            sold = [r for r in self.every("order", row.order) if r.sku == finding["msku"]]
            units = _sum(sold, "itemprice", "quantitypurchased")
            whole = {each.twin for each in sold} == {each.twin for each in cited}
            if units and (whole or finding["unit_value"] is None):
                parts = (r for r in sold if r.is_("amountdescription") in TABLE["proceeds"])
                proceeds = sum(r.amount("amount") for r in parts) / units
                worth = max(Decimal(0), proceeds.quantize(_CENT, ROUND_HALF_UP))
        quoted = (figures(use["value"]) for use in finding["policy"] if use["key"] == "cap.unit")
        caps = [Decimal(cap["amount"]) for cap in quoted if "amount" in cap]
        return worth and min([worth, *caps])


def asks(role: str, units: int | None = 0) -> bool:
    """Whether a line of evidence opens its finding: one of units that neither gives nor doubts."""
    return units is not None and role.removeprefix("settled_") not in {"doubt", "unjudged", *GIVES}


def figures(text: str) -> dict[str, str]:
    """A policy value as it is quoted: its figures by name, one alone under no name."""
    parts = [part.strip().partition("=") for part in text.split(",")]
    return {name if mark else "": value if mark else name for name, mark, value in parts}


def _newness(row: Row) -> tuple[str, int, Decimal]:
    """Of two versions of one row the last holds; undated, the one that tells or counts more."""
    told = row.get("lastupdateddate", "lastupdated", "originalreimbursementid")
    return told, row.units, row.amount("quantityreceived")


def _cents(amount: Decimal | int) -> int:
    return int((Decimal(amount) * 100).to_integral_value(ROUND_HALF_UP))


def _sum(rows: list[Row], types: str, cell: str = "amount") -> Decimal:
    """What rows say of the price, and of promotions on it."""
    prices = (row for row in rows if row.is_("amountdescription") == "principal")
    ours = (row.amount(cell) for row in prices if row.is_("amounttype") in types.split())
    return sum(ours, Decimal(0))
