"""`makewhole compare-service`: a recovery service's statement against your own books."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import typer

from makewhole.audit import audit
from makewhole.claims.recovery.compare import compare, missed_windows, summary
from makewhole.claims.recovery.statement import StatementUnreadable, read_statement
from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, day_of, opened, say
from makewhole.cli.output import Format, write
from makewhole.cli.workbook import write_workbook
from makewhole.engine import open_engine

_COLUMNS = ("line", "verdict", "reimbursement_id", "case_id", "amount", "over", "currency", "says")


def command(
    statement: Path = typer.Argument(help="The service's statement: CSV or XLSX."),
    paths: list[Path] | None = opening.PATHS,
    column: list[str] = typer.Option(
        [], "--column", help='Which heading is what: amount="Net recovered"; may be repeated.'
    ),
    missed: bool = typer.Option(False, "--missed", help="Also list windows that closed unused."),
    home: Path | None = opening.HOME,
    account: str | None = opening.ACCOUNT,
    as_of: datetime | None = opening.AS_OF,
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    fmt: Format = opening.FORMAT,
    out: Path | None = typer.Option(None, help="Write to this file; .xlsx makes a workbook."),
) -> None:
    """Say of each billed line whether Amazon paid it, by itself, twice billed, or taken back.

    Example: makewhole compare-service invoice.xlsx ~/Downloads --missed
    """
    read = read_statement(statement.expanduser(), _mapping(statement, column))
    for problem in read.problems:
        say(str(problem))
    with opened(
        paths, home=home, account=account, dates=dates, decimals=decimals, mapping=mapping
    ) as (books, _):
        with books.books.snapshot() as snapshot, open_engine("duckdb") as engine:
            snapshot.attach(engine)
            billed = compare(engine, read)
        closed = []
        if missed:
            with audit(books.books, as_of=day_of(as_of), account=account) as result:
                closed = missed_windows(result)
    rows = [asdict(each) | {"says": each.says} for each in billed]
    if out is not None and out.suffix.lower() == ".xlsx":
        sheets = {"summary": summary(billed), "lines": rows, "windows missed": closed}
        write_workbook(sheets, out.expanduser())
        return
    if fmt is Format.TABLE:
        write(rows, fmt, out, columns=_COLUMNS)
        write(summary(billed), fmt, title="\nBy verdict")
    else:
        write(rows, fmt, out)
    if closed:
        shown = ("claim_type", "fnsku", "closed_on", "units", "amount", "currency")
        write(closed, fmt, columns=shown, title="\nWindows that closed with money still owed")


def _mapping(statement: Path, column: list[str]) -> dict[str, str]:
    """`name=heading` pairs as given. Errors: StatementUnreadable."""
    found = {}
    for each in column:
        name, equals, heading = each.partition("=")
        if not equals or not heading.strip():
            raise StatementUnreadable(
                statement, f"--column {each}", 'name="HEADING"', "Correct --column."
            )
        found[name.strip()] = heading.strip().strip('"')
    return found
