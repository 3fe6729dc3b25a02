"""What the claims services refuse, each with its own sentence.

CaseError
├── CaseMissing          no such case, or not one this person may see
├── CaseChanged          somebody else changed the case meanwhile
├── MoveRefused          the case cannot go from where it is to where it was sent
├── NotReady             a case to be noted as filed that was not checked, or lacks papers
├── CaseIdTaken          Amazon's case id already stands on another case
├── ReasonUnknown        a denial reason that the claim type does not know
├── AppealsSpent         policy allows no further appeal
├── FiguresWrong         an amount or number of units that cannot be
├── GrantAbove           more granted than was claimed
├── NothingToDraft       none of the findings asked for may become a case now
├── GateClosed           a case that may not be filed, and every reason why
├── FindingMissing       no such finding
├── AuditOlder           an audit of an earlier day than the one already recorded
├── AuditMissing         no such audit
├── RateMissing          no stated rate between two currencies
└── RateWrong            a stated rate that cannot be one
"""

from collections.abc import Iterable
from datetime import date

from makewhole.errors import CaseError


class CaseMissing(CaseError):
    """No such case among those this person may see."""

    exit_status = 2

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(f"There is no case {label}. `makewhole claim list` shows the cases.")


class CaseChanged(CaseError):
    """Somebody else changed the case between reading and writing."""

    def __init__(self, label: str, who: str, what: str) -> None:
        self.label, self.who, self.what = label, who, what
        super().__init__(
            f"{label} was changed meanwhile by {who} ({what}). Your change was not stored, theirs "
            "was. Look at the case again, then repeat yours if it still holds."
        )


class MoveRefused(CaseError):
    """A case cannot go from its state to the one asked for."""

    def __init__(self, label: str, before: str, after: str, open_to: Iterable[str]) -> None:
        self.label, self.before, self.after = label, before, after
        self.open_to = tuple(open_to)
        ways = ", ".join(self.open_to) or "nothing: it has ended"
        super().__init__(
            f"{label} is {before} and cannot become {after}. From here it can become: {ways}. "
            "Nothing was changed."
        )


class NotReady(CaseError):
    """A case that cannot be noted as filed yet: it was not checked, or papers are missing."""

    def __init__(self, label: str, missing: Iterable[str] = ()) -> None:
        self.label, self.missing = label, tuple(missing)
        check = f"`makewhole claim ready {label}`"
        if self.missing:
            papers = ", ".join(self.missing)
            why = (
                f"lacks papers: {papers}. Add them (`makewhole document add FILES`) or vouch for "
                f"each (`makewhole claim confirm {label} {self.missing[0]} WORDS`), then run "
                f"{check}"
            )
        else:
            why = f"is a draft that was not checked yet. Run {check} first"
        super().__init__(
            f"{label} {why}; then file it. If it has been filed at Amazon already, add "
            "--already-done. Nothing was changed."
        )


class CaseIdTaken(CaseError):
    """Amazon's case id already stands on another of this account's cases."""

    def __init__(self, case_id: str, label: str, other: str) -> None:
        self.case_id, self.label, self.other = case_id, label, other
        super().__init__(
            f"Amazon's case id {case_id} already stands on {other}, so {label} was not changed. "
            f"Check the id in Seller Central's case log; if {other} has the wrong one, correct it "
            f"there first."
        )


class ReasonUnknown(CaseError):
    """A denial reason that policy does not list for the claim type."""

    exit_status = 2

    def __init__(self, reason: str, claim_type: str, known: Iterable[str]) -> None:
        self.reason, self.claim_type, self.known = reason, claim_type, tuple(known)
        super().__init__(
            f"{reason!r} is not among the denial reasons of {claim_type}: "
            f"{', '.join(self.known)}. Nothing was changed; use `other` with Amazon's words "
            "where none fits."
        )


class AppealsSpent(CaseError):
    """Policy allows no further appeal of this claim."""

    def __init__(self, label: str, allowed: int, key: str) -> None:
        self.label, self.allowed, self.key = label, allowed, key
        super().__init__(
            f"{label} was appealed as often as policy allows ({allowed}, {key}); the decision is "
            "final. Nothing was changed. Close the case with its reason."
        )


class FiguresWrong(CaseError):
    """An amount or a number of units that cannot be."""

    exit_status = 2

    def __init__(self, label: str, found: str, expected: str) -> None:
        self.label, self.found, self.expected = label, found, expected
        super().__init__(f"{label}: {found}; expected was {expected}. Nothing was changed.")


class GrantAbove(CaseError):
    """More granted than was claimed: a slip, or a sum that only the report can prove."""

    exit_status = 2

    def __init__(self, label: str, granted: str, claimed: str) -> None:
        self.label, self.granted, self.claimed = label, granted, claimed
        super().__init__(
            f"{label}: {granted} granted is above the {claimed} claimed. Nothing was changed. "
            f"Note at most what was claimed; `makewhole claim grant {label}` alone notes all of "
            "it. If Amazon really pays more, that comes in whole with the next reimbursements "
            "report (`makewhole read`) and counts as recovered."
        )


class NothingToDraft(CaseError):
    """None of the findings asked for may become a case now."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        why = " ".join(self.sentences) or "There is no finding open to be claimed."
        super().__init__(f"No case was drafted. {why}")


class FindingMissing(CaseError):
    """No such finding among those this person may see."""

    exit_status = 2

    def __init__(self, finding_id: str) -> None:
        self.finding_id = finding_id
        super().__init__(
            f"There is no finding {finding_id}. `makewhole todo` and the audit show their ids."
        )


class AuditOlder(CaseError):
    """An audit of an earlier day than the one already recorded for the account."""

    def __init__(self, account: str, as_of: date, recorded: date) -> None:
        self.account, self.as_of, self.recorded = account, as_of, recorded
        super().__init__(
            f"The audit is as of {as_of}, but {account} already has one as of {recorded}. Its "
            "findings were not recorded, so cases stay as the later audit left them."
        )


class AuditMissing(CaseError):
    """No such audit."""

    exit_status = 2

    def __init__(self, number: int, known: Iterable[int]) -> None:
        self.number, self.known = number, tuple(known)
        listed = ", ".join(str(each) for each in self.known) or "none yet"
        super().__init__(f"There is no audit {number}; recorded are: {listed}.")


class RateMissing(CaseError):
    """No stated rate between two currencies on or before a day."""

    def __init__(self, source: str, target: str, day: date) -> None:
        self.source, self.target, self.day = source, target, day
        super().__init__(
            f"No rate from {source} to {target} on or before {day} has been stated, so nothing was "
            f"converted. State one: makewhole claim rate {source} {target} RATE --stated-by WHO."
        )


class RateWrong(CaseError):
    """What was stated is no rate between two currencies."""

    exit_status = 2

    def __init__(self, source: str, target: str, rate: str) -> None:
        self.source, self.target, self.rate = source, target, rate
        super().__init__(
            f"{rate!r} is no rate from {source} to {target}; expected were two different "
            "currencies in three letters each, and what one of the first is worth in the second, "
            "above 0: makewhole claim rate CAD USD 0.73 --stated-by WHO. Nothing was changed."
        )


class GateClosed(CaseError):
    """A case that may not be filed, and every reason why."""

    def __init__(self, label: str, sentences: Iterable[str]) -> None:
        self.label, self.sentences = label, tuple(sentences)
        super().__init__(
            f"{label} may not be filed. {' '.join(self.sentences)} Nothing was changed."
        )
