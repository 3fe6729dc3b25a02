"""`makewhole stock`: the stock account by month, against Amazon's own balances."""

from datetime import datetime
from pathlib import Path

import typer

from makewhole.audit.stock import StockAccount, stock_account
from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, day_of, opened, say
from makewhole.cli.output import Format, write
from makewhole.cli.workbook import write_workbook
from makewhole.engine import open_engine
from makewhole.policy import load_policy

_COLUMNS = [
    "fnsku", "disposition", "month", "opening", "receipts", "customer_returns", "found", "other_in",
    "shipments", "removals", "lost", "damaged", "disposed", "other_out", "closing",
    "closing_value", "currency",
]  # fmt: skip


def command(
    paths: list[Path] | None = opening.PATHS,
    home: Path | None = opening.HOME,
    account: str | None = opening.ACCOUNT,
    as_of: datetime | None = opening.AS_OF,
    fnsku: str | None = typer.Option(None, help="Only this FNSKU."),
    gaps: bool = typer.Option(False, "--gaps", help="Only where Amazon's balances differ."),
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    fmt: Format = opening.FORMAT,
    out: Path | None = typer.Option(None, help="Write to this file; .xlsx makes a workbook."),
) -> None:
    """Close the month: opening + in - out = closing, per FNSKU, disposition and month.

    Example: makewhole stock ~/Downloads --out stock.xlsx
    """
    with (
        opened(
            paths, home=home, account=account, dates=dates, decimals=decimals, mapping=mapping
        ) as (books, _),
        books.books.snapshot() as snapshot,
        open_engine("duckdb") as engine,
    ):
        snapshot.attach(engine)
        found = _only(stock_account(engine, load_policy(), day_of(as_of)), fnsku)
    if out is not None and out.suffix.lower() == ".xlsx":
        write_workbook({"stock": found.rows, "gaps": found.gaps}, out)
    else:
        write(found.gaps if gaps else found.rows, fmt, out, columns=None if gaps else _COLUMNS)
    for note in found.notes:
        say(note)


def _only(found: StockAccount, fnsku: str | None) -> StockAccount:
    if fnsku is None:
        return found
    rows = [row for row in found.rows if row["fnsku"] == fnsku]
    return StockAccount(rows, [gap for gap in found.gaps if gap["fnsku"] == fnsku], found.notes)
