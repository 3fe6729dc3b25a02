"""What every command over reports shares: options, opening the books, saying what went wrong."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path

import typer
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from makewhole.audit.session import OpenBooks, open_books
from makewhole.cli.output import console
from makewhole.errors import UsageError
from makewhole.settings import Settings, load_settings

# More set-aside rows than this are counted, not printed; the quarantine file always has them all.
_PRINTED_ROWS = 1000
# A file's name may hold anything: control characters are shown as \x1b.
_STEERING = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code != 10}


class Dates(StrEnum):
    """How `03/04/2026` is read where a file cannot tell by itself."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Decimals(StrEnum):
    """How `1.234` is read where a file cannot tell by itself."""

    COMMA = "comma"
    DOT = "dot"


PATHS = typer.Argument(None, help="Files, folders or zips of Amazon reports, in any mix.")
AS_OF = typer.Option(
    None, "--as-of", formats=["%Y-%m-%d"], help="The day to audit for; default: today, UTC."
)
ACCOUNT = typer.Option(None, help="The account whose reports these are.")
HOME = typer.Option(None, help="Use (and fill) the books in this folder; default: none are kept.")
DATES = typer.Option(None, help="How to read days such as 03/04/2026 where a file cannot tell.")
DECIMALS = typer.Option(
    None, help="The decimal mark of numbers such as 1.234 where a file cannot tell."
)
MAPPING = typer.Option(None, help="A file that says which column is what in an unknown layout.")
OUT = typer.Option(None, help="Write to this file instead of the screen.")
FORMAT = typer.Option("table", "--format", help="How to print it.")


class NeitherPathNorHome(UsageError):
    """A command over reports was given nothing to read."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was given to read. Name the folder that holds your Amazon downloads "
            "(makewhole audit ~/Downloads), or the home that holds your books (--home FOLDER)."
        )


def day_of(given: datetime | None) -> date:
    """The day asked for, or today in UTC."""
    return given.date() if given else datetime.now(UTC).date()


@contextmanager
def opened(
    paths: Sequence[Path] | None,
    *,
    home: Path | None,
    account: str | None = None,
    dates: Dates | None = None,
    decimals: Decimals | None = None,
    mapping: Path | None = None,
    keep_sources: bool = False,
) -> Iterator[tuple[OpenBooks, Settings]]:
    """Books with the paths read into them; problems are said on standard error as they stand."""
    if not paths and home is None:
        raise NeitherPathNorHome
    settings = load_settings(account=account, home=home)
    with progress() as report:
        reading = open_books(
            *(paths or ()),
            home=home,
            account=settings.account,
            dates=None if dates is None else dates.value,
            decimals=None if decimals is None else decimals.value,
            mapping=mapping,
            keep_sources=keep_sources,
            progress=report,
        )
        books = reading.__enter__()
    try:
        for problem in books.problems:
            say(str(problem))
        yield books, settings
    finally:
        reading.__exit__(*sys.exc_info())


def say(text: str) -> None:
    """A line on standard error; signs that would steer the terminal are shown, not sent."""
    typer.echo(text.translate(_STEERING), err=True)


def say_set_aside(books: OpenBooks) -> int:
    """Say every row that was set aside, to a limit; gives back how many there are."""
    rows = books.set_aside()
    shown = list(islice(rows, _PRINTED_ROWS))
    for row in shown:
        say(str(row.problem))
    more = sum(1 for _ in rows)
    if more:
        say(f"... and {more:,} more rows set aside: --quarantine FILE writes all of them.")
    return len(shown) + more


@contextmanager
def progress() -> Iterator["_Report | None"]:
    """A bar on a terminal; nothing at all where standard error is a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        yield _Report(bar)


class _Report:
    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task: TaskID = bar.add_task("Reading", total=None)

    def __call__(self, name: str, done: int, total: int) -> None:
        shown = name if len(name) <= 40 else "…" + name[-39:]
        self._bar.update(self._task, description=shown, completed=done, total=total or None)
