"""`makewhole claim`: findings become cases; each case from draft to money, step by step."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from makewhole.cli.claim_care import care
from makewhole.cli.claim_steps import steps
from makewhole.cli.claiming import (
    ACCOUNTS,
    AS_OF,
    CASE,
    FORMAT,
    HOME,
    ON,
    OUT,
    TYPES,
    day,
    desk,
    number,
)
from makewhole.cli.output import Format, put_text, write

app = typer.Typer(
    no_args_is_help=True,
    help="Draft cases from findings and follow them until paid. You file; nothing is sent.",
    epilog="Start with: makewhole claim draft --limit 1, then makewhole claim show C-1",
)
app.registered_commands += steps.registered_commands + care.registered_commands

_STATES = typer.Option([], "--state", help="Only this state; may be repeated.")
_FINDINGS = typer.Argument(None, help="Finding ids; default: all that may be claimed now.")


@app.command("list", epilog="Example: makewhole claim list --state filed")
def list_(
    state: list[str] = _STATES,
    everything: bool = typer.Option(False, "--all", help="Ended cases too."),
    types: list[str] = TYPES,
    accounts: list[str] = ACCOUNTS,
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """List the cases, the next due first."""
    opened = desk(home)
    from makewhole.claims.cases import selectors  # loads Django

    found = selectors.cases(opened.scope(accounts), ended=None if everything or state else False)
    if state:
        found = found.filter(state__in=state)
    if types:
        found = found.filter(claim_type__in=types)
    _write_cases(opened, found, fmt, out)


@app.command(epilog="Example: makewhole claim show C-12 --format json")
def show(
    case: str = CASE,
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """Show one case: its findings, what it lacks, what was said, payments, every change."""
    opened = desk(home)
    from makewhole.claims.cases import selectors  # loads Django

    found = selectors.case(opened.scope(), number(case))
    details = opened.case_details(found)
    if fmt is not Format.TABLE:
        write([details], fmt, out)
        return
    put_text(opened.sentence(found) + "\n", out)
    facts = {key: value for key, value in details.items() if not isinstance(value, list | dict)}
    write([{"what": key, "is": value} for key, value in facts.items() if value], fmt, out)
    for name, columns in opened.PART_COLUMNS.items():
        if details[name]:
            write(details[name], fmt, out, columns=columns, title=f"\n{name}")
    if apart := opened.apart_words(details):
        put_text(apart + "\n", out)
    if details["denial"]:
        put_text(opened.denial_words(details["denial"]) + "\n", out)
    if details["missing_papers"]:
        put_text(opened.papers_sentence(found) + "\n", out)


@app.command(epilog="Example: makewhole claim draft --type fc_lost --limit 3")
def draft(
    findings: list[str] | None = _FINDINGS,
    types: list[str] = TYPES,
    accounts: list[str] = ACCOUNTS,
    limit: int | None = typer.Option(None, "--limit", min=1, help="At most so many cases."),
    on: datetime | None = ON,
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """Draft cases from findings, most urgent first, within the daily budget."""
    opened = desk(home, day(on))
    from makewhole.claims.cases import drafting  # loads Django
    from makewhole.claims.errors import NothingToDraft

    made = drafting.draft(
        opened.scope(accounts), on=day(on), finding_ids=findings or (), claim_types=types,
        limit=limit,
    )  # fmt: skip
    if made.cases or made.beyond_budget:
        _tell_rest([each.sentence for each in made.refused], len(made.beyond_budget))
    if not made.cases and not made.beyond_budget:
        raise NothingToDraft(each.sentence for each in made.refused)
    if made.cases or fmt is not Format.TABLE:
        _write_cases(opened, made.cases, fmt, out)


def _write_cases(opened: Any, cases: Iterable[Any], fmt: Format, out: Path | None) -> None:
    """Cases in words for a table, with every column for programs."""
    row = opened.case_line if fmt is Format.TABLE else opened.case_row
    write([row(each) for each in cases], fmt, out, columns=opened.CASE_COLUMNS)


def _tell_rest(refused: Sequence[str], beyond: int) -> None:
    for sentence in refused:
        typer.echo(sentence, err=True)
    if beyond:
        typer.echo(
            f"{beyond} more could be drafted; they wait for another day's budget or a higher "
            "--limit. Bursts of claims are held against a seller.",
            err=True,
        )


@app.command(epilog="Example: makewhole claim sync --as-of 2026-06-30")
def sync(
    as_of: datetime | None = AS_OF,
    home: Path | None = HOME,
) -> None:
    """Audit the books of the home and bring cases in line; `audit` and `read` do it too."""
    opened = desk(home, day(as_of))
    from makewhole.settings import load_settings

    typer.echo(str(opened.sync_books(load_settings(home=home).home, day(as_of))))


@app.command(epilog="Example: makewhole claim figures")
def figures(
    accounts: list[str] = ACCOUNTS,
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """Owed, claimed, granted and recovered, per currency."""
    opened = desk(home)
    from dataclasses import asdict

    from makewhole.claims.payments.figures import figures as found  # loads Django

    rows = [asdict(each) for each in found(opened.scope(accounts))]
    if fmt is Format.TABLE:  # a column for each currency: never added across
        names = [name for name in rows[0] if name != "currency"] if rows else []
        rows = [
            {"figure": name, **{str(row["currency"]): row[name] for row in rows}} for name in names
        ]
    write(rows, fmt, out)
