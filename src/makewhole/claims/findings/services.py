"""Taking an audit's findings in: each stored once under its id, updated, or retired with a reason.

Nothing is dropped: a finding that an audit no longer shows is retired if its claim type was
checked, and marked `unchecked_since` where it could not be. Every change leaves an event.
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from makewhole.claims.accounts.services import SYSTEM, ensure_account
from makewhole.claims.errors import AuditOlder
from makewhole.claims.findings.incoming import COLUMNS, FIGURES, Incoming, incoming
from makewhole.claims.models import Account, Audit, Finding, PaymentMatch, Retired
from makewhole.claims.recording import add, change, plain
from makewhole.version import __version__

_BATCH = 5_000  # findings written at a time: memory stays small, however many there are
_STORED = (*COLUMNS, "fingerprint", "retired_reason", "retired_on")


@dataclass(slots=True)
class _Known:
    """What the database holds of one finding, and whether this audit has shown it."""

    pk: int
    account: int
    fingerprint: str
    claim_type: str
    retired: str
    is_unchecked: bool
    is_seen: bool = False


@dataclass(slots=True)
class Recording:
    """One audit being recorded."""

    audit: Audit
    by: str
    accounts: dict[str, Account]
    known: dict[tuple[int, str], _Known]
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
    run = Recording(audit, by, named, _known(named))
    source = (incoming(finding) for finding in findings)
    with _collecting_nothing():
        while batch := list(islice(source, _BATCH)):
            _take_in(run, batch)
        _settle_unseen(run)
    change(audit, by, "audit counted", audit=audit.pk, counts=run.counts)
    return audit


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """A hundred thousand rows form no circles: looking for some takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
    return {
        (account, key): _Known(pk, account, fingerprint, claim_type, retired, unchecked is not None)
        for account, key, pk, fingerprint, claim_type, retired, unchecked in held.iterator()
    }


def _take_in(run: Recording, batch: list[Incoming]) -> None:
    new: list[Incoming] = []
    changed: dict[int, Incoming] = {}
    for each in batch:
        account = _account(run, each.account)
        known = run.known.get((account.pk, each.finding_id))
        if known is None:
            new.append(each)
            run.known[account.pk, each.finding_id] = _Known(
                0, account.pk, each.fingerprint, "", "", False, True
            )
            continue
        known.is_seen = True
        same = known.fingerprint == each.fingerprint and known.retired == each.retired
        if same and not known.is_unchecked:
            run.counts["unchanged"] += 1
        elif known.pk:  # of two rows of one id within an audit the first holds
            changed[known.pk] = each
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
    columns = ("account_id", "finding_id", "first_seen_id", *_STORED)
    _many(
        f"insert into findings ({', '.join(columns)}) values ({', '.join(['%s'] * len(columns))})",
        [
            (run.accounts[each.account].pk, each.finding_id, run.audit.pk, *_row(run, each))
            for each in new
        ],
    )
    keys = _keys(run, new)
    _tell(
        run,
        (
            (keys[run.accounts[each.account].pk, each.finding_id], "finding new", None, each)
            for each in new
        ),
    )
    run.counts["new"] += len(new)


def _keys(run: Recording, new: list[Incoming]) -> dict[tuple[int, str], int]:
    held = Finding.objects.filter(first_seen=run.audit).order_by("-pk")[: len(new)]
    return {
        (account, key): pk
        for account, key, pk in held.values_list("account_id", "finding_id", "pk")
    }


def _update(run: Recording, changed: dict[int, Incoming]) -> None:
    if not changed:
        return
    before = _figures_of(list(changed))
    _many(
        f"update findings set {', '.join(f'{name} = %s' for name in _STORED)}, "
        "unchecked_since_id = null where id = %s",
        [(*_row(run, each), pk) for pk, each in changed.items()],
    )
    _tell(
        run,
        (
            (pk, _what(run, before[pk], each), json.dumps(before[pk], default=plain), each)
            for pk, each in changed.items()
        ),
    )


