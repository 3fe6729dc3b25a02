"""Writing a letter: template and facts to a text ready to paste, or a plain refusal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, UndefinedError

from makewhole.claims import handling
from makewhole.claims.letters.errors import (
    BuyerDataInLetter,
    LetterLacksFact,
    LetterNeedsStep,
    LetterStepUnknown,
    LetterUnfounded,
)
from makewhole.claims.letters.facts import CaseFacts, money
from makewhole.claims.letters.table import table

ENGLISH = "en"
LANGUAGES = ("en", "de", "fr", "it", "es", "ja")
STEPS = ("claim", "reply", "nudge", "appeal", "re_evaluation", "escalation")
_ROW_FILE = "rows.csv"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
# What must have happened in the case before a letter of a step makes sense: fact, and the words.
_NEEDS = {
    "reply": ("amazon_case_id", "the case has no case id of Amazon's yet"),
    "nudge": ("filed_on", "the case has not been filed yet"),
    "appeal": ("denial_reason", "no refusal has been noted"),
    "re_evaluation": ("amazon_case_id", "the case has no case id of Amazon's yet"),
    "escalation": ("filed_on", "the case has not been filed yet"),
}
# Letters that ask for what is still open; a re-evaluation may also ask for a better value.
_AFTER_DECISION = ("appeal", "escalation", "nudge")


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft for a person to read, confirm and submit.

    `note` says where it differs from what was asked for (written in English, rows left to the
    list); `confirm` are statements only the seller can vouch for. `record` is for our own files and
    not part of the text.
    """

    label: str
    step: str
    language: str
    subject: str
    body: str
    where: tuple[str, ...]
    confirm: tuple[str, ...]
    attachments: tuple[str, ...]
    note: str
    record: dict[str, str]

    def text(self) -> str:
        """Everything on one page: where to click, what to paste, what to attach and confirm."""
        parts = [f"{self.label}: {self.step.replace('_', ' ')} ({self.language})"]
        parts += [f"Note: {self.note}"] if self.note else []
        parts += ["", "Where:", *(f"  {n}. {each}" for n, each in enumerate(self.where, 1))]
        if self.confirm:
            parts += ["", "Confirm before you submit (only you can know):"]
            parts += [f"  [ ] {each}" for each in self.confirm]
        if self.attachments:
            parts += ["", "Attach:", *(f"  - {each}" for each in self.attachments)]
        parts += ["", "Subject:", self.subject, "", "Text:", self.body.rstrip(), ""]
        parts += ["For your own record:", *(f"  {k}: {v}" for k, v in self.record.items()), ""]
        return "\n".join(parts)


def write(
    facts: CaseFacts, step: str = "claim", language: str = ENGLISH, *, points: Sequence[str] = ()
) -> Letter:
    """The letter of a step in a language; in English, and saying so, where none is in it.

    `points` are the answers to Amazon's questions, in order (step `reply`).
    Errors: LetterStepUnknown; LetterNeedsStep; LetterUnfounded; LetterLacksFact; BuyerDataInLetter.
    """
    if step not in STEPS:
        raise LetterStepUnknown(step, STEPS)
    if not facts.lines:
        raise LetterUnfounded(facts.label, step, "the case holds no finding of yours to write of")
    fact, words = _NEEDS.get(step, ("label", ""))
    if not getattr(facts, fact):
        raise LetterNeedsStep(facts.label, step, words)
    if step == "reply" and not points:
        raise LetterNeedsStep(facts.label, step, "no answer was given to any of Amazon's questions")
    if step in _AFTER_DECISION and facts.is_all_paid:
        raise LetterUnfounded(facts.label, step, "all that was asked for has been paid")
    if step == "re_evaluation" and facts.is_value_paid:
        raise LetterUnfounded(facts.label, step, "no less was paid than the records show")
    if facts.paid_apart and _names_what_is_open(facts, step):
        raise LetterUnfounded(facts.label, step, _not_comparable(facts))
    spoken = re.split("[-_.]", language.strip().lower())[0] or ENGLISH  # DE and de_AT are German
    name, used = _template(facts.claim_type, step, spoken)
    subject, body, left_out = _within_limits(facts, name, used, points)
    found = _EMAIL.search(body)
    if found is not None:
        raise BuyerDataInLetter(facts.label, found[0])
    notes = []
    if used != spoken:
        notes.append(f"no text of this kind is in {language!r}, so it is in English")
    if left_out:
        notes.append(f"{left_out} rows are only in the attached {_ROW_FILE}")
    return Letter(
        label=facts.label,
        step=step,
        language=used,
        subject=subject,
        body=body,
        where=_where(facts, step),
        confirm=_confirm(facts),
        attachments=(*(each.name for each in facts.papers), *([_ROW_FILE] if left_out else [])),
        note="; ".join(notes),
        record=_record(facts),
    )


