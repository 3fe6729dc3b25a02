"""`makewhole journal`: settlements and reimbursements as a double-entry journal."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

import typer

from makewhole.claims.bookkeeping import writing
from makewhole.claims.bookkeeping.entries import Entry, entries
from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, opened, say
from makewhole.cli.output import Format, csv_text, put_text, write
from makewhole.engine import open_engine


class As(StrEnum):
    """The forms a journal is written in."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    BEANCOUNT = "beancount"
    QUICKBOOKS = "quickbooks"
    XERO = "xero"


def command(
    paths: list[Path] | None = opening.PATHS,
    home: Path | None = opening.HOME,
    account: str | None = opening.ACCOUNT,
    since: datetime | None = typer.Option(None, "--from", formats=["%Y-%m-%d"], help="First day."),
    until: datetime | None = typer.Option(None, "--to", formats=["%Y-%m-%d"], help="Last day."),
    accounts: Path | None = typer.Option(
        None, "--accounts", help="A YAML file that names accounts of the chart your way."
    ),
    form: As = typer.Option(As.TABLE, "--format", help="How to write it."),
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    out: Path | None = opening.OUT,
) -> None:
    """Write one entry per settlement and per reimbursement, each balanced to the cent.

    Example: makewhole journal ~/Downloads --format beancount --out amazon.beancount
    """
    names = writing.chart(accounts)
    with (
        opened(
            paths, home=home, account=account, dates=dates, decimals=decimals, mapping=mapping
        ) as (books, _),
        books.books.snapshot() as snapshot,
        open_engine("duckdb") as engine,
    ):
        snapshot.attach(engine)
        found = entries(engine, since.date() if since else None, until.date() if until else None)
    if form is As.BEANCOUNT:
        put_text(writing.beancount(found, names), out)
    elif form is As.QUICKBOOKS:
        put_text(csv_text(writing.quickbooks(found, names)), out)
    elif form is As.XERO:
        _write_xero(found, names, out)
    else:
        write(_rows(found, names), Format(form.value), out)
    gaps = [each for each in found for posting in each.postings if posting.ledger == "difference"]
    for entry in gaps:
        say(f"{entry.memo}: its lines and its total differ; see the account for differences.")


def _write_xero(found: list[Entry], names: writing.Chart, out: Path | None) -> None:
    """One file for Xero, or several numbered ones where it takes no more lines in one."""
    parts = writing.xero(found, names)
    for number, rows in enumerate(parts, 1):
        target = out
        if out is not None and len(parts) > 1:
            target = out.with_name(f"{out.stem}-{number}{out.suffix}")
        put_text(csv_text(rows), target)


def _rows(found: list[Entry], names: writing.Chart) -> list[dict[str, object]]:
    return [
        {
            "number": entry.number,
            "day": entry.day,
            "account": entry.account,
            "kind": entry.kind,
            "ledger": names[posting.ledger]["name"],
            "amount": posting.amount,
            "currency": entry.currency,
            "said": posting.said,
            "memo": entry.memo,
        }
        for entry in found
        for posting in entry.postings
    ]
