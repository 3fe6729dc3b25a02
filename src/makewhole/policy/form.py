"""The shapes of policy: a parameter through time, a claim type, and the tables beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

Scalar: TypeAlias = str | int | bool | Decimal | date | None
"""One value of policy. Fractions are exact decimals, never floats."""

EVERYWHERE = "*"  # a value stated generally, tied to no store


@dataclass(frozen=True, slots=True)
class Version:
    """One value of one parameter: for these stores, from this day on.

    Shape   one entry of a parameter file; several may hold for one store and day, see `Policy`
    Units   those of the parameter; `to` is the last day, included; `from_` None = older than
            any source; `value` None = not known, the note says why
    """

    key: str
    from_: date | None
    to: date | None
    marketplaces: tuple[str, ...]
    value: Scalar | list[Any] | Mapping[str, Any]
    confidence: str
    assumed: bool = False
    known_by: date | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()

    def names(self, marketplace: str) -> bool:
        """Whether the entry names this store itself, not only all stores."""
        return marketplace in self.marketplaces

    def covers(self, on: date, marketplace: str) -> bool:
        """Whether the entry is in force on a day in a store."""
        if not (self.names(marketplace) or EVERYWHERE in self.marketplaces):
            return False
        return (self.from_ is None or self.from_ <= on) and (self.to is None or on <= self.to)

    def figure(self, name: str) -> Any:
        """One named figure of the value, or None where the value has none of that name."""
        return self.value.get(name) if isinstance(self.value, Mapping) else None

    def text(self) -> str:
        """The value in one line, as findings quote it.

        >>> Version("window.x", None, None, ("US",), {"close_after_days": 60}, "high").text()
        'close_after_days=60'
        """
        return value_text(self.value)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number, or rule, through time.

    `chosen_by` says which day selects the version: `filing_date` (the day the claim is filed: the
    audit's as-of day), `approval_date`, `fee_date`, `event_date` or `shipment_created_date`.
    """

    key: str
    description: str
    unit: str
    chosen_by: str
    checked_on: date
    versions: tuple[Version, ...]
    event_date: str | None = None
    precondition: str | None = None

    def version(self, on: date, marketplace: str) -> Version | None:
        """The version in force: an entry naming the store beats a general one, then the later.

        None where no entry covers the store on that day.
        """
        held = [entry for entry in self.versions if entry.covers(on, marketplace)]
        if not held:
            return None
        return max(held, key=lambda v: (v.names(marketplace), v.from_ or date.min))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact of policy was read: page, kind of page, and the day it was seen."""

    key: str
    href: str
    kind: str
    seen: date
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Yielding:
    """A claim type that gives way to another where both see the same ids."""

    claim_type: str
    ids: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class ClaimType:
    """One reason to be paid: when, by what proof, through which channel, and before which others.

    `action` is `claim`, `review` or `report_only`. `window`, `alt_window`, `soft_wait`,
    `automatic`, `cap` name parameters; `valuation` names one or says the value in words.
    `reconciliation` and `place` say in which family of the reconciliation, and in which place of
    it, the type is settled; `precedes` lists the types that yield to this one. `no_rule` says why
    no rule looks for it, where none does.
    """

    id: str
    title: str
    family: str
    action: str
    window: str
    event_date: str
    confidence: str
    channel: str | None = None
    alt_window: str | None = None
    soft_wait: str | None = None
    automatic: str | None = None
    valuation: str | None = None
    cap: str | None = None
    parameters: tuple[str, ...] = ()
    detect: tuple[str, ...] = ()
    not_claimable: tuple[str, ...] = ()
    evidence_required: tuple[str, ...] = ()
    evidence_optional: tuple[str, ...] = ()
    evidence_rules: Mapping[str, Any] = field(default_factory=dict)
    exclusions: tuple[str, ...] = ()
    bundling: str | None = None
    denial_reasons: tuple[str, ...] = ()
    appeal: str | None = None
    note: str | None = None
    marketplaces: tuple[str, ...] = (EVERYWHERE,)
    sources: tuple[str, ...] = ()
    reconciliation: str = ""
    place: int = 0
    no_rule: str | None = None
    precedes: tuple[Yielding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of the reimbursements report: what it pays for, and which claim types it closes.

    `basis` is `pre_order`, `post_order`, `fee`, `adjust`, `by_sign`, `negative` or `unknown`.
    """

    name: str
    aliases: tuple[str, ...]
    meaning: str
    basis: str
    closes: tuple[str, ...]
    confidence: str
    opens: tuple[str, ...] = ()
    rule: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def folded(self) -> frozenset[str]:
        """Its name and aliases as reasons are compared."""
        return frozenset(fold_reason(text) for text in (self.name, *self.aliases))


@dataclass(frozen=True, slots=True)
class LedgerCode:
    """A reason code of an inventory adjustment: its sign, its group and what it means for a claim.

    `group` is Lost, Found, Damaged, Disposed, Other or Unknown; `fault` amazon, neutral, depends
    or unknown.
    """

    code: str
    sign: str
    group: str
    meaning: str
    fault: str
    effect: str
    confidence: str
    nets_with: tuple[str, ...] = ()
    pair: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type of the inventory ledger and what it means for a claim."""

    name: str
    meaning: str
    claim: str
    confidence: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposition:
    """A condition class of units in stock and who answers for it."""

    name: str
    aliases: tuple[str, ...]
    fault: str
    claim: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Safety:
    """The product's own caution: never early, never late. Figures are days."""

    open_add_days: int
    remind_from: str
    expire_from: str
    expire_add_days: int
    assumed_values_never_auto_expire: bool
    default_on_unknown: str


def fold_reason(text: str) -> str:
    """A reimbursement reason as reasons are compared: without case, spaces, `_`, `:` and `-`.

    >>> fold_reason("Lost:Warehouse") == fold_reason("LOST_WAREHOUSE")
    True
    """
    return "".join(text.split()).translate(_FOLDED_AWAY).casefold()


_FOLDED_AWAY = str.maketrans("", "", "_:-")


def value_text(value: Any) -> str:
    """A value of policy in one line: figures by name, unknown ones left out.

    >>> value_text({"open_after_days": None, "close_after_months": 9})
    'close_after_months=9'
    >>> value_text(None), value_text(["a", "b"]), value_text(True)
    ('unknown', 'a; b', 'yes')
    """
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        known = {name: part for name, part in value.items() if part is not None}
        return ", ".join(f"{name}={_inner_text(part)}" for name, part in known.items())
    if isinstance(value, list):
        return "; ".join(value_text(part) for part in value)
    return str(value)


def _inner_text(part: Any) -> str:
    return f"({value_text(part)})" if isinstance(part, Mapping | list) else value_text(part)
