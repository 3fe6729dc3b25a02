"""Reading `.sql` files: a header that is a handbook page, then named statements.

    -- fc_lost: Amazon owes for units it misplaces and neither finds again nor pays for.
    --
    -- Family     warehouse
    -- Needs      GET_LEDGER_DETAIL_VIEW_DATA
    --
    -- name: openings
    select ...;

A header field is a word, two or more spaces, and text that may go on in the following lines.
"""

import re
from dataclasses import dataclass
from importlib.resources import files

from makewhole.errors import EngineError

_NAME = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)
_BAR = re.compile(r"\s*\|\s*")
_FIELD = re.compile(r"^-- ([A-Z][A-Za-z]*(?: [a-z]+)?)(?: {2,}| *$)(.*)$")


class StatementFileBroken(EngineError):
    """A `.sql` file of makewhole that does not have the form its reader expects."""

    def __init__(self, place: str, found: str, expected: str) -> None:
        self.place, self.found, self.expected = place, found, expected
        super().__init__(f"{place}: {found}, where {expected} was expected. Mend the file.")


@dataclass(frozen=True, slots=True)
class StatementFile:
    """One `.sql` file: its name without ending, first sentence, header fields and statements."""

    name: str
    title: str
    fields: dict[str, list[str]]
    statements: dict[str, str]

    def words(self, field: str) -> list[str]:
        """The words of a header field, in order; none if the header has no such field.

        Alternatives stay one word, however their `|` is spaced.

        >>> StatementFile("x", "", {"Needs": ["A |", "B C"]}, {}).words("Needs")
        ['A|B', 'C']
        """
        return _BAR.sub("|", " ".join(self.fields.get(field, []))).split()


def parse(name: str, text: str) -> StatementFile:
    """A file's text taken apart.

    Errors: StatementFileBroken when the first line is not `-- name: sentence`.
    """
    head, *parts = _NAME.split(text)
    lines = head.strip().splitlines()
    if not lines or not lines[0].startswith(f"-- {name}: "):
        raise StatementFileBroken(f"{name}.sql", lines[0] if lines else "nothing", f"-- {name}: …")
    statements = {
        key: body.strip().removesuffix(";")
        for key, body in zip(parts[::2], parts[1::2], strict=True)
    }
    return StatementFile(name, lines[0].partition(": ")[2], _fields(lines[1:]), statements)


def load_folder(package: str) -> list[StatementFile]:
    """Every `.sql` file lying in a package, by name: adding a file is all it takes to be found."""
    found = [f for f in files(package).iterdir() if f.name.endswith(".sql")]
    return [
        parse(f.name.removesuffix(".sql"), f.read_text(encoding="utf-8"))
        for f in sorted(found, key=lambda f: f.name)
    ]


def _fields(lines: list[str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in lines:
        if match := _FIELD.match(line):
            current = fields.setdefault(match[1], [])
            current.extend([match[2].strip()] if match[2].strip() else [])
        elif current is not None and line.startswith("--   "):
            current.append(line.removeprefix("--").strip())
        else:
            current = None
    return fields
