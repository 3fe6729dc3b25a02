"""The checks: rows exist as quoted, nothing serves twice, nothing is idle, all figures follow."""

import calendar
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from makewhole.verify import facts
from makewhole.verify.files import Record, fold, read_all

Finding = dict[str, Any]
Place = tuple[str, int]

_CLOSINGS = {
    "found", "paid", "in_kind", "returned", "credited", "located", "overage", "ordered", "stated",
    "settled",
}  # fmt: skip
_OWED = {"claim", "wait", "review", "expired"}
# Claim types about money: units in their evidence are cents.
_MONEY = ("fee_", "refund_", "settlement_", "reimb_undervalued", "reimb_approved_not_paid", "fbm_")
_WAITS = ("inbound.reconcile_days", "case.payment_check_after_days")
# A reversal is explained by the same find or return that also closes the loss it reopens.
_MIRRORS = ("reimb_reversed_wrongly", "return_not_credited", "return_damaged_amazon_fault")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something the findings say that the reports do not bear out."""

    finding_id: str
    claim: str

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.claim}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proven: counts, totals of money owed per currency, and every contradiction."""

    findings: int
    rows: int
    owed: dict[str, Decimal]
    contradictions: list[Contradiction]


def verify(findings_file: Path, paths: list[Path], as_of: date) -> Proof:
    """Proves the findings of one account from the files they cite, as of the day of the audit."""
    lines = findings_file.read_text("utf-8").splitlines()
    findings: list[Finding] = [json.loads(line) for line in lines if line.strip()]
    files = read_all(paths)
    rows = {(f, n): record for f, records in files.items() for n, record in records.items()}
    wrong = [Contradiction(*each) for each in _all(findings, rows, as_of)]
    owed: dict[str, Decimal] = defaultdict(Decimal)
    for each in findings:
        if each["decision"] in _OWED and each["amount"] is not None:
            owed[each["currency"]] += Decimal(each["amount"])
    cited = {(e["file"], e["line"]) for f in findings for e in f["evidence"]}
    return Proof(len(findings), len(cited), dict(owed), wrong)


def _all(
    findings: list[Finding], rows: dict[Place, Record], as_of: date
) -> Iterator[tuple[str, str]]:
    ids = [each["finding_id"] for each in findings]
    if ids != sorted(set(ids)):
        yield "list", "finding ids are not unique and in order"
    for each in findings:
        for check in (_rows, _units, _money, _window, _value):
            for said in check(each, rows, as_of):
                yield each["finding_id"], said
    yield from _used_twice(findings, rows)
    yield from _idle(findings, rows, as_of)


def _rows(finding: Finding, rows: dict[Place, Record], as_of: date) -> Iterator[str]:
    """Every row exists, has an id in common with the finding, and is no later than the day."""
    for each in finding["evidence"]:
        place = (each["file"], each["line"])
        record = rows.get(place)
        if record is None:
            yield f"{each['file']} has no record on line {each['line']}"
        elif not facts.shares_id(record, finding) and each["role"] != "located":
            yield f"{each['file']} line {each['line']} shows none of the finding's ids"
        elif (
            each["role"] != "priced"
            and (day := facts.day(record, "approvaldate", "date", "returndate", "posteddatetime"))
            and day > as_of
        ):
            yield f"{each['file']} line {each['line']} is later than {as_of}"


def _units(finding: Finding, rows: dict[Place, Record], as_of: date) -> Iterator[str]:
    affected, compensated = finding["units_affected"], finding["units_compensated"]
    if affected - compensated != finding["units"] or finding["units"] < 0:
        yield f"{affected} affected - {compensated} compensated is not {finding['units']}"
    if finding["decision"] == "rejected" and finding["units"]:
        yield "it is rejected and still owes units"
    if finding["claim_type"].startswith(_MONEY):
        return
    used = [(e["role"], e["units"]) for e in finding["evidence"] if e["units"] is not None]
    closed = sum(units for role, units in used if role in _CLOSINGS)
    opened = sum(units for role, units in used if _asks(role))
    if opened != affected:
        yield f"its opening rows tell of {opened} units, it says {affected}"
    if closed != compensated:
        yield f"its closing rows give {closed} units, it says {compensated}"


