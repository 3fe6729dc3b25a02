"""What must hold over all findings: no row serves twice, and nothing that would pay stands idle."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from makewhole.verify.books import Books, Finding
from makewhole.verify.checks import MONEY, cited, originals
from makewhole.verify.rows import OPENS, SAYS, WAREHOUSE, Row, plain

_BOOKED_LATER = timedelta(7)  # a loss may be booked up to a week after the payment for it
_MAINLAND = "AT BE BG CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV NL PL PT RO SE SI SK"
Said = Iterator[tuple[str, str]]


class Uses:
    """How many units (or cents) of each row the findings use, by what they use it for.

    Several stores of an account are audited each by itself: a row that might be of either serves
    in both, but once in each, so uses are counted by currency where findings carry several stores.
    """

    def __init__(self, findings: list[Finding], books: Books) -> None:
        self.findings, self.books = findings, books
        self.finds = [row for row in books.by["ledger", ""] if row.can_be("found")]
        self.row: dict[tuple[str, ...], Row] = {}
        self.used: Counter[tuple[tuple[str, ...], str, str]] = Counter()
        self.given: Counter[tuple[str, ...]] = Counter()
        self.asked_by: Counter[tuple[tuple[str, ...], str]] = Counter()
        self.taken_back: Counter[tuple[str, str]] = Counter()
        split = len({each["marketplace"] for each in findings}) > 1
        for finding in findings:
            for payment in originals(finding, books):
                taken = [r for r in books.by["payment", payment] if books.same(r, finding)]
                for lot in {_lot(each) for each in taken[:1]}:
                    self.taken_back[lot] += finding["units_compensated"]
            for role, units, row, _ in cited(finding, books):
                if row is not None and row.kind and units is not None:
                    side = _side(finding, role)
                    self.row[row.twin] = row
                    self.used[row.twin, side, finding["currency"] if split else ""] += units
                    self.given[row.twin] += units if side == "gives" else 0
                    self.asked_by[row.twin, role] += role in OPENS

    def left(self, row: Row) -> int:
        """Units of a row, and of all equal to it, that no finding sets off or has taken back."""
        rows = [row]
        if row.kind == "payment":
            lines = self.books.by["payment", row.get("reimbursementid")]
            rows = [line for line in lines if _lot(line) == _lot(row)]
        told = sum(abs(r.units) * self.books.count[r.twin] - self.given[r.twin] for r in rows)
        return told - self.taken_back[_lot(row)]


def _lot(row: Row) -> tuple[str, str]:
    """What a reversal takes from: the lines of a reimbursement for one item."""
    return row.get("reimbursementid"), row.fnsku or row.sku


def _side(finding: Finding, role: str) -> str:
    """What a row is used for; each has an account of the row's units for itself."""
    if finding["claim_type"].startswith(MONEY):
        return "opens cents" if role in OPENS else f"cents {role}"
    if role in SAYS or role == "refunded":
        return "says"
    if role in OPENS:
        return "asks"
    return "explains" if finding["claim_type"] == "reimb_reversed_wrongly" else "gives"


def all_once(uses: Uses) -> Said:
    """No row asks for, or gives, more than it tells of, over all findings."""
    for (twin, side, _), units in uses.used.items():
        row, count = uses.row[twin], uses.books.count.get(twin, 0)
        most = abs(row.units) * count
        if side.startswith("cents"):
            most = abs(int(row.amount("amount", "amounttotal", "estimatedmonthlystoragefee") * 100))
            most *= count
        elif row.kind == "queue":
            most = int(row.amount("unitslocated"))
        elif row.kind == "line" and side == "gives":
            most = uses.books.received(row) - row.units
        if units > most and side not in ("says", "opens cents"):
            yield row.file, f"line {row.line} {side} {units}, it tells of {most}"
        if row.kind == "payment" and side == "gives" and uses.left(row) < 0:
            yield row.file, f"line {row.line} gives more than was paid and not taken back"
    for (twin, role), findings in uses.asked_by.items():
        if findings > uses.books.count.get(twin, 0):
            row = uses.row[twin]
            yield row.file, f"line {row.line} opens more than one finding as {role}"


def nothing_idle(uses: Uses) -> Said:
    """No payment, find, return or order with units left fits an opening that still asks."""
    by = uses.books.by
    idle = [row for kind in ("payment", "return", "removal") for row in by[kind, ""]]
    idle = [row for row in idle if uses.left(row) > 0]
    for finding in (f for f in uses.findings if f["units"]):
        for row in idle:
            if _would_close(row, finding, uses.books):
                yield finding["finding_id"], f"{row.file} line {row.line} has units left for it"
        kind = finding["claim_type"]
        if kind == "inbound_short" and (units := _located(finding, uses)) > 0:
            yield finding["finding_id"], f"{units} units located in its shipment are not used"
        if kind == "fc_lost" and (units := _found(finding, uses)) > 0:
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
    if row.order or not row.pays(kind):
        return ours and row.pays(kind)
    known = plain(row.get("reason")) in WAREHOUSE
    early = _BOOKED_LATER if known else timedelta(0)
    in_time = row.day and event - early <= row.day
    # money of another store that the account has pays nothing here
    money = books.currency(row) in {finding["currency"]} | ({books.currency(row)} - books.money)
    left_over = known and kind == "fc_disposed_unauthorised"
    return money and bool(in_time or left_over) and books.same(row, finding)


def _located(finding: Finding, uses: Uses) -> int:
    """Units of a shipment that were received or located beyond its lines, and nothing uses."""
    books, shipment = uses.books, finding["shipment_id"]
    lines = books.by["line", shipment]
    own = {row.fnsku: row for row in lines}.values()
    queue = books.by["queue", shipment]
    idle = sum(
        max(0, int(row.amount("unitslocated")) - sum(map(books.received, own)))
        - uses.given[row.twin]
        for row in queue
        if row.amount("unitsexpected") == sum(line.units for line in own)
    )
    made = {row.get("created") for row in queue} - {""}
    for other in (r for r in books.by["queue", ""] if r.get("created") in made):
        near = books.by["line", other.shipment] if other.shipment != shipment else []
        lines = [*lines, *(row for row in near if row.fnsku == finding["fnsku"])]
    over = {(r.shipment, r.fnsku): max(0, books.received(r) - r.units) for r in lines}
    return idle + sum(over.values()) - sum(uses.given[twin] for twin in {r.twin for r in lines})


def _found(finding: Finding, uses: Uses) -> int:
    """Open found units of a lost FNSKU that nothing uses, beyond those given in kind."""
    books, settled, idle = uses.books, 0, 0
    places = {_place(row) for role, _, row, _ in cited(finding, books) if role == "lost" and row}
    for row in (each for each in uses.finds if books.same(each, finding)):
        told = books.open_units(row)
        idle += told - uses.given[row.twin] if _place(row) in places else 0
        settled += abs(row.units) * books.count[row.twin] - told if row.get("reason") == "N" else 0
    kind = (r for r in books.by["payment", ""] if books.same(r, finding) and not r.order)
    struck = sum(int(r.amount("quantityreimbursedinventory")) for r in kind)
    # a unit given in kind is booked as N and counts as paid; it strikes settled ones first
    return idle - max(0, struck - settled)


def _place(row: Row) -> str:
    """Where stock lies: the mainland of Europe is one place."""
    country = row.get("country")
    return "mainland" if country in _MAINLAND.split() else country
