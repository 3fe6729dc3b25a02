"""`makewhole todo`: what to do today, in order of days left and money at risk."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import typer

from makewhole.cli.claiming import ACCOUNTS, FORMAT, HOME, ON, OUT, day, desk
from makewhole.cli.output import Format, write

_COLUMNS = ("action", "case", "claim_type", "about", "due", "days_left", "amount", "currency")


def command(
    on: datetime | None = ON,
    limit: int = typer.Option(40, "--limit", min=1, help="At most so many lines in a table."),
    accounts: list[str] = ACCOUNTS,
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """Say what to do today: cases to file, follow up or answer, and findings to draft.

    What closes soonest comes first, then the most money. Start with: makewhole todo
    """
    opened = desk(home, day(on))
    from makewhole.claims.cases import selectors  # loads Django

    tasks = selectors.todo(opened.scope(accounts), day(on))
    rows = [{**asdict(each), "case": each.case and f"C-{each.case}"} for each in tasks]
    if fmt is not Format.TABLE:
        write(rows, fmt, out)
        return
    if not rows:
        typer.echo("Nothing to do today.")
        return
    write(rows[:limit], fmt, out, columns=_COLUMNS)
    if len(rows) > limit:
        typer.echo(f"and {len(rows) - limit} more; --limit or --format csv shows them.", err=True)