def _asks(role: str) -> bool:
    """Whether a row opens units; what Amazon settled itself is a part of the opening row."""
    return role == "settled" or not (role in _CLOSINGS | {"doubt"} or role.startswith("settled_"))


def _money(finding: Finding, rows: dict[Place, Record], as_of: date) -> Iterator[str]:
    value, amount = finding["unit_value"], finding["amount"]
    if finding["claim_type"].startswith(_MONEY):
        if finding["units_affected"] or value is not None:
            yield "it is about money only, but counts units"
    elif value is None:
        if amount not in (None, "0.00", "0") and finding["units"]:
            yield f"its unit value is unknown, yet it asks for {amount}"
    elif amount is not None:
        cent = Decimal(1 if finding["currency"] == "JPY" else "0.01")
        exact = (Decimal(value) * finding["units"]).quantize(cent, ROUND_HALF_UP)
        if exact != Decimal(amount):
            yield f"{finding['units']} x {value} is not {amount}"


def _window(finding: Finding, rows: dict[Place, Record], as_of: date) -> Iterator[str]:
    """Days and decision follow from the quoted window and wait."""
    quoted = {use["key"]: _figures(use["value"]) for use in finding["policy"]}
    window = next((v for k, v in quoted.items() if k.startswith("window.")), None)
    decision, event = finding["decision"], date.fromisoformat(finding["event_date"])
    opens, remind, closes = (_day(finding[k]) for k in ("opens_on", "remind_by", "closes_on"))
    if decision == "claim" and (opens is None or as_of < opens):
        yield f"it is a claim before it opens on {opens}"
    if decision == "claim" and (closes or remind or as_of) < as_of:
        yield f"it is a claim after its last day, {closes or remind}"
    if decision == "expired" and (closes is None or as_of <= closes):
        yield f"it is called expired, but its last day is {closes}"
    if decision == "wait" and opens is not None and as_of >= opens:
        yield f"it waits although it opened on {opens}"
    if window is None:
        return
    waits = [v for k, v in quoted.items() if k.startswith("wait.") or k in _WAITS]
    soft = max((int(w.get("usual_max", w.get("", 0))) for w in waits), default=0)
    start = event + timedelta(max(int(window.get("open_after_days", 0)), soft) + 1)
    if opens != start:
        yield f"it opens on {opens}, by the quoted policy on {start}"
    last = _last_day(event, window)
    if closes not in (None, last) or (last and remind != last):
        yield f"it closes on {closes} (reminder {remind}), by the quoted policy on {last}"


def _figures(text: str) -> dict[str, str]:
    parts = [part.strip().partition("=") for part in text.split(",")]
    return {name if mark else "": value if mark else name for name, mark, value in parts}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _last_day(event: date, window: dict[str, str]) -> date | None:
    if days := window.get("close_after_days"):
        return event + timedelta(int(days))
    if months := window.get("close_after_months"):
        year, month = divmod(event.year * 12 + event.month - 1 + int(months), 12)
        return date(year, month + 1, min(event.day, calendar.monthrange(year, month + 1)[1]))
    return None


def _value(finding: Finding, rows: dict[Place, Record], as_of: date) -> Iterator[str]:
    """The unit value stands in the row that is said to price it, unless a cap cuts it."""
    if finding["unit_value"] is None or finding["claim_type"].startswith(_MONEY):
        return
    value = Decimal(finding["unit_value"])
    priced = [
        rows.get((e["file"], e["line"])) for e in finding["evidence"] if e["role"] == "priced"
    ]
    told = [
        facts.number(record.get(heading))
        for record in priced
        if record
        for heading in ("cost", "unitcost", "amountperunit")
    ]
    shown = [number for number in told if number is not None]
    caps = [_figures(u["value"]).get("amount") for u in finding["policy"] if u["key"] == "cap.unit"]
    if shown and value not in shown and str(value) not in caps:
        yield f"its unit value {value} stands in none of the rows that price it"


