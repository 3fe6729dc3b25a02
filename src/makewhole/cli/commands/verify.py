"""`makewhole verify`: prove findings from the report files, sharing no code with the audit."""

from datetime import datetime
from pathlib import Path

import typer

from makewhole.cli import opening
from makewhole.cli.opening import day_of
from makewhole.cli.output import Format, write
from makewhole.errors import PathMissing
from makewhole.verify import verify


def command(
    findings: Path = typer.Argument(..., help="Findings as JSON Lines: audit --format json."),
    paths: list[Path] = typer.Argument(..., help="The report files the findings came from."),
    as_of: datetime | None = opening.AS_OF,
    fmt: Format = opening.FORMAT,
    out: Path | None = opening.OUT,
) -> None:
    """Prove every finding from the files alone, or name what contradicts it (exit status 1).

    Example: makewhole verify owed.json ~/Downloads --as-of 2026-06-30
    """
    for path in (findings, *paths):
        if not path.exists():
            raise PathMissing(path)
    proof = verify(findings, paths, day_of(as_of))
    if proof.contradictions:
        rows = [{"finding": c.finding_id, "contradiction": c.claim} for c in proof.contradictions]
        write(rows, fmt, out)
        raise typer.Exit(1)
    owed = ", ".join(f"{amount} {currency}" for currency, amount in sorted(proof.owed.items()))
    if fmt is Format.TABLE:
        typer.echo(
            f"Proven: {proof.findings:,} findings from {proof.rows:,} rows of the files. Every row "
            "exists and says what is quoted, no unit serves twice, days, values and totals follow. "
            f"Owed: {owed or 'nothing'}."
        )
    else:
        write([{"findings": proof.findings, "rows": proof.rows, "owed": proof.owed}], fmt, out)
