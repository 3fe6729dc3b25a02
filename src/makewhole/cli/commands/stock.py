"""`makewhole stock`: the stock account by month, against Amazon's own balances, and open shipments.

A month is closed with what is on the shelf and with what is still on its way there.
"""

from datetime import date, datetime
from pathlib import Path

import typer

from makewhole.audit.shipments import open_shipments
from makewhole.audit.stock import Row, StockAccount, stock_account
from makewhole.books import Snapshot
from makewhole.claims import connect, has_app_database
from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, day_of, opened, say
from makewhole.cli.output import Format, write
from makewhole.cli.workbook import write_workbook
from makewhole.engine import open_engine
from makewhole.policy import load_policy
from makewhole.reconcile import AuditDay
from makewhole.reconcile.views import BOOK
from makewhole.settings import Settings

_COLUMNS = [
    "fnsku", "disposition", "month", "opening", "receipts", "customer_returns", "found", "other_in",
    "shipments", "removals", "lost", "damaged", "disposed", "other_out", "closing",
    "closing_value", "currency",
]  # fmt: skip
# What a narrow window does without, the first to go first.
_SPARE = [
    "other_in", "other_out", "disposed", "found", "currency", "damaged", "lost", "removals",
    "customer_returns", "closing_value", "receipts", "shipments", "disposition",
]  # fmt: skip
_SHIPMENT_COLUMNS = [
    "shipment_id", "status", "created_date", "shipped", "received", "short", "over", "state",
    "case",
]  # fmt: skip


def command(
    paths: list[Path] | None = opening.PATHS,
    home: Path | None = opening.HOME,
    account: str | None = opening.ACCOUNT,
    as_of: datetime | None = opening.AS_OF,
    fnsku: str | None = typer.Option(None, help="Only this FNSKU."),
    gaps: bool = typer.Option(False, "--gaps", help="Only where Amazon's balances differ."),
    shipments: bool = typer.Option(False, "--shipments", help="Shipments to Amazon still open."),
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    fmt: Format = opening.FORMAT,
    out: Path | None = typer.Option(None, help="Write to this file; .xlsx makes a workbook."),
) -> None:
    """Close the month: opening + in - out = closing, per FNSKU, disposition and month.

    With --shipments: what is on its way, or came with a difference, and the case open for it.

    Example: makewhole stock ~/Downloads --out stock.xlsx
    """
    day, is_workbook = day_of(as_of), out is not None and out.suffix.lower() == ".xlsx"
    with (
        opened(
            paths, home=home, account=account, dates=dates, decimals=decimals, mapping=mapping
        ) as (books, settings),
        books.books.snapshot() as snapshot,
    ):
        found = StockAccount([], [], [])
        if not shipments:
            with open_engine("duckdb") as engine:
                snapshot.attach(engine)
                found = _only(stock_account(engine, load_policy(), day), fnsku)
        wanted = shipments or is_workbook
        sent = _shipments(snapshot, day, settings if home else None) if wanted else []
    if out is not None and is_workbook:
        stock = {} if shipments else {"stock": found.rows, "gaps": found.gaps}
        write_workbook({**stock, "shipments": sent}, out)
    elif shipments:
        write(sent, fmt, out, columns=_SHIPMENT_COLUMNS)
    elif gaps:
        write(found.gaps, fmt, out, spare=["account", "kind", "first_day", "disposition"])
    else:
        write(found.rows, fmt, out, columns=_COLUMNS, spare=_SPARE)
    for note in found.notes:
        say(note)


def _shipments(snapshot: Snapshot, day: date, settings: Settings | None) -> list[Row]:
    """Open shipments, with the cases open for each where the home keeps cases."""
    with open_engine("duckdb") as engine:
        snapshot.attach(engine, prefix=BOOK)
        days = [AuditDay(name, day, load_policy(), None) for name in snapshot.accounts]
        rows = open_shipments(engine, days)
    cases: dict[tuple[str, str], list[str]] = {}
    if settings is not None and has_app_database(settings.home, settings.database_url):
        connect(settings.home, settings.database_url)
        # they load Django
        from makewhole.claims.cases.shipments import open_cases_by_shipment
        from makewhole.cli.desk import scope

        cases = open_cases_by_shipment(scope())
    return [
        {**row, "case": ", ".join(cases.get((row["account"], row["shipment_id"]), [])) or None}
        for row in rows
    ]


def _only(found: StockAccount, fnsku: str | None) -> StockAccount:
    if fnsku is None:
        return found
    rows = [row for row in found.rows if row["fnsku"] == fnsku]
    return StockAccount(rows, [gap for gap in found.gaps if gap["fnsku"] == fnsku], found.notes)
