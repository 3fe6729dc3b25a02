"""The proof: what must hold for every finding, then over all of them together."""

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

from makewhole.verify.books import Books, Case
from makewhole.verify.rows import TABLE, read_all

Said = Iterator[tuple[str, str]]


class Proof(NamedTuple):
    """How many rows are cited, the money owed per currency, contradictions by finding's id.

    Of rows in `unproven` files only that is proven what follows from the findings themselves.
    """

    rows: int
    owed: dict[str, Decimal]
    contradictions: list[tuple[str, str]]
    unproven: list[str]


def verify(findings: list[dict[str, Any]], paths: list[Path], as_of: date) -> Proof:
    """Proves the findings of one account from the files they cite, as of the day of the audit."""
    rows, closed = read_all(paths)
    return prove(findings, Books(rows, as_of, closed))


def prove(findings: list[dict[str, Any]], books: Books) -> Proof:
    """Proves findings from rows that were read, and names the cited files that were not."""
    cases, owed = [books.case(each) for each in findings], defaultdict[str, Decimal](Decimal)
    for case in cases:
        if case.amount and case.decision != "rejected":
            owed[case.currency] += Decimal(case.amount)
    wrong = [said for case in cases for said in alone(case, books)] + [*together(cases, books)]
    cited = {line.place: line.file for case in cases for line in case.lines}
    return Proof(len(cited), dict(owed), wrong, sorted(books.closed & {*cited.values()}))


def alone(case: Case, books: Books) -> Said:
    """What is wrong with a finding by itself: its rows, and what follows from them and policy."""
    cited = Counter((line.role, line.place) for line in case.lines)
    for line in case.lines:
        if line.row is None and line.file not in books.closed:
            yield case.finding_id, f"{line.place} is not there"
        elif cited[line.role, line.place] > 1:
            yield case.finding_id, f"{line.place} is cited twice as {line.role}"
        elif line.row and (not line.side or line.row.twin not in books.by):
            said = f"{line.place} is not {line.role} of this event, or of {line.row.day}"
            yield case.finding_id, said
    for name, told, right in (*_figures(case, books), *_days(case, books)):
        if told != right:
            yield case.finding_id, f"{name}: {told}, by its rows and policy {right}"


def together(cases: list[Case], books: Books) -> Said:
    """What is wrong with findings as a list."""
    ids = [case.finding_id for case in cases]
    if ids != sorted({*ids}):
        yield "list", "finding ids are not unique and in order"
    yield from _one_policy(cases)
    yield from _used_once(cases, books)


def _figures(case: Case, books: Books) -> Iterator[tuple[str, Any, Any]]:
    """Asked - given = owed, as the rows tell; times the value, or in cents, the amount."""
    asked = sum(line.units for line in case.lines if line.side == "asks")
    # what Amazon settled itself asks for nothing, and what it settled that with gives nothing
    given = sum(e.units for e in case.lines if (e.side == "gives") != e.role.startswith("settled"))
    told, left = (case.units_affected, case.units_compensated, case.units), asked - given
    yield "units", told, (0, 0, 0) if case.money else (asked, given, left)
    yield "rows that ask, less those that give", left, max(0, left) if asked else None
    value, amount = Decimal(case.unit_value or 0), Decimal(case.amount or 0)
    owed = Decimal(left) / 100 if case.money else left * value
    if amount or owed > Decimal(TABLE["tolerated"]):
        yield "amount", amount, owed.quantize(case.cent, ROUND_HALF_UP)
    if case.unit_value is not None and case.read:
        yield "unit value", value, books.value(case)


def _days(case: Case, books: Books) -> Iterator[tuple[str, Any, Any]]:
    """Days follow from rows and the quoted window and wait; the decision from days and reasons."""
    days = _happened(case, books) or [case.day]
    yield "event date", case.day, case.day if case.day in (min(days), max(days)) else min(days)
    window: dict[str, str] = next((v for k, v in case.quoted if k.startswith("window.")), {})
    waits = (v for k, v in case.quoted if k.startswith((*TABLE["waits"],)))
    soft = (int(wait.get("usual_max", wait.get("", 0))) for wait in waits)
    first = str(case.day + timedelta(max([int(window.get("open_after_days", 0)), *soft]) + 1))
    last, as_of = _last_day(case.day, window), str(books.as_of)
    told = (case.opens_on, case.remind_by, case.closes_on or last)
    yield "first and last day", told, (first, last, last)
    doubts = {*case.reasons} - {*TABLE["lowers_nothing"]}
    right = (
        "rejected" if not (case.units or Decimal(case.amount or 0))
        else "wait" if as_of < first
        else "expired" if case.closes_on and as_of > case.closes_on
        else "review" if last is None or as_of > last or doubts
        else "claim"
    )  # fmt: skip
    yield "decision", case.decision.replace("report_only", "review"), right


