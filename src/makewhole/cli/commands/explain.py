"""`makewhole explain`: one finding down to the rows of the files and the policy it rests on."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import typer

from makewhole.audit import Evidence, Finding, audit
from makewhole.audit.session import OpenBooks
from makewhole.books.errors import SourceNotKept
from makewhole.cli import opening
from makewhole.cli.opening import Dates, Decimals, day_of, opened
from makewhole.cli.output import Format, put_text, write
from makewhole.errors import UsageError
from makewhole.money import plain
from makewhole.policy import Policy, load_policy


class NoSuchFinding(UsageError):
    """No finding, or more than one, begins with the id given."""

    def __init__(self, finding: str) -> None:
        self.finding = finding
        super().__init__(
            f"No single finding begins with {finding!r}. Give more of its id, and the same "
            "reports and day it came from: makewhole explain FINDING PATH... --as-of DATE"
        )


def command(
    finding: str = typer.Argument(..., help="The finding's id, or the beginning of it."),
    paths: list[Path] | None = opening.PATHS,
    as_of: datetime | None = opening.AS_OF,
    account: str | None = opening.ACCOUNT,
    home: Path | None = opening.HOME,
    dates: Dates | None = opening.DATES,
    decimals: Decimals | None = opening.DECIMALS,
    mapping: Path | None = opening.MAPPING,
    fmt: Format = opening.FORMAT,
    out: Path | None = opening.OUT,
) -> None:
    """Walk a finding back to the rows that prove it and the policy values it rests on.

    Example: makewhole explain 3f2a91c07b ~/Downloads
    """
    with (
        opened(
            paths,
            home=home,
            account=account,
            dates=dates,
            decimals=decimals,
            mapping=mapping,
            keep_sources=True,
        ) as (books, settings),
        audit(books.books, as_of=day_of(as_of), account=account) as result,
    ):
        found = result.finding(finding)
        if found is None:
            raise NoSuchFinding(finding)
        quotes = [_quote(books, each) for each in found.evidence]
    if fmt is Format.TABLE:
        put_text(_page(found, quotes, load_policy(settings.policy_dir)), out)
    elif fmt is Format.JSON:
        page = found.as_dict() | {"rows": quotes}
        put_text(json.dumps(page, ensure_ascii=False) + "\n", out)
    else:
        write([found.as_dict()], fmt, out)


def _quote(books: OpenBooks, row: Evidence) -> str | None:
    """The record as it stands in the file, where its text was kept."""
    with suppress(SourceNotKept):
        for file in books.books.files():
            if file.name == row.file and file.report == row.report:
                return books.books.quote(file.source, row.line).rstrip("\r\n")
    return None


def _page(found: Finding, quotes: list[str | None], policy: Policy) -> str:
    lines = [found.explanation, "", f"finding     {found.finding_id}"]
    lines.append(f"decision    {found.decision}" + _because(found))
    lines += [f"{name:<12}{value}" for name, value in _dates(found) if value is not None]
    lines += ["", *_arithmetic(found), "", "Rows"]
    for row, quote in zip(found.evidence, quotes, strict=True):
        used = "" if row.units is None else f", {row.units} of its units"
        lines.append(f"  {row.role}: {row.file}, line {row.line}{used}")
        lines += [f"      {quote}"] if quote else []
    lines += ["", "Policy"]
    for use in found.policy:
        since = f"since {use.since}" if use.since else "older than any source"
        lines.append(f"  {use.key} = {use.value} ({since})")
        lines += [f"      {policy.sources[s].href}" for s in _sources(use.source, policy)]
    return "\n".join(lines) + "\n"


def _because(found: Finding) -> str:
    return f" ({', '.join(found.reasons)})" if found.reasons else ""


def _dates(found: Finding) -> list[tuple[str, object]]:
    return [
        ("event", found.event_date), ("opens", found.opens_on), ("remind by", found.remind_by),
        ("closes", found.closes_on), ("confidence", found.confidence),
    ]  # fmt: skip


def _arithmetic(found: Finding) -> list[str]:
    """Affected - compensated = owed, times the value of one unit."""
    money = "unknown" if found.amount is None else f"{plain(found.amount)} {found.currency}"
    if not found.units_affected:
        return [f"amount      {money}, by {found.valuation}"]
    value = "unknown" if found.unit_value is None else plain(found.unit_value)
    return [
        f"units       {found.units_affected} affected - {found.units_compensated} compensated"
        f" = {found.units} owed",
        f"amount      {found.units} x {value} = {money}, by {found.valuation}",
    ]


def _sources(text: str, policy: Policy) -> list[str]:
    return [word for word in text.replace(",", " ").split() if word in policy.sources]
