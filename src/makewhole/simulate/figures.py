"""The few figures of policy a truth needs: windows, waits, caps, and what a reason stands for.

The choice between a parameter's versions is written here a second time, in plain Python, so that
the truth does not lean on the code it is to judge: the version in force on the day of the audit; an
entry that names the store goes before a general one, and of those left the one that began last.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.policy import load_policy


@dataclass(frozen=True, slots=True)
class Window:
    """One claim type's days: when it opens and closes after its event, and what to do inside."""

    action: str
    open_after: int
    soft_wait: int
    close_days: int | None
    close_months: int | None
    assumed: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """A reimbursement reason: on what basis it is valued and which claim types it closes."""

    name: str
    basis: str
    closes: tuple[str, ...]


def folded(text: str) -> str:
    """A reason as it is compared: without case, spaces, underscores, colons and hyphens.

    >>> folded("Lost:Warehouse") == folded("LOST_WAREHOUSE")
    True
    """
    return re.sub(r"[\s_:\-]", "", text).lower()


class Figures:
    """Policy as one store's audit of one day sees it."""

    def __init__(self, store: str, as_of: date) -> None:
        self.store = store
        self.as_of = as_of
        self._policy = load_policy()
        self._reasons = _reasons(self._policy)

    def reason(self, text: str) -> Reason | None:
        """What a printed reason stands for; None where policy does not know it."""
        return self._reasons.get(folded(text))

    def window(self, claim_type: str) -> Window:
        """The window of a claim type in force on the day of the audit."""
        kind = self._policy.claim_types[claim_type]
        value = self._value(kind.window) or {}
        wait = self._value(kind.soft_wait) if kind.soft_wait else None
        if isinstance(wait, Mapping):
            wait = wait.get("usual_max")
        return Window(
            action=kind.action,
            open_after=value.get("open_after_days") or 0,
            soft_wait=wait or 0,
            close_days=value.get("close_after_days"),
            close_months=value.get("close_after_months"),
            assumed=self._assumed(kind.window),
        )

    def cap(self, currency: str, key: str = "cap.unit") -> Decimal | None:
        """The largest sum for one unit, or as a key says, where policy has it in this currency."""
        value = self._value(key)
        if not isinstance(value, Mapping) or value.get("currency") != currency:
            return None
        return Decimal(str(value["amount"]))

    def _value(self, key: str) -> Any:
        version = self._version(key)
        return version.value if version else None

    def _assumed(self, key: str) -> bool:
        version = self._version(key)
        return bool(version and version.assumed)

    def _version(self, key: str) -> Any:
        held = [one for one in self._policy.parameter(key).versions if self._in_force(one)]
        return max(held, key=self._rank) if held else None

    def _in_force(self, version: Any) -> bool:
        begun = version.from_ is None or version.from_ <= self.as_of
        ended = version.to is not None and version.to < self.as_of
        return begun and not ended and bool({self.store, "*"} & set(version.marketplaces))

    def _rank(self, version: Any) -> tuple[bool, date]:
        return self.store in version.marketplaces, version.from_ or date.min


def _reasons(policy: Any) -> dict[str, Reason]:
    known: dict[str, Reason] = {}
    listed: Iterable[Any] = policy.reasons.values()
    for one in listed:
        if one.name == "*":
            continue
        reason = Reason(one.name, one.basis, tuple(one.closes))
        for name in (one.name, *one.aliases):
            known[folded(name)] = reason
    return known
