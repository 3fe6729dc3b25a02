"""The cost of a unit that a confirmed paper proves: for its case, and for every later audit.

The case may then ask for no more than the paper shows, and its letters may name the sum. The cost
also goes into the books as the seller's own costs do, in a file that names the paper, so that the
next audit values every unit of the SKU by it from the paper's day on.
"""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from makewhole.audit.session import open_books
from makewhole.claims.accounts.scope import Scope
from makewhole.claims.cases import selectors as cases
from makewhole.claims.cases.gate import above_proof
from makewhole.claims.documents import selectors, services
from makewhole.claims.documents.errors import (
    CostNeedsDay,
    CostUnclear,
    PaperNotNeeded,
    PaperRefused,
)
from makewhole.claims.documents.judging import Flag, flags_for_case
from makewhole.claims.models import Case, CaseLine, Document, DocumentLink, SellerKind
from makewhole.claims.recording import change

# Papers that can show what a unit cost; the first is the one whose age policy limits.
COST_PAPERS = ("sourcing_cost_document", "purchase_invoice", "proof_of_ownership")
_HEADINGS = ("sku", "cost", "currency", "effective_from", "cost_type", "note")


@transaction.atomic
def confirm_cost(
    scope: Scope,
    home: Path,
    link: tuple[int, int, str | None],
    unit_cost: Decimal,
    *,
    on: date,
    msku: str | None = None,
) -> tuple[DocumentLink, list[Flag]]:
    """Say that a document (`link`: document, case, kind) is a paper of a case and shows a cost.

    Both or neither is stored. Errors: those of `services.confirm` and of `prove_cost`.
    """
    document, case, kind = link
    confirmed, flags = services.confirm(scope, document, case, kind, on=on)
    flags += prove_cost(scope, home, (document, case), unit_cost, on=on, msku=msku)
    return confirmed, flags


@transaction.atomic
def prove_cost(
    scope: Scope,
    home: Path,
    link: tuple[int, int],
    unit_cost: Decimal,
    *,
    on: date,
    msku: str | None = None,
) -> list[Flag]:
    """Note the cost of a unit that a confirmed paper (`link`: document, case) shows, of a SKU.

    Gives a flag for each line that asks for more; the case cannot be filed before that is mended.
    Errors: CaseMissing; PaperNotNeeded, where no such paper was confirmed; PaperRefused, where it
    is too old to prove a cost; CostNeedsDay; CostUnclear.
    """
    number, of = link
    case = cases.case(scope, of)
    paper = selectors.papers(case).filter(document=number, kind__in=COST_PAPERS).first()
    if paper is None:
        raise PaperNotNeeded(case.label, None, COST_PAPERS)
    _check(paper.document, case, on)
    lines = _lines(case, unit_cost, msku)
    flags = []
    for line in lines:
        change(line, scope.who, "cost proven", documented_unit_value=unit_cost)
        over = above_proof(line)
        flags += [Flag(over.code, over.sentence)] if over is not None else []
    for sku in sorted({str(line.finding.msku) for line in lines if line.finding.msku}):
        _into_books(home, case, paper.document, (sku, unit_cost))
    return flags


def _check(document: Document, case: Case, on: date) -> None:
    if document.issued_on is None:
        raise CostNeedsDay(case.label, document.name, document.pk)
    found = flags_for_case(document, case, COST_PAPERS[0], on)
    against = [flag.sentence for flag in found if flag.blocks and flag.code == "too_old"]
    if against:
        raise PaperRefused(case.label, COST_PAPERS[0], against)


def _lines(case: Case, unit_cost: Decimal, msku: str | None) -> list[CaseLine]:
    lines = list(cases.lines(case))
    skus = sorted({line.finding.msku or "" for line in lines})
    if unit_cost <= 0 or (msku is None and len(skus) > 1) or (msku and msku not in skus):
        raise CostUnclear(case.label, unit_cost, skus)
    return [line for line in lines if msku in (None, line.finding.msku)]


def _into_books(home: Path, case: Case, document: Document, cost: tuple[str, Decimal]) -> None:
    """Read the cost of a SKU into the books of the home, if there are any; the same cost once."""
    sku, unit_cost = cost
    if not (home / "books").exists() or case.currency is None or document.issued_on is None:
        return
    is_maker = case.account.seller_kind == SellerKind.MAKER
    row = (
        sku, format(unit_cost, "f"), case.currency, document.issued_on.isoformat(),
        "manufacturing" if is_maker else "sourcing",
        f"{document.name}, document {document.pk}, SHA-256 {document.sha256}",
    )  # fmt: skip
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_HEADINGS, row])
    with TemporaryDirectory() as folder:
        name = re.sub(r"[^\w.-]", "_", sku)
        file = Path(folder) / f"cost-of-{name}-by-document-{document.pk}.csv"
        file.write_text(text.getvalue(), "utf-8")
        with open_books(file, home=home, account=case.account.name, keep_sources=True):
            pass  # reading it is all there is to do
