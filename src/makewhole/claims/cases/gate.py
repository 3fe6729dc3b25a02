"""What keeps a finding from becoming a case, or a case from being filed: each refusal says why.

Amazon holds the seller answerable for requests that are premature, repeated or unresearched; so
nothing passes that is too early, too late, paid, found, already asked for, or above its proof.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from makewhole.claims.models import Case, CaseLine, Finding, Retired, State, Statement
from makewhole.terms import Decision

ACCEPTED, DISMISSED = "accepted", "dismissed"  # kinds of a person's statement about a finding


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one finding is refused: a stable code and the sentence for people."""

    finding_id: str
    code: str
    sentence: str


def refusals(findings: Iterable[Finding], today: date) -> dict[int, list[Refusal]]:
    """The reasons against each finding, by its key; a finding without any is not in the answer."""
    listed = list(findings)
    keys = [finding.pk for finding in listed]
    lines = _lines(keys)
    vouched = _vouched(keys)
    found = {
        finding.pk: [
            *_by_figures(finding, today, vouched.get(finding.pk, "")),
            *_by_cases(finding, lines.get(finding.pk, [])),
        ]
        for finding in listed
    }
    return {pk: against for pk, against in found.items() if against}


def _lines(keys: list[int]) -> dict[int, list[CaseLine]]:
    held: dict[int, list[CaseLine]] = {}
    for start in range(0, len(keys), 5_000):
        portion = CaseLine.objects.filter(finding__in=keys[start : start + 5_000])
        for line in portion.select_related("case"):
            held.setdefault(line.finding_id, []).append(line)
    return held


def _vouched(keys: list[int]) -> dict[int, str]:
    held: dict[int, str] = {}
    for start in range(0, len(keys), 5_000):
        portion = Statement.objects.filter(
            finding__in=keys[start : start + 5_000],
            kind__in=(ACCEPTED, DISMISSED),
            withdrawn_at__isnull=True,
        ).order_by("pk")
        held |= {each.finding_id: each.kind for each in portion if each.finding_id}
    return held


def _by_figures(finding: Finding, today: date, vouched: str) -> list[Refusal]:
    told = [
        (code, sentence)
        for applies, code, sentence in (
            _retired(finding),
            _too_early(finding, today),
            _too_late(finding, today),
            _dismissed(finding, vouched),
            _never_claimed(finding),
            _nothing_open(finding),
            _unjudged(finding, vouched),
        )
        if applies
    ]
    return [Refusal(finding.finding_id, *each) for each in told[:1]]


_Check = tuple[bool, str, str]

_RETIRED = {
    Retired.PAID: ("already_paid", "Amazon has already paid for it"),
    Retired.FOUND: ("found", "the units were found or returned"),
    Retired.EXPIRED: ("expired", "its claim window has closed"),
    Retired.NO_LONGER_OWED: ("no_longer_owed", "newer reports show that nothing is owed"),
}


def _retired(finding: Finding) -> _Check:
    if not finding.retired_reason:
        return False, "", ""
    code, because = _RETIRED[Retired(finding.retired_reason)]
    return True, code, f"{finding.finding_id} is not claimed: {because}."


def _too_early(finding: Finding, today: date) -> _Check:
    opens = finding.opens_on
    early = finding.decision == Decision.WAIT or (opens is not None and today < opens)
    when = f"it opens on {opens}" if opens is not None else "its waiting period runs"
    if early and opens is not None and opens <= today:
        when = f"it was still waiting at the last audit (it opens on {opens}): run the audit again"
    return early, "too_early", f"{finding.finding_id} is too early: {when}."


def _too_late(finding: Finding, today: date) -> _Check:
    closes = finding.closes_on
    late = finding.decision == Decision.EXPIRED or (closes is not None and closes < today)
    return late, "expired", f"{finding.finding_id} is too late: its window closed on {closes}."


def _dismissed(finding: Finding, vouched: str) -> _Check:
    return (
        vouched == DISMISSED,
        "dismissed",
        f"{finding.finding_id} was set aside by a person; withdraw that first.",
    )


def _never_claimed(finding: Finding) -> _Check:
    return (
        finding.decision in (Decision.REPORT_ONLY, Decision.REJECTED),
        "not_claimable",
        f"{finding.finding_id} is shown only, never claimed ({_why(finding)}).",
    )


def _unjudged(finding: Finding, vouched: str) -> _Check:
    return (
        finding.decision == Decision.REVIEW and vouched != ACCEPTED,
        "needs_review",
        f"{finding.finding_id} needs a person's judgement first ({_why(finding)}): accept it, "
        "then draft.",
    )


def _why(finding: Finding) -> str:
    return ", ".join(finding.reasons) or finding.decision


def _nothing_open(finding: Finding) -> _Check:
    # a finding about money only has all three of its unit figures at 0
    is_money = finding.units_affected == 0
    empty = (finding.amount is not None and finding.amount <= 0) or (
        finding.units <= 0 and not is_money
    )
    return empty, "nothing_open", f"{finding.finding_id} has nothing open after netting."


def _by_cases(finding: Finding, lines: list[CaseLine]) -> list[Refusal]:
    for line in lines:
        case: Case = line.case
        if line.is_open:
            said = f"{finding.finding_id} is already in {case.label} ({State(case.state).label})."
            return [Refusal(finding.finding_id, "in_other_case", said)]
        if case.filed_on is not None:
            said = (
                f"{finding.finding_id} was already asked for in {case.label}, filed "
                f"{case.filed_on}: take that case up again, a second one is forbidden."
            )
            return [Refusal(finding.finding_id, "already_asked", said)]
    return []


def above_proof(line: CaseLine) -> Refusal | None:
    """Whether a line asks for more than its finding and its papers show."""
    finding = line.finding
    asked = f"{line.units} units" if line.amount is None else f"{line.amount} {finding.currency}"
    if line.units > finding.units:
        said = f"{finding.finding_id}: {line.units} units asked for, {finding.units} are open."
        return Refusal(finding.finding_id, "above_open_units", said)
    if line.amount is not None and finding.amount is not None and line.amount > finding.amount:
        said = f"{finding.finding_id}: {asked} asked for, {finding.amount} is shown as owed."
        return Refusal(finding.finding_id, "above_documented_value", said)
    proven = line.documented_unit_value
    if proven is not None and line.amount is not None and line.amount > proven * line.units:
        said = (
            f"{finding.finding_id}: {asked} asked for, the papers prove {proven} a unit for "
            f"{line.units} units."
        )
        return Refusal(finding.finding_id, "above_documented_value", said)
    return None
