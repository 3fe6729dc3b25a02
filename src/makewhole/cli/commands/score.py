"""`makewhole score`: how close a tool's findings come to a simulated account's truth."""

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

import typer

from makewhole.errors import PathMissing, UsageError
from makewhole.simulate.score import Score, Share, score


class Shape(StrEnum):
    """How the score is printed."""

    TABLE = "table"
    JSON = "json"


class NotFindings(UsageError):
    """A file that does not hold findings as JSON lines."""

    def __init__(self, path: Path, line: int, found: str) -> None:
        self.path, self.line, self.found = path, line, found
        super().__init__(
            f"{path}, line {line}: found {found}; expected a finding as a JSON object with "
            "claim_type, decision and event_date. Nothing was scored. Write findings with: "
            "makewhole audit PATH --format json --out FILE"
        )


def command(
    truth: Path = typer.Argument(..., help="truth.jsonl of a simulated account."),
    findings: Path = typer.Argument(..., help="Findings to judge, one JSON object a line."),
    shape: Shape = typer.Option(Shape.TABLE, "--format", help="How to print it."),
    strict: bool = typer.Option(False, help="End with status 1 unless everything agrees."),
) -> None:
    """Compare findings with the truth: precision and recall, and every difference in words.

    Example: makewhole score account/truth.jsonl findings.jsonl
    """
    result = score(_lines(truth), _lines(findings))
    if shape is Shape.JSON:
        typer.echo(json.dumps(_as_json(result), ensure_ascii=False))
    else:
        typer.echo(_as_text(result))
    if strict and not result.is_perfect:
        raise typer.Exit(1)


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    if not path.is_file():
        raise PathMissing(path)
    for number, text in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if text.strip():
            yield _finding(path, number, text)


def _finding(path: Path, number: int, text: str) -> dict[str, Any]:
    try:
        line = json.loads(text)
    except json.JSONDecodeError:
        raise NotFindings(path, number, "text that is not JSON") from None
    if not isinstance(line, dict) or not {"claim_type", "decision", "event_date"} <= line.keys():
        raise NotFindings(path, number, "something else")
    return line


def _rows(result: Score) -> list[tuple[str, Share]]:
    money = [(f"money {currency}", share) for currency, share in result.money.items()]
    return [("findings", result.findings), ("units", result.units), *money,
        ("deadlines", result.deadlines)]  # fmt: skip


def _as_text(result: Score) -> str:
    lines = [f"{'':<12} precision  recall"]
    lines += [f"{name:<12} {share.precision:>9} {share.recall:>7}" for name, share in _rows(result)]
    return "\n".join([*lines, "", *(result.mismatches or ["Everything agrees."])])


def _as_json(result: Score) -> dict[str, Any]:
    shares = {
        name: {"precision": str(share.precision), "recall": str(share.recall)}
        for name, share in _rows(result)
    }
    return {**shares, "mismatches": result.mismatches}
