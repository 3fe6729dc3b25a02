"""`makewhole pack`: everything about a case in one ZIP that a stranger can check."""

from pathlib import Path

import typer

from makewhole.cli.claiming import CASE, HOME, desk, number
from makewhole.settings import load_settings


def command(
    case: str = CASE,
    out: Path = typer.Option(Path(), "--out", help="The ZIP to write, or a folder for C-12.zip."),
    language: str | None = typer.Option(
        None, "--language", help="Of the letter: en, de, fr, it, es or ja; default: the setting."
    ),
    step: str = typer.Option(
        "claim", "--step", help="The letter in it: claim, nudge, appeal, re_evaluation, escalation."
    ),
    home: Path | None = HOME,
) -> None:
    """Pack a case: letter, PDF with exhibits, rows, arithmetic, policy, papers, hashes.

    Unpack it anywhere and run `python check.py`: it recomputes the amount and needs nothing else.
    Example: makewhole pack C-12 --out ~/Desktop
    """
    opened = desk(home)
    from makewhole.claims.pack.packing import pack  # loads Django

    settings = load_settings(home=home, language=language)
    made = pack(
        opened.scope(), number(case), settings.home, out.expanduser(), language=settings.language,
        step=step,
    )  # fmt: skip
    if made.letter.note:
        typer.echo(f"Note: {made.letter.note}.", err=True)
    typer.echo(f"{made.path} ({made.size:,} bytes); manifest SHA-256 {made.manifest_sha256}")
