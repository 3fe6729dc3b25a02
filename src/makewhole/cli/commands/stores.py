"""`makewhole stores`: which stores an account of a home sells in, so that each is audited alone."""

from pathlib import Path

import typer

from makewhole.books.stores import keep_stores, stores_of
from makewhole.cli import opening
from makewhole.cli.output import Format, write
from makewhole.reconcile.stores import known_stores
from makewhole.settings import load_settings


def command(
    stores: list[str] | None = typer.Argument(None, help="Its stores, such as US CA."),
    home: Path | None = opening.HOME,
    account: str | None = opening.ACCOUNT,
    as_one: bool = typer.Option(False, "--as-one", help="Audit the account as one store again."),
    fmt: Format = opening.FORMAT,
    out: Path | None = opening.OUT,
) -> None:
    """Say in which stores an account sells; without any, show what has been said.

    Example: makewhole stores US CA MX --home ~/books
    """
    settings = load_settings(account=account, home=home)
    if stores or as_one:
        keep_stores(settings.home, settings.account, known_stores(stores or ()))
    rows = [
        {"account": name, "stores": " ".join(told)}
        for name, told in sorted(stores_of(settings.home).items())
    ]
    write(rows, fmt, out, title="Stores by account")
