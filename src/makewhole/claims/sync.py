"""What an audit changes for cases: payments matched, findings recorded, drafts brought up to date.

Called by whoever ran an audit on a home. Without an app database it does nothing and does not load
Django, so that auditing stays as light as it is.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from makewhole.claims.database import connect, has_app_database
from makewhole.settings import load_settings

if TYPE_CHECKING:
    from makewhole.audit import Audit


@dataclass(frozen=True, slots=True)
class Synced:
    """What an audit changed: the number recorded, findings by kind of change, cases touched."""

    audit: int | None
    counts: dict[str, int] = field(default_factory=dict)
    payments: int = 0
    moved: tuple[int, ...] = ()
    taken_over: tuple[int, ...] = ()
    tended: tuple[int, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        if self.note:
            return self.note
        findings = ", ".join(f"{number} {kind}" for kind, number in self.counts.items() if number)
        told = [f"audit {self.audit} recorded, findings: {findings or 'none'}"]
        told += [f"{self.payments} payments matched"] if self.payments else []
        for numbers, words in (
            (self.moved, "cases moved on by payments"),
            (self.taken_over, "cases opened at Amazon without makewhole"),
            (self.tended, "drafts brought up to date"),
        ):
            if numbers:
                told.append(f"{words}: {', '.join(f'C-{number}' for number in numbers)}")
        return "; ".join(told) + "."


def sync_after_audit(home: Path, audit: "Audit", database_url: str | None = None) -> Synced | None:
    """Bring the cases of a home in line with an audit of its books; None where none are kept."""
    url = database_url or load_settings().database_url
    if not has_app_database(home, url):
        return None
    connect(home, url)
    from makewhole.claims.aftermath import take_in  # loads Django, only now that it is needed

    return take_in(audit)
