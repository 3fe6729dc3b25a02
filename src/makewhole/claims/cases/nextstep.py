"""What to do next in a case, and by when: from its state, its days, and policy's times."""

from datetime import date

from makewhole.claims import handling
from makewhole.claims.cases.apart import COMPARE, paid_apart
from makewhole.claims.models import Case, State
from makewhole.policy import window_for

S = State

# What a coded denial calls for, as the next action of the case.
_AFTER_DENIAL = {
    "reply": "appeal",
    "documents": "appeal_with_documents",
    "wait": "ask_again",
    "check": "check_refusal",
    "accept": "close",
}


def next_step(case: Case) -> tuple[str, date | None]:
    """The next action and its due day; an empty action where nothing is to be done."""
    if case.state in (S.DRAFTED, S.NEEDS_DOCUMENTS, S.READY):
        return _BEFORE_FILING[State(case.state)], case.closes_on
    if case.state in (S.FILED, S.APPEALED):
        return _while_silent(case)
    if case.state == S.INFORMATION_REQUESTED:
        asked = _last(case.last_message_on, case.filed_on)
        return "reply", handling.reply_due(case.claim_type, asked, case.marketplace)
    if case.state in _AFTER_FILING:
        return _AFTER_FILING[State(case.state)](case)
    return "", None


_BEFORE_FILING = {
    S.DRAFTED: "check",
    S.NEEDS_DOCUMENTS: "add_documents",
    S.READY: "file",
}


def _while_silent(case: Case) -> tuple[str, date | None]:
    """A nudge after days of silence; an escalation when nothing is decided; then nudges again."""
    start = _last(case.appealed_on, case.filed_on)
    touched = _last(start, case.last_message_on, case.nudged_on, case.escalated_on)
    nudge = handling.after("case.nudge_after_days", touched, case.marketplace)
    if case.nudged_on is None or case.nudged_on < _last(start, case.last_message_on):
        return "nudge", nudge
    if case.escalated_on is None or case.escalated_on < start:
        return "escalate", handling.after("case.escalate_after_days", start, case.marketplace)
    return "nudge", nudge


def _last(*days: date | None) -> date:
    return max(day for day in days if day is not None)


def _check_payment(case: Case) -> tuple[str, date | None]:
    decided = _last(case.decided_on, case.filed_on)
    due = handling.after("case.payment_check_after_days", decided, case.marketplace)
    return "check_payment", due


def _answer_part_grant(case: Case) -> tuple[str, date | None]:
    return "appeal_or_accept", _inside_window(case)


def _answer_denial(case: Case) -> tuple[str, date | None]:
    step = handling.denial_steps().get(case.denial_reason, {"step": "reply"})["step"]
    return _AFTER_DENIAL[step], _inside_window(case)


def _inside_window(case: Case) -> date | None:
    """The last day of the original window; once that is past, the day of the decision."""
    decided = _last(case.decided_on, case.filed_on)
    return decided if case.closes_on is None else max(case.closes_on, decided)


def _ask_difference(case: Case) -> tuple[str, date | None]:
    return "ask_difference", _closing("reimb_undervalued", case)


def _compare_currencies(case: Case) -> tuple[str, date | None]:
    """Where money came in another currency, a person says whether it was enough."""
    return (COMPARE, _closing("reimb_undervalued", case)) if paid_apart(case) else ("", None)


def _dispute_reversal(case: Case) -> tuple[str, date | None]:
    return "dispute_reversal", _closing("reimb_reversed_wrongly", case)


def _closing(claim_type: str, case: Case) -> date | None:
    day = _last(case.paid_on, case.filed_on)
    window = window_for(handling.policy(), claim_type, case.marketplace or "*", day)
    if window is None:
        return None
    return window.closes_on(day) or window.remind_by(day)


_AFTER_FILING = {
    S.GRANTED: _check_payment,
    S.PART_GRANTED: _answer_part_grant,
    S.DENIED: _answer_denial,
    S.PAID: _compare_currencies,
    S.PART_PAID: _ask_difference,
    S.REVERSED: _dispute_reversal,
}
