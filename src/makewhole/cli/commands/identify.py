"""`makewhole identify`: what is this file, how far does it reach, and could all of it be read?"""

from dataclasses import asdict
from pathlib import Path

import typer

from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, NeitherPathNorHome, progress
from makewhole.cli.output import Format, write
from makewhole.reports import Identified, identify
from makewhole.reports.form import formats


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
    if fmt is Format.TABLE:
        names = {form.report: form.called() for form in formats()}
        write([_row(each, names.get(each.report or "")) for each in found], fmt, out)
    else:
        write([asdict(each) for each in found], fmt, out)
    if not any(each.report for each in found):
        raise typer.Exit(3)


def _row(each: Identified, name: str | None) -> dict[str, object]:
    """A file as a table shows it: lines below each other, since names and ids are long."""
    is_read = each.encoding is not None
    report = f"{name}, {each.encoding}\n{each.report}" if is_read else None
    days = [each.first_day, each.last_day]
    return {
        "file": "\n".join(line for line in (each.file, report, each.problem) if line),
        "rows": each.rows,
        "set aside": each.set_aside,
        "days": "\n".join(day.isoformat() for day in days if day is not None),
    }
