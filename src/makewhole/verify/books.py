"""All rows together, each of overlapping downloads once: what they are for findings, and have."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace
from typing import Any

from makewhole.verify.rows import TABLE, Row

Case = SimpleNamespace
Shape = dict[str, Any]
_SIDES = {s: {n for shape in TABLE[s] for n in shape["names"]} for s in ("asks", "gives", "shows")}
_CENT, _FINE = Decimal("0.01"), Decimal("0.000001")


class Books:
    """Rows up to a day: `at` a place, `by` id and lot, and their sums.

    Sums are of amounts and units by order, SKU, kind of sale and what for; of settlements by id.
    """

    def __init__(self, rows: Iterable[Row], as_of: date, closed: Iterable[str] = ()) -> None:
        self.as_of, self.at = as_of, {(row.file, row.line): row for row in rows}
        self.closed = {*closed, *(row.file for row in self.at.values() if not row.kind)}
        self.by, self.sums = defaultdict[Any, list[Row]](list), defaultdict[Any, Decimal](Decimal)
        fnskus, money = defaultdict[str, set[str]](set), {"": ""}
        for row in self.at.values():
            fnskus[row.sku] |= row.fnskus if row.sku else set()
            if row.kind == "settlement" and row.money:  # said once, in its first row
                money[row.get("settlementid")] = row.money
        for row in self.at.values():
            row.fnskus = row.fnskus or fnskus[row.sku]
            row.money = row.money or money.get(row.get("settlementid"), "")
        for row in self._once():
            for name in {row.lot, row.twin} | row.names | row.fnskus:
                self.by[name].append(row)
            self.sums[row.item] += row.amount("amount")
            self.sums[*row.item, "units"] += row.amount("quantitypurchased") or row.units
            self.sums[row.get("settlementid")] += row.amount("amount") - row.amount("totalamount")

    def _once(self) -> Iterator[Row]:
        """The rows but those that another file tells too: of its versions that with most rows."""
        twins = defaultdict[Any, dict[Any, list[Row]]](lambda: defaultdict(list))
        for row in self.at.values():
            if row.kind and not (row.day and row.day > self.as_of):
                version = row.line if row.kind in TABLE["versioned"] else 0
                twins[row.twin][row.file, version].append(row)
        for files in twins.values():
            yield from max(files.values(), key=_newness)

    def case(self, finding: dict[str, Any]) -> Case:
        """A finding, and for each line of evidence its row, and whether it asks, gives or shows."""
        case = Case(**finding, day=date.fromisoformat(finding["event_date"]))
        case.money = any(map(case.claim_type.startswith, TABLE["money"]))
        case.ids = {finding[name] for name in TABLE["ids"]} - {None}
        case.lines = [Case(**e, row=self.at.get((e["file"], e["line"]))) for e in case.evidence]
        case.rows = [line.row for line in case.lines if line.row]
        case.read = all(line.row and line.row.kind for line in case.lines)
        for line in case.lines:
            line.place = f"{line.file} line {line.line}"
            sides = (side for side, names in _SIDES.items() if line.role in names)
            line.side = "shows" if line.units is None else next(sides, "shows")
            line.shape = line.row and self.shape(line.side, line.row, case, line.role)
            line.pool = line.shape and self.pool(line.shape, line.row, case)
        return case

    def shape(self, side: str, row: Row, case: Case, role: str = "") -> Shape | None:
        """What a row is for a finding on one side: in the role asked for, or in any."""
        shapes: list[Shape] = TABLE[side]
        for shape in shapes:
            if (
                (not role or role in shape["names"])
                and row.kind in shape.get("kinds", [row.kind])
                and any(map(case.claim_type.startswith, shape.get("claims", [""])))
                and row.says(shape.get("cells", {}))
                and self._reaches(shape, row, case)
            ):
                return shape
        return None

    def _reaches(self, shape: Shape, row: Row, case: Case) -> bool:
        """Whether a row is of the finding's item, and what else its role takes."""
        ours, ships = self.of(row, case), (case.shipment_id, row.shipment)
        low, high = shape.get("days", (-9999, 9999))
        pays = TABLE["pays"].get(row.is_("reason"), TABLE["unknown"])
        if shape.get("has") == "beyond":  # of the shipment, or of one made on the same day
            made, there = ({r.get("created") for r in self.by[s]} - {""} for s in ships)
            ours = ships[0] == ships[1] or (ours and bool(made & there or not made | there))
        if "link" in shape:
            cell, field = shape["link"]
            theirs = {getattr(case, field, ""), *(each.get(field) for each in case.rows)}
            ours = ours and row.get(cell) in theirs - {""}
        if "after" in shape:  # what explains a reversal: a find after the payment it took back
            paid = (each.day for each in case.rows if each.kind in shape["after"])
            ours = ours and not case.order_id and all(day <= row.day for day in paid)
        if "pays" in shape:
            known = "unknown" if pays is TABLE["unknown"] else "known"
            ours = ours and shape["pays"] == known and any(map(case.claim_type.startswith, pays))
        late = (row.day - case.day).days if row.day else 0
        named = case.ids <= row.names or "named" not in shape
        return bool(ours and named and low <= late <= high)

    def of(self, row: Row, case: Case) -> bool:
        """Whether a row is of the finding's item and, where both name an order, of its order."""
        sale, same = bool(row.order and case.order_id), bool(row.sku == case.msku)
        if sale and row.order not in case.ids and not case.claim_type.startswith("reimb_"):
            return False
        if not (row.sku or row.fnskus):
            return bool(row.names & case.ids)
        if row.sku and (sale or row.kind == "cost" or case.claim_type in TABLE["by_sku"]):
            return same
        found = row.sku.startswith("Amazon.Found.") and row.get("asin") == case.asin
        printed = bool(row.fnsku and case.fnsku)
        return bool(case.fnsku in row.fnskus or found or (same and not printed))

    def pool(self, shape: Shape, row: Row, case: Case) -> tuple[Any, ...] | None:
        """What is used up together; a row that may be of two stores serves once in each."""
        if not (uses := shape.get("uses")):
            return None
        return (getattr(row, uses), shape.get("has"), uses, case.money, case.currency)

    def has(self, pool: tuple[Any, ...], row: Row, case: Case) -> int | None:
        """Units (cents, where it is about money) that the rows of a pool have, if they tell."""
        lot, sums, order = self.by[pool[0]], self.sums, (case.order_id, case.msku)
        if pool[1] == "part" or (pool[1] in TABLE["reckoned"] and not case.read):
            return None
        match pool[1]:
            case "open":
                return sum(each.open for each in lot)
            case "short":
                return row.units - self._came(row.shipment)[row.fnsku]
            case "beyond":
                return self._beyond(row)
            case "unbalanced":
                return cents(sums[case.settlement_id])
            case "undervalued":
                gap = (self.value(case) or 0) - row.amount("amountperunit")
                return cents(gap * row.amount("quantityreimbursedcash"))
            case "excess":
                return -cents(sum(sums[*order, *each] for each in TABLE["excess"]))
            case "refunded":  # in full, but those replaced
                sold, back, swapped = ((*order, *each) for each in TABLE["refunded"])
                full = (_CENT - sums[back]) * sums[*sold, "units"] // (sums[sold] or 1)
                return int(min(sums[*sold, "units"], full) - sums[*swapped, "units"])
        if case.money:
            return sum(cents(each.amount("amounttotal", "amount")) for each in lot)
        return sum(abs(each.units) for each in lot)

    def _came(self, shipment: str) -> Counter[str]:
        """Units of a shipment that came, by FNSKU: the larger of two answers."""
        receipts, told = Counter[str](), Counter[str]()
        for row in self.by[shipment]:
            receipts[row.fnsku] += row.units if row.kind == "ledger" else 0
            told[row.fnsku] = max(told[row.fnsku], int(row.amount("quantityreceived")))
        return receipts | told

    def _beyond(self, row: Row) -> int:
        """Units of a shipment that came beyond a line, of none, or beyond all of them."""
        near, came = self.by[row.shipment], self._came(row.shipment)
        sent = {r.fnsku: r.units for kind in ("contents", "item") for r in near if r.kind == kind}
        if row.kind == "queue":
            beyond = int(row.amount("unitslocated")) - came.total()
            return beyond if sum(sent.values()) == row.units else 0
        void = any(each.is_("status") in ("cancelled", "deleted") for each in near)
        listed = row.kind == "ledger" and row.fnsku in sent
        return 0 if void or listed or not sent else came[row.fnsku] - sent.get(row.fnsku, 0)

    def value(self, case: Case) -> Decimal | None:
        """What one unit is worth by the rows cited for it: cost, Amazon's rate, proceeds."""
        told = {line.role: line.row for line in case.lines}
        row = told.get("priced") or told.get("reversed") or told.get("granted")
        if row is None or row.get("effectivefrom") > case.event_date:
            return None
        item = row.order, row.sku, "order"
        worth: Decimal = abs(row.amount("cost", "amountperunit"))
        if row.kind == "statement":  # a sum granted for all its units
            worth = (row.amount("amount") / row.units).quantize(_FINE, ROUND_HALF_UP)
        elif row.kind == "settlement":
            units = self.sums[*item, TABLE["proceeds"][0], "units"] or 1
            total = sum((self.sums[*item, what] for what in TABLE["proceeds"]), Decimal(0))
            worth = max(Decimal(0), (total / units).quantize(_CENT, ROUND_HALF_UP))
        quoted = (figures(use["value"]) for use in case.policy if use["key"] == "cap.unit")
        return min([worth, *(Decimal(cap["amount"]) for cap in quoted if "amount" in cap)])


def figures(text: str) -> dict[str, str]:
    """A policy value as it is quoted: its figures by name, one alone under no name."""
    parts = [part.strip().partition("=") for part in text.split(",")]
    return {name if mark else "": value if mark else name for name, mark, value in parts}


def cents(amount: Decimal | int) -> int:
    """An amount in whole cents."""
    return int((Decimal(amount) * 100).to_integral_value(ROUND_HALF_UP))


def _newness(rows: list[Row]) -> tuple[int, list[Any]]:
    """Of versions the one with most rows holds, then the last, then the one that tells more."""
    return len(rows), sorted(row.version for row in rows)
