"""The proof: what must hold for every finding, then over all of them together."""

import calendar
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

from makewhole.verify.books import Books, Case, figures
from makewhole.verify.files import read_all
from makewhole.verify.rows import TABLE

Said = Iterator[tuple[str, str]]


class Proof(NamedTuple):
    """The day, counts, money owed per currency, what contradicts it: each with the finding's id.

    Of rows in `unproven` files only that is proven what follows from the findings themselves.
    """

    as_of: date
    findings: int
    rows: int
    owed: dict[str, Decimal]
    contradictions: list[tuple[str, str]]
    unproven: list[str]


def verify(file: Path, paths: list[Path], as_of: date | None = None) -> Proof:
    """Proves the findings of one account from the files they cite, as of the day of the audit."""
    findings = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    rows, closed = read_all(paths)
    return prove(findings, Books(rows, as_of or day_told(findings), closed))


def day_told(findings: list[dict[str, Any]]) -> date:
    """The last day up to today on which all that is open was open, and all that waits waited."""
    open_until = [
        date.fromisoformat(each["closes_on"])
        for each in findings
        if each["decision"] in ("claim", "review") and each["closes_on"]
    ]
    waited_until = [
        date.fromisoformat(each["opens_on"]) - timedelta(1)
        for each in findings
        if each["decision"] == "wait"
    ]
    return min([datetime.now(UTC).date(), *open_until, *waited_until])


def prove(findings: list[dict[str, Any]], books: Books) -> Proof:
    """Proves findings from rows that were read, and names the cited files that were not."""
    cases, owed = [books.case(each) for each in findings], defaultdict[str, Decimal](Decimal)
    for case in cases:
        owed[case.currency] += Decimal(case.amount or 0) if case.decision != "rejected" else 0
    wrong = [said for case in cases for said in alone(case, books)] + [*together(cases, books)]
    lines = {line.place: line for case in cases for line in case.lines}.values()
    unread = {line.file for line in lines} & books.closed
    return Proof(
        books.as_of,
        len(cases),
        len(lines),
        {each: sum for each, sum in owed.items() if sum},
        wrong,
        sorted(unread),
    )


def alone(case: Case, books: Books) -> Said:
    """What is wrong with a finding by itself."""
    for check in (_rows_fit, _figures_follow, _days_follow):
        yield from ((case.finding_id, said) for said in check(case, books))


def together(cases: list[Case], books: Books) -> Said:
    """What is wrong with findings as a list."""
    ids = [case.finding_id for case in cases]
    if ids != sorted({*ids}):
        yield "list", "finding ids are not unique and in order"
    yield from _one_policy(cases)
    yield from _used_once(cases, books)


def _rows_fit(case: Case, books: Books) -> Iterator[str]:
    """Every row is there, no later than the day, and of what it is cited for."""
    cited = Counter((line.role, line.place) for line in case.lines)
    for line in case.lines:
        if cited[line.role, line.place] > 1:
            yield f"{line.place} is cited twice as {line.role}"
        elif line.row is None and line.file not in books.closed:
            yield f"{line.place} is not there"
        elif line.row and line.row.kind and (line.shape is None or line.row.twin not in books.by):
            yield f"{line.place} is not {line.role} of this event, or of {line.row.day}"


def _figures_follow(case: Case, books: Books) -> Iterator[str]:
    """Asked - given = owed, as the rows tell; times the value, or in cents, the amount."""
    asked = sum(line.units or 0 for line in case.lines if line.side == "asks")
    gives = (line for line in case.lines if line.side == "gives" or line.role == "settled")
    left = asked - sum(line.units for line in gives if "settled_" not in line.role)
    units, affected = (0, 0) if case.money else (left, asked)
    says = case.units_affected, case.units_compensated, case.units
    if says != (affected, affected - units, units) or units < 0 or not asked:
        yield f"its rows leave {left} of {asked}, it says {case.units} of {says[0]}"
    value, amount = (text and Decimal(text) for text in (case.unit_value, case.amount))
    owed = Decimal(left) / 100 if case.money else Decimal(value or 0) * units
    cent = Decimal(1 if case.currency == "JPY" else "0.01")
    asks = amount or owed > Decimal(TABLE["tolerated"])
    if asks and (amount or 0) != owed.quantize(cent, ROUND_HALF_UP):
        yield f"its rows and value make {owed}, it asks for {amount}"
    if value is not None and case.read and (worth := books.value(case)) != value:
        yield f"its unit value is {value}, its rows show {worth}"


