"""`makewhole demo`: the bundled account, audited as a seller would audit his own."""

import sys
from importlib.resources import as_file, files
from pathlib import Path

import typer

from makewhole.audit import audit
from makewhole.audit.session import open_books
from makewhole.cli.findings import show_findings
from makewhole.cli.opening import say, say_set_aside
from makewhole.demo import AS_OF


def command(
    copy_to: Path | None = typer.Option(None, help="Also copy the demo's files to this folder."),
) -> None:
    """Audit a bundled account with invented content, as you would audit your own downloads.

    Example: makewhole demo --copy-to demo-downloads
    """
    with as_file(files("makewhole.demo").joinpath("reports")) as folder:
        if copy_to is not None:
            _copy(folder, copy_to)
        with open_books(folder) as books, audit(books.books, as_of=AS_OF) as result:
            for problem in books.problems:
                say(str(problem))
            say_set_aside(books)
            show_findings(result, None)
            sys.stdout.flush()  # the answer stands before what it leaves open
            for one in result.not_checked:
                say(str(one))
    typer.echo(
        "\nThis was the bundled demo account: invented content in Amazon's real layouts.\n"
        "Your own:       makewhole audit ~/Downloads\n"
        "In the browser: makewhole serve --demo"
    )


def _copy(folder: Path, target: Path) -> None:
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        place = target / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.read_bytes())
    say(f"The demo's files are in {target}")