def _what(run: Recording, old: dict[str, Any], new: Incoming) -> str:
    if new.retired:
        run.counts["changed" if old["retired_reason"] else "retired"] += 1
        return f"finding retired: {new.retired}"
    if old["retired_reason"]:
        run.counts["returned"] += 1
        return "finding owed again"
    run.counts["changed"] += 1
    return "finding changed"


def _figures_of(keys: list[int]) -> dict[int, dict[str, Any]]:
    """The figures of stored findings, as events keep them."""
    held = Finding.objects.filter(pk__in=keys).values(
        "pk", "account_id", *FIGURES, "retired_reason"
    )
    return {each.pop("pk"): each for each in held}


def _tell(run: Recording, told: Iterable[tuple[int, str, str | None, Incoming]]) -> None:
    account = {name: each.pk for name, each in run.accounts.items()}
    _write_events(
        run, ((pk, what, account[i.account], before, i.figures) for pk, what, before, i in told)
    )


def _write_events(run: Recording, told: Iterable[tuple[int, str, int, str | None, str]]) -> None:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    columns = ("at", "who", "what", '"table"', '"row"', "account", "audit", "before", "after")
    _many(
        f"insert into events ({', '.join(columns)}) values ({', '.join(['%s'] * len(columns))})",
        [
            (now, run.by, what, "findings", pk, account, run.audit.pk, before, after)
            for pk, what, account, before, after in told
        ],
    )


def _many(statement: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _settle_unseen(run: Recording) -> None:
    """Retire what a checked claim type no longer shows; mark what could not be checked."""
    unseen = [each for each in run.known.values() if not each.is_seen and not each.retired]
    gone = [each.pk for each in unseen if not _not_checked(run, each.account, each.claim_type)]
    open_ = [
        each.pk
        for each in unseen
        if not each.is_unchecked and _not_checked(run, each.account, each.claim_type)
    ]
    for start in range(0, len(gone), _BATCH):
        _retire(run, gone[start : start + _BATCH])
    for start in range(0, len(open_), _BATCH):
        _mark_unchecked(run, open_[start : start + _BATCH])


def _not_checked(run: Recording, account: int, claim_type: str) -> str:
    """Why a claim type of an account could not be judged; empty where it could."""
    name = next(name for name, each in run.accounts.items() if each.pk == account)
    return str(run.audit.not_checked.get(name, {}).get(claim_type, ""))


def _retire(run: Recording, keys: list[int]) -> None:
    paid = {
        pk
        for (pk,) in PaymentMatch.objects.filter(
            is_void=False, case__lines__finding__in=keys
        ).values_list("case__lines__finding_id")
    }
    why = {pk: (Retired.PAID if pk in paid else Retired.NO_LONGER_OWED).value for pk in keys}
    _tell_unseen(
        run, keys, lambda pk, _: (f"finding retired: {why[pk]}", {"retired_reason": why[pk]})
    )
    _many(
        "update findings set retired_reason = %s, retired_on = %s where id = %s",
        [(reason, run.audit.as_of.isoformat(), pk) for pk, reason in why.items()],
    )
    run.counts["retired"] += len(keys)


def _mark_unchecked(run: Recording, keys: list[int]) -> None:
    Finding.objects.filter(pk__in=keys).update(unchecked_since=run.audit)
    _tell_unseen(
        run,
        keys,
        lambda _, held: (
            "finding not checked",
            {"not_checked": _not_checked(run, held["account_id"], held["claim_type"])},
        ),
    )
    run.counts["unchecked"] += len(keys)


def _tell_unseen(
    run: Recording, keys: list[int], say: Callable[[int, dict[str, Any]], tuple[str, Any]]
) -> None:
    told = []
    for pk, held in _figures_of(keys).items():
        what, more = say(pk, held)
        before, after = json.dumps(held, default=plain), json.dumps({**held, **more}, default=plain)
        told.append((pk, what, held["account_id"], before, after))
    _write_events(run, told)
