"""What policy does not know: figures nobody published, our own assumptions, stores without any."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from makewhole.policy.form import EVERYWHERE, Parameter, Version
from makewhole.policy.policy import Policy

UNKNOWN, ASSUMED, MISSING = "unknown", "assumed", "no value"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not known: the parameter, the stores concerned, and what is done instead.

    `kind` is `unknown` (no figure was found), `assumed` (a prudent default of the product) or
    `no value` (no entry covers these stores on the day).
    """

    key: str
    kind: str
    marketplaces: tuple[str, ...]
    value: str
    note: str


def gaps(policy: Policy, on: date) -> tuple[Gap, ...]:
    """Every gap of every parameter as it stands on a day, in order of their names."""
    stores = tuple(code for group in policy.marketplaces.values() for code in group)
    found = (_of(policy.parameter(key), stores, on) for key in policy.keys)
    return tuple(gap for each in found for gap in each)


def _of(parameter: Parameter, stores: tuple[str, ...], on: date) -> Iterator[Gap]:
    held = {store: parameter.version(on, store) for store in stores}
    for version in parameter.versions:
        concerned = tuple(store for store in stores if held[store] is version)
        kind = _kind(version)
        if kind and concerned:
            shown = (EVERYWHERE,) if concerned == stores else concerned
            yield Gap(parameter.key, kind, shown, version.text(), version.note or "")
    bare = tuple(store for store in stores if held[store] is None)
    if bare:
        note = "no source found; nothing is assumed in its place"
        yield Gap(parameter.key, MISSING, bare, "unknown", note)


def _kind(version: Version) -> str | None:
    if version.assumed:
        return ASSUMED
    if version.value is None:
        return UNKNOWN
    if isinstance(version.value, Mapping) and _open_ended(version.value):
        return UNKNOWN
    return None


def _open_ended(value: Mapping[str, object]) -> bool:
    """Whether a closing figure is named and not known; a wait not stated is no wait."""
    return any(name.startswith("close_") and part is None for name, part in value.items())
