"""What the claim commands share: the home's app database made ready, who acts, how it is shown.

Imported only after `connect`: everything here needs Django set up.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from makewhole.audit import audit
from makewhole.books import Books
from makewhole.claims import Synced
from makewhole.claims.accounts.scope import Scope, scope_of
from makewhole.claims.accounts.services import ensure_owner
from makewhole.claims.aftermath import take_in
from makewhole.claims.cases import selectors
from makewhole.claims.cases.requirements import missing_papers
from makewhole.claims.findings.selectors import latest_audit
from makewhole.claims.models import BEFORE_FILING, Case, CaseLine, PaymentMatch, State
from makewhole.claims.payments.figures import stated_rate
from makewhole.claims.payments.selectors import matches
from makewhole.cli.output import Row
from makewhole.money import cents, round_half_up

CASE_COLUMNS = ("case", "claim", "state", "claimed", "next", "due")

# What a table shows of the parts of a case; the other formats hold every column.
PART_COLUMNS = {
    "lines": ("finding_id", "units", "amount", "event_date", "decision"),
    "messages": ("day", "kind", "who", "text"),
    "payments": ("approval_date", "reimbursement_id", "kind", "amount", "currency", "matched_by"),
    "story": ("at", "who", "what"),
}


def scope(accounts: Sequence[str] = ()) -> Scope:
    """The owner's accounts, or those named."""
    return scope_of(ensure_owner()).narrowed(list(accounts))


def never_audited() -> bool:
    """Whether no audit has been recorded yet."""
    return latest_audit(scope()) is None


def sync_books(home: Path, as_of: date) -> Synced:
    """Audit the books of the home and bring the cases in line."""
    with closing(Books.open(home)) as books, audit(books, as_of) as result:
        return take_in(result)


def case_row(case: Case) -> Row:
    """A case as a line of a list."""
    return {
        "case": case.label,
        "account": case.account.name,
        "claim_type": case.claim_type,
        "about": case.bundle,
        "state": case.state,
        "amazon_case_id": case.amazon_case_id,
        "claimed_units": case.claimed_units,
        "claimed": case.claimed_amount,
        "granted_units": case.granted_units,
        "granted": case.granted_amount,
        "paid_units": case.paid_units,
        "paid": case.paid_amount,
        "currency": case.currency,
        "closes_on": case.closes_on,
        "filed_on": case.filed_on,
        "next_action": case.next_action,
        "due": case.next_action_due,
        "assignee": case.assignee.username if case.assignee else None,
        "version": case.version,
    }


def case_line(case: Case) -> Row:
    """A case as a line of a table that fits a narrow screen: words that may be broken."""
    return {
        "case": case.label,
        "claim": claim_words(case.claim_type, case.bundle),
        "state": State(case.state).label,
        "claimed": money_words(case.claimed_amount, case.currency),
        "next": case.next_action.replace("_", " "),
        "due": case.next_action_due,
    }


def claim_words(claim_type: str, about: str) -> str:
    """A claim type and what it is about, in words that a narrow column may break.

    >>> claim_words("fc_lost", "fnsku=X001")
    'fc lost, fnsku X001'
    """
    return f"{claim_type.replace('_', ' ')}, {about.replace('=', ' ').replace('_id ', ' ')}"


def money_words(amount: Decimal | None, currency: str | None) -> str:
    """An amount with its currency; a question mark where it is not known."""
    return "?" if amount is None else f"{amount} {currency or ''}".rstrip()


def sentence(case: Case) -> str:
    """Where a case stands now, in one line."""
    now = f"{case.label}: {State(case.state).label}"
    if not case.next_action:
        return f"{now}."
    due = f" by {case.next_action_due}" if case.next_action_due else ""
    return f"{now}; next: {case.next_action.replace('_', ' ')}{due}."


