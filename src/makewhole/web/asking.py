"""Asking the job worker for reading and auditing."""

from datetime import date
from importlib.resources import files
from pathlib import Path

from makewhole.books import Books
from makewhole.books.errors import NoBooks
from makewhole.claims.accounts.services import SYSTEM, ensure_account
from makewhole.claims.jobs.services import ask
from makewhole.claims.models import Account, Audit, Job
from makewhole.web.clock import today
from makewhole.web.reading.results import folder_of

READ = "read_reports"
AUDIT = "audit_books"
TYPED = "keep_typed"
_ONE_AUDIT = "audit"  # of several requests for an audit that still waits, one is enough
DEMO_ACCOUNT = "Demo store"


def read(paths: list[str], account: Account, *, by: str, dates: str | None = None) -> Job:
    """Ask for files to be read into an account's books, and for the audit that follows."""
    arguments = {"paths": paths, "dates": dates, "as_of": _fixed()}
    return ask(READ, arguments, by=by, account=account)


def keep_typed(
    kind: str,
    lines: list[dict[str, str]],
    account: Account,
    *,
    by: str,
    removed: list[list[str]] | None = None,
) -> Job:
    """Ask for typed lines to be kept or removed, and for the audit that follows."""
    arguments = {"kind": kind, "lines": lines, "removed": removed or [], "as_of": _fixed()}
    return ask(TYPED, arguments, by=by, account=account)


def audit(*, by: str) -> Job:
    """Ask for the books to be audited as of today."""
    return ask(AUDIT, {"as_of": _fixed()}, by=by, unique_key=_ONE_AUDIT)


def read_demo() -> Job:
    """Ask for the bundled demo account to be read."""
    account = ensure_account(DEMO_ACCOUNT)
    reports = files("makewhole.demo").joinpath("reports")
    return read([str(reports)], account, by=SYSTEM)


def audit_if_stale(home: Path) -> Job | None:
    """Ask for an audit where the books hold imports newer than what pages can show."""
    try:
        imports = Books.open(home, create=False).imports()
    except NoBooks:
        return None
    if not imports:
        return None
    latest = Audit.objects.order_by("-pk").first()
    newest = max(each.undone_at or each.imported_at for each in imports)
    shown = latest is not None and folder_of(latest.pk).exists()
    if latest is not None and shown and latest.recorded_at >= newest and latest.as_of >= today():
        return None
    return audit(by=SYSTEM)


def _fixed() -> str:
    return _iso(today())


def _iso(day: date) -> str:
    return day.isoformat()
