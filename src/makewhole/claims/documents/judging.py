"""What Amazon may refuse about a paper: its form by itself, and its content beside a case."""

import re
from dataclasses import dataclass
from datetime import date

from makewhole.claims import handling
from makewhole.claims.documents.formats import EDITABLE, said_by
from makewhole.claims.documents.recognising import PROGRAM, program
from makewhole.claims.models import Case, Document

# Kinds of paper whose age policy limits.
_COST_PAPERS = frozenset({"sourcing_cost_document"})
_OWNERSHIP_PAPERS = frozenset({"proof_of_ownership", "purchase_invoice"})
_MAX_AGE = "valuation.seller_cost.invoice_max_age_days"
_PRO_FORMA = re.compile(r"pro[\s-]?forma|proforma|offerta|kostenvoranschlag|見積書", re.IGNORECASE)
_ACCEPTED = frozenset({"PDF", "JPG", "PNG", "TIFF"})  # where a claim type names no formats


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason a paper may be refused. `blocks` where policy itself refuses it."""

    code: str
    sentence: str
    blocks: bool = True


_INSTALL = f", or install the program {PROGRAM}, which reads pictures, and add it again"


def flags_of_bytes(name: str, form: str, text: str, pages: int | None) -> list[Flag]:
    """What can be said of a paper before it is known what it is for."""
    found = []
    if form in EDITABLE:
        found.append(
            Flag("editable", f"{name} is a file that can be edited ({form}), which Amazon refuses. "
                 "Get it from its issuer as a PDF, or a scan of the signed paper.")
        )  # fmt: skip
    elif form not in _ACCEPTED:
        found.append(
            Flag("refused_format", f"{name} is of the kind {form}; Amazon takes PDF, JPG, PNG and "
                 "TIFF. Get it in one of those from where it came.")
        )  # fmt: skip
    said = said_by(name.rsplit("!", 1)[-1].rsplit("/", 1)[-1])
    if said and said != form and not (said in EDITABLE and form in EDITABLE):
        found.append(
            Flag("name_differs", f"{name} is named as {said} but its bytes are {form}. Check "
                 "that it is the right file.", blocks=False)
        )  # fmt: skip
    if _PRO_FORMA.search(text):
        found.append(
            Flag("pro_forma", f"{name} calls itself pro forma or an offer; Amazon takes only the "
                 "final invoice. Ask the supplier for it.")
        )  # fmt: skip
    if form == "PDF" and pages and not text.strip():
        found.append(
            Flag("no_text", f"{name} holds a picture without text, so its ids could not be looked "
                 "for. Say by hand which case it belongs to"
                 f"{'' if program() else _INSTALL}.", blocks=False)
        )  # fmt: skip
    return found


def flags_for_case(document: Document, case: Case, kind: str, on: date) -> list[Flag]:
    """What speaks against a paper as a proof of this kind for this case, on a day of filing."""
    name = document.name
    found = flags_of_bytes(name, document.format, document.text, document.pages)
    found += _by_form(document, case)
    if kind in _COST_PAPERS | _OWNERSHIP_PAPERS:
        found += _by_age(document, case, kind, on)
        found += _by_units(document, case)
    return found


def _by_form(document: Document, case: Case) -> list[Flag]:
    known = handling.claim_type(case.claim_type)
    rules = known.evidence_rules if known is not None else {}
    formats = [str(each) for each in rules.get("formats", ())]
    taken = {"JPG" if each == "JPEG" else each for each in formats}
    if not taken or document.format in taken or document.format in EDITABLE:
        return []
    if document.format not in _ACCEPTED:
        return []  # said already
    sentence = (
        f"{document.name} is {document.format}; for this claim Amazon takes {', '.join(formats)}."
    )
    return [Flag("refused_format", sentence)]


def _by_age(document: Document, case: Case, kind: str, on: date) -> list[Flag]:
    issued = document.issued_on
    if issued is None:
        return [
            Flag("no_day", f"{document.name}: no day of issue could be read in it. State it: "
                 "makewhole document state NUMBER --issued-on DAY.", blocks=False)
        ]  # fmt: skip
    found = []
    limit, is_own = _age_limit(on, case.marketplace)
    if kind in _COST_PAPERS and limit is not None and (on - issued).days > limit:
        found.append(
            Flag("too_old", f"{document.name} was issued {issued}, {(on - issued).days} days "
                 f"before {on}; Amazon takes cost papers of at most {limit} days ({_MAX_AGE}).",
                 blocks=is_own)
        )  # fmt: skip
    event = case.lines.order_by("-finding__event_date").values_list(
        "finding__event_date", flat=True
    ).first()  # fmt: skip
    if event is not None and issued > event:
        found.append(
            Flag("after_event", f"{document.name} was issued {issued}, after the event of {event} "
                 "it is to prove.")
        )  # fmt: skip
    if kind not in _COST_PAPERS and limit is not None and event and (event - issued).days > limit:
        found.append(
            Flag("old", f"{document.name} was issued {issued}, more than {limit} days before the "
                 f"event of {event}; a later invoice is safer.", blocks=False)
        )  # fmt: skip
    return found


def _age_limit(on: date, store: str | None) -> tuple[int | None, bool]:
    """The age limit of invoices in a store; else that of the US, which then only warns."""
    for key, is_own in ((store, True), ("US", False)):
        held = handling.policy().version(_MAX_AGE, on, key) if key else None
        if held is not None and isinstance(held.value, int):
            return held.value, is_own
    return None, False


def _by_units(document: Document, case: Case) -> list[Flag]:
    if document.units is None or document.units >= case.claimed_units:
        return []
    return [
        Flag("too_few_units", f"{document.name} shows {document.units} units, {case.claimed_units} "
             "are claimed. Add the other invoices, or claim fewer.")
    ]  # fmt: skip
