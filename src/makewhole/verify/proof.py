"""The proof: what must hold for every finding, then over all of them together."""

import calendar
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

from makewhole.verify.books import GIVES, Books, Finding, asks, figures
from makewhole.verify.files import read_all
from makewhole.verify.rows import TABLE

Said = Iterator[tuple[str, str]]


class Contradiction(NamedTuple):
    """Something the findings say that the reports do not bear out."""

    finding_id: str
    claim: str


class Proof(NamedTuple):
    """Counts, money owed per currency, every contradiction, and cited files that were not read.

    Of rows in `unproven` files only that is proven what follows from the findings themselves.
    """

    findings: int
    rows: int
    owed: dict[str, Decimal]
    contradictions: list[Contradiction]
    unproven: list[str]


def verify(file: Path, paths: list[Path], as_of: date, stores: Sequence[str] = ()) -> Proof:
    """Proves the findings of one account from the files they cite, as of the day of the audit.

    `stores` are those the audit was given, each audited by itself; else all rows are of one store.
    """
    findings = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    rows, closed = read_all(paths)
    return prove(findings, Books(rows, as_of, closed), split=bool(stores))


def prove(findings: list[Finding], books: Books, *, split: bool = False) -> Proof:
    """Proves findings from rows that were read, and names the cited files that were not."""
    owed: dict[str, Decimal] = defaultdict(Decimal)
    for each in findings:
        if each["decision"] != "rejected" and each["amount"] is not None:
            owed[each["currency"]] += Decimal(each["amount"])
    books.split = split or len({each["marketplace"] for each in findings}) > 1
    ids = [each["finding_id"] for each in findings]
    wrong = [] if ids == sorted({*ids}) else [("list", "finding ids are not unique and in order")]
    for each in findings:
        for check in (_rows_fit, _figures_follow, _days_follow, _value_follows):
            wrong += [(each["finding_id"], said) for said in check(each, books)]
    wrong += [*_one_policy(findings, books), *_used_once(findings, books)]
    cites = {(e["file"], e["line"]) for f in findings for e in f["evidence"]}
    unread = {file for file, _ in cites} & books.closed
    unread |= {row.file for each in cites if (row := books.at.get(each)) and not row.kind}
    told = [Contradiction(*each) for each in wrong]
    return Proof(len(findings), len(cites), dict(owed), told, sorted(unread))


def _rows_fit(finding: Finding, books: Books) -> Iterator[str]:
    """Every row is there, once, no later than the day, and of what it is cited for."""
    seen = Counter((role, place) for role, _, _, place in books.cited(finding))
    for role, units, row, place in books.cited(finding):
        if seen[role, place] > 1:
            yield f"{place} is cited twice as {role}"
        elif row is None and place.rpartition(" line ")[0] not in books.closed:
            yield f"{place} is not there"
        elif row and row.kind and row.twin not in books.count:
            yield f"{place} is of {row.day}, later than {books.as_of}"
        elif row and row.kind and not books.fits(role, units, row, finding):
            yield f"{place} is not {role} of this event"


def _figures_follow(finding: Finding, books: Books) -> Iterator[str]:
    """Asked - given = owed, as the rows tell; times the value, or in cents, the amount."""
    cited = [(role, n) for role, n, _, _ in books.cited(finding) if n]
    asked = sum(n for role, n in cited if asks(role))
    given = sum(n for role, n in cited if role in GIVES or role == "settled")
    affected, compensated, units = (finding[f"units{n}"] for n in ("_affected", "_compensated", ""))
    value, amount = (v and Decimal(v) for v in (finding["unit_value"], finding["amount"]))
    cent = Decimal(1 if finding["currency"] == "JPY" else "0.01")
    if finding["claim_type"].startswith(tuple(TABLE["money"])):
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
    quoted = {use["key"]: figures(use["value"]) for use in finding["policy"]}
    window = next((v for k, v in quoted.items() if k.startswith("window.")), {})
    waits = (v for k, v in quoted.items() if k.startswith(tuple(TABLE["waits"])))
    soft = max((int(w.get("usual_max", w.get("", 0))) for w in waits), default=0)
    event, as_of = date.fromisoformat(finding["event_date"]), str(books.as_of)
    start = str(event + timedelta(max(int(window.get("open_after_days", 0)), soft) + 1))
    last = _last_day(event, window)
    opens, remind, closes = (finding[name] for name in ("opens_on", "remind_by", "closes_on"))
    if opens != start or remind != last or closes not in (None, last):
        yield f"{opens}, {remind}, {closes}: by the quoted policy it opens {start}, closes {last}"
    doubts = {*finding["reasons"]} - {*TABLE["lowers_nothing"]}
    cited = [(role, row) for role, _, row, _ in books.cited(finding)]
    if any(role == "doubt" for role, _ in cited) != ("return_without_order" in doubts):
        yield "a return without an order id marks it, and it shows none, or the other way round"
    unsound = not all(row is None or row.says(TABLE["sound"].get(role, {})) for role, row in cited)
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


