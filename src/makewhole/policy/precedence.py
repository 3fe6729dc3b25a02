"""Which claim type comes first where two could see the same unit: all pairs, from their own files.

Three cases. *yields*: the second type gives way wherever both see the same ids. *in turn*: both are
settled in one family of the reconciliation, which serves every unit, payment and find once, in the
order of their places. *apart*: they ask for different units or money, and what is paid for the one
never pays for the other.
"""

from dataclasses import dataclass
from itertools import combinations

from makewhole.policy.form import ClaimType, Yielding
from makewhole.policy.policy import Policy

YIELDS, IN_TURN, APART = "yields", "in turn", "apart"


@dataclass(frozen=True, slots=True)
class Precedence:
    """One pair of claim types: the first comes before the second.

    `ids` are those on which the second yields; `because` is the reason in the policy's words.
    """

    first: str
    second: str
    relation: str
    ids: tuple[str, ...]
    because: str


def precedence(policy: Policy) -> tuple[Precedence, ...]:
    """Every pair of claim types once, in order of family, place and id."""
    kinds = sorted(policy.claim_types.values(), key=lambda kind: (kind.reconciliation, kind.place))
    return tuple(_pair(one, other) for one, other in combinations(kinds, 2))


def _pair(one: ClaimType, other: ClaimType) -> Precedence:
    for first, second in ((one, other), (other, one)):
        found = _yielding(first, second)
        if found:
            return Precedence(first.id, second.id, YIELDS, found.ids, found.because)
    if one.reconciliation == other.reconciliation:
        order = f"places {one.place} and {other.place} of {one.reconciliation}"
        return Precedence(one.id, other.id, IN_TURN, (), order)
    families = f"{one.reconciliation}; {other.reconciliation}"
    return Precedence(one.id, other.id, APART, (), families)


def _yielding(first: ClaimType, second: ClaimType) -> Yielding | None:
    return next((entry for entry in first.precedes if entry.claim_type == second.id), None)
