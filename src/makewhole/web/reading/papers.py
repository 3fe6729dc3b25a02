"""Letters, checklist and documents of a case as its page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases.requirements import EVIDENCE, all_papers
from makewhole.claims.documents import selectors
from makewhole.claims.documents.checklist import Needed, checklist
from makewhole.claims.letters.facts import case_facts
from makewhole.claims.letters.writing import ENGLISH, LANGUAGES, STEPS, Letter, write
from makewhole.claims.models import Case, Document, State, Statement
from makewhole.errors import MakewholeError
from makewhole.web.place import home

# Which letter a case most likely calls for where it stands.
_STEP = {
    State.INFORMATION_REQUESTED: "reply", State.FILED: "nudge", State.DENIED: "appeal",
    State.PART_GRANTED: "appeal", State.PART_PAID: "re_evaluation", State.REVERSED: "appeal",
}  # fmt: skip
_UNMATCHED = 30  # documents of the account that belong to no case yet, the latest


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter to copy, or the sentence why none can be written; and the choices there are."""

    step: str
    language: str
    draft: Letter | None
    refusal: str
    steps: tuple[str, ...] = STEPS
    languages: tuple[str, ...] = LANGUAGES


def letter(scope: Scope, case: Case, step: str | None, language: str | None) -> ShownLetter:
    """The letter asked for, else the one the case calls for."""
    chosen = step if step in STEPS else _STEP.get(State(case.state), "claim")
    spoken = language if language in LANGUAGES else ENGLISH
    try:
        facts = case_facts(scope, case.pk, home())
        return ShownLetter(chosen, spoken, write(facts, chosen, spoken), "")
    except MakewholeError as error:
        return ShownLetter(chosen, spoken, None, str(error))


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document beside a case: what it serves as, whether a person confirmed it."""

    number: int
    name: str
    size: int
    kind: str
    is_confirmed: bool
    problems: tuple[str, ...]
    papers: tuple[str, ...]


def documents(scope: Scope, case: Case) -> list[ShownDocument]:
    """Confirmed papers, then proposals, then documents that belong to no case yet."""
    choices = all_papers(case.claim_type)
    return list(_documents(scope, case, choices))


def _documents(scope: Scope, case: Case, choices: tuple[str, ...]) -> Iterator[ShownDocument]:
    for link in selectors.papers(case):
        yield _shown(link.document, choices, kind=link.kind, is_confirmed=True)
    for link in selectors.proposals(case):
        yield _shown(link.document, (link.kind, *choices), kind=link.kind)
    free = selectors.documents(scope).filter(account=case.account_id, links=None)
    for document in free[:_UNMATCHED]:
        yield _shown(document, choices)


def _shown(
    document: Document, choices: tuple[str, ...], *, kind: str = "", is_confirmed: bool = False
) -> ShownDocument:
    return ShownDocument(
        number=document.pk,
        name=document.name,
        size=document.size,
        kind=kind,
        is_confirmed=is_confirmed,
        problems=tuple(str(flag).replace("_", " ") for flag in document.flags),
        papers=tuple(dict.fromkeys(choices)),
    )


def papers_needed(case: Case) -> list[tuple[Needed, Statement | None]]:
    """Every paper that serves the claim type, and what a person said of it."""
    said = {
        each.kind.removeprefix(EVIDENCE): each
        for each in Statement.objects.filter(
            case=case, kind__startswith=EVIDENCE, withdrawn_at=None
        )
    }
    return [(needed, said.get(needed.paper)) for needed in checklist(case)]
