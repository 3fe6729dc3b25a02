"""When a claim may be filed: the version of a window in force, and the days it gives an event.

The version is the one in force on the day of filing, which also governs older events. A claim may
be filed from the day after the wait is over; the last day of the window is in. A window that is our
own assumption reminds and never expires a claim.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from makewhole.dates import days_after, months_after
from makewhole.policy.form import ClaimType, Version
from makewhole.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class WindowVersion:
    """The window of one claim type in one store, as filed on one day.

    Units   days, or calendar months for `close_after_months`; None = no figure stated.
            `safety_days` come on top of the wait. `confidence` is the window's own
    """

    key: str
    from_: date | None
    open_after_days: int | None
    soft_wait_days: int | None
    close_after_days: int | None
    close_after_months: int | None
    assumed: bool
    confidence: str
    sources: tuple[str, ...]
    safety_days: int
    version: Version
    soft_wait: Version | None = None

    def opens_on(self, event: date) -> date:
        """The first day to file: the longer of both waits after the event, and a day of safety."""
        wait = max(self.open_after_days or 0, self.soft_wait_days or 0)
        return days_after(event, wait + self.safety_days)

    def closes_on(self, event: date) -> date | None:
        """The last day to file, included; None where it is assumed or no figure is stated."""
        return None if self.assumed else self._last_day(event)

    def remind_by(self, event: date) -> date | None:
        """The day to file by; also where the window is assumed and cannot expire a claim."""
        return self._last_day(event)

    def _last_day(self, event: date) -> date | None:
        if self.close_after_days is not None:
            return days_after(event, self.close_after_days)
        if self.close_after_months is not None:
            return months_after(event, self.close_after_months)
        return None


def window_for(
    policy: Policy,
    claim_type: ClaimType | str,
    marketplace: str,
    as_of: date,
    *,
    circumstance: str | None = None,
    alternative: bool = False,
) -> WindowVersion | None:
    """The window of a claim type in a store for a claim filed on `as_of`; None where none is known.

    `circumstance` picks one of several windows a store states side by side (SAFE-T in IN and AE:
    `return_not_received`, `damaged`, ...); `alternative` takes the type's second clock.
    """
    kind = policy.claim_type(claim_type) if isinstance(claim_type, str) else claim_type
    key = kind.alt_window if alternative else kind.window
    version = policy.version(key, as_of, marketplace) if key else None
    if key is None or version is None:
        return None
    wait = policy.version(kind.soft_wait, as_of, marketplace) if kind.soft_wait else None
    figures = _figures(version, circumstance)
    days = _wait_days(wait)
    return WindowVersion(
        key=key,
        from_=version.from_,
        open_after_days=figures.get("open_after_days"),
        soft_wait_days=days,
        close_after_days=figures.get("close_after_days"),
        close_after_months=figures.get("close_after_months"),
        assumed=version.assumed,
        confidence=version.confidence,
        sources=version.sources,
        safety_days=policy.safety.open_add_days,
        version=version,
        soft_wait=wait if days is not None else None,
    )


def _figures(version: Version, circumstance: str | None) -> Mapping[str, Any]:
    held = version.value if isinstance(version.value, Mapping) else {}
    if circumstance is None:
        return held
    figures: Mapping[str, Any] = held.get(circumstance, held)
    return figures


def _wait_days(wait: Version | None) -> int | None:
    """The days of a soft wait; of a span the usual longest."""
    if wait is None:
        return None
    days = wait.figure("usual_max") if isinstance(wait.value, Mapping) else wait.value
    return days if isinstance(days, int) else None
