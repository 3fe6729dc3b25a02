"""All rows together, each of overlapping downloads once: what they are for findings, and have."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace
from typing import Any

from makewhole.verify.rows import TABLE, Row

Case = SimpleNamespace
Use = dict[str, Any]
_FIGURES = re.compile(r"(?:(\w+)=)?([^,\s]+)")  # of a policy value, by name where it has one


class Books:
    """Rows up to a day: `at` a place, `by` id and lot, and their sums.

    Sums are of amounts and units by order, SKU, kind of sale and what for; of settlements by id.
    """

    def __init__(self, rows: Iterable[Row], as_of: date, closed: Iterable[str] = ()) -> None:
        self.as_of, self.closed = as_of, {*closed}
        self.at = {(row.file, row.line): row for row in rows if row.kind}
        self.by, self.sums = defaultdict[Any, list[Row]](list), defaultdict[Any, Decimal](Decimal)
        fnskus, money = defaultdict[str, set[str]](set), dict[str, str]()
        for row in self.at.values():
            fnskus[row.sku] |= row.fnskus
            if row.kind == "settlement" and row.money:  # said once, in its first row
                money[row.get("settlementid")] = row.money
        for row in self.at.values():
            row.fnskus = row.fnskus or (fnskus[row.sku] if row.sku else set())
            row.money = row.money or money.get(row.get("settlementid"), "")
        for row in self._once():
            for name in {row.lot, row.twin} | row.names | row.fnskus:
                self.by[name].append(row)
            self.sums[row.item] += row.amount("amount")
            self.sums[*row.item, "units"] += row.units
            self.sums[row.get("settlementid")] += row.amount("amount") - row.amount("totalamount")

    def _once(self) -> Iterator[Row]:
        """The rows but those that another file tells too: of its versions that with most rows."""
        twins = defaultdict[Any, dict[Any, list[Row]]](lambda: defaultdict(list))
        for row in self.at.values():
            if not (row.day and row.day > self.as_of):
                line = row.line if row.kind in TABLE["versioned"] else 0
                twins[row.twin][row.file, line].append(row)
        for files in twins.values():
            yield from max(files.values(), key=lambda rows: (len(rows), [r.version for r in rows]))

    def case(self, finding: dict[str, Any]) -> Case:
        """A finding with its ids, and for each line of evidence its row and what that is for it."""
        case = Case(**finding, day=date.fromisoformat(finding["event_date"]), lines=[])
        case.money = case.claim_type.startswith((*TABLE["money"],))
        case.cent = Decimal(1 if case.currency == "JPY" else "0.01")
        case.quoted = [(use["key"], dict(_FIGURES.findall(use["value"]))) for use in case.policy]
        case.ids = {finding[name] for name in TABLE["ids"]} - {None}
        places = [(each["file"], each["line"]) for each in case.evidence]
        case.rows = [self.at[place] for place in places if place in self.at]
        case.links = case.ids | {row.get(TABLE["original"]) for row in case.rows} - {""}
        case.read = len(case.rows) == len(places)
        for (file, line), each in zip(places, case.evidence, strict=True):
            row = self.at.get((file, line))
            sides = ["shows"] if each["units"] is None else ["asks", "gives", "shows"]
            use = self.use(row, case, sides, each["role"]) or {"side": "", "pool": None}
            case.lines.append(Case(**each, **use, row=row, place=f"{file} line {line}"))
        return case

    def use(self, row: Row | None, case: Case, sides: list[str], role: str = "") -> Use | None:
        """What a row is for a finding, in the role asked for or in any, and what it draws on."""
        for use in TABLE["roles"]:
            if (
                use["side"] in sides
                and (not role or role in use["names"])
                and case.claim_type.startswith((*use.get("claims", [""]),))
                and (row is None or self._fits(row, case, use))
            ):
                lot = getattr(row, use.get("draws", ""), None)
                # a row that may be of two stores serves once in each
                kind = (use.get("has"), use.get("draws"), case.money, case.currency)
                return {**use, "pool": lot and (lot, *kind)}
        return None

    def _fits(self, row: Row, case: Case, use: Use) -> bool:
        """Whether a row is of the finding's item, and what else its role takes."""
        (low, high), beyond = use.get("days", (-9999, 9999)), use.get("has") == "beyond"
        ours = (
            row.kind in use.get("kinds", [row.kind])
            and row.says(use.get("cells", {}))
            and (row.day is None or low <= (row.day - case.day).days <= high)
            and ("named" not in use or case.ids <= row.names)
            and ("link" not in use or row.get(use["link"]) in case.links)
            and (self._of(row, case) or (beyond and row.shipment == case.shipment_id))
        )
        if beyond:  # of the shipment, or of one made on the same day
            ships = (self.by[case.shipment_id], self.by[row.shipment])
            made, there = ({each.get("created") for each in ship} - {""} for ship in ships)
            return ours and made == there
        if "after" in use:  # what explains a reversal: a find after the payment it took back
            paid = (each.day for each in case.rows if each.kind in use["after"])
            return ours and not case.order_id and all(day <= row.day for day in paid)
        return ours

    def _of(self, row: Row, case: Case) -> bool:
        """Whether a row is of the finding's item and, where both name an order, of its order."""
        sale, same = bool(row.order and case.order_id), bool(row.sku == case.msku)
        if sale and row.order not in case.ids and not case.claim_type.startswith("reimb_"):
            return False
        if not (row.sku or row.fnskus):
            return bool(row.names & case.ids)
        if row.sku and (sale or row.kind == "cost" or case.claim_type in TABLE["by_sku"]):
            return same
        found = row.sku.startswith("Amazon.Found.") and row.get("asin") == case.asin
        return case.fnsku in row.fnskus or found or (same and not (row.fnsku and case.fnsku))

    def has(self, row: Row, case: Case, use: Use) -> Decimal | int | None:
        """Units (cents, where it is about money) that a row and its like have, if they tell."""
        lot, sums, order = self.by[use["pool"][0]], self.sums, (case.order_id, case.msku)
        if use.get("has") == "part" or (use.get("has") in TABLE["reckoned"] and not case.read):
            return None
        match use.get("has"):
            case "open":
                return sum(each.open for each in lot)
            case "short" | "beyond":
                return self._missing(row) * (1 if use["has"] == "short" else -1)
            case "unbalanced":
                return 100 * sums[case.settlement_id]
            case "undervalued":
                gap = (self.value(case) or 0) - row.amount("amountperunit")
                return 100 * gap * row.amount("quantityreimbursedcash")
            case "excess":
                return -100 * sum(sums[*order, *each] for each in TABLE["excess"])
            case "refunded":  # in full, but those replaced
                sold, back, swapped = ((*order, *each) for each in TABLE["refunded"])
                full = (Decimal("0.01") - sums[back]) * sums[*sold, "units"] // (sums[sold] or 1)
                return min(sums[*sold, "units"], full) - sums[*swapped, "units"]
        if case.money:
            return 100 * sum(each.amount("amounttotal", "amount") for each in lot)
        return sum(abs(each.units) for each in lot)

    def _missing(self, row: Row) -> int:
        """Units of a shipment's line, or of all lines, that did not come; below 0 came beyond."""
        sent, told, seen = Counter[str](), Counter[str](), Counter[str]()
        for each in self.by[row.shipment]:
            if each.kind == "ledger":
                seen[each.fnsku] += each.units
            elif each.kind in ("item", "contents"):
                sent[each.fnsku] = each.units
                told[each.fnsku] = int(each.amount("quantityreceived"))
        came = seen | told
        whole = came.total() - int(row.amount("unitslocated")) if sent.total() == row.units else 0
        missing = whole if row.kind == "queue" else sent[row.fnsku] - came[row.fnsku]
        void = any(each.is_("status") in ("cancelled", "deleted") for each in self.by[row.shipment])
        listed = row.kind == "ledger" and row.fnsku in sent
        return max(0, missing) if void or listed or not sent else missing

    def value(self, case: Case) -> Decimal | None:
        """What one unit is worth by the rows cited for it: cost, Amazon's rate, proceeds."""
        told = {line.role: line.row for line in case.lines}
        row = told.get("priced") or told.get("reversed") or told.get("granted")
        if row is None or row.get("effectivefrom") > case.event_date:
            return None
        worth: Decimal = abs(row.amount("cost", "amountperunit"))
        if row.kind == "statement":  # a sum granted for all its units
            worth = (row.amount("amount") / row.units).quantize(Decimal("0.000001"), ROUND_HALF_UP)
        elif row.kind == "settlement":
            items = [(row.order, row.sku, "order", what) for what in TABLE["proceeds"]]
            each = sum(self.sums[item] for item in items) / (self.sums[*items[0], "units"] or 1)
            worth = max(Decimal(0), Decimal(each).quantize(case.cent, ROUND_HALF_UP))
        caps = (figures.get("amount") for key, figures in case.quoted if key == "cap.unit")
        return min([worth, *map(Decimal, filter(None, caps))])
