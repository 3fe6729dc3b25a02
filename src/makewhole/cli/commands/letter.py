"""`makewhole letter`: the text of a case, ready to paste."""

from dataclasses import asdict
from pathlib import Path

import typer

from makewhole.cli.claiming import CASE, HOME, OUT, desk, number
from makewhole.cli.output import Format, put_text, write
from makewhole.settings import load_settings


def command(
    case: str = CASE,
    step: str = typer.Option(
        "claim", "--step", help="claim, reply, nudge, appeal, re_evaluation or escalation."
    ),
    language: str | None = typer.Option(
        None, "--language", help="en, de, fr, it, es or ja; default: the setting."
    ),
    points: list[str] = typer.Option(
        [], "--answer", help="Of a reply: the answer to one of Amazon's questions; repeat it."
    ),
    home: Path | None = HOME,
    fmt: Format = typer.Option(Format.TABLE, "--format", help="How to print it."),
    out: Path | None = OUT,
) -> None:
    """Write the letter of a case: where to click, what to paste, attach and confirm.

    Nothing is sent. Example: makewhole letter C-12 --language de
    """
    opened = desk(home)
    from makewhole.claims.letters.facts import case_facts  # loads Django
    from makewhole.claims.letters.writing import write as written

    settings = load_settings(home=home, language=language)
    facts = case_facts(opened.scope(), number(case), settings.home)
    letter = written(facts, step, settings.language, points=points)
    if fmt is Format.TABLE:
        put_text(letter.text(), out)
    else:
        write([asdict(letter)], fmt, out)
