"""From what a policy file holds to the shapes of policy; a file that breaks the form is refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from makewhole.policy.errors import PolicyFileBroken
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
    Yielding,
)

_Shape = TypeVar("_Shape")

# What a value is measured in. `rule`, `method`, `list` and `date` are not measured.
UNITS = frozenset({
    "day", "business day", "hour", "unit", "count", "share", "amount",
    "rule", "method", "list", "date", "duration",
})  # fmt: skip

CHOSEN_BY = frozenset({
    "filing_date", "approval_date", "fee_date", "event_date", "shipment_created_date",
})  # fmt: skip

CONFIDENCE = ("low", "medium", "high")  # from weak to strong

_ABOUT = frozenset({
    "from", "to", "marketplaces", "confidence", "assumed", "known_by", "note", "sources",
})  # fmt: skip


def parameter(key: str, held: Any, file: str) -> Parameter:
    """A parameter from its file.

    Errors  PolicyFileBroken: an entry or heading missing, or not in the form
    """
    _require(held, ("description", "unit", "chosen_by", "checked_on", "values"), file)
    _one_of(held["unit"], UNITS, "unit", file)
    _one_of(held["chosen_by"], CHOSEN_BY, "chosen_by", file)
    return Parameter(
        key=key,
        description=held["description"],
        unit=held["unit"],
        chosen_by=held["chosen_by"],
        checked_on=held["checked_on"],
        versions=versions(key, held["values"], file),
        event_date=held.get("event_date"),
        precondition=held.get("precondition"),
    )


def versions(key: str, entries: Any, file: str) -> tuple[Version, ...]:
    """The entries under `values`, in the order of the file.

    Errors  PolicyFileBroken: no source and no reason, an unknown confidence, a day that is no day
    """
    if not isinstance(entries, list) or not entries:
        raise PolicyFileBroken(file, "values is not a list of entries", "at least one entry")
    return tuple(_version(key, entry, file) for entry in entries)


def _version(key: str, entry: Any, file: str) -> Version:
    _require(entry, ("from", "marketplaces", "confidence", "sources"), file)
    _one_of(entry["confidence"], frozenset(CONFIDENCE), "confidence", file)
    figures = {name: part for name, part in entry.items() if name not in _ABOUT}
    if not figures:
        raise PolicyFileBroken(file, "an entry has no value", "value, or named figures")
    value = figures["value"] if set(figures) == {"value"} else figures
    if not entry["sources"] and not entry.get("note"):
        raise PolicyFileBroken(file, "a value has no source", "sources, or a note that says why")
    return Version(
        key=key,
        from_=_day(entry["from"], "from", file),
        to=_day(entry.get("to"), "to", file),
        marketplaces=tuple(entry["marketplaces"]),
        value=value,
        confidence=entry["confidence"],
        assumed=bool(entry.get("assumed", False)),
        known_by=_day(entry.get("known_by"), "known_by", file),
        note=entry.get("note"),
        sources=tuple(entry["sources"]),
    )


def source(key: str, held: Any, file: str) -> Source:
    """A source from its file."""
    _require(held, ("href", "kind", "seen"), file)
    return Source(key, held["href"], held["kind"], held["seen"], held.get("title"))


def claim_type(key: str, held: Any, file: str) -> ClaimType:
    """A claim type from its file."""
    _require(held, ("title", "family", "action", "window", "event_date", "reconciled"), file)
    _one_of(held["action"], frozenset({"claim", "review", "report_only"}), "action", file)
    facts = _tuples({name: part for name, part in held.items() if name not in _PLACING})
    return _made(
        ClaimType,
        {
            **facts,
            "id": key,
            "reconciliation": held["reconciled"]["family"],
            "place": held["reconciled"]["place"],
            "precedes": tuple(
                Yielding(entry["claim_type"], tuple(entry["ids"]), entry["because"])
                for entry in held.get("precedes", [])
            ),
        },
        file,
    )


_PLACING = frozenset({"reconciled", "precedes"})


def reason(_key: str, held: Any, file: str) -> Reason:
    """A reimbursement reason from its file."""
    return _made(Reason, _tuples(held), file)


def ledger_code(_key: str, held: Any, file: str) -> LedgerCode:
    """A ledger code from its file."""
    return _made(LedgerCode, _tuples(held), file)


def event_type(_key: str, held: Any, file: str) -> EventType:
    """A ledger event type from its file."""
    return _made(EventType, _tuples(held), file)


def disposition(_key: str, held: Any, file: str) -> Disposition:
    """A disposition from its file."""
    return _made(Disposition, _tuples(held), file)


def safety(held: Any, file: str) -> Safety:
    """The product's safety figures from their file."""
    return _made(Safety, held, file)


def _made(shape: type[_Shape], facts: Mapping[str, Any], file: str) -> _Shape:
    try:
        return shape(**facts)
    except TypeError as fault:
        raise PolicyFileBroken(
            file,
            f"its headings are not those of the form ({fault})",
            shape.__doc__ or shape.__name__,
        ) from fault


def _tuples(held: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(part) if isinstance(part, list) else part for name, part in held.items()}


def _require(held: Any, names: tuple[str, ...], file: str) -> None:
    missing = [name for name in names if not isinstance(held, Mapping) or name not in held]
    if missing:
        raise PolicyFileBroken(file, f"there is no {' and no '.join(missing)}", ", ".join(names))


def _one_of(found: object, known: frozenset[str], name: str, file: str) -> None:
    if found not in known:
        raise PolicyFileBroken(file, f"{name} is {found!r}", f"one of {', '.join(sorted(known))}")


def _day(found: Any, name: str, file: str) -> date | None:
    if found is None or type(found) is date:
        return found
    raise PolicyFileBroken(file, f"{name} is {found!r}", "a day as 2026-11-21, or null")
