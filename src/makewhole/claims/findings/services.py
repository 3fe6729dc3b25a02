"""Taking an audit's findings in: each stored once under its id, updated, or retired with a reason.

Nothing is dropped: a finding that an audit no longer shows is retired if its claim type was
checked, and marked `unchecked_since` where it could not be. Every change leaves an event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from makewhole.claims.accounts.services import SYSTEM, ensure_account
from makewhole.claims.collecting import collecting_nothing
from makewhole.claims.errors import AuditOlder
from makewhole.claims.findings.incoming import COLUMNS, Incoming, incoming
from makewhole.claims.findings.tallies import count_again
from makewhole.claims.findings.telling import Telling
from makewhole.claims.models import Account, Audit, Finding, PaymentMatch, Retired
from makewhole.claims.recording import add, change
from makewhole.version import __version__

_BATCH = 5_000  # findings written at a time: memory stays small, however many there are
_STORED = (*COLUMNS, "fingerprint", "retired_reason", "retired_on")


class _Known(NamedTuple):
    """What the database holds of one finding."""

    pk: int
    fingerprint: str
    claim_type: str
    retired: str
    unchecked: int | None


@dataclass(slots=True)
class Recording:
    """One audit being recorded."""

    audit: Audit
    by: str
    accounts: dict[str, Account]
    known: dict[tuple[int, str], _Known]
    tell: Telling
    seen: set[tuple[int, str]] = field(default_factory=set)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("new", "changed", "unchanged", "retired", "returned", "unchecked"), 0
        )
    )


@transaction.atomic
def record_audit(
    findings: Iterable[Mapping[str, Any]],
    *,
    as_of: date,
    accounts: Iterable[str],
    not_checked: Mapping[str, Mapping[str, str]] | None = None,
    by: str = SYSTEM,
) -> Audit:
    """Store an audit: its findings new, changed or retired; `counts` of the result says how many.

    `accounts` names every account the audit covered, also those without a finding; `not_checked`
    maps each account's claim types that could not be judged to the sentence that says why.
    Errors: AuditOlder, if an account already has an audit of a later day; nothing is stored.
    """
    named = {name: ensure_account(name, by) for name in sorted(set(accounts))}
    audit = _begin(as_of, named, not_checked or {}, by)
    run = Recording(audit, by, named, _known(named), Telling(by, audit.pk))
    source = (incoming(finding) for finding in findings)
    with collecting_nothing():
        while batch := list(islice(source, _BATCH)):
            _take_in(run, batch)
        _settle_unseen(run)
    if any(number for what, number in run.counts.items() if what != "unchanged"):
        count_again(run.accounts.values())
    change(audit, by, "audit counted", audit=audit.pk, counts=run.counts)
    return audit


def _begin(
    as_of: date,
    accounts: dict[str, Account],
    not_checked: Mapping[str, Mapping[str, str]],
    by: str,
) -> Audit:
    for name, account in accounts.items():
        later = Audit.objects.filter(accounts=account, as_of__gt=as_of).order_by("as_of").last()
        if later is not None:
            raise AuditOlder(name, as_of, later.as_of)
    audit = Audit(
        as_of=as_of,
        recorded_at=timezone.now(),
        who=by,
        version=__version__,
        not_checked={name: dict(types) for name, types in not_checked.items()},
    )
    add(audit, by, "audit recorded")
    audit.accounts.set(accounts.values())
    return audit


def _known(accounts: dict[str, Account]) -> dict[tuple[int, str], _Known]:
    held = Finding.objects.filter(account__in=list(accounts.values())).values_list(
        "account_id", "finding_id", "pk", "fingerprint", "claim_type", "retired_reason",
        "unchecked_since_id",
    )  # fmt: skip
    return {row[:2]: _Known._make(row[2:]) for row in held.iterator()}


def _take_in(run: Recording, batch: list[Incoming]) -> None:
    new: list[Incoming] = []
    changed: dict[int, Incoming] = {}
    before = len(run.seen)
    for each in batch:
        key = _account(run, each.account).pk, each.finding_id
        if key in run.seen:
            continue  # of two rows of one id within an audit the first holds
        run.seen.add(key)
        known = run.known.get(key)
        if known is None:
            new.append(each)
        elif (known.fingerprint, known.retired, known.unchecked) != (
            each.fingerprint, each.retired, None,
        ):  # fmt: skip
            changed[known.pk] = each
    run.counts["unchanged"] += len(run.seen) - before - len(new) - len(changed)
    _insert(run, new)
    _update(run, changed)


def _account(run: Recording, name: str) -> Account:
    if name not in run.accounts:
        account = ensure_account(name, run.by)
        run.audit.accounts.add(account)
        run.accounts[name] = account
        run.known.update(_known({name: account}))
    return run.accounts[name]


def _row(run: Recording, each: Incoming) -> tuple[Any, ...]:
    retired_on = run.audit.as_of.isoformat() if each.retired else None
    return (*each.stored, each.fingerprint, each.retired, retired_on)


def _insert(run: Recording, new: list[Incoming]) -> None:
    if not new:
        return
    last = Finding.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    columns = ("account_id", "finding_id", "first_seen_id", *_STORED)
    _many(
        f"insert into findings ({', '.join(columns)}) values ({', '.join(['%s'] * len(columns))})",
        [
            (run.accounts[each.account].pk, each.finding_id, run.audit.pk, *_row(run, each))
            for each in new
        ],
    )
    run.tell.new(after=last)
    run.counts["new"] += len(new)


def _update(run: Recording, changed: dict[int, Incoming]) -> None:
    if not changed:
        return
    before = run.tell.figures(changed)
    _many(
        f"update findings set {', '.join(f'{name} = %s' for name in _STORED)}, "
        "unchecked_since_id = null where id = %s",
        [(*_row(run, each), pk) for pk, each in changed.items()],
    )
    run.tell.changed(
        (_what(run, before[pk].retired, each), before[pk].text, pk) for pk, each in changed.items()
    )


def _what(run: Recording, was_retired: str, new: Incoming) -> str:
    if new.retired:
        run.counts["changed" if was_retired else "retired"] += 1
        return f"finding retired: {new.retired}"
    if was_retired:
        run.counts["returned"] += 1
        return "finding owed again"
    run.counts["changed"] += 1
    return "finding changed"


def _many(statement: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _settle_unseen(run: Recording) -> None:
    """Retire what a checked claim type no longer shows; mark what could not be checked."""
    names = {account.pk: name for name, account in run.accounts.items()}
    gone: list[int] = []
    unchecked: dict[str, list[int]] = defaultdict(list)
    for key, known in run.known.items():
        if key in run.seen or known.retired:
            continue
        because = run.audit.not_checked.get(names[key[0]], {}).get(known.claim_type)
        if not because:
            gone.append(known.pk)
        elif known.unchecked is None:
            unchecked[str(because)].append(known.pk)
    for part in _parts(gone):
        _retire(run, part)
    for because, keys in unchecked.items():
        for part in _parts(keys):
            _mark_unchecked(run, part, because)


def _parts(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


def _retire(run: Recording, keys: list[int]) -> None:
    paid = set(
        PaymentMatch.objects.filter(is_void=False, case__lines__finding__in=keys).values_list(
            "case__lines__finding_id", flat=True
        )
    )
    why = {pk: (Retired.PAID if pk in paid else Retired.NO_LONGER_OWED).value for pk in keys}
    before = run.tell.figures(keys)
    _many(
        "update findings set retired_reason = %s, retired_on = %s where id = %s",
        [(reason, run.audit.as_of.isoformat(), pk) for pk, reason in why.items()],
    )
    run.tell.changed((f"finding retired: {why[pk]}", before[pk].text, pk) for pk in keys)
    run.counts["retired"] += len(keys)


def _mark_unchecked(run: Recording, keys: list[int], because: str) -> None:
    before = run.tell.figures(keys)
    Finding.objects.filter(pk__in=keys).update(unchecked_since=run.audit)
    told = (("finding not checked", before[pk].text, pk) for pk in keys)
    run.tell.changed(told, not_checked=because)
    run.counts["unchecked"] += len(keys)
