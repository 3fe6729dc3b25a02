"""`makewhole verify`: prove findings from the report files, sharing no code with the audit."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import typer

from makewhole.cli import opening
from makewhole.cli.opening import say
from makewhole.cli.output import Format, write
from makewhole.errors import PathMissing, UsageError
from makewhole.verify import Proof, verify


class NotFindings(UsageError):
    """The file to be proven does not hold findings."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path}: this is not a list of findings, one JSON object a line. Nothing was proven. "
            "Make one with: makewhole audit PATH... --format json --out findings.json"
        )


def day_told(findings: list[dict[str, Any]]) -> date:
    """The last day up to today on which all that is open was open, and all that waits waited."""
    days = [datetime.now(UTC).date()]
    for each in findings:
        if each["decision"] == "wait":
            days.append(date.fromisoformat(each["opens_on"]) - timedelta(1))
        elif each["decision"] in ("claim", "review") and each["closes_on"]:
            days.append(date.fromisoformat(each["closes_on"]))
    return min(days)


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
        told = [
            json.loads(line) for line in findings.read_text("utf-8").splitlines() if line.strip()
        ]
        day = as_of.date() if as_of else day_told(told)
        proof = verify(told, paths, day)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotFindings(findings) from error
    for file in proof.unproven:
        say(f"{file}: not read by the checker; what it is cited for is not proven.")
    if proof.contradictions:
        rows = [{"finding": ident, "contradiction": said} for ident, said in proof.contradictions]
        write(rows, fmt, out)
        raise typer.Exit(1)
    if fmt is Format.TABLE:
        typer.echo(_sentence(proof, len(told), day))
    else:
        counts = {"findings": len(told), "rows": proof.rows, "owed": proof.owed}
        write([{"as_of": day, **counts}], fmt, out)


def _sentence(proof: Proof, findings: int, day: date) -> str:
    owed = ", ".join(f"{amount} {currency}" for currency, amount in sorted(proof.owed.items()))
    return (
        f"Proven as of {day}: {findings:,} findings from {proof.rows:,} rows of "
        "the files. Every row exists and says what is quoted, no unit serves twice, days, "
        "values and totals follow. "
        f"Owed: {owed or 'nothing'}."
    )
