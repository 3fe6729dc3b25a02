"""Policy as tables, so that statements can join it: one row per account, or for all accounts alike.

audits         account: as_of, store, currency
numbers        account: every parameter `match.*`, one column each
windows        account and claim type: the version in force on the day of filing
caps           account and claim type: the most paid per unit, in the store's currency
policy_used    account, claim type and key: what a finding quotes
ledger_codes, known_reasons, closes, whole_currencies   for all accounts alike
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from makewhole.engine import Engine
from makewhole.money import STORE_CURRENCY, cents
from makewhole.policy import Policy, Version, window_for
from makewhole.policy.form import ClaimType, fold_reason
from makewhole.reconcile.accounts import AuditDay, Store

_WINDOW = {
    "account": "VARCHAR", "claim_type": "VARCHAR", "action": "VARCHAR", "valued": "VARCHAR",
    "is_known": "BOOLEAN", "wait_days": "BIGINT", "close_after_days": "BIGINT",
    "close_after_months": "BIGINT", "is_assumed": "BOOLEAN", "confidence": "BIGINT",
    "place": "BIGINT",
}  # fmt: skip
_USED = {
    "account": "VARCHAR", "claim_type": "VARCHAR", "key": "VARCHAR", "since": "DATE",
    "value": "VARCHAR", "source": "VARCHAR",
}  # fmt: skip
CONFIDENCE = ("low", "medium", "high")
_MATCH = "match."


def load_words(engine: Engine, policy: Policy) -> None:
    """Loads what holds for every account: ledger codes, reimbursement reasons, what they close, and
    the stores' currencies that have no hundredths."""
    whole = sorted({money for money in STORE_CURRENCY.values() if cents(money) == 1})
    engine.load("whole_currencies", {"currency": "VARCHAR"}, [[money] for money in whole])
    codes = [(c.code, c.group.lower()) for c in policy.ledger_codes.values()]
    engine.load("ledger_codes", {"code": "VARCHAR", "code_group": "VARCHAR"}, codes)
    folded = {fold_reason(n).upper(): r for n, r in policy.reasons_folded.items()}
    reasons = [(key, r.name, r.basis) for key, r in sorted(folded.items())]
    engine.load(
        "known_reasons", {"reason_key": "VARCHAR", "name": "VARCHAR", "basis": "VARCHAR"}, reasons
    )
    closes = sorted({(r.name, kind) for r in folded.values() for kind in r.closes})
    engine.load("closes", {"because": "VARCHAR", "claim_type": "VARCHAR"}, closes)


def load_accounts(engine: Engine, days: Sequence[AuditDay], stores: dict[str, Store]) -> None:
    """Loads what depends on the account: its store, its day, and the values in force there."""
    engine.load(
        "audits",
        {"account": "VARCHAR", "as_of": "DATE", "store": "VARCHAR", "currency": "VARCHAR"},
        [
            (d.account, d.as_of, stores[d.account].marketplace, stores[d.account].currency)
            for d in days
        ],
    )
    keys = [key for key in days[0].policy.keys if key.startswith(_MATCH)] if days else []
    columns = {key.removeprefix(_MATCH): "DECIMAL(18,4)" for key in keys}
    whole = {name: "BIGINT" if name.endswith("_days") else kind for name, kind in columns.items()}
    numbers = [[d.account, *(_number(d, key, stores[d.account]) for key in keys)] for d in days]
    engine.load("numbers", {"account": "VARCHAR", **whole}, numbers)
    kinds = [(d, stores[d.account], kind) for d in days for kind in d.policy.claim_types.values()]
    engine.load("windows", _WINDOW, [_window(d, s, kind) for d, s, kind in kinds])
    engine.load(
        "caps",
        {"account": "VARCHAR", "claim_type": "VARCHAR", "cap": "DECIMAL(18,4)"},
        [(d.account, kind.id, _cap(d, s, kind)) for d, s, kind in kinds],
    )
    used = [row for d, s, kind in kinds for row in _used(d, s, kind)]
    engine.load("policy_used", _USED, used)


def _number(day: AuditDay, key: str, store: Store) -> Any:
    found = day.policy.version(key, day.as_of, store.marketplace)
    return found.value if found else None


def _window(day: AuditDay, store: Store, kind: ClaimType) -> list[Any]:
    window = window_for(day.policy, kind, store.marketplace, day.as_of)
    row = [day.account, kind.id, kind.action, kind.valuation, window is not None]
    own = CONFIDENCE.index(kind.confidence)
    if window is None:
        return [*row, _soft_wait(day, store, kind) + day.policy.safety.open_add_days,
                None, None, False, 0, kind.place]  # fmt: skip
    wait = max(window.open_after_days or 0, window.soft_wait_days or 0) + window.safety_days
    weakest = min(own, CONFIDENCE.index(window.confidence))
    return [*row, wait, window.close_after_days, window.close_after_months, window.assumed,
            weakest, kind.place]  # fmt: skip


def _soft_wait(day: AuditDay, store: Store, kind: ClaimType) -> int:
    """Where no window is known the soft wait holds all the same."""
    if kind.soft_wait is None:
        return 0
    found = day.policy.version(kind.soft_wait, day.as_of, store.marketplace)
    value = found.figure("usual_max") or found.value if found else None
    return value if isinstance(value, int) else 0


def _cap(day: AuditDay, store: Store, kind: ClaimType) -> Decimal | None:
    found = day.policy.version(kind.cap, day.as_of, store.marketplace) if kind.cap else None
    if found is None or found.figure("currency") != store.currency:
        return None
    return Decimal(found.figure("amount"))


def _used(day: AuditDay, store: Store, kind: ClaimType) -> Iterator[tuple[Any, ...]]:
    keys = dict.fromkeys(
        key
        for key in (kind.window, kind.soft_wait, kind.valuation, kind.cap)
        if key in day.policy.keys
    )
    for key in keys:
        found = day.policy.version(key, day.as_of, store.marketplace) if key else None
        if found is not None:
            yield (day.account, kind.id, key, found.from_, found.text(), _source(found))


def _source(version: Version) -> str:
    return ", ".join(version.sources) if version.sources else "assumed by makewhole"
