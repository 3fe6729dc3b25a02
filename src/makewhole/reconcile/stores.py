"""Accounts of several stores, seen store by store: one pool of rows per currency.

Stores of one currency share their payments, and the euro stores their stock too, so they are one
pool. Each pool is audited as an account of its own under a name of its own; nothing after this
knows of it, until `as_sold` puts the account's name back on the findings.

In: the books as `whole_*`, the stores asked for. Out: `book_*` with pools in place of the accounts,
and four small tables that are empty where no account is split: `storeless` (rows of unknown
store), `order_stores` (an order's own store), `skus_elsewhere` (labels paired by other stores),
`astray` (labels stocked by other stores alone).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from makewhole.books.tables import TABLES
from makewhole.engine import Engine, Schema, load_folder
from makewhole.errors import UsageError
from makewhole.money import STORE_CURRENCY
from makewhole.reconcile.accounts import USUAL_STORE, AuditDay
from makewhole.terms import DOMAINS, marketplace_code, store_of_domain

WHOLE, _BOOK = "whole_", "book_"
_STATEMENTS = {f.name: f.statements for f in load_folder("makewhole.reconcile.store_views")}
_MARKS: dict[str, Schema] = {
    "storeless": {"account": "VARCHAR", "source": "BIGINT", "line": "BIGINT"},
    "order_stores": {"account": "VARCHAR", "order_id": "VARCHAR", "store": "VARCHAR"},
    "skus_elsewhere": {
        "account": "VARCHAR", "fnsku": "VARCHAR", "msku": "VARCHAR", "asin": "VARCHAR",
    },
    "astray": {"account": "VARCHAR", "fnsku": "VARCHAR"},
}  # fmt: skip
# One stock of Europe's mainland, whichever of these currencies an order is settled in: a row of the
# ledger belongs to the first that was asked for.
_MAINLAND = ("EUR", "SEK", "PLN")
_MAINLAND_COUNTRIES = (
    "AT", "BE", "BG", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
_POOL = {
    "account": "VARCHAR", "pool": "VARCHAR", "currency": "VARCHAR", "store": "VARCHAR",
    "place": "BIGINT", "as_of": "DATE",
}  # fmt: skip
# Which settlement, reimbursement and ledger rows there are in each currency: the most make the main
# pool, and among the stores of one currency its main store.
_SEEN = """
select account, 0 as kind, currency as value, count(*) as seen from whole_settlement_lines
where currency is not null group by account, currency
union all
select account, 1, currency, count(*) from whole_reimbursements
where currency is not null group by account, currency
union all
select account, 2, marketplace_name, count(*) from whole_settlement_lines
where transaction_type = 'Order' and marketplace_name is not null
group by account, marketplace_name
union all
select account, 3, country, count(*) from whole_ledger_events
where country is not null group by account, country
"""


class UnknownStore(UsageError):
    """A store was asked for that is none of Amazon's."""

    def __init__(self, store: str) -> None:
        self.store = store
        super().__init__(
            f'There is no store "{store}". Nothing was audited. Stores are named by their country: '
            + ", ".join(STORE_CURRENCY)
            + ". Example: --store US --store CA"
        )


