"""The work list: what to do on a day, bundled by the database without reading each finding.

*Shape*: one entry per due case, or per bundle of findings that pass the gate, most urgent first;
then one per bundle of findings that a person must judge, in the same order. Cases with nothing to
do yet, because Amazon has time to answer, are left out.
Entries stay small; the tasks of the few that are shown are made of them when they are asked for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    When,
)
from django.db.models import Case as Choice
from django.db.models import Value as Fixed
from django.db.models.functions import Coalesce, Concat

from makewhole.claims import handling
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases.apart import COMPARE
from makewhole.claims.cases.bundling import bundled_by
from makewhole.claims.cases.gate import ACCEPTED, DISMISSED
from makewhole.claims.cases.selectors import CLAIMED_AT_RISK, due_cases
from makewhole.claims.cases.urgency import most_urgent_first
from makewhole.claims.findings.selectors import findings
from makewhole.claims.models import CaseLine, Finding, Statement
from makewhole.claims.models.fields import from_stored
from makewhole.terms import Decision

DRAFT, JUDGE = "draft", "judge"  # what is to be done with findings in no case


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
    findings: int = 0
    finding_id: str = ""
    decision: str = ""

    @property
    def bundle(self) -> tuple[Any, ...]:
        """What its findings share, and what is to be done with them."""
        return (
            self.action, self.account, self.claim_type, self.marketplace, self.currency, self.about,
        )  # fmt: skip


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

    def __len__(self) -> int:
        return len(self.entries)

    def tasks(self, start: int = 0, stop: int | None = None) -> Iterator[Listed]:
        """The tasks on these places."""
        for entry in self.entries[start:stop]:
            yield Listed(self.task(entry), entry.findings, entry.finding_id, entry.decision)

    def on(self, day: date) -> "WorkList":
        """What of it falls due on one day."""
        return WorkList(tuple(entry for entry in self.entries if entry.due == day), self.today)

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


@dataclass(frozen=True, slots=True)
class Bundled:
    """Findings in no case, as entries: to make cases of, and to judge (these in their order)."""

    drafts: tuple[Entry, ...]
    judgements: tuple[Entry, ...]


# Changes of other tables leave what `bundled` gives as it is.
BUNDLED_FROM = ("accounts", "audits", "findings", "case_lines", "statements")


def bundled(scope: Scope, today: date) -> Bundled:
    """What the work list holds of findings; it stays the same while people work on cases."""
    judgements = _in_order(_bundles(unjudged(scope, today), JUDGE), today)
    return Bundled(tuple(_bundles(passing(scope, today), DRAFT)), tuple(judgements))


def work_list(scope: Scope, today: date, held: Bundled | None = None) -> WorkList:
    """Everything to do on a day: cases that are due, bundles to make cases of, or to judge.

    `held` is what `bundled` gave for the same scope and day.
    """
    found = bundled(scope, today) if held is None else held
    first = _in_order([*_cases(scope, today), *found.drafts], today)
    return WorkList((*first, *found.judgements), today)


def finding_ids(scope: Scope, today: date) -> dict[tuple[str, ...], list[str]]:
    """The ids of the findings that each entry without a case bundles, by the entry's `bundle`."""
    held: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for rows, action in ((passing(scope, today), DRAFT), (unjudged(scope, today), JUDGE)):
        listed = rows.order_by().annotate(key=_key())
        for *bundle, finding_id in listed.values_list(*_SHARED, "key", "finding_id"):
            held[action, *bundle].append(finding_id)
    return {bundle: sorted(ids) for bundle, ids in held.items()}


def _in_order(entries: Iterable[Entry], today: date) -> list[Entry]:
    return most_urgent_first(
        entries,
        today,
        due=lambda entry: entry.due,
        money=lambda entry: (entry.currency, entry.worth or 0),
        name=_name,
    )


def _name(entry: Entry) -> str:
    """By what things of equal urgency are put in order; no two of a list share it."""
    place = f"{entry.account} {entry.marketplace} {entry.currency} {entry.case}"
    return f"{entry.claim_type} {entry.about} {place}"


