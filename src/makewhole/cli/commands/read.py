"""`makewhole read`: take reports into lasting books, so that the next audit needs only "
"what is new."""

from pathlib import Path

import typer

from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, opened, say, say_set_aside
from makewhole.cli.output import Format, write
from makewhole.settings import load_settings


def command(
    paths: list[Path] = typer.Argument(..., help="Files, folders or zips of Amazon reports."),
    home: Path | None = typer.Option(None, help="The folder the books are kept in."),
    account: str | None = opening.ACCOUNT,
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    keep: bool = typer.Option(True, "--keep/--no-keep", help="Keep the text of each file too."),
    fmt: Format = typer.Option(Format.TABLE, "--format", help="How to print it."),
    out: Path | None = opening.OUT,
) -> None:
    """Read reports into your books. Reading a file twice, or overlapping ones, changes nothing.

    Personal data of buyers is left out. Example: makewhole read ~/Downloads --account us-store
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
        row = {
            "account": settings.account,
            "home": home,
            "new_files": len(imported.files),
            "known_files": len(imported.known),
            "rows": imported.rows,
            "set_aside": imported.set_aside,
            "told_twice": imported.left_out,
        }
        write([row], fmt, out)
        say("Audit these books any time with: makewhole audit --home " + str(home))
