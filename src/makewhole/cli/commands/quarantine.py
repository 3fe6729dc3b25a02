"""`makewhole quarantine`: every row that could not be read, with file, line, reason and "
"its own text."""

from dataclasses import asdict
from pathlib import Path

from makewhole.books.quarantine import write_csv
from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, opened, say
from makewhole.cli.output import Format, write


def command(
    paths: list[Path] | None = opening.PATHS,
    home: Path | None = opening.HOME,
    account: str | None = opening.ACCOUNT,
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    fmt: Format = opening.FORMAT,
    out: Path | None = opening.OUT,
) -> None:
    """List the rows that were set aside, and why.

    Example: makewhole quarantine ~/Downloads --format csv --out set-aside.csv
    """
    with opened(
        paths, home=home, account=account, dates=dates, decimals=decimals, mapping=mapping
    ) as (books, _):
        if fmt is Format.CSV and out is not None:
            say(f"{write_csv(books.set_aside(), out):,} rows written to {out}")
            return
        rows = [asdict(row) for row in books.set_aside()]
        write(rows, fmt, out, columns=["file", "line", "column", "message"])
        if not rows:
            say("No row was set aside.")
