"""Reading documents: of an account, of a case, and what a case still needs."""

from django.db.models import QuerySet

from makewhole.claims.accounts.scope import Scope
from makewhole.claims.models import Case, Document, DocumentLink


def documents(scope: Scope, *, withdrawn: bool = False) -> QuerySet[Document]:
    """The documents in scope, the latest first."""
    rows = scope.within(Document.objects.select_related("account")).order_by("-pk")
    return rows if withdrawn else rows.filter(withdrawn_at=None)


def links(scope: Scope) -> QuerySet[DocumentLink]:
    """Documents joined to cases, confirmed or proposed, those refused left out."""
    rows = scope.within(DocumentLink.objects.select_related("document", "case", "confirmed_by"))
    return rows.filter(refused_at=None, document__withdrawn_at=None).order_by("case_id", "pk")


def papers(case: Case) -> QuerySet[DocumentLink]:
    """The confirmed papers of a case, in the order they were joined to it."""
    rows = case.papers.select_related("document").filter(confirmed_at__isnull=False)
    return rows.filter(refused_at=None, document__withdrawn_at=None).order_by("pk")


def proposals(case: Case) -> QuerySet[DocumentLink]:
    """Documents that may be papers of a case and wait for a person's word."""
    rows = case.papers.select_related("document").filter(confirmed_at=None, refused_at=None)
    return rows.filter(document__withdrawn_at=None).order_by("pk")