def _template(claim_type: str, step: str, language: str) -> tuple[str, str]:
    """The template for a claim type and step in a language, else in English."""
    for tongue in (language, ENGLISH):
        for name in (f"{tongue}/{step}/{claim_type}.txt", f"{tongue}/{step}/any.txt"):
            if name in _templates():
                return name, tongue
    raise LetterStepUnknown(f"{step} of {claim_type}", STEPS)


def _within_limits(
    facts: CaseFacts, name: str, language: str, points: Sequence[str]
) -> tuple[str, str, int]:
    """Subject and body with as many rows as fit, and how many are left to the list."""
    held = limits()
    shown = min(len(facts.lines), held["rows"])
    while True:
        left_out = len(facts.lines) - shown
        subject, body = _rendered(facts, name, language, points=points, shown=shown)
        if len(body) <= held["body"] or shown <= 1:
            return _shortened(subject, held["subject"]), body, left_out
        shown = shown * 3 // 4


def _rendered(
    facts: CaseFacts, name: str, language: str, *, points: Sequence[str], shown: int
) -> tuple[str, str]:
    words = _words(language)
    context = {
        "case": facts,
        "lines": facts.lines,
        "one": facts.lines[0] if len(facts.lines) == 1 else None,
        "table": table(facts, words["table"], shown),
        "left_out": len(facts.lines) - shown,
        "row_file": _ROW_FILE,
        "points": [_tidy(each) for each in points],
        "words": words,
        "units": lambda *given: _units(words["unit"], *given),
        # no words in this language for a coded reason: then the letter does not name it
        "reason": words["denials"].get(facts.denial_reason),
        "paid": _paid(facts, words["unit"]),
    } | {name: _listed(facts.all(column)) for name, column in _LISTS.items()}
    try:
        text = _environment().get_template(name).render(context)
    except UndefinedError as error:
        raise LetterLacksFact(facts.label, name, str(error.message)) from error
    subject, _, body = text.partition("\n")
    return subject.strip(), re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0].rstrip(",") + "…"


def _tidy(text: str) -> str:
    return " ".join(text.split())


# Ids of all lines together, under the names templates use.
_LISTS = {
    "fnskus": "fnsku", "mskus": "msku", "asins": "asin", "orders": "order_id",
    "shipments": "shipment_id", "removals": "removal_order_id", "references": "reference_id",
    "reimbursements": "reimbursement_id", "settlements": "settlement_id",
}  # fmt: skip
_MOST_LISTED = 5


def _units(words: Sequence[str], count: int, one: str = "", many: str = "") -> str:
    """A number of units in words; `one` and `many` are what is said of them.

    >>> _units(("unit", "units"), 1, "lost", "lost"), _units(("unit", "units"), 3)
    ('1 unit lost', '3 units')
    """
    number = 0 if count == 1 else 1
    return f"{count} {words[number]} {(one, many)[number]}".rstrip()


def _paid(facts: CaseFacts, words: Sequence[str]) -> str:
    """What has come so far, in units and money; empty where nothing has."""
    parts = [_units(words, facts.paid_units)] if facts.paid_units and not facts.is_money else []
    parts += [str(money(facts.paid_amount, facts.currency))] if facts.paid_amount else []
    return ", ".join([*parts, *_apart(facts)])