@dataclass(frozen=True, slots=True)
class SeveralStores:
    """An account audited as one store, although its files show orders of several."""

    account: str
    audited_as: str
    stores: tuple[str, ...]

    def __str__(self) -> str:
        option = " ".join(f"--store {store}" for store in self.stores)
        return (
            f"note: the files of {self.account} show several stores "
            f"({', '.join(self.stores)}); they were audited as one, {self.audited_as}. "
            f"To audit each by itself: {option}"
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """The stores of an account that share a currency; `store` is the main one among them."""

    account: str
    stores: tuple[str, ...]
    store: str
    currency: str

    @property
    def name(self) -> str:
        """The name under which the pool is audited: the account's and the stores'."""
        return f"{self.account} ({'+'.join(self.stores)})"


def known_stores(stores: Sequence[str]) -> tuple[str, ...]:
    """Store codes as policy writes them, each once, in the order given. Errors: UnknownStore."""
    codes = [marketplace_code(store) for store in stores]
    for given, code in zip(stores, codes, strict=True):
        if code not in STORE_CURRENCY:
            raise UnknownStore(given)
    return tuple(dict.fromkeys(codes))


def whole(engine: Engine) -> None:
    """No account is split: what tells of stores is empty."""
    for name, form in _MARKS.items():
        engine.load(name, form, [])
    engine.load("pools", _POOL, [])


def split(
    engine: Engine, days: Sequence[AuditDay], asked: Mapping[str, Sequence[str]]
) -> list[AuditDay]:
    """Shows the books by pools of stores and gives back the days to audit.

    `asked` names the stores of each account that is to be split; the others stay whole. Where
    nothing is asked for, `book_*` must be there already. Errors: UnknownStore.
    """
    by_account = {day.account: day for day in days}
    wanted = {a: known_stores(stores) for a, stores in asked.items() if stores and a in by_account}
    if not wanted:
        whole(engine)
        return list(days)
    pools = _pools(engine, wanted)
    _load_pools(engine, pools, by_account)
    for name, statement in _STATEMENTS["told"].items():
        engine.table(name, statement)
    _see(engine)
    kept = [day for day in days if day.account not in wanted]
    return kept + [
        replace(by_account[p.account], account=p.name, store=p.store, currency=p.currency)
        for p in pools
    ]


def several_stores(engine: Engine) -> list[SeveralStores]:
    """Accounts not split although orders of several stores are settled in their currencies.

    Stores of two currencies count only where the ledger has stock in the countries of both.
    """
    told: dict[tuple[str, str], list[str]] = {}
    for account, kind, value in engine.rows("select account, kind, value from store_hints"):
        told.setdefault((account, kind), []).append(value)
    found = []
    for account, store in engine.rows(
        "select account, store from audits where account not in (select pool from pools) order by 1"
    ):
        money = told.get((account, "settlement_currency"), [])
        lying = {_stock_of(c) for c in told.get((account, "ledger_country"), [])}
        sold = {store_of_domain(name) for name in told.get((account, "order_marketplace"), [])}
        clear = sorted(s for s in sold if STORE_CURRENCY.get(s) in money and _stock_of(s) in lying)
        if len(clear) > 1:
            found.append(SeveralStores(account, store, tuple(clear)))
    return found


def as_sold(engine: Engine) -> None:
    """Puts the account's own name on the findings of its pools: the table `output` is made anew.

    A finding of a store that was not asked for, in a pool of several, is left out. Its id is that
    of an audit of the whole account; where two stores have an event of the same ids, the second
    one's store is in its id.
    """
    if not engine.rows("select 1 from pools limit 1"):
        return
    columns = [c for c in engine.columns("output") if c not in ("finding_id", "account")]
    engine.table("output_of_pools", "select * from output")
    engine.table("named", _STATEMENTS["sold"]["named"])
    chosen = ", ".join(f"o.{column}" for column in columns)
    engine.table(
        "output",
        f"select n.finding_id, n.account, {chosen} from output_of_pools as o "
        "join named as n on n.pool_id = o.finding_id",
    )


def _stock_of(country: str) -> str:
    """Where goods of a store or a country lie: the mainland of Europe is one place."""
    code = marketplace_code(country)
    return "mainland" if code in _MAINLAND_COUNTRIES else code


def _pools(engine: Engine, wanted: Mapping[str, tuple[str, ...]]) -> list[Pool]:
    """The pools of each account, its main one first."""
    seen: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for account, kind, value, count in engine.rows(_SEEN):
        seen.setdefault((account, kind), []).append((-count, value))
    pools = []
    for account, stores in wanted.items():
        told = {kind: [v for _, v in sorted(seen.get((account, kind), []))] for kind in range(4)}
        sold = [store_of_domain(name) for name in told[2]]
        countries = [marketplace_code(country) for country in told[3]]
        money = [*told[0], *told[1], *(STORE_CURRENCY.get(c, "") for c in countries)]
        currencies = dict.fromkeys(STORE_CURRENCY[store] for store in stores)
        place = {c: money.index(c) if c in money else len(money) for c in currencies}
        for currency in sorted(currencies, key=lambda c: place[c]):
            held = tuple(s for s in stores if STORE_CURRENCY[s] == currency)
            likely = [*sold, *countries, USUAL_STORE.get(currency, ""), *sorted(held)]
            main = next(store for store in likely if store in held)
            pools.append(Pool(account, held, main, currency))
    return pools


def _load_pools(engine: Engine, pools: Sequence[Pool], days: Mapping[str, AuditDay]) -> None:
    text = "VARCHAR"
    names = [(f"amazon.{d}", s) for d, s in DOMAINS.items()] + list(DOMAINS.items())
    names += [(s.lower(), s) for s in STORE_CURRENCY] + [("gb", "UK")]
    named = sorted({(n, s, STORE_CURRENCY[s]) for n, s in names})
    engine.load("store_names", {"name": text, "store": text, "currency": text}, named)
    accounts = {p.account: [q for q in pools if q.account == p.account] for p in pools}
    rows = [
        (account, p.name, p.currency, p.store, place, days[account].as_of)
        for account, own in accounts.items()
        for place, p in enumerate(own)
    ]
    engine.load("pools", _POOL, rows)
    asked = [(p.name, store) for p in pools for store in p.stores]
    engine.load("pool_stores", {"pool": text, "store": text}, asked)
    money = {"account": text, "currency": text, "pool": text}
    place = {"account": text, "country": text, "pool": text}
    held = {account: {p.currency: p.name for p in own} for account, own in accounts.items()}
    currencies = [(a, *row) for a, own in held.items() for row in _money(own)]
    countries = [(a, *row) for a, own in held.items() for row in _places(own)]
    engine.load("currency_pools", money, currencies)
    engine.load("country_pools", place, countries)
    guests = [(a, *row) for a, own in held.items() for row in _mainland_guests(own)]
    engine.load("currency_guests", money, [(a, c, home) for a, c, _, home in guests])
    shared = [(a, country, p) for a, _, p, _ in guests for country in _MAINLAND_COUNTRIES if p]
    engine.load("country_guests", place, shared)


def _money(pool_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every store's currency and its pool, '' where its stores were not asked for."""
    return [(c, pool_of.get(c, "")) for c in sorted(set(STORE_CURRENCY.values()))]


def _places(pool_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every country and the pool whose stock lies there."""
    own = {**STORE_CURRENCY, "GB": "GBP"}
    told = [(s, pool_of.get(c, "")) for s, c in own.items() if s not in _MAINLAND_COUNTRIES]
    home = _mainland(pool_of)
    return told + [(country, home) for country in _MAINLAND_COUNTRIES]


def _mainland(pool_of: Mapping[str, str]) -> str:
    return next((pool_of[c] for c in _MAINLAND if c in pool_of), "")


def _mainland_guests(pool_of: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Other currencies of the mainland: the currency, its pool ('' where it has none), the home."""
    home = _mainland(pool_of)
    others = [c for c in _MAINLAND if home and pool_of.get(c) != home]
    return [(c, pool_of.get(c, ""), home) for c in others]


def _see(engine: Engine) -> None:
    """Makes `book_*` of `whole_*`: accounts not split as they are, pools in place of others."""
    for table in TABLES.values():
        columns = ", ".join(f"t.{column}" for column in table.schema)
        seen = _STATEMENTS["seen"].get(
            table.name,
            f"select p.pool, w.* from {WHOLE}{table.name} as w "
            "join pools as p on p.account = w.account",
        )
        engine.view(
            f"{_BOOK}{table.name}",
            f"select t.account, {columns} from {WHOLE}{table.name} as t "
            f"where t.account not in (select account from pools) "
            f"union all select t.pool as account, {columns} from ({seen}) as t",
        )
    columns = ", ".join(c for c in engine.columns(f"{WHOLE}files") if c != "account")
    engine.view(
        f"{_BOOK}files",
        f"select account, {columns} from {WHOLE}files "
        "where account not in (select account from pools) "
        f"union all select p.pool, {columns} from {WHOLE}files as f "
        "join pools as p on p.account = f.account",
    )
