"""The steps of a case as commands: filed, asked, answered, granted, refused, appealed, closed.

Each only notes what a person did or was told at Amazon; nothing is ever sent from here.
"""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import typer

from makewhole.cli.claiming import CASE, HOME, ON, TEXT, VERSION, day, desk, number, tell
from makewhole.errors import UsageError

steps = typer.Typer()

_CASE_ID = typer.Option(..., "--case-id", help="The case id Seller Central shows.")
_UNITS = typer.Option(None, "--units", min=0, help="Units granted; default: all claimed.")
_AMOUNT = typer.Option(None, "--amount", help="Money granted, in the case's currency.")


class AmountWrong(UsageError):
    """An amount that is no number."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(
            f"--amount is {found!r}; expected was a number such as 12.50. Nothing was changed."
        )


def decimal(text: str | None) -> Decimal | None:
    """An amount as typed. Errors: AmountWrong."""
    if text is None:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise AmountWrong(text) from None
    if not found.is_finite():
        raise AmountWrong(text)
    return found


@steps.command(epilog="Example: makewhole claim ready C-12")
def ready(
    case: str = CASE,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Check a draft: still owed, in time, its papers there. Then it is ready to file."""
    opened = desk(home)
    from makewhole.claims.cases import moves  # loads Django

    found = moves.make_ready(opened.scope(), number(case), on=day(on), version=version)
    tell(opened, found)
    if found.state == "needs_documents":
        typer.echo(opened.papers_sentence(found))


@steps.command(epilog="Example: makewhole claim file C-12 --case-id 15830212345")
def file(
    case: str = CASE,
    case_id: str = _CASE_ID,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
    despite_gate: bool = typer.Option(
        False, "--already-done", help="It has been filed, though something stands against it."
    ),
) -> None:
    """Note that you filed a case in Seller Central, and Amazon's case id."""
    opened = desk(home)
    from makewhole.claims.cases import moves  # loads Django

    tell(
        opened,
        moves.file(
            opened.scope(), number(case), case_id, on=day(on), version=version,
            despite_gate=despite_gate,
        ),
    )  # fmt: skip


@steps.command("case-id", epilog="Example: makewhole claim case-id C-12 15830212345")
def case_id(
    case: str = CASE,
    correct: str = typer.Argument(help="The right case id."),
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Correct the case id noted with a filed case."""
    opened = desk(home)
    from makewhole.claims.cases import moves  # loads Django

    tell(opened, moves.correct_case_id(opened.scope(), number(case), correct, version=version))


@steps.command(epilog="Example: makewhole claim asked C-12 'Please send the invoice'")
def asked(
    case: str = CASE,
    text: str = TEXT,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Note that Amazon asks for information."""
    _say("information_requested", case, text, on, home, version)


@steps.command(epilog="Example: makewhole claim reply C-12 'Invoice sent'")
def reply(
    case: str = CASE,
    text: str = TEXT,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Note your answer to Amazon's question."""
    _say("answer", case, text, on, home, version)


@steps.command(epilog="Example: makewhole claim nudge C-12")
def nudge(
    case: str = CASE,
    text: str = TEXT,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Note a follow-up in the same case after silence."""
    _say("nudge", case, text, on, home, version)


@steps.command(epilog="Example: makewhole claim escalate C-12")
def escalate(
    case: str = CASE,
    text: str = TEXT,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Note an escalation in the same case."""
    _say("escalate", case, text, on, home, version)


@steps.command(epilog="Example: makewhole claim appeal C-12 'The loss row is still open'")
def appeal(
    case: str = CASE,
    text: str = TEXT,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Note an appeal in the same case: of a refusal, a short payment or a reversal."""
    _say("appeal", case, text, on, home, version)


def _say(
    step: str, case: str, text: str, on: datetime | None, home: Path | None, version: int | None
) -> None:
    opened = desk(home)
    from makewhole.claims.cases import moves  # loads Django

    done = getattr(moves, step)
    tell(opened, done(opened.scope(), number(case), text, on=day(on), version=version))


@steps.command(epilog="Example: makewhole claim grant C-12 --units 4 --amount 50.00")
def grant(
    case: str = CASE,
    text: str = TEXT,
    units: int | None = _UNITS,
    amount: str | None = _AMOUNT,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Note what Amazon granted; less than claimed is a part grant."""
    opened = desk(home)
    from makewhole.claims.cases import moves  # loads Django

    found = moves.grant(
        opened.scope(), number(case), on=day(on), units=units, amount=decimal(amount), text=text,
        version=version,
    )  # fmt: skip
    tell(opened, found)


@steps.command(epilog="Example: makewhole claim deny C-12 already_reimbursed")
def deny(
    case: str = CASE,
    reason: str = typer.Argument(help="The coded reason; `other` where none fits."),
    text: str = TEXT,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """Note a refusal with its reason, and see what it calls for."""
    opened = desk(home)
    from makewhole.claims.cases import moves, selectors  # loads Django

    found = moves.deny(opened.scope(), number(case), reason, on=day(on), text=text, version=version)
    tell(opened, found)
    typer.echo(opened.denial_words(asdict(selectors.denial_step(found.claim_type, reason))))


@steps.command(epilog="Example: makewhole claim close C-12 accepted")
def close(
    case: str = CASE,
    reason: str = typer.Argument(help="Why it ends: accepted, withdrawn, late, ..."),
    text: str = TEXT,
    on: datetime | None = ON,
    home: Path | None = HOME,
    version: int | None = VERSION,
) -> None:
    """End a case with its reason."""
    opened = desk(home)
    from makewhole.claims.cases import moves  # loads Django

    found = moves.close(
        opened.scope(), number(case), reason, on=day(on), text=text, version=version
    )
    tell(opened, found)
