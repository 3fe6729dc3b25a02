"""Which steps a case offers where it stands, and what each asks for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from makewhole.claims import handling
from makewhole.claims.models import ENDED, Case, State

S = State


@dataclass(frozen=True, slots=True)
class Form:
    """One step as a form: its key, button, what it is for, and the fields it asks for.

    `fields` are of: case_id, text, reason, units, amount, day.
    """

    step: str
    name: Promise
    about: Promise
    fields: tuple[str, ...]
    is_main: bool = False
    choices: tuple[str, ...] = ()


def forms_for(case: Case) -> list[Form]:
    """The steps that may be taken now, the most likely first."""
    state = S(case.state)
    found = [form for states, form in _FORMS if state in states]
    denial = Form(
        "deny", _("Amazon refused"), _("Note the reason Amazon gave; it decides the next step."),
        ("reason", "text", "day"), choices=handling.denial_reasons(case.claim_type),
    )  # fmt: skip
    if state in (S.FILED, S.INFORMATION_REQUESTED, S.APPEALED, S.GRANTED, S.PART_GRANTED):
        found.append(denial)
    if state not in ENDED:
        found.append(_CLOSE)
    return found


_CLOSE = Form(
    "close", _("Close the case"), _("End it with a reason. What was not asked for is free again."),
    ("reason_text", "day"),
)  # fmt: skip
_FORMS: tuple[tuple[tuple[State, ...], Form], ...] = (
    (
        (S.DRAFTED, S.NEEDS_DOCUMENTS),
        Form(
            "ready", _("Check and make ready"),
            _("Checks the case against policy's rules and its papers."), (), is_main=True,
        ),
    ),
    (
        (S.READY,),
        Form(
            "file", _("Mark as filed"),
            _("After you sent it in Seller Central: enter the case id Amazon shows."),
            ("case_id", "day"), is_main=True,
        ),
    ),
    (
        (S.INFORMATION_REQUESTED,),
        Form(
            "answer", _("Note your answer"), _("What you wrote back to Amazon."),
            ("text", "day"), is_main=True,
        ),
    ),
    (
        (S.DENIED, S.PART_GRANTED, S.PART_PAID, S.REVERSED, S.PAID, S.GRANTED),
        Form(
            "appeal", _("Note an appeal"), _("What you wrote in the same case."), ("text", "day"),
        ),
    ),
    (
        (S.FILED, S.INFORMATION_REQUESTED, S.APPEALED, S.DENIED, S.PART_PAID),
        Form(
            "grant", _("Amazon grants it"),
            _("Leave the figures empty if all that was claimed was granted."),
            ("units", "amount", "text", "day"),
        ),
    ),
    (
        (S.FILED, S.APPEALED),
        Form(
            "asked", _("Amazon asks for something"),
            _("Paste the question; the day to answer by is set from policy."), ("text", "day"),
        ),
    ),
    (
        (S.FILED, S.APPEALED),
        Form(
            "nudge", _("Note a follow-up"), _("After silence, in the same case."), ("text", "day"),
        ),
    ),
    (
        (S.FILED, S.APPEALED),
        Form(
            "escalate", _("Note an escalation"), _("When nothing has been decided for long."),
            ("text", "day"),
        ),
    ),
)  # fmt: skip
