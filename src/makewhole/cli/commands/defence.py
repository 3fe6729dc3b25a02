"""`makewhole defence`: every claim with its papers, for the day the account is questioned."""

from datetime import datetime
from pathlib import Path

import typer

from makewhole.cli.claiming import ACCOUNTS, FORMAT, HOME, ON, day, desk
from makewhole.cli.output import Format, write
from makewhole.cli.workbook import write_workbook
from makewhole.settings import load_settings


def command(
    days: int = typer.Option(365, "--days", min=1, help="How many days back."),
    accounts: list[str] = ACCOUNTS,
    on: datetime | None = ON,
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = typer.Option(
        None, "--out", help="A .zip gets the list and every pack; .xlsx or others the list alone."
    ),
) -> None:
    """List every claim filed in a time, with its papers; or pack all of it into one ZIP.

    Example: makewhole defence --days 365 --out defence.zip
    """
    opened = desk(home)
    from makewhole.claims.pack import defence  # loads Django

    scope = opened.scope(accounts)
    if out is not None and out.suffix.lower() == ".zip":
        made = defence.write_defence(
            scope, load_settings(home=home).home, out.expanduser(), on=day(on), days=days
        )
        typer.echo(f"{out}: {made.cases} claims filed in the {days} days to {day(on)}.")
        for label, lacking in made.left_out.items():
            for name, why in lacking.items():
                typer.echo(f"{label} without {name}: {why}", err=True)
        return
    rows = [defence.row_of(case) for case in defence.filed_since(scope, day(on), days)]
    if out is not None and out.suffix.lower() == ".xlsx":
        write_workbook({"claims": rows}, out.expanduser())
        return
    columns = ("case", "claim_type", "amazon_case_id", "filed_on", "state", "claimed_amount",
               "paid_amount", "currency", "filed_in_window", "papers")  # fmt: skip
    write(rows, fmt, out, columns=columns)