def _used_twice(findings: list[Finding], rows: dict[Place, Record]) -> Iterator[tuple[str, str]]:
    """Over all findings no row gives, or asks for, more units than it tells of."""
    given: dict[tuple[Place, str], int] = defaultdict(int)
    for each in findings:
        if each["claim_type"].startswith(_MONEY):
            continue
        for row in each["evidence"]:
            side = "asks" if _asks(row["role"]) else "gives"
            if row["role"] == "doubt":
                continue
            if each["claim_type"].startswith(_MIRRORS) and row["role"] not in ("paid", "in_kind"):
                side = f"{side} {each['claim_type']}"
            given[(row["file"], row["line"]), side] += row["units"] or 0
    for (place, side), units in sorted(given.items()):
        record = rows.get(place)
        most = None if record is None else facts.capacity(record)
        if most is not None and units > most:
            yield "list", f"{place[0]} line {place[1]} {side} {units} units, it tells of {most}"


def _idle(
    findings: list[Finding], rows: dict[Place, Record], as_of: date
) -> Iterator[tuple[str, str]]:
    """No loss is claimed beyond Amazon's own open count less what it found of the same FNSKU."""
    lost, found = _stock(rows, as_of)
    owed: dict[str, int] = defaultdict(int)
    for each in (f for f in findings if f["claim_type"] == "fc_lost" and f["decision"] in _OWED):
        owed[each["fnsku"]] += each["units"]
    for fnsku, units in sorted(owed.items()):
        most = max(0, lost[fnsku] - found[fnsku])
        if units > most:
            yield "list", f"{units} lost units of {fnsku} are asked for, at most {most} are open"
    yield from _unpaid(findings, rows, as_of)


def _unpaid(
    findings: list[Finding], rows: dict[Place, Record], as_of: date
) -> Iterator[tuple[str, str]]:
    """No order item is claimed whose own payment, of a cited file, stands unused beside it."""
    cited = {(e["file"], e["line"]) for f in findings for e in f["evidence"]}
    open_items = {
        (f["order_id"], f["msku"]): f["finding_id"]
        for f in findings
        if f["decision"] in _OWED and f["units"] and f["claim_type"].startswith("return_not_rec")
    }
    unused: dict[tuple[str, str], int] = defaultdict(int)
    for place, record in rows.items():
        item = (record.get("amazonorderid", ""), record.get("sku", ""))
        if facts.is_payment(record) and item in open_items:
            when = facts.day(record, "approvaldate")
            pays = not facts.is_reversal(record) and not record.get("originalreimbursementid")
            unused[item] += (
                0 if place in cited else int(pays and when is not None and when <= as_of)
            )
            unused[item] -= 99 if place in cited or facts.is_reversal(record) else 0
    for item, count in unused.items():
        if count > 0:
            yield open_items[item], f"a payment for order {item[0]} is in the files and not used"


def _stock(rows: dict[Place, Record], as_of: date) -> tuple[dict[str, int], dict[str, int]]:
    """Open lost and found units per FNSKU; a row told by several files counts once."""
    told: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (file, _), record in rows.items():
        when = facts.day(record, "date") if facts.is_ledger(record) else None
        if when is None or when > as_of or record.get("reason") not in ("M", "5", "F"):
            continue
        key: tuple[str, ...] = (
            record["reason"], record["fnsku"], str(when), record.get("referenceid", ""),
            record.get("msku", ""), record["quantity"].replace(",", ""),
            record.get("fulfillmentcenter", ""), fold(record["disposition"]),
        )  # fmt: skip
        told[key][file].append(facts.open_units(record))
    lost: dict[str, int] = defaultdict(int)
    found: dict[str, int] = defaultdict(int)
    for key, files in told.items():
        most = max(files.values(), key=len)
        each_file = [sorted(units) for units in files.values()]
        best = [min(f[n] for f in each_file if n < len(f)) for n in range(len(most))]
        signed = key[5].startswith("-")
        if key[0] == "F" and not signed:
            found[key[1]] += sum(best)
        elif key[0] != "F" and signed:
            lost[key[1]] += sum(best)
    return lost, found
