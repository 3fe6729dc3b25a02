"""`makewhole identify`: what is this file, how far does it reach, and could all of it be read?"""

from dataclasses import asdict
from pathlib import Path

import typer

from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, NeitherPathNorHome, progress
from makewhole.cli.output import Format, write
from makewhole.reports import identify


def command(
    paths: list[Path] | None = opening.PATHS,
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    fmt: Format = opening.FORMAT,
    out: Path | None = opening.OUT,
) -> None:
    """Name each file: report, layout, encoding, days, rows kept and set aside, or why unknown.

    Example: makewhole identify ~/Downloads --format json
    """
    if not paths:
        raise NeitherPathNorHome
    with progress() as report:
        found = identify(
            paths,
            dates=None if dates is None else dates.value,
            decimals=None if decimals is None else decimals.value,
            mapping=mapping,
            progress=report,
        )
    rows = [asdict(each) for each in found]
    columns = ["file", "report", "first_day", "last_day", "rows", "set_aside", "problem"]
    write(rows, fmt, out, columns=columns)
    if not any(row["report"] for row in rows):
        raise typer.Exit(3)
