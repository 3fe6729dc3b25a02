"""Options of the claim commands, and the way each of them gets at the home's cases."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import typer

from makewhole.claims import connect, has_app_database
from makewhole.cli.output import Format
from makewhole.errors import UsageError
from makewhole.settings import load_settings

CASE = typer.Argument(help="The case's number, as C-12.")
HOME = typer.Option(None, "--home", help="Where books and cases are kept.")
ON = typer.Option(None, "--on", formats=["%Y-%m-%d"], help="The day it happened; default: today.")
TEXT = typer.Argument("", help="The words said, kept with the case.")
AS_OF = typer.Option(
    None, "--as-of", formats=["%Y-%m-%d"], help="The day of the audit; default: today."
)
FORMAT = typer.Option(Format.TABLE, "--format", help="How to print it.")
OUT = typer.Option(None, "--out", help="Write to this file instead.")
TYPES = typer.Option([], "--type", help="Only this claim type; may be repeated.")
ACCOUNTS = typer.Option([], "--account", help="Only this account; may be repeated.")
VERSION = typer.Option(
    None, "--version", help="The case's version you saw; refused if somebody changed it since."
)


class CaseNumberWrong(UsageError):
    """A word that is no case number."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(
            f"{found!r} is not a case number; expected was C-12 or 12. Nothing was changed. "
            "`makewhole claim list` shows the numbers."
        )


def number(text: str) -> int:
    """The number of a case as people write it: C-12, c12 or 12."""
    found = re.fullmatch(r"(?:[cC]-?)?(\d+)", text.strip())
    if found is None:
        raise CaseNumberWrong(text)
    return int(found[1])


def day(given: datetime | None) -> date:
    """The day given, else today, UTC."""
    return given.date() if given is not None else datetime.now(UTC).date()


def desk(home: Path | None, on: date | None = None, *, brings_findings: bool = False) -> ModuleType:
    """What the claim commands share, its database ready; on first use the books are audited.

    Where there is nothing to work on yet, it says so, unless the command itself brings findings.
    """
    settings = load_settings(home=home)
    is_new = not has_app_database(settings.home, settings.database_url)
    connect(settings.home, settings.database_url)
    from makewhole.cli import desk as opened  # needs Django, which is set up only now

    has_books = (settings.home / "books").exists()
    if has_books and (is_new or opened.never_audited()):
        synced = opened.sync_books(settings.home, on or day(None))
        typer.echo(str(synced), err=True)
    elif not brings_findings and opened.never_audited():
        typer.echo(_EMPTY.format(home=settings.home), err=True)
    return opened


_EMPTY = (
    "Nothing was read or audited in {home} yet, so there are no findings and no cases. Read your "
    "reports first: `makewhole read ~/Downloads`; or name the right folder with --home."
)


def tell(opened: ModuleType, case: Any) -> None:
    """Say where a case stands now."""
    typer.echo(opened.sentence(case))
