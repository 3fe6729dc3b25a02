"""`makewhole document`: papers dropped in as a heap, joined to cases, confirmed by you."""

from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from makewhole.cli.claim_steps import decimal
from makewhole.cli.claiming import ACCOUNTS, CASE, FORMAT, HOME, ON, OUT, day, desk, number
from makewhole.cli.output import Format, write
from makewhole.settings import load_settings

app = typer.Typer(
    no_args_is_help=True,
    help="Take in invoices, proofs of delivery and photos, and say which case each is a proof for.",
    epilog="Start with: makewhole document add ~/Papers",
)
_NUMBER = typer.Argument(help="The document's number, as `document list` shows it.")
_COLUMNS = ("document", "name", "issued_on", "case", "paper", "because", "confirmed")
_COSTS = ("msku", "state", "findings", "units", "unvalued", "at_risk")


@app.command(epilog="Example: makewhole document add ~/Papers --account us-store")
def add(
    paths: list[Path] = typer.Argument(help="Files, folders, ZIPs or e-mails, in any mix."),
    account: str | None = typer.Option(None, "--account", help="The account they belong to."),
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """Keep papers unaltered and propose the cases whose ids stand in them."""
    opened = desk(home)
    from makewhole.claims.documents.errors import NothingTakenIn  # loads Django
    from makewhole.claims.documents.services import add_heap

    settings = load_settings(home=home)
    made = add_heap(opened.scope(), settings.home, [each.expanduser() for each in paths], account)
    for problem in made.problems:
        typer.echo(str(problem), err=True)
    proposed = {link.document_id: link for link in made.proposed}
    rows = [_row(each, proposed.get(each.pk)) for each in (*made.new, *made.known)]
    _write(rows, fmt, out)
    typer.echo(
        f"{len(made.new)} new, {len(made.known)} known before, "
        f"{sum(problem.is_loss for problem in made.problems)} not taken in; "
        f"{len(made.proposed)} proposed for cases. Confirm each: makewhole document confirm "
        "DOCUMENT CASE",
        err=True,
    )
    if not rows:
        raise NothingTakenIn([str(each) for each in paths])


@app.command("list", epilog="Example: makewhole document list --format csv")
def list_(
    accounts: list[str] = ACCOUNTS,
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """List the documents and the cases they are joined to."""
    opened = desk(home)
    from makewhole.claims.documents import selectors  # loads Django

    scope = opened.scope(accounts)
    joined: dict[int, list[Any]] = {}
    for link in selectors.links(scope):
        joined.setdefault(link.document_id, []).append(link)
    rows = [
        _row(each, link)
        for each in selectors.documents(scope)
        for link in joined.get(each.pk, [None])
    ]
    _write(rows, fmt, out)


@app.command(epilog="Example: makewhole document confirm 3 C-12 --as proof_of_ownership")
def confirm(
    document: int = _NUMBER,
    case: str = CASE,
    paper: str | None = typer.Option(None, "--as", help="The paper it is; default: as proposed."),
    unit_cost: str | None = typer.Option(
        None, "--unit-cost", help="The cost of one unit the paper shows, in the case's currency."
    ),
    sku: str | None = typer.Option(None, "--sku", help="The SKU that cost is of."),
    on: datetime | None = ON,
    home: Path | None = HOME,
) -> None:
    """Say that a document is a paper of a case; what Amazon would refuse is refused here.

    With --unit-cost the case asks for no more than the paper proves, its letters name the sum, and
    every later audit values the SKU by it from the paper's day on.
    """
    opened = desk(home)
    from makewhole.claims.documents import proving, services  # loads Django

    cost, scope = decimal(unit_cost), opened.scope()
    if cost is None:
        link, flags = services.confirm(scope, document, number(case), paper, on=day(on))
    else:
        joined = (document, number(case), paper)
        place = load_settings(home=home).home
        link, flags = proving.confirm_cost(scope, place, joined, cost, on=day(on), msku=sku)
    for flag in flags:
        typer.echo(flag.sentence, err=True)
    typer.echo(f"{link.document.name} is {link.kind.replace('_', ' ')} of {link.case.label}.")
    if cost is not None:
        typer.echo("Audits from now on value by this cost: makewhole claim sync")


@app.command(epilog="Example: makewhole document refuse 3 C-12")
def refuse(document: int = _NUMBER, case: str = CASE, home: Path | None = HOME) -> None:
    """Say that a document does not belong to a case."""
    opened = desk(home)
    from makewhole.claims.documents import services  # loads Django

    services.refuse(opened.scope(), document, number(case))
    typer.echo(f"Document {document} is not proposed for {case} any more.")


@app.command(epilog="Example: makewhole document state 3 --issued-on 2026-03-01 --units 40")
def state(
    document: int = _NUMBER,
    issued: datetime | None = typer.Option(
        None, "--issued-on", formats=["%Y-%m-%d"], help="The day it was issued."
    ),
    units: int | None = typer.Option(None, "--units", min=0, help="The units it shows."),
    home: Path | None = HOME,
) -> None:
    """Note what you read in a document: its day, its units."""
    opened = desk(home)
    from makewhole.claims.documents import services  # loads Django

    told = services.state(
        opened.scope(), document, issued=issued.date() if issued else None, units=units
    )
    typer.echo(f"{told.name}: issued {told.issued_on or 'on no known day'}, {told.units} units.")


@app.command(epilog="Example: makewhole document needed C-12")
def needed(
    case: str = CASE, home: Path | None = HOME, fmt: Format = FORMAT, out: Path | None = OUT
) -> None:
    """List the papers of a case: what each must be for you, and whether it is there."""
    opened = desk(home)
    from dataclasses import asdict

    from makewhole.claims.cases import selectors  # loads Django
    from makewhole.claims.documents.checklist import checklist

    held = selectors.case(opened.scope(), number(case))
    write([asdict(each) for each in checklist(held)], fmt, out)


@app.command(epilog="Example: makewhole document costs --format csv")
def costs(
    accounts: list[str] = ACCOUNTS,
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """List the SKUs whose cost is not known or not proven, by money at risk."""
    opened = desk(home)
    from dataclasses import asdict

    from makewhole.claims.documents.costs import unproven_costs  # loads Django

    rows = [asdict(each) for each in unproven_costs(opened.scope(accounts))]
    for row in rows if fmt is Format.TABLE else ():
        row["at_risk"] = opened.money_words(row["amount"], row["currency"])
    write(rows, fmt, out, columns=_COSTS)


def _write(rows: list[dict[str, Any]], fmt: Format, out: Path | None) -> None:
    """Documents; in a table papers are named in words, which a narrow column may break."""
    if fmt is Format.TABLE:
        rows = [{**row, "paper": (row["paper"] or "").replace("_", " ")} for row in rows]
    write(rows, fmt, out, columns=_COLUMNS)


def _row(document: Any, link: Any) -> dict[str, Any]:
    confirmed = None if link is None else link.confirmed_at
    return {
        "document": document.pk,
        "account": document.account.name,
        "name": document.name,
        "format": document.format,
        "bytes": document.size,
        "issued_on": document.issued_on,
        "units": document.units,
        "flags": document.flags,
        "sha256": document.sha256,
        "case": None if link is None else link.case.label,
        "paper": None if link is None else link.kind,
        "because": None if link is None else link.because,
        "confirmed": None if confirmed is None else confirmed.date(),
    }
