"""Money: exact decimals with a currency, rounded once, half-up, where a source says so."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

# ISO 4217 currencies whose smallest unit is not a hundredth. Source: ISO 4217 table, seen
# 2026-11-21.
_PLACES = {"JPY": 0, "KRW": 0, "CLP": 0, "VND": 0, "BHD": 3, "KWD": 3, "JOD": 3, "OMR": 3, "TND": 3}

# The currencies of Amazon's stores; a currency outside this list is shown and never claimed.
STORE_CURRENCY = {
    "US": "USD", "CA": "CAD", "MX": "MXN", "BR": "BRL", "UK": "GBP", "DE": "EUR", "FR": "EUR",
    "IT": "EUR", "ES": "EUR", "NL": "EUR", "BE": "EUR", "IE": "EUR", "SE": "SEK", "PL": "PLN",
    "TR": "TRY", "AE": "AED", "SA": "SAR", "EG": "EGP", "IN": "INR", "JP": "JPY", "AU": "AUD",
    "SG": "SGD", "ZA": "ZAR",
}  # fmt: skip


@cache
def cents(currency: str) -> Decimal:
    """The smallest amount of a currency: 0.01 for USD, 1 for JPY.

    >>> cents("EUR"), cents("JPY")
    (Decimal('0.01'), Decimal('1'))
    """
    return Decimal(1).scaleb(-_PLACES.get(currency, 2))


def round_half_up(amount: Decimal, step: Decimal = Decimal("0.01")) -> Decimal:
    """An amount rounded to a step, halves away from zero, as every rate card is read.

    >>> round_half_up(Decimal("1.005")), round_half_up(Decimal("-1.005"))
    (Decimal('1.01'), Decimal('-1.01'))
    """
    return amount.quantize(step, rounding=ROUND_HALF_UP)


def plain(amount: Decimal) -> str:
    """An amount in plain notation, never with an exponent.

    >>> plain(Decimal("1E+2"))
    '100'
    """
    return format(amount, "f")
