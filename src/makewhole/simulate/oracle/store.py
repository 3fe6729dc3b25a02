"""Which store an account's rows belong to, and which SKU, FNSKU and ASIN are one product.

The store's currency is the one most settlement rows are in; without settlements, most
reimbursement rows; else that of the most frequent country of the ledger. Among the stores of that
currency it is the one most order rows name, else the most frequent country of the ledger, else the
currency's home store.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from makewhole.money import STORE_CURRENCY
from makewhole.simulate.rows import Reports
from makewhole.terms import marketplace_code

# What settlements call the stores. Source: marketplace names of Amazon's own API guide.
STORE_NAMES = {
    "amazon.com": "US", "amazon.ca": "CA", "amazon.com.mx": "MX", "amazon.com.br": "BR",
    "amazon.co.uk": "UK", "amazon.de": "DE", "amazon.fr": "FR", "amazon.it": "IT",
    "amazon.es": "ES", "amazon.nl": "NL", "amazon.se": "SE", "amazon.pl": "PL",
    "amazon.com.be": "BE", "amazon.ie": "IE", "amazon.com.tr": "TR", "amazon.ae": "AE",
    "amazon.sa": "SA", "amazon.eg": "EG", "amazon.in": "IN", "amazon.co.jp": "JP",
    "amazon.com.au": "AU", "amazon.sg": "SG", "amazon.co.za": "ZA",
}  # fmt: skip
_HOME = {"USD": "US", "GBP": "UK", "EUR": "DE"}


def store_of(reports: Reports) -> tuple[str, str]:
    """The store and its currency."""
    countries = [marketplace_code(row.country) for row in reports.ledger if row.country]
    currency = (
        _most(one.currency for one in reports.settlements for _ in one.lines)
        or _most(row.currency for row in reports.reimbursements)
        or STORE_CURRENCY.get(_most(countries) or "US", "USD")
    )
    stores = [store for store, money in STORE_CURRENCY.items() if money == currency]
    named = [
        STORE_NAMES.get(line.marketplace.lower(), "")
        for one in reports.settlements for line in one.lines if line.type == "Order"
    ]  # fmt: skip
    store = (
        _most(name for name in named if name in stores)
        or _most(country for country in countries if country in stores)
        or _HOME.get(currency, "US")
    )
    return store, currency


def _most(words: Iterable[str]) -> str | None:
    counted = Counter(words)
    return min(counted, key=lambda word: (-counted[word], word)) if counted else None


class Products:
    """SKU, FNSKU and ASIN of one product, from every report that shows two of them together."""

    def __init__(self, reports: Reports) -> None:
        self._skus: dict[str, set[str]] = defaultdict(set)
        self._fnskus: dict[str, set[str]] = defaultdict(set)
        self._asins: dict[str, set[str]] = defaultdict(set)
        for row in _identified(reports):
            sku = getattr(row, "msku", None) or getattr(row, "sku", None)
            self._learn(sku, row.fnsku, getattr(row, "asin", ""))

    def _learn(self, sku: str | None, fnsku: str, asin: str) -> None:
        if sku and fnsku:
            self._skus[fnsku].add(sku)
            self._fnskus[sku].add(fnsku)
        if fnsku and asin:
            self._asins[fnsku].add(asin)

    def sku(self, fnsku: str) -> str:
        """The SKU of an FNSKU; of several, the first as text."""
        return min(self._skus[fnsku]) if self._skus.get(fnsku) else ""

    def fnsku(self, sku: str) -> str:
        """The FNSKU of a SKU; of several, the first as text."""
        return min(self._fnskus[sku]) if self._fnskus.get(sku) else ""

    def asin(self, fnsku: str) -> str:
        """The ASIN of an FNSKU; of several, the first as text."""
        return min(self._asins[fnsku]) if self._asins.get(fnsku) else ""


def _identified(reports: Reports) -> list[Any]:
    return [
        *reports.ledger, *reports.reimbursements, *reports.returns, *reports.removal_orders,
        *reports.parcels, *reports.items, *reports.contents, *reports.sales, *reports.costs,
        *reports.measurements, *reports.aged, *reports.previews,
    ]  # fmt: skip
