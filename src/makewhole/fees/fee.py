"""What a look-up gives: the fee, what it was computed from, and the arithmetic in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from makewhole.fees.pieces import ZERO, Piece
from makewhole.fees.sizing import Size

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the rules where they leave a choice open, and what the fee would be."""

    name: str
    tier: str
    total: Decimal


class Fee(NamedTuple):
    """One fee, recomputed. `amount` is without surcharge, `total` with it, for all `units`.

    `unit_amount` is of one unit, rounded half-up once; `parts` holds what else was computed, under
    its own name (`closing_fee`, `admin_fee`, `credit`, ...). `piece` is the straight piece of the
    card it rests on; `why_not` says why it may not be claimed on. `arithmetic` and `readings` are
    worked out when asked for, by `explain` and `read`.
    """

    explain: Callable[["Fee"], list[str]]
    read: Callable[[], list[Reading]] | None
    day: date
    piece: Piece
    amount: Decimal
    total: Decimal
    parts: Mapping[str, Decimal | str]
    surcharge: Decimal = ZERO
    unit_amount: Decimal = ZERO
    units: Decimal = _ONE
    tier: str | None = None
    why_not: str | None = None
    size: Size | None = None

    def __eq__(self, other: object) -> bool:
        """Two fees are the same where all figures are, however they are explained."""
        return isinstance(other, Fee) and self[2:] == other[2:]

    def __ne__(self, other: object) -> bool:
        """A tuple would compare the explaining too."""
        return not self == other

    @property
    def fee(self) -> str:
        """Which fee it is: fulfilment, referral, storage, ..."""
        return self.piece.fee

    @property
    def marketplace(self) -> str:
        """The store whose card was read."""
        return self.piece.marketplace

    @property
    def currency(self) -> str:
        """The currency of every amount."""
        return self.piece.currency

    @property
    def version(self) -> str:
        """The version of the card."""
        return self.piece.version

    @property
    def confidence(self) -> str:
        """How good the card's sources are: high, medium or low."""
        return self.piece.confidence

    @property
    def is_claimable(self) -> bool:
        """Whether a claim may rest on it."""
        return self.why_not is None

    @property
    def arithmetic(self) -> list[str]:
        """The steps from what was given to the fee, one sentence each."""
        return [*self.explain(self), *self._closing()]

    @property
    def readings(self) -> list[Reading]:
        """Every reading the rules leave open, the one taken first; a claim needs all of them."""
        return self.read() if self.read else [Reading("as computed", self.tier or "", self.total)]

    def _closing(self) -> list[str]:
        sources = ", ".join(self.piece.sources.split())
        sources = f"; read at: {sources}" if sources else ""
        claim = "A charge above this figure can be claimed"
        if not self.is_claimable:
            claim = f"No claim is made from this figure: {self.why_not}"
        return [f"Card {self.version}, confidence {self.confidence}{sources}", claim]


def weakness(piece: Piece) -> str | None:
    """Why a piece may not be claimed on; None where it may."""
    if piece.is_claimable:
        return None
    return (
        "its sources are weak" if piece.confidence == "low" else "its sources differ or forbid it"
    )
