"""The work list: what to do on a day, read once and then brought up to date by what changed.

*Shape*: one entry per due case, or per bundle of findings that pass the gate, most urgent first;
then one per bundle of findings that a person must judge, in the same order. Cases with nothing to
do yet, because Amazon has time to answer, are left out.
Entries stay small; the tasks of the few that are shown are made of them when they are asked for.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, ExpressionWrapper, F, When
from django.db.models import Case as Choice
from django.db.models.functions import Cast, Coalesce

from makewhole.claims import changes
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases.apart import COMPARE
from makewhole.claims.cases.loose import (
    DRAFT,
    JUDGE,
    Bundled,
    Loose,
    account_names,
    day_of,
    loose,
)
from makewhole.claims.cases.selectors import CLAIMED_AT_RISK, due_cases
from makewhole.claims.cases.urgency import Urgency, most_urgent_first
from makewhole.claims.collecting import collecting_nothing
from makewhole.claims.models import CaseLine, Statement
from makewhole.claims.models.fields import from_stored

__all__ = ["DRAFT", "JUDGE", "MADE_FROM", "Entry", "Listed", "Task", "WorkList", "finding_ids",
           "work_list"]  # fmt: skip

# Changes of other tables leave a work list as it is.
MADE_FROM = ("accounts", "findings", "case_lines", "statements", "cases")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: for a case, or for findings not yet in one (`case` is None)."""

    account: str
    case: int | None
    claim_type: str
    marketplace: str | None
    about: str
    action: str
    due: date | None
    days_left: int | None
    amount: Decimal | None
    currency: str | None


class Entry(NamedTuple):
    """One thing to do; `worth` in ten-thousandths of its currency, None where it is not known."""

    account: str
    case: int | None
    claim_type: str
    marketplace: str | None
    about: str
    action: str
    due: date | None
    worth: int | None
    currency: str | None
    urgency: Urgency
    findings: int = 0
    finding_id: str = ""
    decision: str = ""

    @property
    def bundle(self) -> Bundled:
        """What its findings share, and what is to be done with them."""
        return Bundled(
            self.action, self.account, self.claim_type, self.marketplace, self.currency, self.about
        )


class Parts(NamedTuple):
    """What a work list was made of, and the last event known before it was read."""

    latest: int | None
    loose: dict[int, Loose]
    bundles: dict[Bundled, Entry]
    cases: dict[int, Entry]


@dataclass(frozen=True, slots=True)
class Listed:
    """A task as a list shows it: `findings` counts what it bundles, `finding_id` is one of them.

    `decision` is that of its findings: `claim` where any of them has it, else `review`.
    """

    task: Task
    findings: int
    finding_id: str
    decision: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """Everything to do on a day, in order."""

    entries: tuple[Entry, ...]
    today: date
    parts: Parts = field(compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.entries)

    def tasks(self, start: int = 0, stop: int | None = None) -> Iterator[Listed]:
        """The tasks on these places."""
        for entry in self.entries[start:stop]:
            yield Listed(self.task(entry), entry.findings, entry.finding_id, entry.decision)

    def on(self, day: date) -> "WorkList":
        """What of it falls due on one day."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.due == day))

    def by_day(self) -> Counter[date]:
        """How many things fall due on each day."""
        return Counter(entry.due for entry in self.entries if entry.due is not None)

    def task(self, entry: Entry) -> Task:
        """The task an entry stands for."""
        return Task(
            account=entry.account,
            case=entry.case,
            claim_type=entry.claim_type,
            marketplace=entry.marketplace,
            about=entry.about,
            action=entry.action,
            due=entry.due,
            days_left=None if entry.due is None else (entry.due - self.today).days,
            amount=None if entry.worth is None else from_stored(entry.worth),
            currency=entry.currency,
        )


def work_list(scope: Scope, today: date, earlier: WorkList | None = None) -> WorkList:
    """Everything to do on a day: cases that are due, bundles to make cases of, or to judge.

    `earlier` is what it was before, for the same scope and day: then only what has changed since is
    read, and the list is what it would be if all of it were.
    """
    with collecting_nothing():
        parts = None if earlier is None else _brought_up(scope, today, earlier.parts)
        if parts is None:
            parts = _all_parts(scope, today)
        first: list[Entry] = list(parts.cases.values())
        judged: list[Entry] = []
        for entry in parts.bundles.values():
            (judged if entry.action == JUDGE else first).append(entry)
        entries = (*_in_order(first, today), *_in_order(judged, today))
    return WorkList(entries, today, parts)


def finding_ids(scope: Scope, today: date) -> dict[Bundled, list[str]]:
    """The ids of the findings that each entry without a case bundles, by the entry's `bundle`."""
    held: dict[Bundled, list[str]] = defaultdict(list)
    for each in loose(scope, today).values():
        held[each.bundle].append(each.finding_id)
    return {bundle: sorted(ids) for bundle, ids in held.items()}


