"""Everything around a case as commands: who has it, notes, tags, judgements, papers, figures."""

import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import typer

from makewhole.cli.claim_steps import decimal
from makewhole.cli.claiming import AS_OF, CASE, HOME, ON, TEXT, VERSION, day, desk, number, tell
from makewhole.errors import UsageError

care = typer.Typer()

_FINDING = typer.Argument(help="The finding's id.")
_FINDINGS_FILE = typer.Argument(help="Findings as `makewhole audit --format json` writes them.")


class FindingsUnreadable(UsageError):
    """A file that is not the findings of an audit."""

    def __init__(self, path: Path, line: int, found: str) -> None:
        self.path, self.line, self.found = path, line, found
        super().__init__(
            f"{path}, line {line}: {found}; expected was one finding a line, as `makewhole audit "
            "--format json` writes them. Nothing was recorded."
        )


@care.command(epilog="Example: makewhole claim assign C-12 owner")
def assign(
    case: str = CASE,
    person: str = typer.Argument("", help="The user's name; empty takes the case from them."),
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Give a case to a person."""
    opened = desk(home)
    from makewhole.claims.cases import care as cases  # loads Django

    tell(opened, cases.assign(opened.scope(), number(case), person, version=version))


@care.command(epilog="Example: makewhole claim note C-12 'Carrier called back'")
def note(
    case: str = CASE,
    text: str = TEXT,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Keep a note with a case."""
    opened = desk(home)
    from makewhole.claims.cases import care as cases  # loads Django

    tell(opened, cases.note(opened.scope(), number(case), text, on=day(on), version=version))


@care.command(epilog="Example: makewhole claim tag C-12 supplier-acme")
def tag(
    case: str = CASE,
    name: str = typer.Argument(help="The tag."),
    remove: bool = typer.Option(False, "--remove", help="Take it off."),
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Put a tag on a case, or take it off."""
    opened = desk(home)
    from makewhole.claims.cases import care as cases  # loads Django

    step = cases.untag if remove else cases.tag
    tell(opened, step(opened.scope(), number(case), name, version=version))


@care.command(epilog="Example: makewhole claim judge FINDING 'Checked against the invoice'")
def judge(
    finding: str = _FINDING,
    text: str = TEXT,
    set_aside: bool = typer.Option(False, "--set-aside", help="It does not stand."),
    home: Path | None = HOME,
) -> None:
    """Say whether a finding under review stands; only then can it become a case."""
    opened = desk(home)
    from makewhole.claims.cases import care as cases  # loads Django

    said = cases.judge(opened.scope(), finding, stands=not set_aside, text=text)
    typer.echo(f"{finding} {said.kind} by {said.who}.")


@care.command(epilog="Example: makewhole claim confirm C-12 proof_of_ownership 'Invoice 4711'")
def confirm(
    case: str = CASE,
    paper: str = typer.Argument(help="The required paper or statement."),
    text: str = TEXT,
    home: Path | None = HOME,
) -> None:
    """Say that you hold a required paper, or vouch for what only you know."""
    opened = desk(home)
    from makewhole.claims.cases import care as cases  # loads Django

    said = cases.confirm(opened.scope(), number(case), paper, text)
    typer.echo(f"{paper} confirmed by {said.who}.")


@care.command(epilog="Example: makewhole claim amend C-12 FINDING --units 3 --amount 37.50")
def amend(
    case: str = CASE,
    finding: str = _FINDING,
    units: int = typer.Option(..., "--units", min=0, help="Units to ask for."),
    amount: str | None = typer.Option(None, "--amount", help="Money to ask for."),
    proven: str | None = typer.Option(None, "--proven", help="Value of a unit the papers prove."),
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Ask for less than a finding shows; never for more than it or the papers prove."""
    opened = desk(home)
    from makewhole.claims.cases import care as cases  # loads Django

    found = cases.amend_line(
        opened.scope(), number(case), finding, units=units, amount=decimal(amount),
        documented_unit_value=decimal(proven), version=version,
    )  # fmt: skip
    tell(opened, found)


@care.command(epilog="Example: makewhole claim budget 5")
def budget(
    count: int | None = typer.Argument(None, min=0, help="New cases a day; without: show it."),
    account: str | None = typer.Option(None, "--account", help="Only for this account."),
    home: Path | None = HOME,
) -> None:
    """Show or set how many new cases a day each account may have."""
    opened = desk(home)
    from makewhole.claims.accounts import selectors, services  # loads Django
    from makewhole.claims.cases.drafting import BUDGET, daily_budget, left_today

    scope = opened.scope([account] if account else [])
    if count is not None:
        chosen = selectors.accounts(scope).first() if account else None
        services.keep_setting(BUDGET, count, scope.who, chosen)
    for each in selectors.accounts(scope):
        left = left_today(each, day(None))
        typer.echo(f"{each.name}: {daily_budget(each, day(None))} a day, {left} left today.")


@care.command(epilog="Example: makewhole claim rate EUR USD 1.0842 --stated-by 'ECB 2026-06-30'")
def rate(
    source: str = typer.Argument(help="The currency converted from."),
    target: str = typer.Argument(help="The currency converted to."),
    value: str = typer.Argument(help="What one unit of the first is worth in the second."),
    stated_by: str = typer.Option(..., "--stated-by", help="Who says so."),
    on: datetime | None = ON,
    home: Path | None = HOME,
) -> None:
    """State a rate between two currencies; without one nothing is converted."""
    opened = desk(home)
    from makewhole.claims.errors import RateWrong  # loads Django
    from makewhole.claims.payments.figures import state_rate

    source, target = source.upper(), target.upper()
    try:
        stated = Decimal(value)
    except InvalidOperation:
        raise RateWrong(source, target, value) from None
    by = opened.scope().who
    state_rate(source, target, stated, day=day(on), stated_by=stated_by, by=by)
    typer.echo(f"1 {source} is {value} {target} on {day(on)} ({stated_by}).")


@care.command(epilog="Example: makewhole claim take findings.jsonl --as-of 2026-06-30")
def take(
    file: Path = _FINDINGS_FILE,
    as_of: datetime | None = AS_OF,
    home: Path | None = HOME,
) -> None:
    """Record the findings of an audit kept in a file."""
    opened = desk(home, brings_findings=True)
    from makewhole.claims.findings.services import record_audit  # loads Django

    findings = _findings(file)
    accounts = {str(each["account"]) for each in findings}
    found = record_audit(findings, as_of=day(as_of), accounts=accounts, by=opened.scope().who)
    told = ", ".join(f"{count} {kind}" for kind, count in found.counts.items() if count)
    typer.echo(f"audit {found.pk} recorded: {told or 'no findings'}.")


def _findings(file: Path) -> list[dict[str, object]]:
    found = []
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FindingsUnreadable(file, 1, f"it cannot be read ({error})") from error
    for place, line in enumerate(lines, 1):
        try:
            finding = json.loads(line)
        except json.JSONDecodeError as error:
            raise FindingsUnreadable(file, place, f"it is not JSON ({error.msg})") from error
        if not isinstance(finding, dict) or "finding_id" not in finding:
            raise FindingsUnreadable(file, place, "it holds no finding_id")
        found.append(finding)
    return found
