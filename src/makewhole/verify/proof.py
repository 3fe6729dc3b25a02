"""The proof: what must hold for every finding, then over all of them together."""

import calendar
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from makewhole.verify.books import GIVES, IDS, MONEY, Books, Finding, asks
from makewhole.verify.files import read_all
from makewhole.verify.rows import Row
from makewhole.verify.uses import Uses, all_once, none_idle

_WAITS = ("wait.", "inbound.reconcile_days", "case.payment_check_after_days")
_LOWER_NOTHING = {"value_unknown", "charged_twice"}  # reasons that a plain claim may carry
Said = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something the findings say that the reports do not bear out."""

    finding_id: str
    claim: str

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.claim}"


@dataclass(frozen=True, slots=True)
class Proof:
    """Counts, money owed per currency, every contradiction, and cited files that were not read.

    Of rows in `unproven` files only that is proven what follows from the findings themselves.
    """

    findings: int
    rows: int
    owed: dict[str, Decimal]
    contradictions: list[Contradiction]
    unproven: list[str]


def verify(
    findings_file: Path, paths: list[Path], as_of: date, stores: Sequence[str] = ()
) -> Proof:
    """Proves the findings of one account from the files they cite, as of the day of the audit.

    `stores` are those the audit was given, each audited by itself; else all rows are of one store.
    """
    lines = findings_file.read_text("utf-8").splitlines()
    findings: list[Finding] = [json.loads(line) for line in lines if line.strip()]
    rows, closed = read_all(paths)
    return prove(findings, Books(rows, as_of, closed), split=bool(stores))


def prove(findings: list[Finding], books: Books, *, split: bool = False) -> Proof:
    """Proves findings from rows that were read, and names the cited files that were not."""
    owed: dict[str, Decimal] = defaultdict(Decimal)
    for each in findings:
        if each["decision"] != "rejected" and each["amount"] is not None:
            owed[each["currency"]] += Decimal(each["amount"])
    books.split = split or len({each["marketplace"] for each in findings}) > 1
    wrong = [Contradiction(*each) for each in _all(findings, books)]
    cites = {(e["file"], e["line"]) for f in findings for e in f["evidence"]}
    unread = {file for file, _ in cites} & books.closed
    unread |= {row.file for each in cites if (row := books.at.get(each)) and not row.kind}
    return Proof(len(findings), len(cites), dict(owed), wrong, sorted(unread))


def _all(findings: list[Finding], books: Books) -> Said:
    ids = [each["finding_id"] for each in findings]
    if ids != sorted(set(ids)):
        yield "list", "finding ids are not unique and in order"
    for each in findings:
        for check in (_rows_fit, _figures_follow, _days_follow, _value_follows):
            yield from ((each["finding_id"], said) for said in check(each, books))
    yield from _one_policy(findings)
    uses = Uses(findings, books)
    yield from all_once(uses)
    yield from none_idle(uses)


_FEES = {
    "fee_fulfilment_dimension": "fbaperunitfulfillmentfee", "fee_referral": "commission",
    "fee_commission_not_credited": "commission",
}  # fmt: skip
_SHOW = {"charged": "order", "refunded": "refund", "refunded_excess": "refund", "priced": "order"}


def _rows_fit(finding: Finding, books: Books) -> Iterator[str]:
    """Every row is there, once, no later than the day, and of what it is cited for."""
    seen = set()
    for role, _, row, place in books.cited(finding):
        if (role, place) in seen:
            yield f"{place} is cited twice as {role}"
        elif row is None and place.rpartition(" line ")[0] not in books.closed:
            yield f"{place} is not there"
        elif row and row.kind and row.twin not in books.count:
            yield f"{place} is of {row.day}, later than {books.as_of}"
        elif row and row.kind and not _fits(role, row, finding, books):
            yield f"{place} is not {role} of this event"
        seen.add((role, place))


def _fits(role: str, row: Row, finding: Finding, books: Books) -> bool:
    told, sale, claim = (
        role.removeprefix("settled_"),
        row.is_("transactiontype"),
        finding["claim_type"],
    )
    if sale and sale != _SHOW.get(role, sale):
        return False
    if told in GIVES:
        gives = books.closes(row, finding) and (role != told or books.gives(row, finding) > 0)
        credits = role == "credited" and row.kind == "settlement"  # of a fee: only shown
        return row.kind in GIVES[told].split() and (gives or (credits and books.of(row, finding)))
    if role == "taken_from":
        return row.lot in {each.lot for each in books.originals(finding)}
    of_fee = role == "charged" or (role == "overcharged" and claim != "fee_commission_not_credited")
    if of_fee and row.kind == "settlement" and claim in _FEES:
        return row.is_("amountdescription") == _FEES[claim] and books.of(row, finding)
    ids = {finding[name] for name in IDS} - {None}
    return books.of(row, finding) if row.sku or row.fnsku else bool(row.names & ids)


def _figures_follow(finding: Finding, books: Books) -> Iterator[str]:
    """Asked - given = owed, as the rows tell; times the value, or in cents, the amount."""
    opened: dict[Any, list[Any]] = {}
    asked = given = 0
    for role, units, row, place in books.cited(finding):
        gives = role in GIVES or role == "settled"
        given += units or 0 if gives else 0
        if asks(role, units):
            asked += units or 0
            if row and row.kind:
                opened.setdefault((role, row.twin), [0, role, row, place])[0] += units or 0
    for units, role, row, place in opened.values():
        told = books.asks(role, row, finding)
        if told is not None and (units > told or (units < told and row.kind != "return")):
            yield f"{place} tells of {told} as {role}, it says {units}"
    affected, compensated, units = (finding[f"units{n}"] for n in ("_affected", "_compensated", ""))
    value, amount = (v and Decimal(v) for v in (finding["unit_value"], finding["amount"]))
    cent = Decimal(1 if finding["currency"] == "JPY" else "0.01")
    if finding["claim_type"].startswith(MONEY):
        if affected or compensated or units or value is not None:
            yield "it is about money only, but counts units"
        rest = (Decimal(asked - given) / 100).quantize(cent, ROUND_HALF_UP)
        if rest != (amount or 0) and (amount or asked - given > 2):
            yield f"its rows leave {asked - given} cents, it asks for {amount}"
    elif not (asked - given == affected - compensated == units >= 0 and asked == affected > 0):
        yield f"its rows tell of {asked} - {given} units, it says {affected} - {compensated}"
    elif units and amount != (value and (value * units).quantize(cent, ROUND_HALF_UP)):
        yield f"{units} x {value} is not {amount}"
    if not asked:
        yield "nothing opens it"


def _days_follow(finding: Finding, books: Books) -> Iterator[str]:
    """Days follow from the quoted window and wait; the decision from days and reasons."""
    quoted = {use["key"]: _figures(use["value"]) for use in finding["policy"]}
    window = next((v for k, v in quoted.items() if k.startswith("window.")), {})
    waits = (v for k, v in quoted.items() if k.startswith(_WAITS))
    soft = max((int(w.get("usual_max", w.get("", 0))) for w in waits), default=0)
    event = date.fromisoformat(finding["event_date"])
    start = event + timedelta(max(int(window.get("open_after_days", 0)), soft) + 1)
    last = _last_day(event, window)
    opens, remind, closes = (
        d and date.fromisoformat(d)
        for d in (finding[k] for k in ("opens_on", "remind_by", "closes_on"))
    )
    if opens != start or remind != last or closes not in (None, last):
        yield f"{opens}, {remind}, {closes}: by the quoted policy it opens {start}, closes {last}"
    doubts = set(finding["reasons"]) - _LOWER_NOTHING
    uses = [(role, row) for role, _, row, _ in books.cited(finding)]
    if any(role == "doubt" for role, _ in uses) != ("return_without_order" in doubts):
        yield "a return without an order id marks it, and it shows none, or the other way round"
    unsound = any(
        (role == "lost" and row.is_("disposition") != "sellable")
        or (role == "damaged" and row.is_("reason") not in ("e", "6"))
        for role, row in uses if row
    )  # fmt: skip
    may = (
        "rejected" if not (finding["units"] or Decimal(finding["amount"] or 0))
        else "wait" if books.as_of < start
        else "expired" if closes and books.as_of > closes
        else "review" if last is None or books.as_of > last or doubts or unsound
        else "claim"
    )  # fmt: skip
    if finding["decision"] != may and (may, finding["decision"]) != ("review", "report_only"):
        yield f"it is called {finding['decision']}, by its days and reasons it is {may}"
    if (happened := books.happened(finding)) not in (None, event):
        yield f"its event is dated {event}, its rows say {happened}"


def _figures(text: str) -> dict[str, str]:
    parts = [part.strip().partition("=") for part in text.split(",")]
    return {name if mark else "": value if mark else name for name, mark, value in parts}


def _last_day(event: date, window: dict[str, str]) -> date | None:
    if days := window.get("close_after_days"):
        return event + timedelta(int(days))
    if months := window.get("close_after_months"):
        year, month = divmod(event.year * 12 + event.month - 1 + int(months), 12)
        return date(year, month + 1, min(event.day, calendar.monthrange(year, month + 1)[1]))
    return None


def _in_store_money(finding: Finding) -> bool:
    """Other findings follow their own rows."""
    stock = finding["claim_type"].startswith(("fc_", "inbound_", "removal_"))
    valued, rejected = finding["unit_value"] is not None, finding["decision"] == "rejected"
    unsold = ("replacement_", "return_") if rejected else ("replacement_",)
    return stock or (not valued and finding["claim_type"].startswith(unsold))


def _value_follows(finding: Finding, books: Books) -> Iterator[str]:
    """The value of a unit, and its currency, are what the rows cited for it show."""
    rows = [
        row for role, units, row, _ in books.cited(finding) if role == "priced" or asks(role, units)
    ]
    currencies = {books.currency(row) for row in rows if row} - {"", finding["currency"]}
    if currencies and not _in_store_money(finding):
        yield f"it is in {finding['currency']}, its rows in {', '.join(sorted(currencies))}"
    if finding["unit_value"] is None or not all(row and row.kind for row in rows):
        return
    worth = books.value(finding)
    for use in finding["policy"]:
        cap = _figures(use["value"]).get("amount") if use["key"] == "cap.unit" else None
        worth = min(worth, Decimal(cap)) if cap and worth is not None else worth
    if worth != Decimal(finding["unit_value"]):
        yield f"its unit value is {finding['unit_value']}, its rows show {worth}"


def _one_policy(findings: list[Finding]) -> Said:
    """All findings of a claim type quote one policy, and agree on what only policy decides."""
    views: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for each in findings:
        kind, store, ident = each["claim_type"], each["marketplace"], each["finding_id"]
        for use in each["policy"]:
            if use["key"].startswith(("window.", "wait.", "cap.")):
                said = f"{use['key']} = {use['value']} since {use['from']}"
                views[use["key"], store].append((ident, said))
            if use["key"].startswith("window.") and each["remind_by"]:
                views["closes", use["key"], store].append(
                    (ident, f"last day is sure: {bool(each['closes_on'])}")
                )
        if _in_store_money(each):
            views["currency", store].append((ident, f"is in {each['currency']}"))
        if each["decision"] != "rejected":
            views["judged", kind, store].append(
                (ident, f"always judged: {'review_by_policy' in each['reasons']}")
            )
    for view in views.values():
        usual = Counter(said for _, said in view).most_common(1)[0][0]
        yield from ((i, f"{said}, others: {usual}") for i, said in view if said != usual)
