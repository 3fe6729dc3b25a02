"""The policy as one object: the value in force in a store on a day, and the tables beside it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from makewhole.policy import shapes
from makewhole.policy.errors import PolicyKeyUnknown, PolicyStoreUnknown, PolicyValueMissing
from makewhole.policy.files import PolicyFiles
from makewhole.policy.form import (
    ClaimType,
    Disposition,
    EventType,
    LedgerCode,
    Parameter,
    Reason,
    Safety,
    Source,
    Version,
    fold_reason,
)
from makewhole.policy.overlay import Overlay
from makewhole.version import __version__

_Shape = TypeVar("_Shape")

UNLISTED = "*"  # the file that says what any code or reason not listed means


class Policy:
    """Amazon's policy and our defaults, by date and store. Files are read when first asked for.

    A code, reason or store that is not known is never an error here: it answers with what policy
    says of unlisted ones, or with None, and the caller lowers the finding to review.
    """

    def __init__(self, shipped: PolicyFiles, overlay: Overlay | None = None) -> None:
        self._files = shipped
        self._overlay = overlay
        self._parameters: dict[str, Parameter] = {}

    def parameter(self, key: str) -> Parameter:
        """A parameter by name, with every version of it.

        Errors  PolicyKeyUnknown: no file of that name
        """
        if key not in self._parameters:
            held = self._files.read(key.replace(".", "/")) if _is_key(key) else None
            if held is None or key.split(".")[0] not in self._branches:
                raise PolicyKeyUnknown("parameter", key, self.keys)
            found = shapes.parameter(key, held, f"{key.replace('.', '/')}.yaml")
            self._parameters[key] = self._overlay.extended(found) if self._overlay else found
        return self._parameters[key]

    def version(self, key: str, on: date, marketplace: str) -> Version | None:
        """The version of a parameter in force in a store on a day; None where there is none.

        An entry naming the store beats one stated generally; of several the latest `from` holds.
        `to` is the last day, included.
        """
        return self.parameter(key).version(on, marketplace)

    def required(self, key: str, on: date, marketplace: str) -> Version:
        """As `version`, where the answer cannot be done without.

        Errors  PolicyStoreUnknown, PolicyValueMissing
        """
        found = self.version(key, on, self.store(marketplace))
        if found is None:
            raise PolicyValueMissing(key, on, marketplace)
        return found

    def store(self, marketplace: str) -> str:
        """A store's code, checked.

        Errors  PolicyStoreUnknown: none of Amazon's stores
        """
        known = [code for group in self.marketplaces.values() for code in group]
        if marketplace not in known:
            raise PolicyStoreUnknown(marketplace, known)
        return marketplace

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every parameter's name, in order."""
        return tuple(self._files.parameter_keys())

    @cached_property
    def _branches(self) -> frozenset[str]:
        return frozenset(key.split(".")[0] for key in self.keys)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Where the facts were read, by key."""
        shipped = self._table("sources", shapes.source)
        return {**shipped, **self._overlay.sources} if self._overlay else shipped

    @cached_property
    def claim_types(self) -> Mapping[str, ClaimType]:
        """Every reason to be paid, by id."""
        return self._table("claim_types", shapes.claim_type)

    @cached_property
    def reasons(self) -> Mapping[str, Reason]:
        """Reasons of the reimbursements report by name; `*` is any reason not listed."""
        return {found.name: found for found in self._table("reasons", shapes.reason).values()}

    @cached_property
    def reasons_folded(self) -> Mapping[str, Reason]:
        """Listed reasons by every name and alias, folded as reasons are compared."""
        listed = (found for found in self.reasons.values() if found.name != UNLISTED)
        return {name: found for found in listed for name in found.folded}

    @cached_property
    def ledger_codes(self) -> Mapping[str, LedgerCode]:
        """Reason codes of inventory adjustments by code; `*` is any code not listed."""
        found = self._table("ledger_codes", shapes.ledger_code)
        return {code.code: code for code in found.values()}

    @cached_property
    def event_types(self) -> Mapping[str, EventType]:
        """Event types of the inventory ledger, by name."""
        return self._table("event_types", shapes.event_type)

    @cached_property
    def dispositions(self) -> Mapping[str, Disposition]:
        """Condition classes of stock, by name as Amazon's files print it."""
        found = self._table("dispositions", shapes.disposition)
        return {entry.name: entry for entry in found.values()}

    @cached_property
    def marketplaces(self) -> Mapping[str, tuple[str, ...]]:
        """Stores by region."""
        held = self._files.read("marketplaces")
        return {region: tuple(stores) for region, stores in held.items()}

    @cached_property
    def selection(self) -> Mapping[str, str]:
        """Which day selects the version, by kind of parameter."""
        held: dict[str, str] = self._files.read("selection")
        return held

    @cached_property
    def safety(self) -> Safety:
        """The product's own caution, in days."""
        return shapes.safety(self._files.read("safety"), "safety.yaml")

    @cached_property
    def contradictions(self) -> Mapping[str, Mapping[str, Any]]:
        """Where sources disagree, and the default taken; in order of their numbers."""
        names = sorted(self._files.names("contradictions"), key=lambda name: int(name[1:]))
        return {name: self._files.read(f"contradictions/{name}") for name in names}

    @cached_property
    def risk(self) -> Mapping[str, Mapping[str, Any]]:
        """What Amazon forbids, what the product refuses, and what binds whoever runs software."""
        return {name: self._files.read(f"risk/{name}") for name in self._files.names("risk")}

    def reason(self, printed: str) -> Reason:
        """The reason a report prints, however it spells it; `*` where policy does not know it."""
        return self.reasons_folded.get(fold_reason(printed), self.reasons[UNLISTED])

    def ledger_code(self, printed: str) -> LedgerCode:
        """The adjustment code a report prints; `*` where policy does not know it."""
        return self.ledger_codes.get(printed.strip(), self.ledger_codes[UNLISTED])

    def claim_type(self, key: str) -> ClaimType:
        """A claim type by id.

        Errors  PolicyKeyUnknown: no file of that name
        """
        if key not in self.claim_types:
            raise PolicyKeyUnknown("claim type", key, self.claim_types)
        return self.claim_types[key]

    @property
    def fee_tables(self) -> tuple[str, ...]:
        """The names of the fee tables, in order."""
        return tuple(self._files.names("fees"))

    def fee_table(self, name: str) -> Any:
        """One fee table as its file holds it: exact decimals, days as days. Not to be changed.

        Errors  PolicyKeyUnknown: no file of that name
        """
        if name not in self.fee_tables:
            raise PolicyKeyUnknown("fee table", name, self.fee_tables)
        return self._files.read(f"fees/{name}")

    @cached_property
    def policy_version(self) -> str:
        """Product version and a hash of every policy file, as outputs quote it."""
        own = self._overlay.digest if self._overlay else ""
        return f"{__version__}+{self._files.digest[:12]}{own[:12]}"

    def _table(self, folder: str, shape: Callable[[str, Any, str], _Shape]) -> dict[str, _Shape]:
        return {
            name: shape(name, self._files.read(f"{folder}/{name}"), f"{folder}/{name}.yaml")
            for name in self._files.names(folder)
        }


def load_policy(overlay: Path | None = None) -> Policy:
    """The policy that came with this version, and a user's own later dates where a folder is given.

    Errors  PolicyFormUnknown, PolicyFileBroken: the user's folder cannot be read
    """
    if overlay is None:
        return _shipped()
    return Policy(shipped_files(), Overlay.read(overlay, _shipped().keys))


@cache
def _shipped() -> Policy:
    return Policy(shipped_files())


def shipped_files() -> PolicyFiles:
    """The policy files that came with this version."""
    return PolicyFiles(Path(__file__).parent)  # installed as plain files, never from a zip


def _is_key(key: str) -> bool:
    return all(part.isidentifier() for part in key.split("."))
