"""Policy as pages show it: values used, their sources with links, and how they changed."""

from dataclasses import dataclass
from typing import Any

from makewhole.claims.handling import policy
from makewhole.claims.models import Finding


@dataclass(frozen=True, slots=True)
class Cited:
    """One policy value a finding rests on, with the sources it names."""

    key: str
    about: str
    since: str | None
    value: str
    sources: tuple[Any, ...]
    assumed: bool
    unit: str = ""


def used(finding: Finding) -> list[Cited]:
    """The policy values of a finding, each with its sources."""
    return [_cited(each) for each in finding.policy]


def _cited(each: dict[str, Any]) -> Cited:
    held = policy()
    keys = [part.strip() for part in str(each["source"] or "").split(",")]
    parameter = held.parameter(each["key"]) if each["key"] in held.keys else None
    version = None
    if parameter is not None:
        since = each["from"]
        version = next(
            (v for v in parameter.versions if (v.from_.isoformat() if v.from_ else None) == since),
            None,
        )
        if version is not None:
            keys = list(version.sources) or keys
    return Cited(
        key=each["key"],
        about=getattr(parameter, "description", "") or "",
        since=each["from"],
        value=each["value"],
        sources=tuple(held.sources[key] for key in keys if key in held.sources),
        assumed=bool(version.assumed) if version is not None else False,
        unit=getattr(parameter, "unit", ""),
    )