def _cases(scope: Scope, today: date) -> Iterator[Entry]:
    rows = due_cases(scope, today).order_by().annotate(worth=_at_risk())
    for account, pk, kind, store, bundle, action, due, worth, currency in rows.values_list(
        "account__name", "pk", "claim_type", "marketplace", "bundle", "next_action",
        "next_action_due", "worth", "currency",
    ):  # fmt: skip
        known = None if worth is None else max(worth, 0)
        yield Entry(account, pk, kind, store, bundle, action, due, known, currency)


def _at_risk() -> "ExpressionWrapper[Any]":
    """What `selectors.at_risk` gives, before it is kept from falling below nothing."""
    asked = Choice(
        When(next_action=COMPARE, then=None),
        When(state__in=CLAIMED_AT_RISK, then=F("claimed_amount")),
        default=Coalesce("granted_amount", "claimed_amount"),
        output_field=BigIntegerField(),
    )
    return ExpressionWrapper(asked - F("paid_amount"), output_field=BigIntegerField())


_SHARED = ("account__name", "claim_type", "marketplace", "currency")


def _bundles(rows: QuerySet[Finding], action: str) -> Iterator[Entry]:
    """Findings put together as `bundling` does it."""
    keyed = rows.order_by().annotate(key=_key())
    grouped = keyed.values_list(*_SHARED, "key")
    counted = grouped.annotate(
        due=Min(Coalesce("closes_on", "remind_by")),
        worth=Sum("amount", output_field=BigIntegerField()),
        valued=Count("amount"),
        n=Count("pk"),
        one=Min("finding_id"),
        decided=Min("decision"),  # `claim` comes before `review`
    )
    for account, kind, store, currency, key, due, worth, valued, n, *one in counted:
        known = worth if valued == n else None
        yield Entry(account, None, kind, store, key, action, due, known, currency, n, *one)


def passing(scope: Scope, today: date) -> QuerySet[Finding]:
    """Findings against which `gate.refusals` has nothing, and that are in no case."""
    is_accepted = Q(decision=Decision.REVIEW, vouched=ACCEPTED)
    return _open(scope, today, Q(decision=Decision.CLAIM) | is_accepted)


def unjudged(scope: Scope, today: date) -> QuerySet[Finding]:
    """Findings in no case that nothing but a person's judgement keeps from becoming one."""
    return _open(scope, today, Q(decision=Decision.REVIEW, vouched=""))


def _open(scope: Scope, today: date, wanted: Q) -> QuerySet[Finding]:
    asked = CaseLine.objects.filter(
        Q(is_open=True) | Q(case__filed_on__isnull=False), finding=OuterRef("pk")
    )
    said = Statement.objects.filter(
        finding=OuterRef("pk"), kind__in=(ACCEPTED, DISMISSED), withdrawn_at__isnull=True
    ).order_by("-pk")
    empty = Q(amount__isnull=False, amount__lte=0) | (Q(units__lte=0) & ~Q(units_affected=0))
    return (
        findings(scope)
        .filter(decision__in=(Decision.CLAIM, Decision.REVIEW))  # said plainly: an index holds it
        .exclude(opens_on__gt=today)
        .exclude(closes_on__lt=today)
        .exclude(empty)
        .filter(~Exists(asked))
        .alias(vouched=Coalesce(Subquery(said.values("kind")[:1]), Fixed("")))
        .filter(wanted)
        .exclude(vouched=DISMISSED)
    )


def _key() -> Choice:
    """`bundling.bundle_key` as an expression."""
    types: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in handling.policy().claim_types:
        types[bundled_by(name)].append(name)
    alone = Concat(Fixed("finding_id="), F("finding_id"), output_field=TextField())
    return Choice(
        *(_together(columns, names) for columns, names in types.items() if columns), default=alone
    )


def _together(columns: tuple[str, ...], names: list[str]) -> When:
    parts: list[Fixed | F] = []
    for place, column in enumerate(columns):
        parts += [Fixed(f"{' ' if place else ''}{column}="), F(column)]
    are_there = {f"{column}__isnull": False for column in columns}
    return When(claim_type__in=names, **are_there, then=Concat(*parts, output_field=TextField()))