def _happened(case: Case, books: Books) -> list[date]:
    """Days of the rows that date a finding: of a shipment its first receipt, else its making."""
    roles = (role for start, role in TABLE["dated"] if case.claim_type.startswith(start))
    wanted, near = next(roles, "asks"), books.by[case.shipment_id]
    rows = [line.row for line in case.lines if wanted in (line.role, line.side)]
    if wanted == "shipment":
        came = [row for row in near if row.kind == "ledger" and row.units > 0]
        made = [row for row in near if row.kind == "queue"]
        rows = sorted(came, key=lambda row: str(row.day))[:1] or made
    return [row.day for row in rows if row.day] if all(rows) else []


def _last_day(event: date, window: dict[str, str]) -> str | None:
    if days := window.get("close_after_days"):
        return str(event + timedelta(int(days)))
    if months := window.get("close_after_months"):
        year, month = divmod(event.year * 12 + event.month - 1 + int(months), 12)
        return str(date(year, month + 1, min(event.day, calendar.monthrange(year, month + 1)[1])))
    return None


def _one_policy(cases: list[Case]) -> Said:
    """All findings of a store quote one policy, and agree on what only policy decides."""
    told = list[tuple[str, tuple[Any, ...]]]()
    for case in cases:
        for use in case.policy:
            if use["key"].startswith((*TABLE["shared"],)):
                sure = bool(case.closes_on) or not use["key"].startswith("window.")
                quote = (case.marketplace, use["key"], use["value"], use["from"], sure)
                told.append((case.finding_id, quote))
        if case.read and case.currency not in {row.money for row in case.rows}:
            told.append((case.finding_id, (case.marketplace, "currency", case.currency)))
    usual = {said[:2]: said for said, _ in reversed(Counter(s for _, s in told).most_common())}
    for ident, said in told:
        if said != usual[said[:2]]:
            yield ident, f"{said[1]} is {said[2:]}, for others {usual[said[:2]][2:]}"


def _used_once(cases: list[Case], books: Books) -> Said:
    """No row opens two findings or gives more than it has; none with units left fits a claim."""
    used = Counter[Any]()
    lines = [(case, line) for case in cases for line in case.lines if line.pool]
    for case, line in lines:
        used[line.pool] += case.units_compensated if line.units is None else line.units
    for case, line in lines:
        has, more = books.has(line.row, case, vars(line)), used[line.pool]
        if has is None:
            own = (each.units for each in case.lines if each.pool == line.pool)  # equal rows
            has = sum(own) if line.side == "asks" else more
        rest = int(has - more) if line.units else 0
        if rest < 0 or (rest and line.side == "asks" and not hasattr(line, "some")):
            yield case.finding_id, f"{line.place} has {int(has)} as {line.role}, {more} are used"
    for case in cases:
        if case.decision != "rejected" and not case.claim_type.startswith((*TABLE["idle"],)):
            yield from ((case.finding_id, said) for said in _idle(case, books, used))


def _idle(case: Case, books: Books, used: Counter[Any]) -> Iterator[str]:
    """What would have closed a finding that still asks, of which units are left."""
    stock = {row.stock for row in case.rows if row.kind == "ledger" and row.stock}
    names = {case.fnsku, case.msku, *case.ids} - {None}
    near = {row.twin: row for name in sorted(names) for row in books.by[name]}.values()
    given = (row for row in near if row.kind == "payment" and not row.order)
    # units given in kind are booked as found once more
    left = Counter(open=-int(sum(row.amount("quantityreimbursedinventory") for row in given)))
    place = dict[str, str]()
    for row in {row.lot: row for row in near}.values():
        use = books.use(row, case, ["gives"]) or {"loose": True}
        here = row.money in ("", case.currency) and row.stock in ("", *(stock or [row.stock]))
        if here and "loose" not in use and use["pool"]:
            rest = int((books.has(row, case, use) or 0) - used[use["pool"]])
            if rest > 0 and (row.kind != "settlement" or rest == Decimal(case.amount or 0) * 100):
                left[use.get("has", "")] += rest
                place[use.get("has", "")] = f"{row.file} line {row.line}"
    yield from (f"{place[what]} has units left for it" for what in +left)