def papers_sentence(case: Case) -> str:
    """What a case lacks, and how to say that it is there."""
    listed = ", ".join(missing_papers(case))
    return (
        f"Still needed: {listed}. Have it at hand, then: "
        f"makewhole claim confirm {case.label} PAPER, and makewhole claim ready {case.label}."
    )


def denial_words(step: Mapping[str, Any]) -> str:
    """What a refusal calls for, in sentences."""
    told = [f"Refused: {step['reason'].replace('_', ' ')}. {step['say']}"]
    told += [f"Needed: {', '.join(step['evidence'])}."] if step["evidence"] else []
    told += [f"Appeal: {step['appeal']}."] if step["appeal"] else []
    return "\n".join(told)


def apart_words(details: Mapping[str, Any]) -> str:
    """What was paid in another currency than the case's; empty where nothing was."""
    apart: dict[str, Decimal] = {}
    for paid in details["payments"]:
        if details["currency"] and paid["currency"] != details["currency"]:
            apart[paid["currency"]] = apart.get(paid["currency"], Decimal(0)) + paid["amount"]
    if not apart:
        return ""
    sums = ", ".join(_compared(each, amount, details) for each, amount in sorted(apart.items()))
    return (
        f"Paid in another currency than the {details['currency']} that is claimed: {sums}. Its "
        "units count as paid; its money is kept apart. Compare the two yourself: if it is enough, "
        f"`makewhole claim close {details['case']} accepted`; if not, answer in the case at Amazon."
    )


def _compared(currency: str, amount: Decimal, details: Mapping[str, Any]) -> str:
    """A sum and what it comes to at a stated rate, or how to state one."""
    wanted = details["currency"]
    last = max(each["approval_date"] for each in details["payments"])
    said = money_words(amount, currency)
    stated = stated_rate(currency, wanted, last)
    if stated is None:
        way = f"makewhole claim rate {currency} {wanted} RATE --stated-by WHO --on {last}"
        return f"{said} (no rate is stated: `{way}`)"
    worth = round_half_up(amount * Decimal(stated.rate), cents(wanted))
    return (
        f"{said} ({money_words(worth, wanted)} at {stated.rate}, as {stated.stated_by} says for "
        f"{stated.day})"
    )


def case_details(case: Case) -> dict[str, Any]:
    """A case with its lines, what it lacks, its talk, payments and every change."""
    step = None
    if case.denial_reason:
        step = asdict(selectors.denial_step(case.claim_type, case.denial_reason))
    return {
        **case_row(case),
        "tags": sorted(case.tags.values_list("name", flat=True)),
        "denial": step,
        "missing_papers": missing_papers(case) if case.state in BEFORE_FILING else [],
        "lines": [_line(line) for line in selectors.lines(case)],
        "messages": [
            {"day": each.day, "kind": each.kind, "who": each.who, "text": each.text}
            for each in selectors.messages(case)
        ],
        "payments": [_match(match) for match in matches(case)],
        "story": [
            {"at": each.at, "who": each.who, "what": each.what} for each in selectors.story(case)
        ],
    }


def _line(line: CaseLine) -> Row:
    finding = line.finding
    return {
        "finding_id": finding.finding_id,
        "units": line.units,
        "amount": line.amount,
        "currency": finding.currency,
        "event_date": finding.event_date,
        "closes_on": finding.closes_on,
        "decision": finding.decision,
        "retired": finding.retired_reason or None,
        "explanation": finding.explanation,
    }


def _match(match: PaymentMatch) -> Row:
    payment = match.payment
    return {
        "approval_date": payment.approval_date,
        "reimbursement_id": payment.reimbursement_id,
        "kind": payment.kind,
        "cash_units": match.cash_units,
        "inventory_units": match.inventory_units,
        "amount": match.amount,
        "currency": match.currency,
        "matched_by": match.how,
        "settlement_id": payment.settlement_id,
        "deposit_date": payment.deposit_date,
        "file": payment.file,
        "line": payment.line,
    }