def _all_parts(scope: Scope, today: date) -> Parts:
    latest = changes.latest()
    found = loose(scope, today)
    return Parts(latest, found, _bundles(found.values()), _cases(scope, today))


def _brought_up(scope: Scope, today: date, parts: Parts) -> Parts | None:
    """The parts with what changed since read again; None where all must be."""
    if parts.latest is None:
        return None
    latest = changes.latest()
    rows = changes.rows_changed(parts.latest, MADE_FROM)
    if rows is None or rows["accounts"]:
        return None
    keys = _findings_touched(rows)
    found, bundles = parts.loose, parts.bundles
    if keys:
        fresh = loose(scope, today, keys)
        touched = {each.bundle for each in fresh.values()}
        touched |= {found[key].bundle for key in keys if key in found}
        found = {key: each for key, each in found.items() if key not in keys} | fresh
        bundles = {key: entry for key, entry in bundles.items() if key not in touched}
        bundles |= _bundles(each for each in found.values() if each.bundle in touched)
    cases = parts.cases
    if rows["cases"]:
        cases = {key: entry for key, entry in cases.items() if key not in rows["cases"]}
        cases |= _cases(scope, today, rows["cases"])
    return Parts(latest, found, bundles, cases)


def _findings_touched(rows: dict[str, set[int]]) -> set[int]:
    """The findings that changed, or that a line or a statement that changed is about."""
    keys = set(rows["findings"])
    for table, model in (("case_lines", CaseLine), ("statements", Statement)):
        about = model.objects.filter(pk__in=rows[table]).values_list("finding_id", flat=True)
        keys.update(key for key in about if key is not None)
    return keys


def _in_order(entries: Iterable[Entry], today: date) -> list[Entry]:
    return most_urgent_first(entries, today, attrgetter("urgency"))


def _urgency(about: tuple[Any, ...], due: date | None, worth: int | None) -> Urgency:
    """By what an entry is put in order; among those of equal urgency no two share a name."""
    account, case, claim_type, store, currency, key = about
    name = f"{claim_type} {key} {account} {store} {currency} {case}"
    return Urgency(due, currency, worth or 0, name)


def _cases(scope: Scope, today: date, only: Collection[int] | None = None) -> dict[int, Entry]:
    """The cases that are due, by their numbers; `only`: of these alone."""
    names = account_names(scope)
    rows = due_cases(scope, today).select_related(None).order_by()
    if only is not None:
        rows = rows.filter(pk__in=only)
    found: dict[int, Entry] = {}
    for account, pk, kind, store, bundle, action, due, worth, currency in rows.values_list(
        "account_id", "pk", "claim_type", "marketplace", "bundle", "next_action",
        Cast("next_action_due", CharField()), _at_risk(), "currency",
    ).iterator(chunk_size=10_000):  # fmt: skip
        known = None if worth is None else max(worth, 0)
        day, name = day_of(due), names[account]
        urgency = _urgency((name, pk, kind, store, currency, bundle), day, known)
        found[pk] = Entry(name, pk, kind, store, bundle, action, day, known, currency, urgency)
    return found


def _at_risk() -> "ExpressionWrapper[Any]":
    """What `selectors.at_risk` gives, before it is kept from falling below nothing."""
    asked = Choice(
        When(next_action=COMPARE, then=None),
        When(state__in=CLAIMED_AT_RISK, then=F("claimed_amount")),
        default=Coalesce("granted_amount", "claimed_amount"),
        output_field=BigIntegerField(),
    )
    return ExpressionWrapper(asked - F("paid_amount"), output_field=BigIntegerField())


def _bundles(rows: Iterable[Loose]) -> dict[Bundled, Entry]:
    """Findings put together as `bundling` does it."""
    held: dict[Bundled, list[Loose]] = defaultdict(list)
    for each in rows:
        held[each.bundle].append(each)
    return {bundle: _bundle(bundle, together) for bundle, together in held.items()}


def _bundle(bundle: Bundled, together: list[Loose]) -> Entry:
    action, account, kind, store, currency, key = bundle
    one, decision, due, worth = _together(together)
    urgency = _urgency((account, None, kind, store, currency, key), due, worth)
    return Entry(
        account, None, kind, store, key, action, due, worth, currency, urgency,
        len(together), one, decision,
    )  # fmt: skip


def _together(rows: list[Loose]) -> tuple[str, str, date | None, int | None]:
    """The first id, what was decided, the nearest day and the worth of findings."""
    if len(rows) == 1:  # as most are
        return rows[0].finding_id, rows[0].decision, rows[0].due, rows[0].worth
    amounts = [each.worth for each in rows if each.worth is not None]
    return (
        min(each.finding_id for each in rows),
        min(each.decision for each in rows),  # `claim` comes before `review`
        min((each.due for each in rows if each.due is not None), default=None),
        sum(amounts) if len(amounts) == len(rows) else None,
    )
