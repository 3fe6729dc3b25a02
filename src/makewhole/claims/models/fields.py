"""Money in the app database: exact on every database, SQLite included.

SQLite keeps Django's own decimals as binary floats. An amount is therefore a whole number of
ten-thousandths there and on PostgreSQL alike, so sums are exact and sort and compare as numbers.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Combinable

from makewhole.errors import MakewholeError

_SCALE = 4  # what the canonical tables keep: DECIMAL(18,4)
_LIMIT = Decimal(10) ** 14


class AmountTooFine(MakewholeError):
    """An amount with more decimal places than are kept."""

    def __init__(self, amount: Decimal) -> None:
        self.amount = amount
        super().__init__(
            f"{amount} has more than {_SCALE} decimal places. Nothing was stored. "
            "Round the amount to its currency's smallest unit first."
        )


class AmountTooLarge(MakewholeError):
    """An amount with more digits than are kept."""

    def __init__(self, amount: Decimal) -> None:
        self.amount = amount
        super().__init__(
            f"{amount:.3e} is too large for an amount; kept are amounts below {_LIMIT:.0e} of "
            "either sign. Nothing was stored. Check its decimal point."
        )


class AmountField(models.BigIntegerField):  # type: ignore[type-arg]
    """A Decimal amount in the row's own currency, stored as whole ten-thousandths."""

    if TYPE_CHECKING:  # what may be assigned and what is read, for the type checker's plugin
        _pyi_private_set_type: Decimal | int | Combinable  # type: ignore[assignment]
        _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        """The Decimal of a stored number, with two places where two are enough."""
        return None if value is None else from_stored(int(value))

    def to_python(self, value: Any) -> Decimal | None:
        """A Decimal of whatever was assigned."""
        return None if value is None else Decimal(value)

    def get_prep_value(self, value: Any) -> Any:
        """The whole number to store; expressions pass as they are."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return to_stored(Decimal(value))


def to_stored(amount: Decimal) -> int:
    """The whole ten-thousandths of an amount.

    >>> to_stored(Decimal("12.50"))
    125000
    """
    if abs(amount) >= _LIMIT:
        raise AmountTooLarge(amount)
    stored = int(amount.scaleb(_SCALE))
    if Decimal(stored).scaleb(-_SCALE) != amount:
        raise AmountTooFine(amount)
    return stored


def from_stored(number: int) -> Decimal:
    """The amount of whole ten-thousandths.

    >>> from_stored(125000), from_stored(125001)
    (Decimal('12.50'), Decimal('12.5001'))
    """
    places = 2 if number % 100 == 0 else _SCALE
    return Decimal(number).scaleb(-_SCALE).quantize(Decimal(1).scaleb(-places))
