"""Which cases a paper belongs to, told by the ids that stand in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from makewhole.claims.cases.requirements import all_papers
from makewhole.claims.models import Case, CaseLine

_WORD = re.compile(r"[^\s,;|<>()\[\]\"']+")
_SHORTEST = 5  # a shorter id stands in many texts by chance
_IDS = (
    "shipment_id", "removal_order_id", "order_id", "reimbursement_id", "reference_id", "fnsku",
    "msku", "asin", "settlement_id",
)  # fmt: skip
# What a paper calls itself -> the papers it may serve as, the likeliest first.
_CALLS_ITSELF = (
    (r"bill of lading|\bbol\b|proof of delivery|\bpod\b|delivery receipt|lieferschein|"
     r"preuve de livraison|prova di consegna|prueba de entrega|送り状|受領書",
     ("proof_of_delivery", "delivery_address_proof", "tracking_status")),
    (r"packing (slip|list)|packliste|liste de colisage|lista de empaque|納品書",
     ("proof_of_ownership", "packing_list")),
    (r"invoice|receipt|rechnung|facture|fattura|factura|請求書|領収書",
     ("sourcing_cost_document", "proof_of_ownership", "proof_of_own_stock", "purchase_invoice",
      "proof_of_outside_order")),
    (r"approved|approval|genehmigt", ("approval_message",)),
    (r"statement of account|kontoauszug|bank statement", ("bank_statement_line",)),
)  # fmt: skip
_PHOTOS = ("photo", "image", "scale", "ruler", "lpn", "label", "box", "packaging")


@dataclass(frozen=True, slots=True)
class Match:
    """A paper that may serve a case, as which kind, and the ids that say so."""

    case: Case
    kind: str
    because: str


def matches(text: str, name: str, form: str, cases: Iterable[Case]) -> list[Match]:
    """The cases whose ids stand in a paper's text or name, each with the kind of paper it may be.

    One strong id (shipment, order, removal, tracking) is enough; a product's id too, where the
    paper is no other product's. A case that needs no paper is left out.
    """
    words = {word.strip(".:#/").upper() for word in _WORD.findall(f"{text}\n{name}")}
    words |= {part for word in words for part in re.split(r"[/_!.=:#]", word) if part}
    found = []
    for case in cases:
        shared = sorted({each for each in _ids_of(case) if each.upper() in words})
        kind = kind_of(text, name, form, case)
        if shared and kind is not None:
            found.append(Match(case, kind, ", ".join(shared)))
    return found


def kind_of(text: str, name: str, form: str, case: Case) -> str | None:
    """As which of the papers of a case's claim type a document may serve; None: as none."""
    listed = all_papers(case.claim_type)
    said = f"{name}\n{text}".lower()
    for pattern, kinds in _CALLS_ITSELF:
        if re.search(pattern, said):
            hit = next((kind for kind in kinds if kind in listed), None)
            if hit is not None:
                return hit
    if form in ("JPG", "PNG", "TIFF", "HEIC", "WEBP"):
        named = [word for word in _PHOTOS if word in name.lower()]
        photos = [kind for kind in listed if any(word in kind for word in (*_PHOTOS,))]
        fitting = [kind for kind in photos if any(word in kind for word in named)]
        return next(iter([*fitting, *photos]), None)
    return None


def _ids_of(case: Case) -> set[str]:
    lines = CaseLine.objects.filter(case=case).select_related("finding")
    return {
        value
        for line in lines
        for value in (getattr(line.finding, name) for name in _IDS)
        if value and len(value) >= _SHORTEST
    }