def _apart(facts: CaseFacts) -> list[str]:
    return [str(money(amount, currency)) for currency, amount in facts.paid_apart.items()]


def _names_what_is_open(facts: CaseFacts, step: str) -> bool:
    """Whether a letter of this step asks for a sum that is what was claimed less what was paid."""
    return step == "re_evaluation" or (facts.is_money and step in _AFTER_DECISION)


def _not_comparable(facts: CaseFacts) -> str:
    return (
        f"{', '.join(_apart(facts))} was paid, and what is missing in {facts.currency} cannot be "
        "told from that; compare the two yourself, and write to Amazon in your own words where it "
        "was too little"
    )


def _listed(found: Sequence[str]) -> str | None:
    """Ids in a row: at most so many, then an ellipsis; None where there are none."""
    if not found:
        return None
    return ", ".join(found[:_MOST_LISTED]) + (", …" if len(found) > _MOST_LISTED else "")


def _where(facts: CaseFacts, step: str) -> tuple[str, ...]:
    known = handling.claim_type(facts.claim_type)
    channel = known.channel if known is not None and known.channel else "Seller Central › Help"
    if step != "claim":
        case = f" {facts.amazon_case_id}" if facts.amazon_case_id else ""
        return (
            f"Seller Central › Help › Case log › case{case}: answer in this case; never open a "
            "second one on the same facts.",
            "Paste the text, attach what is listed, send.",
            "Then note it: on the case's page under Next step, or: "
            f"makewhole claim {_NOTED_BY[step]} {facts.label}",
        )
    return (
        f"Seller Central: {channel}.",
        "Enter the ids exactly as in the text; paste subject and text; attach what is listed.",
        "Submit once, then note Amazon's case id: on the case's page under Next step, or: "
        f"makewhole claim file {facts.label} --case-id ID",
    )


# The command by which a letter that was sent is noted.
_NOTED_BY = {
    "reply": "reply", "nudge": "nudge", "appeal": "appeal", "re_evaluation": "appeal",
    "escalation": "escalate",
}  # fmt: skip


def _confirm(facts: CaseFacts) -> tuple[str, ...]:
    """What only the seller can know, per claim type; the person filing confirms it."""
    held = _confirmations()
    return (*held["any"], *held.get(facts.claim_type, ()))


def _record(facts: CaseFacts) -> dict[str, str]:
    def said(day: date | None) -> str:
        return "not known" if day is None else day.isoformat()

    amount = facts.amount
    return {
        "claim type": f"{facts.claim_type} ({facts.title})",
        "event": ", ".join(sorted({line.event_date.isoformat() for line in facts.lines})[:5]),
        "file from": said(facts.opens_on),
        "file by": said(facts.closes_on),
        "policy": handling.policy().policy_version,
        "reports up to": said(facts.as_of),
        "value by our books": "not known" if amount is None else str(money(amount, facts.currency)),
        "findings": ", ".join(line.finding_id for line in facts.lines[:5]),
    }


@cache
def limits() -> dict[str, int]:
    """How long subject, body and table may be."""
    found: dict[str, int] = yaml.safe_load(_own("limits.yaml"))
    return found


@cache
def _words(language: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_own(f"templates/{language}/words.yaml"))
    return found


@cache
def _confirmations() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = yaml.safe_load(_own("confirm.yaml"))
    return found


def _own(name: str) -> str:
    return files("makewhole.claims.letters").joinpath(name).read_text("utf-8")


@cache
def _templates() -> frozenset[str]:
    return frozenset(_environment().list_templates())


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("makewhole.claims.letters"),
        undefined=StrictUndefined,
        finalize=_stated,
        autoescape=False,  # plain text, pasted by a person; there is no markup to escape
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["money"] = _money
    return made


def _stated(value: Any) -> Any:
    """A fact a letter names must be there: nothing is never printed as a word."""
    if value is None:
        raise UndefinedError("an id, day or figure that is empty")
    return value


def _money(amount: Any, currency: Any) -> str:
    found = money(amount, currency)
    if found is None:
        raise UndefinedError("an amount that is not known")
    return found
