"""Papers: kept unaltered, joined to cases by the ids inside, confirmed by a person, judged."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.claims.documents.papers import INVOICE, locked_pdf, pdf, swelling_pdf, zipped
from tests.claims.scenes import (
    TODAY,
    everything,
    finding,
    last_event,
    owned_scope,
    record,
    untold,
)

from makewhole.claims.accounts.services import state_seller_kind
from makewhole.claims.cases import moves
from makewhole.claims.cases.drafting import draft
from makewhole.claims.cases.requirements import all_papers, missing_papers
from makewhole.claims.documents import keeping, selectors, services
from makewhole.claims.documents.checklist import checklist, words
from makewhole.claims.documents.costs import unproven_costs
from makewhole.claims.documents.errors import (
    AccountUnclear,
    DocumentMissing,
    PaperNotNeeded,
    PaperRefused,
)
from makewhole.claims.documents.keeping import DocumentGone
from makewhole.claims.models import Case, Document, SellerKind, State
from makewhole.policy import load_policy


def _short(number: int = 1, **other: object) -> Case:
    """A case about a shipment received short: it needs proofs of ownership and delivery."""
    record(
        finding(
            number,
            **{
                "claim_type": "inbound_short", "shipment_id": f"FBA15ABC{number}",
                "reference_id": None, "fnsku": "X001", "msku": "SKU-1",
                "event_date": "2026-09-01", **other,
            },
        )
    )  # fmt: skip
    return draft(owned_scope(), on=TODAY).cases[0]


def _add(home: Path, tmp_path: Path, name: str, content: bytes) -> services.Added:
    folder = tmp_path / "heap"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return services.add_heap(owned_scope(), home, [folder / name])


def test_a_paper_is_kept_byte_for_byte_and_once(home: Path, tmp_path: Path) -> None:
    _short()
    content = pdf(INVOICE)
    added = _add(home, tmp_path, "invoice.pdf", content)
    (document,) = added.new
    assert keeping.place_of(home, document.sha256, "PDF").read_bytes() == content
    again = _add(home, tmp_path, "copy of invoice.pdf", content)
    assert again.new == [] and again.known == [document] and again.proposed == []


def test_ids_inside_a_paper_propose_its_case(home: Path, tmp_path: Path) -> None:
    case = _short()
    (link,) = _add(home, tmp_path, "a.pdf", pdf("Proof of delivery FBA15ABC1")).proposed
    assert (link.case, link.kind, link.because) == (case, "proof_of_delivery", "FBA15ABC1")
    (link,) = _add(home, tmp_path, "b.pdf", pdf("Invoice 2026-08-01 SKU-1, 9 pieces")).proposed
    assert (link.kind, link.because) == ("proof_of_ownership", "SKU-1")
    assert _add(home, tmp_path, "c.pdf", pdf("Invoice for FBA15ABC12")).proposed == []


def test_only_a_confirmed_paper_counts(home: Path, tmp_path: Path) -> None:
    case = _short()
    added = _add(home, tmp_path, "a.pdf", pdf("Invoice 2026-08-01 FBA15ABC1"))
    assert missing_papers(case) == ["proof_of_ownership", "proof_of_delivery"]
    link, flags = services.confirm(owned_scope(), added.new[0].pk, case.pk, on=TODAY)
    assert (link.kind, flags) == ("proof_of_ownership", [])
    assert missing_papers(case) == ["proof_of_delivery"]
    services.refuse(owned_scope(), added.new[0].pk, case.pk)
    assert missing_papers(case) == ["proof_of_ownership", "proof_of_delivery"]


def test_a_case_is_ready_once_its_papers_are_there(home: Path, tmp_path: Path) -> None:
    case = _short()
    moves.make_ready(owned_scope(), case.pk, on=TODAY)
    assert Case.objects.get(pk=case.pk).state == State.NEEDS_DOCUMENTS
    for text in ("Invoice 2026-08-01 FBA15ABC1", "Bill of lading 2026-08-20 FBA15ABC1"):
        added = _add(home, tmp_path, f"{text[:4]}.pdf", pdf(text))
        services.confirm(owned_scope(), added.new[0].pk, case.pk, on=TODAY)
    moves.make_ready(owned_scope(), case.pk, on=TODAY)
    assert Case.objects.get(pk=case.pk).state == State.READY


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", pdf("Pro forma invoice 2026-08-01 FBA15ABC1"), "calls itself pro forma"),
        ("a.pdf", pdf("Invoice 2026-09-20 FBA15ABC1"), "issued 2026-09-20, after the event of"),
        ("a.txt", b"Invoice 2026-08-01 FBA15ABC1", "can be edited (TEXT), which Amazon refuses"),
        ("a.gif", b"GIF89a FBA15ABC1", "is of the kind GIF; Amazon takes PDF, JPG, PNG and TIFF"),
    ],
)
def test_papers_amazon_refuses_are_refused_here_first(
    home: Path, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    case = _short()
    added = _add(home, tmp_path, name, content)
    with pytest.raises(PaperRefused) as error:
        services.confirm(owned_scope(), added.new[0].pk, case.pk, "proof_of_ownership", on=TODAY)
    assert told in str(error.value)
    assert str(error.value).startswith("C-1: not taken as proof of ownership. ")
    assert missing_papers(case) == ["proof_of_ownership", "proof_of_delivery"]


def test_fewer_units_than_claimed_are_refused(home: Path, tmp_path: Path) -> None:
    case = _short()
    (document,) = _add(home, tmp_path, "a.pdf", pdf("Invoice 2026-08-01 FBA15ABC1")).new
    services.state(owned_scope(), document.pk, units=1)
    with pytest.raises(PaperRefused, match="shows 1 units, 2 are claimed"):
        services.confirm(owned_scope(), document.pk, case.pk, on=TODAY)
    services.state(owned_scope(), document.pk, units=2)
    services.confirm(owned_scope(), document.pk, case.pk, on=TODAY)


def test_a_cost_paper_is_refused_after_365_days(home: Path, tmp_path: Path) -> None:
    record(
        finding(
            1, claim_type="reimb_undervalued", reimbursement_id="4410000012", units_affected=0,
            units_compensated=0, units=0, unit_value=None, amount="9.30", msku="SKU-1",
            valuation="charge_difference", closes_on=None,
        )
    )  # fmt: skip
    case = draft(owned_scope(), on=TODAY).cases[0]
    for days, refused in ((366, True), (365, False)):
        day = TODAY - timedelta(days=days)
        (document,) = _add(home, tmp_path, f"{days}.pdf", pdf(f"Invoice {day} SKU-1")).new
        if refused:
            with pytest.raises(PaperRefused, match="366 days before"):
                services.confirm(owned_scope(), document.pk, case.pk, on=TODAY)
        else:
            services.confirm(owned_scope(), document.pk, case.pk, on=TODAY)
    assert missing_papers(case) == []


def test_what_cannot_be_read_is_told_and_nothing_else_is_lost(home: Path, tmp_path: Path) -> None:
    _short()
    members = {"locked.pdf": locked_pdf(), "good.pdf": pdf("Invoice 2026-08-01"), "x.bin": b"MZ\0"}
    added = _add(home, tmp_path, "heap.zip", zipped(members))
    assert [each.name for each in added.new] == ["good.pdf"]
    told = {each.file: each.kind for each in added.problems}
    assert told == {"heap.zip!locked.pdf": "encrypted", "heap.zip!x.bin": "not_a_paper"}


def test_a_pdf_that_swells_is_not_opened_and_nothing_else_is_lost(
    home: Path, tmp_path: Path
) -> None:
    _short()
    members = {"bomb.pdf": swelling_pdf(300 * 2**20), "good.pdf": pdf("Invoice 2026-08-01")}
    added = _add(home, tmp_path, "heap.zip", zipped(members))
    assert [each.name for each in added.new] == ["good.pdf"]
    assert [str(each) for each in added.problems] == [
        "heap.zip!bomb.pdf: it would swell to more than any page holds (a bomb). It was left where "
        "it is. Print it to a new PDF if you trust it."
    ]


def test_a_file_that_is_not_what_its_name_says_is_told(home: Path, tmp_path: Path) -> None:
    _short()
    added = _add(home, tmp_path, "photo.jpg", pdf("Invoice 2026-08-01"))
    assert [each.kind for each in added.problems] == ["note_name_differs"]
    assert "named as JPG but its bytes are PDF" in added.problems[0].message
    assert added.new[0].format == "PDF"


def test_bytes_changed_on_the_disk_are_never_passed_on(home: Path, tmp_path: Path) -> None:
    _short()
    (document,) = _add(home, tmp_path, "a.pdf", pdf(INVOICE)).new
    place = keeping.place_of(home, document.sha256, "PDF")
    place.write_bytes(b"other")
    with pytest.raises(DocumentGone, match="there are other bytes"):
        keeping.content_of(home, document.name, document.sha256, "PDF")
    place.unlink()
    with pytest.raises(DocumentGone, match="there is nothing to read"):
        keeping.content_of(home, document.name, document.sha256, "PDF")


def test_a_paper_the_claim_does_not_know_is_refused(home: Path, tmp_path: Path) -> None:
    case = _short()
    (document,) = _add(home, tmp_path, "a.pdf", pdf("hello")).new
    with pytest.raises(PaperNotNeeded, match="bank_statement_line is no paper of it"):
        services.confirm(owned_scope(), document.pk, case.pk, "bank_statement_line", on=TODAY)
    with pytest.raises(PaperNotNeeded, match="it is not clear which paper it is"):
        services.confirm(owned_scope(), document.pk, case.pk, on=TODAY)
    with pytest.raises(DocumentMissing, match="There is no document 99"):
        services.confirm(owned_scope(), 99, case.pk, on=TODAY)


def test_the_account_must_be_clear(home: Path, tmp_path: Path) -> None:
    with pytest.raises(AccountUnclear, match="no account was named"):
        services.add_heap(owned_scope(), home, [tmp_path])


def test_the_checklist_says_what_a_paper_must_be_for_this_seller(home: Path) -> None:
    case = _short()
    said = {}
    for kind in SellerKind:
        state_seller_kind(case.account, kind, "owner")
        papers = {each.paper: each.what for each in checklist(case)}
        said[kind] = papers["proof_of_ownership"]
    assert said[SellerKind.RESELLER].startswith("supplier invoice")
    assert said[SellerKind.MAKER].startswith("packing slip signed or stamped by you")
    assert said[SellerKind.BRAND].startswith("invoice of whoever made the goods")


def test_costs_without_a_paper_are_listed_by_money_at_risk(home: Path, tmp_path: Path) -> None:
    record(
        finding(1, msku="A", unit_value="12.50", amount="25.00"),
        finding(2, msku="B", unit_value=None, amount=None, valuation="unknown"),
        finding(3, msku="C", unit_value="30.00", amount="60.00"),
    )
    found = [(each.msku, each.state, each.unvalued) for each in unproven_costs(owned_scope())]
    assert found == [
        ("B", "no cost known", 2),
        ("C", "cost without a paper", 0),
        ("A", "cost without a paper", 0),
    ]
    (case, *_) = draft(owned_scope(), on=TODAY, finding_ids=["f3"]).cases
    (document,) = _add(home, tmp_path, "a.pdf", pdf("Invoice 2026-08-01 SKU C")).new
    services.confirm(owned_scope(), document.pk, case.pk, "purchase_invoice", on=TODAY)
    assert [each.msku for each in unproven_costs(owned_scope())] == ["B", "A"]


def test_every_change_of_a_paper_is_told(home: Path, tmp_path: Path) -> None:
    case = _short()
    before, event = everything(), last_event()
    (document,) = _add(home, tmp_path, "a.pdf", pdf("Invoice 2026-08-01 FBA15ABC1")).new
    services.state(owned_scope(), document.pk, issued=date(2026, 8, 2))
    services.confirm(owned_scope(), document.pk, case.pk, on=TODAY)
    services.withdraw(owned_scope(), document.pk)
    assert untold(before, event) == []
    assert list(selectors.documents(owned_scope())) == []
    assert Document.objects.count() == 1
    assert missing_papers(case) == ["proof_of_ownership", "proof_of_delivery"]


def test_every_paper_of_every_claim_type_has_words() -> None:
    for kind in load_policy().claim_types:
        for paper in all_papers(kind):
            assert words(paper, SellerKind.RESELLER) != paper.replace("_", " "), (kind, paper)
