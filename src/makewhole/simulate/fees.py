"""What Amazon charges for a sale in these worlds."""

from datetime import date
from decimal import Decimal

from makewhole.money import round_half_up
from makewhole.simulate.catalogue import Product


class Fees:
    """The fees of an ordinary sale."""

    def referral(self, product: Product, price: Decimal, units: int, promotion: Decimal, day: date) -> Decimal:
        """The referral fee of an order item: 15 % of what the buyer paid."""
        return round_half_up((price * units - promotion) * Decimal("0.15"))

    def fulfilment(self, product: Product, price: Decimal, units: int, day: date) -> Decimal:
        """The fulfilment fee of an order item."""
        return Decimal("4.15") * units
