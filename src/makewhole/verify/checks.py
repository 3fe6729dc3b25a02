"""What must hold for every finding by itself: its rows, its figures, its days, its value."""

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from makewhole.verify.books import Books, Finding
from makewhole.verify.rows import OPENS, SAYS, USES, Row

MONEY = ("fee_", "refund_", "settlement_", "reimb_undervalued", "reimb_approved_not_paid")
_WAITS = ("wait.", "inbound.reconcile_days", "case.payment_check_after_days")
# Reasons a plain claim may carry: they say something, but lower nothing.
_LOWER_NOTHING = {"value_unknown", "charged_twice"}
# What a row shares with the event it is used for.
_SHARES: dict[str, Callable[[Row, Finding, Books], bool]] = {
    "item": lambda row, f, books: books.same(row, f),
    "cause": lambda row, f, books: row.pays(f["claim_type"]) and (
        row.order in (f["order_id"], f["reference_id"]) if row.order else books.same(row, f)),
    "near": lambda row, f, books: row.shipment == f["shipment_id"] or books.same(row, f),
    "shipment": lambda row, f, _: row.shipment == f["shipment_id"],
    "reference": lambda row, f, _: row.get("referenceid") == (f["reference_id"] or ""),
    "tracking": lambda row, f, _: row.get("trackingnumber") == f["reference_id"],
    "settlement": lambda row, f, _: row.get("settlementid") == f["settlement_id"],
    "reimbursement": lambda row, f, _: row.get("reimbursementid") == f["reimbursement_id"],
    "original": lambda row, f, books: row.get("reimbursementid") in originals(f, books),
}  # fmt: skip


def cited(finding: Finding, books: Books) -> Iterator[tuple[str, int | None, Row | None, str]]:
    """The evidence: role, units, the row (None where there is none), and its place in words."""
    for each in finding["evidence"]:
        place = each["file"], each["line"]
        yield each["role"], each["units"], books.at.get(place), f"{place[0]} line {place[1]}"


def originals(finding: Finding, books: Books) -> set[str]:
    """The payments that the reversals of a finding took back."""
    rows = (row for role, _, row, _ in cited(finding, books) if role == "reversed" and row)
    return {row.get("originalreimbursementid") for row in rows} - {""}


def rows_exist(finding: Finding, books: Books, as_of: date) -> Iterator[str]:
    """Every row is there, once, of this event, no later than the day, and what its role says."""
    seen, fees = set(), set()
    for role, _, row, place in cited(finding, books):
        if (role, place) in seen:
            yield f"{place} is cited twice as {role}"
        elif row is None and place.rpartition(" line ")[0] not in books.closed:
            yield f"{place} is not there"
        elif row and row.kind:
            told = role.removeprefix("settled_")
            shares = USES.get(told, [[], ["item"]])[1]
            if not row.can_be(told) or not all(_SHARES[s](row, finding, books) for s in shares):
                yield f"{place} is not {role} of this event"
            elif role != "priced" and row.day and row.day > as_of:
                yield f"{place} is of {row.day}, later than {as_of}"
            fees |= {row.get("amountdescription")} if role in ("charged", "overcharged") else set()
        seen.add((role, place))
    if finding["claim_type"] in ("fee_fulfilment_dimension", "fee_referral") and len(fees) > 1:
        yield "its charges are not all of one kind of fee"


def figures_follow(finding: Finding, books: Books, as_of: date) -> Iterator[str]:
    """Affected - compensated = owed, as the rows say; times the value, or in cents, the amount."""
    opened = closed = 0
    for role, units, _, _ in cited(finding, books):
        opened += (units or 0) if role in OPENS else 0
        counts = role == "settled" or (role not in OPENS | SAYS and role[:8] != "settled_")
        closed += (units or 0) if counts else 0
    affected, compensated, units = (finding[f"units{n}"] for n in ("_affected", "_compensated", ""))
    value, amount = (None if (v := finding[n]) is None else Decimal(v) for n in _SUMS)
    if finding["claim_type"].startswith(MONEY):
        if affected or compensated or units or value is not None:
            yield "it is about money only, but counts units"
        if opened - closed != (amount or 0) * 100 and (amount or opened - closed > 2):
            yield f"its rows leave {opened - closed} cents, it asks for {amount}"
    elif not (opened - closed == affected - compensated == units >= 0 and opened == affected):
        yield f"its rows tell of {opened} - {closed} units, it says {affected} - {compensated}"
    elif units:
        cent = Decimal(1 if finding["currency"] == "JPY" else "0.01")
        worth = None if value is None else (value * units).quantize(cent, ROUND_HALF_UP)
        if worth != amount:
            yield f"{units} x {value} is not {amount}"
    told = books.asked(finding)
    if not opened or told not in (None, opened):
        yield f"its rows show {told}, it says {opened}"


def days_follow(finding: Finding, books: Books, as_of: date) -> Iterator[str]:
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
    uses = [(role, row) for role, _, row, _ in cited(finding, books)]
    if any(role == "doubt" for role, _ in uses) != ("return_without_order" in doubts):
        yield "a return without an order id marks it, and it shows none, or the other way round"
    unsound = any(
        (role == "lost" and row.get("disposition").upper() != "SELLABLE")
        or (role == "damaged" and row.get("reason") not in ("E", "6"))
        for role, row in uses if row
    )  # fmt: skip
    may = (
        "rejected" if not (finding["units"] or Decimal(finding["amount"] or 0))
        else "wait" if as_of < start
        else "expired" if closes and as_of > closes
        else "review" if last is None or as_of > last or doubts or unsound
        else "claim"
    )  # fmt: skip
    if finding["decision"] != may and (may, finding["decision"]) != ("review", "report_only"):
        yield f"it is called {finding['decision']}, by its days and reasons it is {may}"
    if (happened := books.happened(finding)) not in (None, event):
        yield f"its event is dated {event}, its rows say {happened}"


def value_follows(finding: Finding, books: Books, as_of: date) -> Iterator[str]:
    """The value of a unit is the cost, the rate or the proceeds that the priced rows show."""
    known = [row for role, _, row, _ in cited(finding, books) if row and role in OPENS | {"priced"}]
    currencies = {books.currency(row) for row in known} - {"", finding["currency"]}
    if currencies:
        yield f"it is in {finding['currency']}, its rows in {', '.join(sorted(currencies))}"
    rows = [row for role, _, row, _ in cited(finding, books) if role in ("priced", "reversed")]
    known = [row for row in rows if row and row.kind]
    if finding["unit_value"] is None or len(known) < len(rows):
        return
    told = books.value(finding, known)
    for use in finding["policy"]:
        cap = _figures(use["value"]).get("amount") if use["key"] == "cap.unit" else None
        told = min(told, Decimal(cap)) if cap and told is not None else told
    if told != Decimal(finding["unit_value"]):
        yield f"its unit value is {finding['unit_value']}, its rows show {told}"


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


_SUMS = ("unit_value", "amount")
