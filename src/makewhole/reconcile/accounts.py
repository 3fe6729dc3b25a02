"""Which store an account's rows belong to, and the policy in force there on the day of the audit.

A store's currency is that of most settlement rows, else of most reimbursement rows, else that of
the most frequent ledger country. The ledger's country is where stock lies, not the store, so the
country is, among the stores of that currency, the most frequent one of the order rows, else the
most frequent ledger country, else the usual one. Ties go to the first as text.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from makewhole.engine import Engine
from makewhole.money import STORE_CURRENCY
from makewhole.policy import Policy
from makewhole.terms import marketplace_code, store_of_domain

USUAL_STORE = {"USD": "US", "GBP": "UK", "EUR": "DE"}
_LAST_RESORT = "US"


@dataclass(frozen=True, slots=True)
class AuditDay:
    """One account as audited on one day: `store` and `currency` where the caller knows them."""

    account: str
    as_of: date
    policy: Policy
    store: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """The store an account's rows belong to, and its currency."""

    marketplace: str
    currency: str


def stores(engine: Engine, days: list[AuditDay]) -> dict[str, Store]:
    """The store of each account, from the caller or from the table `store_hints`."""
    hints: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for account, kind, value, seen in engine.rows("select * from store_hints"):
        hints[account][kind].append((-seen, value))
    return {day.account: _store(day, hints[day.account]) for day in days}


def _store(day: AuditDay, hints: dict[str, list[tuple[int, str]]]) -> Store:
    countries = [marketplace_code(value) for _, value in sorted(hints.get("ledger_country", []))]
    names = [value for _, value in sorted(hints.get("order_marketplace", []))]
    sold = [code for code in map(store_of_domain, names) if code]
    currency = day.currency or (STORE_CURRENCY.get(day.store) if day.store else None)
    if currency is None:
        currency = _first(hints, "settlement_currency") or _first(hints, "reimbursement_currency")
    if currency is None:
        currency = next((STORE_CURRENCY[c] for c in countries if c in STORE_CURRENCY), None)
    fitting = [c for c in (*sold, *countries) if STORE_CURRENCY.get(c) == currency]
    usual = USUAL_STORE.get(currency or "") or _only_store(currency) or _LAST_RESORT
    marketplace = day.store or next(iter(fitting), usual)
    return Store(marketplace, currency or STORE_CURRENCY[marketplace])


def _first(hints: dict[str, list[tuple[int, str]]], kind: str) -> str | None:
    ordered = sorted(hints.get(kind, []))
    return ordered[0][1] if ordered else None


def _only_store(currency: str | None) -> str | None:
    """The store of a currency that only one store uses."""
    held = [code for code, money in STORE_CURRENCY.items() if money == currency]
    return held[0] if len(held) == 1 else None
