"""`makewhole template`: an empty file for what only the seller knows, with its headings."""

from pathlib import Path

import typer

from makewhole.cli.output import put_file, put_text
from makewhole.errors import UsageError
from makewhole.reports.mapping import EXAMPLE
from makewhole.reports.templates import TEMPLATES

_MAPPING = "mapping"


class UnknownTemplate(UsageError):
    """There is no template of that name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name}: there is no template of that name. There are: {', '.join(TEMPLATES)}, "
            f"{_MAPPING}. "
            "For example: makewhole template costs --out costs.csv"
        )


def command(
    name: str = typer.Argument(help="costs, measurements, tracking, statements or mapping"),
    out: Path | None = typer.Option(None, help="Write to this .csv or .xlsx file instead."),
) -> None:
    """Write the template of one of your own files: headings and an example line.

    Put the filled file beside your Amazon downloads; it is known by its headings. `mapping` says
    which column is what in a file of a layout makewhole does not know.

    Example: makewhole template costs --out costs.xlsx
    """
    if name == _MAPPING:
        put_text(EXAMPLE, out)
        return
    template = TEMPLATES.get(name)
    if template is None:
        raise UnknownTemplate(name)
    if out is None or out.suffix.lower() != ".xlsx":
        put_text(template.csv_text(), out)
    else:
        put_file(template.excel(), out)
