"""Which cases a paper belongs to, told by the ids that stand in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from makewhole.claims.cases.requirements import all_papers
from makewhole.claims.documents.tracking import is_named, tracking_numbers
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
class Paper:
    """What a paper says, what it is called, and the format of its bytes."""

    text: str
    name: str
    form: str


@dataclass(frozen=True, slots=True)
class Match:
    """A paper that may serve a case, as which kind, and the ids that say so."""

    case: Case
    kind: str
    because: str


@dataclass(frozen=True, slots=True)
class Sought:
    """A case and the ids by which a paper of it may be known."""

    case: Case
    ids: frozenset[str]
    parcels: frozenset[str]


def sought(home: Path, account: str, cases: Iterable[Case]) -> list[Sought]:
    """The cases of an account with their ids, and the tracking numbers the books know of them."""
    listed = list(cases)
    ids = _ids(listed)
    parcels = tracking_numbers(home, account, listed)
    none: frozenset[str] = frozenset()
    return [Sought(case, ids.get(case.pk, none), parcels.get(case.pk, none)) for case in listed]


def matches(paper: Paper, cases: Iterable[Sought]) -> list[Match]:
    """The cases whose ids stand in a paper's text or name, each with the kind of paper it may be.

    One id (shipment, order, removal, product, tracking number) is enough. A case that needs no
    paper is left out.
    """
    text, name = paper.text, paper.name
    words = {word.strip(".:#/").upper() for word in _WORD.findall(f"{text}\n{name}")}
    words |= {part for word in words for part in re.split(r"[/_!.=:#]", word) if part}
    found = []
    for each in cases:
        shared = {one for one in each.ids if one.upper() in words}
        shared |= {one for one in each.parcels if is_named(one, f"{text}\n{name}")}
        kind = kind_of(text, name, paper.form, each.case) if shared else None
        if kind is not None:
            found.append(Match(each.case, kind, ", ".join(sorted(shared))))
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


def _ids(cases: list[Case]) -> dict[int, frozenset[str]]:
    columns = [f"finding__{name}" for name in _IDS]
    found: dict[int, set[str]] = {}
    for case, *ids in CaseLine.objects.filter(case__in=cases).values_list("case", *columns):
        found.setdefault(case, set()).update(each for each in ids if each)
    return {
        case: frozenset(each for each in ids if len(each) >= _SHORTEST)
        for case, ids in found.items()
    }
