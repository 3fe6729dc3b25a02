"""`makewhole audit`: what Amazon owes, what waits, what is too late, and what could not "
"be checked."""

import sys
from datetime import datetime
from pathlib import Path

import typer

from makewhole.audit import Audit, audit
from makewhole.audit.finding import COLUMNS, line_of
from makewhole.audit.session import OpenBooks
from makewhole.books.quarantine import write_csv
from makewhole.claims import CasesReadOnly, sync_after_audit
from makewhole.cli import opening
from makewhole.cli.findings import show_findings, show_funnel
from makewhole.cli.opening import Dates, Decimals, day_of, opened, say, say_set_aside
from makewhole.cli.output import Format, ParquetNeedsFile, csv_lines, put_lines
from makewhole.engine import engine_to_come
from makewhole.settings import load_settings


def command(
    paths: list[Path] | None = opening.PATHS,
    as_of: datetime | None = opening.AS_OF,
    account: str | None = opening.ACCOUNT,
    cost: Path | None = typer.Option(None, help="Your unit costs; see: makewhole template costs"),
    fmt: Format = typer.Option(Format.TABLE, "--format", help="How to print it."),
    out: Path | None = opening.OUT,
    home: Path | None = opening.HOME,
    summary: bool = typer.Option(False, "--summary", help="The funnel instead of the findings."),
    strict: bool = typer.Option(False, "--strict", help="End with 1 if any input was set aside."),
    quarantine: Path | None = typer.Option(None, help="Write the rows set aside to this CSV."),
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    store: list[str] | None = typer.Option(
        None, help="A store of the account, such as US; repeat it to audit store by store."
    ),
    engine: str | None = typer.Option(
        None, help="duckdb, spark, or a Spark master: spark://HOST:PORT"
    ),
) -> None:
    """Say what Amazon owes, from a folder of reports, and why.

    Nothing is sent anywhere and nothing is filed. Exit status: 0 it ran; 1 it ran, input was set
    aside and --strict was given; 2 wrong usage; 3 nothing could be read.

    Examples: makewhole audit ~/Downloads · makewhole audit reports.zip --format csv --out owed.csv
    """
    if fmt is Format.PARQUET and out is None:
        raise ParquetNeedsFile
    given = [*(paths or ()), *([cost] if cost else [])]
    settings = load_settings()
    with (
        engine_to_come(
            engine or settings.engine, threads=settings.threads, memory_limit=settings.memory
        ) as opened_engine,
        opened(
            given, home=home, account=account, dates=dates, decimals=decimals, mapping=mapping
        ) as (books, _),
    ):
        set_aside = say_set_aside(books)
        if quarantine is not None:
            write_csv(books.set_aside(), quarantine)
        with audit(
            books.books,
            as_of=day_of(as_of),
            account=account,
            engine=opened_engine(),
            stores=store or None,
        ) as result:
            for told in (*result.several_stores, *result.stale):
                say(str(told))
            if summary:
                show_funnel(result, books, fmt, out)
            else:
                _show(result, fmt, out)
            sys.stdout.flush()  # the answer stands before what it leaves open
            for one in result.not_checked:
                say(str(one))
            _follow_up(home, result, books)
    if strict and set_aside + _unread(books):
        raise typer.Exit(1)


def _show(result: Audit, fmt: Format, out: Path | None) -> None:
    if fmt is Format.PARQUET:
        assert out is not None  # said at the start
        result.write_parquet(out)
    elif fmt is Format.TABLE:
        show_findings(result, out)
    elif fmt is Format.JSON:
        put_lines(map(line_of, result.told()), out)
    else:
        put_lines(csv_lines(result.told(), COLUMNS), out)


def _follow_up(home: Path | None, result: Audit, books: OpenBooks) -> None:
    """Cases of a home learn of payments and reversals from every audit, without being asked."""
    if home is None:
        return
    try:
        told = sync_after_audit(home, result)
    except CasesReadOnly as untold:  # the answer stands all the same
        say(str(untold))
        return
    if told is not None:
        say(str(told))


def _unread(books: OpenBooks) -> int:
    """Files that were given and could not be read at all."""
    return sum(1 for problem in books.problems if problem.is_loss)