def _days_follow(case: Case, books: Books) -> Iterator[str]:
    """Days follow from the quoted window and wait; the decision from days and reasons."""
    quoted = {use["key"]: figures(use["value"]) for use in case.policy}
    window = next((v for k, v in quoted.items() if k.startswith("window.")), {})
    waits = (v for k, v in quoted.items() if any(map(k.startswith, TABLE["waits"])))
    soft = max((int(w.get("usual_max", w.get("", 0))) for w in waits), default=0)
    start = str(case.day + timedelta(max(int(window.get("open_after_days", 0)), soft) + 1))
    last, as_of = _last_day(case.day, window), str(books.as_of)
    if case.opens_on != start or case.remind_by != last or case.closes_on not in (None, last):
        yield f"by the quoted policy it opens on {start} and closes on {last}"
    doubts = {*case.reasons} - {*TABLE["lowers_nothing"]}
    may = (
        "rejected" if not (case.units or Decimal(case.amount or 0))
        else "wait" if as_of < start
        else "expired" if case.closes_on and as_of > case.closes_on
        else "review" if last is None or as_of > last or doubts
        else "claim"
    )  # fmt: skip
    if case.decision != may and (may, case.decision) != ("review", "report_only"):
        yield f"it is called {case.decision}, by its days and reasons it is {may}"
    days = _happened(case, books)
    if days and case.day not in (min(days), max(days)):
        yield f"its event is dated {case.day}, its rows say {min(days)}"


def _happened(case: Case, books: Books) -> list[date]:
    """Days of the rows that date a finding: of a shipment its first receipt, else its making."""
    starts = (role for start, role in TABLE["dated"] if case.claim_type.startswith(start))
    wanted = next(starts, "asks")
    rows = (line.row for line in case.lines if line.row and wanted in (line.role, line.side))
    if case.claim_type.startswith("inbound_"):
        near = books.by[case.shipment_id]
        came = sorted(row.day for row in near if row.kind == "ledger" and row.units > 0 and row.day)
        return came[:1] or [row.day for row in near if row.kind == "queue" and row.day]
    return [row.day for row in rows if row.day]


def _last_day(event: date, window: dict[str, str]) -> str | None:
    if days := window.get("close_after_days"):
        return str(event + timedelta(int(days)))
    if months := window.get("close_after_months"):
        year, month = divmod(event.year * 12 + event.month - 1 + int(months), 12)
        return str(date(year, month + 1, min(event.day, calendar.monthrange(year, month + 1)[1])))
    return None


def _one_policy(cases: list[Case]) -> Said:
    """All findings of a store quote one policy, and agree on what only policy decides."""
    views = defaultdict[Any, list[tuple[str, str]]](list)
    for case in cases:
        quoted = (use for use in case.policy if any(map(use["key"].startswith, TABLE["shared"])))
        told = {use["key"]: f"{use['value']} since {use['from']}" for use in quoted}
        sure = str(bool(case.closes_on))
        told |= {f"sure end of {key}": sure for key in told if key.startswith("window.")}
        if case.read and case.currency not in {row.money for row in case.rows}:
            told["currency"] = case.currency
        for topic, said in told.items():
            views[topic, case.marketplace].append((case.finding_id, said))
    for (topic, _), view in views.items():
        usual = Counter(said for _, said in view).most_common(1)[0][0]
        lone = ((ident, said) for ident, said in view if said != usual)
        yield from ((ident, f"{topic} is {said}, for others {usual}") for ident, said in lone)


def _used_once(cases: list[Case], books: Books) -> Said:
    """No row opens two findings or gives more than it has; none with units left fits a claim."""
    used, own = Counter[Any](), Counter[Any]()
    lines = [(case, line) for case in cases for line in case.lines if line.pool]
    for case, line in lines:
        units = case.units_compensated if line.units is None else line.units
        used[line.pool] += units
        own[case.finding_id, line.pool] += units  # equal rows are one pool
    for case, line in lines:
        has, more = books.has(line.pool, line.row, case), used[line.pool]
        part = own[case.finding_id, line.pool] if line.side == "asks" else more
        rest = (part if has is None else has) - more if line.units else 0
        if rest < 0 or (rest and line.side == "asks" and "some" not in line.shape):
            yield case.finding_id, f"{line.place} has {has} as {line.role}, {more} are used"
    for case in cases:
        if case.decision != "rejected" and not any(map(case.claim_type.startswith, TABLE["idle"])):
            yield from ((case.finding_id, said) for said in _idle(case, books, used))


def _idle(case: Case, books: Books, used: Counter[Any]) -> Iterator[str]:
    """Rows with units left that would have closed a finding that still asks."""
    places = {row.place for row in case.rows if row.kind == "ledger" and row.place}
    names = {case.fnsku, case.msku, *case.ids} - {None}
    near = {row.twin: row for name in sorted(names) for row in books.by[name]}.values()
    given = (row for row in near if row.kind == "payment" and not row.order)
    found = -int(sum(row.amount("quantityreimbursedinventory") for row in given))
    for row in {row.lot: row for row in near}.values():
        shape = books.shape("gives", row, case)
        pool = shape and "loose" not in shape and books.pool(shape, row, case)
        here = row.money in ("", case.currency) and row.place in ("", *(places or [row.place]))
        rest = (books.has(pool, row, case) or 0) - used[pool] if pool and here else 0
        if row.kind == "ledger" and case.claim_type != "inbound_short":
            found += rest  # units given in kind are booked as found once more
        elif rest > 0 and (row.kind != "settlement" or rest == Decimal(case.amount or 0) * 100):
            yield f"{row.file} line {row.line} has units left for it"
    if found > 0:
        yield f"{found} found units of it are not used"
