"""`makewhole read`: take reports into lasting books, so that the next audit needs only "
"what is new."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer

from makewhole.audit import audit
from makewhole.audit.session import OpenBooks
from makewhole.claims import has_app_database, sync_after_audit
from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, day_of, opened, say, say_set_aside
from makewhole.cli.output import Format, put_text, write
from makewhole.settings import load_settings


def command(
    paths: list[Path] = typer.Argument(..., help="Files, folders or zips of Amazon reports."),
    home: Path | None = typer.Option(None, help="The folder the books are kept in."),
    account: str | None = opening.ACCOUNT,
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    as_of: datetime | None = opening.AS_OF,
    keep: bool = typer.Option(True, "--keep/--no-keep", help="Keep the text of each file too."),
    fmt: Format = typer.Option(Format.TABLE, "--format", help="How to print it."),
    out: Path | None = opening.OUT,
) -> None:
    """Read reports into your books. Reading a file twice, or overlapping ones, changes nothing.

    Where cases are kept, an audit follows by which payments find their cases. Personal data of
    buyers is left out. Example: makewhole read ~/Downloads --account us-store
    """
    home = load_settings(home=home).home
    with opened(
        paths,
        home=home,
        account=account,
        dates=dates,
        decimals=decimals,
        mapping=mapping,
        keep_sources=keep,
    ) as (books, settings):
        say_set_aside(books)
        imported = books.imported
        assert imported is not None  # paths are required
        row: dict[str, Any] = {
            "account": settings.account,
            "home": home,
            "new_files": len(imported.files),
            "known_files": len(imported.known),
            "rows": imported.rows,
            "set_aside": imported.set_aside,
            "told_twice": imported.left_out,
        }
        if fmt is Format.TABLE:
            put_text(_told(row), out)
        else:
            write([row], fmt, out)
        say("Audit these books any time with: makewhole audit --home " + str(home))
        if imported.files:
            _follow_up(home, books, day_of(as_of))


def _follow_up(home: Path, books: OpenBooks, as_of: date) -> None:
    """Cases of a home learn of the payments in new reports, without being asked."""
    if not has_app_database(home, load_settings(home=home).database_url):
        return
    with audit(books.books, as_of=as_of) as result:
        told = sync_after_audit(home, result)
    if told is not None:
        say(str(told))


def _told(row: dict[str, Any]) -> str:
    """What was read, as sentences."""
    files = f"{row['new_files']:,} new files read into {row['home']} (account {row['account']})"
    known = f"; {row['known_files']:,} were known already" if row["known_files"] else ""
    twice = row["told_twice"]
    more = f" {twice:,} rows that other files tell as well count once." if twice else ""
    return f"{files}{known}.\n{row['rows']:,} rows kept, {row['set_aside']:,} set aside.{more}\n"
