"""`makewhole todo`: what to do today, in order of days left and money at risk."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import typer

from makewhole.cli.claiming import ACCOUNTS, FORMAT, HOME, ON, OUT, day, desk
from makewhole.cli.output import Format, write

_COLUMNS = ("to_do", "case", "claim", "due", "days", "at_risk")


def command(
    on: datetime | None = ON,
    limit: int = typer.Option(40, "--limit", min=1, help="At most so many lines in a table."),
    accounts: list[str] = ACCOUNTS,
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """Say what to do today: cases to file, follow up or answer, findings to draft, then to judge.

    What closes soonest comes first, then the most money; what you must judge comes after what can
    be filed. Start with: makewhole todo
    """
    opened = desk(home, day(on))
    from makewhole.claims.cases import worklist  # loads Django

    scope = opened.scope(accounts)
    work = worklist.work_list(scope, day(on))
    if fmt is not Format.TABLE:
        ids = worklist.finding_ids(scope, day(on))
        write([_row(work.task(each), ids.get(each.bundle, [])) for each in work.entries], fmt, out)
        return
    if not work:
        typer.echo("Nothing to do today.")
        return
    shown = list(work.tasks(0, limit))
    write([_line(opened, each) for each in shown], fmt, out, columns=_COLUMNS)
    if any(each.task.action == worklist.JUDGE for each in shown):
        typer.echo(_JUDGING)
    if len(work) > limit:
        typer.echo(f"and {len(work) - limit} more; --limit or --format csv shows them.", err=True)


def _row(task: Any, findings: list[str]) -> dict[str, Any]:
    return {**asdict(task), "case": task.case and f"C-{task.case}", "findings": findings}


_JUDGING = (
    "To judge: `makewhole explain FINDING` shows its rows; `makewhole claim judge FINDING 'why'` "
    "accepts it, with --set-aside it does not stand."
)


def _line(opened: ModuleType, listed: Any) -> dict[str, Any]:
    task = listed.task
    claim = opened.claim_words(task.claim_type, task.about)
    if task.action == "judge" and listed.finding_id not in task.about:
        more = listed.findings - 1
        claim += f": finding {listed.finding_id}" + (f" and {more} more" if more else "")
    return {
        "to_do": task.action.replace("_", " "),
        "case": task.case and f"C-{task.case}",
        "claim": claim,
        "due": task.due,
        "days": task.days_left,
        "at_risk": opened.money_words(task.amount, task.currency),
    }
