"""`makewhole upgrade`: bring the books of an older release forward; repeating it is harmless."""

from pathlib import Path

import typer

from makewhole.books.forward import bring_forward
from makewhole.reports.again import read_again
from makewhole.settings import load_settings


def command(
    home: Path | None = typer.Option(None, help="The folder the books are kept in."),
) -> None:
    """Read the kept sources of older books anew, into the form of this release.

    The old books stay in use until the new ones are whole; stopped at any moment, run it again.
    Example: makewhole upgrade --home ~/makewhole
    """
    place = load_settings(home=home).home
    done = bring_forward(place, read_again)
    if done.form_before == done.form:
        typer.echo(f"The books in {place} have the form of this release ({done.form}) already.")
    else:
        typer.echo(
            f"The books in {place} were brought from form {done.form_before} to {done.form}; "
            f"{done.files} files were read anew."
        )
