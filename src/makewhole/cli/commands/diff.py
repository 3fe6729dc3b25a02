"""`makewhole diff`: what changed between two audits, finding by finding, and why."""

from dataclasses import asdict
from pathlib import Path

import typer

from makewhole.cli.claiming import FORMAT, HOME, OUT, desk
from makewhole.cli.output import Format, write
from makewhole.errors import UsageError

_COLUMNS = ("finding_id", "claim_type", "kind", "because", "amount_before", "amount_after")


class TwoAuditsNeeded(UsageError):
    """Fewer than two audits have been recorded."""

    def __init__(self, recorded: int) -> None:
        self.recorded = recorded
        super().__init__(
            f"Audits recorded: {recorded}; two are needed to compare. Each `makewhole "
            "audit --home` records one, once cases are kept."
        )


def command(
    earlier: int | None = typer.Argument(
        None, help="An audit's number; default: the last but one."
    ),
    later: int | None = typer.Argument(None, help="Number of a later audit; default: the last."),
    home: Path | None = HOME,
    fmt: Format = FORMAT,
    out: Path | None = OUT,
) -> None:
    """Explain what changed between two recorded audits, finding by finding.

    Start with: makewhole diff
    """
    opened = desk(home)
    from makewhole.claims.findings import diff  # loads Django

    scope = opened.scope()
    numbers = sorted(diff.audits(scope).values_list("pk", flat=True))
    if len(numbers) < 2 and (earlier is None or later is None):
        raise TwoAuditsNeeded(len(numbers))
    first = earlier if earlier is not None else numbers[-2]
    last = later if later is not None else numbers[-1]
    rows = [asdict(each) for each in diff.diff(scope, first, last)]
    if not rows and fmt is Format.TABLE:
        typer.echo(f"No finding differs between audit {first} and audit {last}.")
        return
    write(rows, fmt, out, columns=_COLUMNS)