def _last_day(event: date, window: dict[str, str]) -> str | None:
    if days := window.get("close_after_days"):
        return str(event + timedelta(int(days)))
    if months := window.get("close_after_months"):
        year, month = divmod(event.year * 12 + event.month - 1 + int(months), 12)
        return str(date(year, month + 1, min(event.day, calendar.monthrange(year, month + 1)[1])))
    return None


def _value_follows(finding: Finding, books: Books) -> Iterator[str]:
    """The value of a unit, and its currency, are what the rows cited for it show."""
    rows = [row for role, n, row, _ in books.cited(finding) if role == "priced" or asks(role, n)]
    currencies = {row.money for row in rows if row} - {""}
    if Decimal(finding["amount"] or 0) and currencies and finding["currency"] not in currencies:
        yield f"it is in {finding['currency']}, its rows in {', '.join(sorted(currencies))}"
    if finding["unit_value"] is None or not all(row and row.kind for row in rows):
        return
    worth = books.value(finding)
    if worth != Decimal(finding["unit_value"]):
        yield f"its unit value is {finding['unit_value']}, its rows show {worth}"


def _one_policy(findings: list[Finding], books: Books) -> Said:
    """All findings of a claim type quote one policy, and agree on what only policy decides."""
    views = defaultdict[Any, list[tuple[str, str]]](list)
    for each in findings:
        uses = {u["key"]: u for u in each["policy"] if u["key"].startswith(tuple(TABLE["shared"]))}
        told = {key: f"{key} = {use['value']} since {use['from']}" for key, use in uses.items()}
        if each["remind_by"]:
            window = next((key for key in uses if key.startswith("window.")), "")
            told["closes" + window] = f"last day is sure: {bool(each['closes_on'])}"
        if each["currency"] not in {row.money for _, _, row, _ in books.cited(each) if row}:
            told["currency"] = f"is in {each['currency']}"
        if each["decision"] != "rejected":
            judged = "review_by_policy" in each["reasons"]
            told["judged" + each["claim_type"]] = f"always judged: {judged}"
        for topic, said in told.items():
            views[topic, each["marketplace"]].append((each["finding_id"], said))
    for view in views.values():
        usual = Counter(said for _, said in view).most_common(1)[0][0]
        yield from ((ident, f"{said}, others: {usual}") for ident, said in view if said != usual)


def _used_once(findings: list[Finding], books: Books) -> Said:
    """No row opens two findings or gives more than it has; none with units left fits a claim."""
    books.use(findings)
    for finding in findings:
        ident, claim, found = finding["finding_id"], finding["claim_type"], 0
        owed = Decimal(finding["amount"] or 0) * 100
        for role, units, row, place in books.using(finding):
            holds = books.holds(role, row, finding)
            rest = books.left(role, row, units if holds is None else holds, finding)
            if rest < 0 or (rest and asks(role) and row.kind not in ("return", "statement")):
                verb = "ask for" if asks(role) else "use"
                yield (
                    ident,
                    f"{place} has {holds} as {role}, findings {verb} {(holds or units) - rest}",
                )
        if finding["decision"] == "rejected" or claim.startswith(tuple(TABLE["idle"])):
            continue
        for role, row, units in books.closings(finding):
            rest = books.left(role, row, units, finding) if books.sees(row, finding) else 0
            if row.kind == "ledger" and claim != "inbound_short":
                found += rest
            elif rest > 0 and (row.kind != "settlement" or rest == owed):
                yield ident, f"{row.file} line {row.line} has units left for it"
        found -= books.in_kind(finding) if claim == "fc_lost" else 0
        if found > 0:
            yield ident, f"{found} found units of it are not used"
