"""`makewhole verify`: prove findings from the report files, sharing no code with the audit."""

from datetime import datetime
from pathlib import Path

import typer

from makewhole.cli import opening
from makewhole.cli.opening import say
from makewhole.cli.output import Format, write
from makewhole.errors import PathMissing, UsageError
from makewhole.verify import verify


class NotFindings(UsageError):
    """The file to be proven does not hold findings."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path}: this is not a list of findings, one JSON object a line. Nothing was proven. "
            "Make one with: makewhole audit PATH... --format json --out findings.json"
        )


def command(
    findings: Path = typer.Argument(..., help="Findings as JSON Lines: audit --format json."),
    paths: list[Path] = typer.Argument(..., help="The report files the findings came from."),
    as_of: datetime | None = typer.Option(
        None,
        formats=["%Y-%m-%d"],
        help="The day of the audit. Left out: the last day on which every decision can be right.",
    ),
    fmt: Format = opening.FORMAT,
    out: Path | None = opening.OUT,
) -> None:
    """Prove every finding from the files alone, or name what contradicts it (exit status 1).

    Example: makewhole verify owed.json ~/Downloads --as-of 2026-06-30
    """
    for path in (findings, *paths):
        if not path.exists():
            raise PathMissing(path)
    try:
        proof = verify(findings, paths, as_of and as_of.date())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotFindings(findings) from error
    for file in proof.unproven:
        say(f"{file}: not read by the checker; what it is cited for is not proven.")
    if proof.contradictions:
        rows = [{"finding": ident, "contradiction": said} for ident, said in proof.contradictions]
        write(rows, fmt, out)
        raise typer.Exit(1)
    owed = ", ".join(f"{amount} {currency}" for currency, amount in sorted(proof.owed.items()))
    if fmt is Format.TABLE:
        typer.echo(
            f"Proven as of {proof.as_of}: {proof.findings:,} findings from {proof.rows:,} rows of "
            "the files. Every row exists and says what is quoted, no unit serves twice, days, "
            "values and totals follow. "
            f"Owed: {owed or 'nothing'}."
        )
    else:
        counts = {"findings": proof.findings, "rows": proof.rows, "owed": proof.owed}
        write([{"as_of": proof.as_of, **counts}], fmt, out)
