"""A proof of delivery that names the parcel alone finds the removal it was of."""

from pathlib import Path

from tests.claims.documents.papers import pdf
from tests.claims.scenes import TODAY, finding, owned_scope, record

from makewhole.audit.session import open_books
from makewhole.claims.cases.drafting import draft
from makewhole.claims.documents import services
from makewhole.claims.documents.tracking import tracking_numbers
from makewhole.claims.models import Case

_NUMBER = "1Z999AA10123456784"


def _removal(home: Path) -> Case:
    row = {
        "request-date": "2026-08-01T00:00:00+00:00", "order-id": "RM-77",
        "shipment-date": "2026-08-05T00:00:00+00:00", "sku": "SKU-1", "fnsku": "X001",
        "disposition": "Sellable", "shipped-quantity": "2", "carrier": "UPS",
        "tracking-number": _NUMBER, "removal-order-type": "Return",
    }  # fmt: skip
    file = home / "removal-shipments.txt"
    file.write_text("\t".join(row) + "\n" + "\t".join(row.values()) + "\n", "utf-8")
    with open_books(file, home=home, account="demo"):
        pass
    record(
        finding(1, claim_type="removal_not_received", removal_order_id="RM-77",
                reference_id="RM-77", fnsku="X0000ABCDE", msku="S1", asin=None)
    )  # fmt: skip
    return draft(owned_scope(), on=TODAY).cases[0]


def test_a_tracking_number_inside_a_paper_proposes_its_case(home: Path) -> None:
    case = _removal(home)
    assert tracking_numbers(home, "demo", [case]) == {case.pk: frozenset({_NUMBER})}
    grouped = pdf("Proof of delivery. Parcel 1Z 999 AA1 01 2345 6784, signed for by J.")
    (home / "pod.pdf").write_bytes(grouped)
    (link,) = services.add_heap(owned_scope(), home, [home / "pod.pdf"]).proposed
    assert (link.case, link.because) == (case, _NUMBER)


def test_a_longer_number_is_another_parcel(home: Path) -> None:
    _removal(home)
    (home / "pod.pdf").write_bytes(pdf(f"Proof of delivery. Parcel {_NUMBER}9"))
    assert services.add_heap(owned_scope(), home, [home / "pod.pdf"]).proposed == []


def test_without_books_no_number_is_known(home: Path) -> None:
    record(finding(1, removal_order_id="RM-77"))
    (case,) = draft(owned_scope(), on=TODAY).cases
    assert tracking_numbers(home, "demo", [case]) == {}
