"""`makewhole settlements`: do statements add up, do they join, was what was approved paid?"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

import typer

from makewhole.audit import audit
from makewhole.audit.settlements import settlements
from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, day_of, opened, say, say_set_aside
from makewhole.cli.output import Format, write


class Part(StrEnum):
    """What to print."""

    STATEMENTS = "statements"
    ACCOUNTS = "accounts"
    UNKNOWN = "unknown"
    CHAIN = "chain"
    CARRIED = "carried"
    DEFERRED = "deferred"


# What fits a screen; the other formats hold every column.
_SHOWN = {
    Part.STATEMENTS: ("settlement_id", "end_date", "total", "difference", "balance", "period"),
    Part.ACCOUNTS: ("settlement_id", "currency", "account_name", "amount", "lines"),
    Part.UNKNOWN: ("transaction_type", "amount_type", "amount_description", "lines", "amount"),
    Part.CHAIN: ("day", "reimbursement_id", "msku", "amount", "deposit_date", "state"),
    Part.CARRIED: ("kind", "settlement_id", "before_id", "expected", "amount", "state"),
    Part.DEFERRED: ("transaction_date", "order_id", "amount", "release_date", "state"),
}


def command(
    paths: list[Path] | None = opening.PATHS,
    home: Path | None = opening.HOME,
    account: str | None = opening.ACCOUNT,
    as_of: datetime | None = opening.AS_OF,
    show: Part = typer.Option(
        Part.STATEMENTS,
        help="statements; accounts of the chart; unknown kinds of line; chain of reimbursements; "
        "reserves and failed transfers carried over; deferred rows.",
    ),
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    fmt: Format = opening.FORMAT,
    out: Path | None = opening.OUT,
) -> None:
    """Balance settlements: lines to total, period to period, approvals to deposits.

    Example: makewhole settlements ~/Downloads --show chain --format csv --out chain.csv
    """
    with opened(
        paths, home=home, account=account, dates=dates, decimals=decimals, mapping=mapping
    ) as (books, _):
        say_set_aside(books)
        with audit(books.books, as_of=day_of(as_of), account=account) as result:
            found = settlements(result)
    parts = {
        Part.STATEMENTS: found.statements, Part.ACCOUNTS: found.accounts,
        Part.UNKNOWN: found.unknown, Part.CHAIN: found.chain,
        Part.CARRIED: found.carried, Part.DEFERRED: found.deferred,
    }  # fmt: skip
    write(parts[show], fmt, out, columns=_SHOWN[show])
    if found.unknown:
        lines = sum(row["lines"] for row in found.unknown)
        say(f"{lines:,} lines are of a kind no account holds: --show unknown lists them.")
