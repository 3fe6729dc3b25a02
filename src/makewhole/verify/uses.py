"""What must hold over all findings: no row serves twice, and nothing that would pay stands idle."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from makewhole.verify.books import Books
from makewhole.verify.checks import MONEY, Finding, cited, originals
from makewhole.verify.rows import OPENS, SAYS, WAREHOUSE, Row, plain

# A payment may precede by a week the row it pays for, where it was booked after the research.
_BOOKED_LATER = timedelta(7)


class Uses:
    """How many units (or cents) of each row the findings use, by what they use it for."""

    def __init__(self, findings: list[Finding], books: Books) -> None:
        self.findings, self.books = findings, books
        self.row: dict[tuple[str, ...], Row] = {}
        self.used: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.asked_by: dict[tuple[tuple[str, ...], str], int] = defaultdict(int)
        self.taken_back: dict[tuple[str, str], int] = defaultdict(int)
        for finding in findings:
            if finding["claim_type"] == "reimb_reversed_wrongly":
                for payment in originals(finding, books):
                    self.taken_back[payment, finding["msku"]] += finding["units_compensated"]
            for role, units, row, _ in cited(finding, books):
                if row is not None and row.kind and units is not None:
                    self.row[row.twin] = row
                    self.used[row.twin][_side(finding, role)] += units
                    self.asked_by[row.twin, role] += role in OPENS

    def left(self, row: Row) -> int:
        """Units of a row, and of all rows equal to it, that no finding sets off."""
        used = self.used.get(row.twin, {})
        told = abs(row.units) * self.books.count[row.twin]
        return told - used.get("gives", 0) - used.get("gave", 0)

    def left_paid(self, row: Row) -> int:
        """Units of a payment that are neither set off nor taken back with a reason."""
        key = row.get("reimbursementid"), row.sku
        return sum(map(self.left, self.books.paid[key])) - self.taken_back.get(key, 0)


def _side(finding: Finding, role: str) -> str:
    """What a row is used for; each has an account of the row's units for itself."""
    if finding["claim_type"].startswith(MONEY):
        return f"cents {role}"
    if role in OPENS | SAYS:
        return role if role == "refunded" or role in SAYS else "asks"
    if finding["claim_type"] == "reimb_reversed_wrongly":
        return "explains"
    return "gave" if role.startswith("settled_") else "gives"


def all_once(uses: Uses) -> Iterator[tuple[str, str]]:
    """No row asks for, or gives, more than it tells of, over all findings."""
    for twin, used in uses.used.items():
        row, count = uses.row[twin], uses.books.count.get(twin, 0)
        cents = abs(int(row.amount("amount", "amounttotal", "estimatedmonthlystoragefee") * 100))
        for side, units in {**used, "gives": used.get("gives", 0) + used.get("gave", 0)}.items():
            most = abs(row.units) * count
            if side.startswith("cents"):
                most = cents * count if side.split()[1] not in OPENS else units
            elif row.kind == "queue":
                most = int(row.amount("unitslocated"))
            elif side in ("refunded", "doubt") or (side == "gives" and row.kind == "line"):
                most = units
            if units > most:
                yield row.file, f"line {row.line} {side} {units}, it tells of {most}"
        for role in OPENS:
            if uses.asked_by.get((twin, role), 0) > count:
                yield row.file, f"line {row.line} opens more than one finding as {role}"
        if used.get("gives") and row.kind == "payment" and uses.left_paid(row) < 0:
            yield row.file, f"line {row.line} gives more than was paid and not taken back"


def nothing_idle(uses: Uses) -> Iterator[tuple[str, str]]:
    """No payment, find, return or order with units left fits an opening that still asks."""
    of = uses.books.of
    paid = (row for rows in uses.books.paid.values() for row in rows)
    idle = [row for row in paid if uses.left_paid(row) > 0]
    idle += [row for kind in ("return", "removal") for row in of[kind] if uses.left(row) > 0]
    for finding in (f for f in uses.findings if f["units"]):
        for row in idle:
            if _would_close(row, finding, uses.books):
                yield finding["finding_id"], f"{row.file} line {row.line} has units left for it"
        if finding["claim_type"] == "inbound_short" and (units := _located(finding, uses)) > 0:
            yield finding["finding_id"], f"{units} units located in its shipment are not used"
        if finding["claim_type"] == "fc_lost" and (units := _found(finding, uses)) > 0:
            yield finding["finding_id"], f"{units} found units of {finding['fnsku']} are not used"


def _would_close(row: Row, finding: Finding, books: Books) -> bool:
    kind, event = finding["claim_type"], date.fromisoformat(finding["event_date"])
    ours = row.sku == finding["msku"] and row.order in (
        finding["order_id"],
        finding["reference_id"],
    )
    if row.kind == "return":
        return ours and kind in ("return_not_received", "replacement_not_returned")
    if row.kind == "removal":
        sellable = plain(row.get("disposition")) == "sellable" and row.day and row.day <= event
        return bool(sellable) and kind == "fc_disposed_unauthorised" and books.same(row, finding)
    if not row.pays(kind) or row.order:
        return bool(row.order) and ours and row.pays(kind)
    known = plain(row.get("reason")) in WAREHOUSE
    if kind == "fc_disposed_unauthorised" and known:
        return books.same(row, finding)
    early = _BOOKED_LATER if known else timedelta(0)
    return bool(row.day and event - early <= row.day) and books.same(row, finding)


def _located(finding: Finding, uses: Uses) -> int:
    """Units of a shipment that were received or located beyond its lines, and nothing uses."""
    books, shipment = uses.books, finding["shipment_id"]
    lines = books.referring["line", shipment]
    shipped = {r.fnsku: r.units for r in lines}
    received = {fnsku: books.received(shipment, fnsku) for fnsku in shipped}
    idle = sum(max(0, received[fnsku] - units) for fnsku, units in shipped.items())
    made = {r.get("created") for r in books.referring["queue", shipment]} - {""}
    for other in (r for r in books.of["queue"] if r.get("created") in made):
        for row in books.referring["line", other.get("shipmentid")]:
            if row.fnsku == finding["fnsku"] and row not in lines:
                idle += max(0, books.received(row.get("shipmentid"), row.fnsku) - row.units)
                lines = [*lines, row]
    idle -= sum(uses.used.get(r.twin, {}).get("gives", 0) for r in lines)
    for row in books.referring["queue", shipment]:
        if row.amount("unitsexpected") == sum(shipped.values()):
            located = max(0, int(row.amount("unitslocated")) - sum(received.values()))
            idle += located - uses.used.get(row.twin, {}).get("gives", 0)
    return idle


def _found(finding: Finding, uses: Uses) -> int:
    """Open found units of a lost FNSKU that nothing uses, beyond those given in kind."""
    books, idle, settled = uses.books, 0, 0
    for row in books.found:
        if books.same(row, finding):
            told = books.open_units(row)
            idle += told - uses.used.get(row.twin, {}).get("gives", 0)
            if row.get("reason") == "N":
                settled += abs(row.units) * books.count[row.twin] - told
    kind = (r for r in books.of["payment"] if books.same(r, finding) and not r.order)
    struck = sum(int(r.amount("quantityreimbursedinventory")) for r in kind)
    # a unit given in kind is booked as N and counts as paid; it strikes settled ones first
    return idle - max(0, struck - settled)
