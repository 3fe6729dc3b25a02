"""What a paper proves of a cost: for its case, and for the audits that follow."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.claims.documents.papers import pdf
from tests.claims.pack.home import case_of
from tests.claims.scenes import TODAY, owned_scope

from makewhole.audit import audit
from makewhole.audit.session import open_books
from makewhole.books import Books
from makewhole.claims.documents import proving, services
from makewhole.claims.documents.costs import unproven_costs
from makewhole.claims.documents.errors import (
    CostNeedsDay,
    CostUnclear,
    PaperNotNeeded,
    PaperRefused,
)
from makewhole.claims.letters.facts import case_facts
from makewhole.claims.letters.writing import write
from makewhole.claims.models import DocumentLink

COST = Decimal("11.50")


def _paper(home: Path, text: str) -> int:
    folder = home / "heap"
    folder.mkdir(exist_ok=True)
    file = folder / f"invoice-{len(text)}.pdf"
    file.write_bytes(pdf(text))
    (document,) = services.add_heap(owned_scope(), home, [file]).new
    return int(document.pk)


def _reimbursements(home: Path) -> Path:
    """A reimbursements report that pays for another product."""
    row = {
        "approval-date": "2026-10-09T00:00:00+00:00", "reimbursement-id": "4410000001",
        "case-id": "", "amazon-order-id": "", "reason": "Lost_Warehouse", "sku": "SKU-9",
        "fnsku": "X009", "asin": "B000000009", "product-name": "Other", "condition": "NewItem",
        "currency-unit": "USD", "amount-per-unit": "1.00", "amount-total": "1.00",
        "quantity-reimbursed-cash": "1", "quantity-reimbursed-inventory": "0",
        "quantity-reimbursed-total": "1", "original-reimbursement-id": "",
        "original-reimbursement-type": "",
    }  # fmt: skip
    file = home / "reimbursements.txt"
    file.write_text("\t".join(row) + "\n" + "\t".join(row.values()) + "\n", "utf-8")
    return file


def test_a_proven_cost_lets_the_letter_name_the_sum_and_bounds_the_claim(home: Path) -> None:
    case = case_of(home)
    number = _paper(home, "Invoice 2026-08-01 SKU-1")
    link = (number, case.pk)
    with pytest.raises(PaperNotNeeded):
        proving.prove_cost(owned_scope(), home, link, COST, on=TODAY)
    services.confirm(owned_scope(), number, case.pk, "purchase_invoice", on=TODAY)
    assert "24.69" not in write(case_facts(owned_scope(), case.pk, home)).body
    twelve = Decimal("12.50")
    assert proving.prove_cost(owned_scope(), home, link, twelve, on=TODAY) == []
    assert "24.69" in write(case_facts(owned_scope(), case.pk, home)).body
    (flag,) = proving.prove_cost(owned_scope(), home, link, Decimal("11"), on=TODAY)
    assert flag.code == "above_documented_value"
    with pytest.raises(CostUnclear) as error:
        proving.prove_cost(owned_scope(), home, link, Decimal("11"), on=TODAY, msku="SKU-2")
    assert str(error.value) == (
        "C-1: the cost 11 was not noted; expected was an amount above 0 for one of its SKUs "
        "(SKU-1). Nothing was changed. Name the SKU with --sku."
    )


def test_the_next_audit_values_by_the_proven_cost_and_cites_the_paper(home: Path) -> None:
    case = case_of(home)
    assert [each.msku for each in unproven_costs(owned_scope())] == ["SKU-1"]
    number = _paper(home, "Invoice 2026-08-01 SKU-1")
    link = (number, case.pk, "purchase_invoice")
    confirmed, flags = proving.confirm_cost(owned_scope(), home, link, COST, on=TODAY)
    assert confirmed.kind == "purchase_invoice"
    assert [each.code for each in flags] == ["above_documented_value"]
    assert unproven_costs(owned_scope()) == []
    with open_books(_reimbursements(home), home=home, account="demo"):
        pass  # without that report no loss is judged
    books = Books.open(home)
    try:
        with audit(books, as_of=TODAY) as result:
            (found,) = result.findings("claim_type = 'fc_lost'")
    finally:
        books.close()
    assert (found.valuation, found.unit_value, found.amount) == ("seller_cost", COST, 2 * COST)
    (priced,) = [each for each in found.evidence if each.role == "priced"]
    assert priced.file == f"cost-of-SKU-1-by-document-{number}.csv"


def test_the_same_cost_is_told_to_the_books_once(home: Path) -> None:
    case = case_of(home)
    link = (_paper(home, "Invoice 2026-08-01 SKU-1"), case.pk, "purchase_invoice")
    for _ in range(2):
        proving.confirm_cost(owned_scope(), home, link, COST, on=TODAY)
    books = Books.open(home)
    assert [each.name for each in books.files() if each.name.startswith("cost-")] == [
        f"cost-of-SKU-1-by-document-{link[0]}.csv"
    ]
    books.close()


def test_a_paper_without_a_day_or_too_old_proves_no_cost_and_nothing_is_kept(home: Path) -> None:
    case = case_of(home)
    number = _paper(home, "Invoice for SKU-1")
    link = (number, case.pk, "purchase_invoice")
    with pytest.raises(CostNeedsDay) as refused:
        proving.confirm_cost(owned_scope(), home, link, COST, on=TODAY)
    assert str(refused.value) == (
        "C-1: no day of issue could be read in invoice-17.pdf, so it is not known from when its "
        "cost holds. Nothing was changed. State the day, then confirm again: "
        f"makewhole document state {number} --issued-on DAY."
    )
    services.state(owned_scope(), number, issued=date(2025, 1, 1))
    with pytest.raises(PaperRefused, match="at most 365 days"):
        proving.confirm_cost(owned_scope(), home, link, COST, on=TODAY)
    assert not DocumentLink.objects.filter(confirmed_at__isnull=False).exists()
    assert unproven_costs(owned_scope()) != []
