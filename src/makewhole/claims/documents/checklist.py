"""What papers a case needs, in words, for what the seller is to its goods; and what is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from makewhole.claims.cases.requirements import all_papers, missing_papers, required_papers
from makewhole.claims.documents.selectors import papers
from makewhole.claims.models import Case, SellerKind


@dataclass(frozen=True, slots=True)
class Needed:
    """One paper of a claim type: what it must be for this seller, and whether it is there."""

    paper: str
    what: str
    is_required: bool
    is_there: bool
    documents: tuple[str, ...]


def checklist(case: Case) -> list[Needed]:
    """The papers of a case, those required first."""
    missing = set(missing_papers(case))
    required = set(required_papers(case.claim_type))
    held: dict[str, list[str]] = {}
    for link in papers(case):
        held.setdefault(link.kind, []).append(link.document.name)
    kind = SellerKind(case.account.seller_kind)
    return [
        Needed(
            paper, words(paper, kind), paper in required,
            paper in held or (paper in required and paper not in missing),
            tuple(held.get(paper, ())),
        )
        for paper in all_papers(case.claim_type)
    ]  # fmt: skip


def words(paper: str, kind: SellerKind) -> str:
    """What a paper must be, for a reseller, a brand or a maker; its name where no more is known.

    >>> words("photo_on_scale", SellerKind.RESELLER)
    'photo of the packed unit on a scale, reading and FNSKU label visible'
    """
    held = _words().get(paper)
    if held is None:
        return paper.replace("_", " ")
    if isinstance(held, str):
        return held
    return str(held.get(kind.value, held["any"]))


@cache
def _words() -> dict[str, Any]:
    text = files("makewhole.claims.documents").joinpath("papers.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def lacking(cases: Iterable[Case]) -> dict[int, list[str]]:
    """The papers each case lacks, by its number; a case that lacks none is left out."""
    found = {case.pk: missing_papers(case) for case in cases}
    return {number: listed for number, listed in found.items() if listed}
