"""What Amazon charges in these worlds: the right fees, and the mistakes the scenes plant."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from makewhole.money import round_half_up
from makewhole.simulate.cards import fulfilment_fees, referral_fee, refund_cap
from makewhole.simulate.catalogue import Product
from makewhole.simulate.stores import Store

# Stores whose rate cards these worlds do not use: a plain fee stands in.
_PLAIN_FEE = Decimal("4.15")
_PLAIN_SHARE = Decimal("0.15")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Amazon's measurements or category of a product are wrong from one day to another."""

    since: date
    until: date
    growth: Decimal = Decimal(1)  # of every side and the weight
    category: str = ""

    def holds(self, day: date) -> bool:
        """Whether the mistake is made on a day."""
        return self.since <= day <= self.until


@dataclass(slots=True)
class Fees:
    """The fees of one store, with Amazon's mistakes by SKU."""

    store: Store
    mistakes: dict[str, list[Mistake]] = field(default_factory=dict)

    def referral(
        self, product: Product, price: Decimal, units: int, promotion: Decimal, *, day: date
    ) -> Decimal:
        """The referral fee of an order item, on what the buyer paid."""
        base = price - promotion / units
        wrong = [one.category for one in self._made(product, day) if one.category]
        fee = referral_fee(wrong[0] if wrong else product.category, base, day)
        if self.store.code != "US" or fee is None:
            return round_half_up(base * units * _PLAIN_SHARE)
        return fee * units

    def fulfilment(self, product: Product, price: Decimal, units: int, day: date) -> Decimal:
        """The fulfilment fee of an order item."""
        if self.store.code != "US":
            return _PLAIN_FEE * units
        growth = self.growth(product, day)
        longest, median, shortest = product.sides
        sides = (longest * growth, median * growth, shortest * growth)
        fees = fulfilment_fees(sides, product.weight_lb * growth, price, day)
        return max(fees) * units if fees else _PLAIN_FEE * units

    def growth(self, product: Product, day: date) -> Decimal:
        """By how much Amazon overstates a product's sides on a day."""
        return max((one.growth for one in self._made(product, day)), default=Decimal(1))

    def kept_of_referral(self, fee: Decimal, units: int) -> Decimal:
        """What Amazon keeps of a referral fee it gives back: a fifth, at most a sum per unit."""
        cap = refund_cap(self.store.code, self.store.currency) or Decimal("5.00")
        return min(round_half_up(fee / 5), cap * units)

    def _made(self, product: Product, day: date) -> list[Mistake]:
        return [one for one in self.mistakes.get(product.sku, []) if one.holds(day)]
