"""Taking an audit into the app database, in one transaction: all of it, or nothing."""

from django.db import transaction

from makewhole.audit import Audit, NotChecked
from makewhole.claims.accounts.services import SYSTEM, ensure_account
from makewhole.claims.cases.upkeep import tend
from makewhole.claims.errors import AuditOlder
from makewhole.claims.findings.services import record_audit
from makewhole.claims.payments.reading import reimbursements
from makewhole.claims.payments.rows import ReimbursementRow
from makewhole.claims.payments.services import Matched, match_payments
from makewhole.claims.sync import Synced


def take_in(audit: Audit, by: str = SYSTEM) -> Synced:
    """Match payments, record the findings, and bring drafts up to date.

    An audit of an earlier day than one already recorded changes nothing, and the note says so.
    """
    rows = dict(reimbursements(audit))
    accounts = [name for (name,) in audit.engine.rows("select account from audit_days")]
    try:
        with transaction.atomic():
            return _take_in(audit, accounts, rows, by)
    except AuditOlder as refused:
        return Synced(None, note=str(refused))


def _take_in(
    audit: Audit, accounts: list[str], rows: dict[str, list[ReimbursementRow]], by: str
) -> Synced:
    kept = [ensure_account(name, by) for name in sorted(accounts)]
    # payments first: a finding that vanishes because its case was paid is retired as paid
    rounds = [match_payments(a, rows.get(a.name, []), on=audit.as_of, by=by) for a in kept]
    recorded = record_audit(
        (finding.as_dict() for finding in audit.findings()),
        as_of=audit.as_of,
        accounts=accounts,
        not_checked=_not_checked(audit.not_checked),
        by=by,
    )
    tended = tend(kept, audit.as_of, by)
    return _synced(recorded.pk, recorded.counts, rounds, tended)


def _synced(audit: int, counts: dict[str, int], rounds: list[Matched], tended: list[int]) -> Synced:
    return Synced(
        audit=audit,
        counts=counts,
        payments=sum(each.payments for each in rounds),
        moved=tuple(number for each in rounds for number in each.moved),
        taken_over=tuple(number for each in rounds for number in each.taken_over),
        tended=tuple(tended),
    )


def _not_checked(missing: list[NotChecked]) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = {}
    for each in missing:
        told.setdefault(each.account, {})[each.claim_type] = str(each)
    return told
