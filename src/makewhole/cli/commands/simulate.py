"""`makewhole simulate`: a whole seller account with planted truth, for testing any tool."""

from datetime import datetime
from pathlib import Path

import typer

from makewhole.errors import UsageError
from makewhole.simulate.account import write_account
from makewhole.simulate.bulk import MOST, write_bulk
from makewhole.simulate.play import Size, play
from makewhole.simulate.stores import STORES


class StoreNotPlayed(UsageError):
    """A store the simulator has no setting for."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(
            f'--marketplace "{given}": accounts are simulated for {", ".join(STORES)}. '
            "Nothing was written; give one of these."
        )


def command(
    out: Path = typer.Option(..., help="The folder to write the account to."),
    seed: int = typer.Option(1, help="The same seed gives the same account, byte for byte."),
    skus: int = typer.Option(25, min=1, help="How many products the seller has."),
    months: int = typer.Option(9, min=3, help="How many months the account has traded."),
    marketplace: str = typer.Option("US", help="The store: US, CA, UK, DE, ..."),
    as_of: datetime = typer.Option(
        "2026-11-15", formats=["%Y-%m-%d"], help="The day the reports are downloaded."
    ),
    noise: bool = typer.Option(False, help="Add what real folders have: copies, other files, ..."),
    copies: int = typer.Option(
        1, min=1, max=MOST, help="Copies of the account under other ids, for very large ones."
    ),
    orders_per_month: int = typer.Option(300, min=1, help="Orders a month, all products together."),
) -> None:
    """Write a simulated seller account: reports, the truth they prove, and what really happened.

    Example: makewhole simulate --seed 7 --skus 40 --months 12 --out account
    """
    store = marketplace.upper()
    if store not in STORES:
        raise StoreNotPlayed(marketplace)
    size = Size(skus, months, orders_per_month)
    if copies > 1:
        written = write_bulk(out, seed, store, as_of.date(), size=size, copies=copies)
    else:
        world = play(seed, store, as_of.date(), size)
        written = write_account(world, out, noise=seed if noise else None)
    typer.echo(
        f"{written.files} files in {written.reports}; "
        f"{written.findings} findings in {written.truth}."
        f" Audit them with: makewhole audit {written.reports} --as-of {as_of.date()}"
    )
