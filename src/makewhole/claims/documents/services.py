"""Taking papers in, joining them to cases, confirming and refusing them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases import selectors as cases
from makewhole.claims.cases.requirements import all_papers
from makewhole.claims.documents import keeping, selectors
from makewhole.claims.documents.errors import (
    AccountUnclear,
    DocumentMissing,
    PaperNotNeeded,
    PaperRefused,
)
from makewhole.claims.documents.heap import Given, walk
from makewhole.claims.documents.judging import Flag, flags_for_case, flags_of_bytes
from makewhole.claims.documents.matching import Paper, Sought, kind_of, matches, sought
from makewhole.claims.documents.reading import issued_on, read
from makewhole.claims.models import Account, Case, Document, DocumentLink, User
from makewhole.claims.recording import add, change
from makewhole.errors import Problem


@dataclass(slots=True)
class Added:
    """What came of a heap: documents new and known, links proposed, problems told."""

    new: list[Document] = field(default_factory=list)
    known: list[Document] = field(default_factory=list)
    proposed: list[DocumentLink] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def add_heap(scope: Scope, home: Path, paths: Sequence[Path], account: str | None = None) -> Added:
    """Take every paper of the paths into an account and propose the cases it belongs to.

    Each file is stored by itself: one that cannot be used does not keep the others out.
    Errors: PathMissing; AccountUnclear.
    """
    owner = _account(scope, account)
    added = Added()
    going = sought(home, owner.name, cases.cases(scope).filter(account=owner))
    for found in walk(paths):
        if isinstance(found, Problem):
            added.problems.append(found)
        else:
            _take(scope, home, owner, found, going=going, added=added)
    return added


def _take(
    scope: Scope, home: Path, owner: Account, given: Given, *, going: list[Sought], added: Added
) -> None:
    paper = read(given.content, given.format)
    if paper.refused:
        added.problems.append(_unreadable(given, paper.refused))
        return
    name = given.name.rsplit("!", 1)[-1].rsplit("/", 1)[-1]
    flags = flags_of_bytes(name, given.format, paper.text, paper.pages)
    if paper.is_recognised:
        flags.append(
            Flag("recognised", f"The text of {name} was recognised from a picture and may hold "
                 "errors: look at it before you confirm.", blocks=False)
        )  # fmt: skip
    if given.format == "UNKNOWN":
        added.problems.append(
            Problem(given.name, None, None, "not_a_paper", "its bytes are of no kind known here; "
                    "expected was a PDF or a picture. It was left where it is. Get it from its "
                    "issuer as a PDF.")
        )  # fmt: skip
        return
    sha256 = keeping.keep(home, given.content, given.format)
    with transaction.atomic():
        document = Document.objects.filter(account=owner, sha256=sha256).first()
        if document is None:
            document = Document(
                account=owner, sha256=sha256, name=name[:400], came_in=given.name[:400],
                format=given.format, size=len(given.content), pages=paper.pages, text=paper.text,
                issued_on=issued_on(paper.text), flags=[flag.code for flag in flags],
                added_at=timezone.now(),
            )  # fmt: skip
            add(document, scope.who, "document added")
            added.new.append(document)
        else:
            added.known.append(document)
            if paper.text and not document.text:  # its picture can be read by now
                change(
                    document, scope.who, "document read", text=paper.text,
                    issued_on=document.issued_on or issued_on(paper.text),
                    flags=[flag.code for flag in flags],
                )  # fmt: skip
        added.proposed += _propose(document, going, scope.who)
    added.problems += [_told(given.name, flag) for flag in flags]


def _propose(document: Document, going: list[Sought], by: str) -> Iterator[DocumentLink]:
    joined = set(DocumentLink.objects.filter(document=document).values_list("case_id", "kind"))
    for match in matches(Paper(document.text, document.name, document.format), going):
        if (match.case.pk, match.kind) not in joined:
            link = DocumentLink(
                document=document, case=match.case, account=document.account, kind=match.kind,
                because=match.because[:400],
            )  # fmt: skip
            add(link, by, "paper proposed")
            yield link


@transaction.atomic
def confirm(
    scope: Scope, number: int, case: int, kind: str | None = None, *, on: date
) -> tuple[DocumentLink, list[Flag]]:
    """Say that a document is a paper of a case; gives what Amazon may yet hold against it.

    Errors: DocumentMissing, CaseMissing; PaperNotNeeded; PaperRefused, where policy refuses it.
    """
    document = _document(scope, number)
    held = cases.case(scope, case)
    if held.account_id != document.account_id:
        raise DocumentMissing(number)
    link = _link(document, held, kind)
    flags = flags_for_case(document, held, link.kind, on)
    against = [flag.sentence for flag in flags if flag.blocks]
    if against:
        raise PaperRefused(held.label, link.kind, against)
    person = User.objects.filter(username=scope.who).first()
    if link.pk is None:
        link.confirmed_by, link.confirmed_at = person, timezone.now()
        add(link, scope.who, "paper confirmed")
    elif link.confirmed_at is None or link.refused_at is not None:
        change(
            link, scope.who, "paper confirmed", confirmed_by=person, confirmed_at=timezone.now(),
            refused_at=None,
        )  # fmt: skip
    return link, flags


@transaction.atomic
def refuse(scope: Scope, number: int, case: int) -> None:
    """Say that a document does not belong to a case.

    Errors: DocumentMissing, CaseMissing.
    """
    held = cases.case(scope, case)
    for link in DocumentLink.objects.filter(document=_document(scope, number), case=held):
        change(link, scope.who, "paper refused", refused_at=timezone.now())


@transaction.atomic
def state(
    scope: Scope, number: int, *, issued: date | None = None, units: int | None = None
) -> Document:
    """Note what a person read in a document: its day of issue, the number of units it shows.

    Errors: DocumentMissing.
    """
    document = _document(scope, number)
    change(
        document,
        scope.who,
        "document stated",
        issued_on=issued if issued is not None else document.issued_on,
        units=units if units is not None else document.units,
    )
    return document


@transaction.atomic
def withdraw(scope: Scope, number: int) -> Document:
    """Take a document out of use; its bytes and its story stay."""
    document = _document(scope, number)
    change(document, scope.who, "document withdrawn", withdrawn_at=timezone.now())
    return document


def _link(document: Document, case: Case, kind: str | None) -> DocumentLink:
    proposed = DocumentLink.objects.filter(document=document, case=case)
    if kind is None:
        found = proposed.order_by("pk").first()
        guess = kind_of(document.text, document.name, document.format, case)
        kind = found.kind if found is not None else guess
    if kind is None or kind not in all_papers(case.claim_type):
        raise PaperNotNeeded(case.label, kind, all_papers(case.claim_type))
    return proposed.filter(kind=kind).first() or DocumentLink(
        document=document, case=case, account=document.account, kind=kind
    )


def _document(scope: Scope, number: int) -> Document:
    found = selectors.documents(scope).filter(pk=number).first()
    if found is None:
        raise DocumentMissing(number)
    return found


def _account(scope: Scope, name: str | None) -> Account:
    rows = scope.within(Account.objects.all(), "pk").order_by("name")
    found = [each for each in rows if name in (None, each.name)]
    if len(found) != 1:
        raise AccountUnclear(name, [each.name for each in rows])
    return found[0]


_REFUSED = {
    "encrypted": "it is locked with a password, so neither its text nor Amazon can open it. It was "
    "left where it is. Save it without a password (print it to a PDF) and add that.",
    "damaged": "it begins as a PDF but cannot be opened as one. It was left where it is. Get it "
    "again from where it came.",
    "bomb": "it would swell to more than any page holds (a bomb). It was left where it is. Print "
    "it to a new PDF if you trust it.",
}


def _unreadable(given: Given, kind: str) -> Problem:
    return Problem(given.name, None, None, kind, _REFUSED[kind])


def _told(name: str, flag: Flag) -> Problem:
    return Problem(name, None, None, f"note_{flag.code}", f"{flag.sentence} It was kept as it is.")
